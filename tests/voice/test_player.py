"""Between engine and device: every sample comes out once, in order, and a word is told with its sample. Nothing here waits."""

from __future__ import annotations

import queue
import threading
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.voice.child.player import AHEAD, WIDTH, Player, Utterance
from tests.voice.ear import until_now

FAST = 10_000_000
"""Samples a second: so many that nothing is due later than at once."""


class Bench:
    """A player whose device is fetched by hand."""

    def __init__(self, rate: int = FAST) -> None:
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.player = Player(rate, self.told.put)
        self.n = 0

    def begin(self) -> Utterance:
        self.n += 1
        return self.player.begin(self.n)

    def next(self, what: str) -> dict[str, Any]:
        """The next message about what is played; it must be of this kind."""
        while (one := self.told.get(timeout=30))["n"] != self.n:
            pass
        assert one["is"] == what, one
        return one

    def fetch(self, frames: int) -> list[int]:
        return list(array("h", self.player.fetch(frames)))


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def sound(first: int, count: int) -> bytes:
    """Samples that tell which they are."""
    return array("h", range(first, first + count)).tobytes()


def test_every_sample_comes_out_once_and_in_order_and_then_silence(bench: Bench) -> None:
    one = bench.begin()
    assert bench.player.give(one, sound(1, 5))
    assert bench.player.give(one, sound(6, 4))
    bench.player.finish(one)
    assert bench.fetch(3) == [1, 2, 3]
    assert bench.fetch(4) == [4, 5, 6, 7]
    assert bench.fetch(4) == [8, 9, 0, 0]
    assert bench.fetch(2) == [0, 0]
    for what in ("ok", "started", "done"):
        bench.next(what)
    assert bench.player.current is None


def test_a_word_is_told_when_its_sample_is_fetched_and_no_earlier(bench: Bench) -> None:
    one = bench.begin()
    bench.player.mark(one, 0, 0, 4)
    bench.player.mark(one, 5, 5, 9)
    bench.player.give(one, sound(1, 8))
    bench.next("ok")
    bench.fetch(5)
    bench.next("started")
    assert bench.next("word") == {"is": "word", "n": bench.n, "start": 0, "end": 4}
    assert len(one.words) == 1
    bench.fetch(1)
    assert bench.next("word")["start"] == 5


@given(
    given=st.lists(st.integers(0, 40), max_size=12),
    fetched=st.lists(st.integers(1, 60), min_size=1, max_size=12),
    words=st.lists(st.integers(0, 300), max_size=8),
)
def test_whatever_the_sizes_samples_and_words_come_in_order(
    bench: Bench, given: list[int], fetched: list[int], words: list[int]
) -> None:
    one, made = bench.begin(), sum(given)
    at = sorted(sample for sample in words if sample < made)
    for number, sample in enumerate(at):
        bench.player.mark(one, sample, number, number + 1)
    first = 1
    for size in given:
        bench.player.give(one, sound(first, size))
        first += size
    bench.player.finish(one)
    out: list[int] = []
    bench.next("ok")
    while bench.player.current is not None:
        out += bench.fetch(fetched[len(out) % len(fetched)])
        assert len(one.words) == len([sample for sample in at if sample >= one.played])
    assert [sample for sample in out if sample] == list(range(1, made + 1))
    assert out[:made] == list(range(1, made + 1))
    bench.next("started")
    assert [bench.next("word")["start"] for _ in at] == list(range(len(at)))
    bench.next("done")


def test_what_is_cut_is_silent_from_the_next_fetch_and_nothing_more_is_told_of_it(bench: Bench) -> None:
    one = bench.begin()
    bench.player.mark(one, 2, 0, 4)
    bench.player.give(one, sound(1, 9))
    bench.next("ok")
    bench.fetch(1)
    bench.next("started")
    bench.player.cut()
    assert bench.fetch(9) == [0] * 9
    assert not bench.player.give(one, sound(1, 9))
    assert bench.fetch(9) == [0] * 9
    old = bench.n
    bench.player.finish(bench.begin())
    bench.fetch(1)
    messages = [bench.told.get(timeout=30) for _ in ("ok", "started", "done")]
    assert old not in {one["n"] for one in messages}


def test_a_new_text_takes_the_place_of_the_old_one(bench: Bench) -> None:
    one = bench.begin()
    bench.player.give(one, sound(1, 9))
    other = bench.begin()
    assert one.cut
    bench.player.give(other, sound(100, 2))
    assert bench.fetch(3) == [100, 101, 0]


def test_cutting_a_text_that_is_over_leaves_the_next_one_alone(bench: Bench) -> None:
    one = bench.begin()
    other = bench.begin()
    bench.player.give(other, sound(7, 1))
    bench.player.cut(one)
    assert bench.fetch(1) == [7]
    bench.player.cut(other)
    assert bench.player.current is None


def test_a_pause_is_silent_and_loses_no_sample_and_no_word(bench: Bench) -> None:
    one = bench.begin()
    bench.player.mark(one, 3, 0, 4)
    bench.player.give(one, sound(1, 6))
    bench.next("ok")
    assert bench.fetch(2) == [1, 2]
    bench.next("started")
    bench.player.pause(on=True)
    assert not bench.player.busy
    assert bench.fetch(5) == [0] * 5
    assert one.words
    bench.player.pause(on=False)
    assert bench.fetch(4) == [3, 4, 5, 6]
    bench.next("word")


def test_what_is_begun_after_a_pause_is_not_paused(bench: Bench) -> None:
    bench.begin()
    bench.player.pause(on=True)
    one = bench.begin()
    bench.player.give(one, sound(1, 1))
    assert bench.fetch(1) == [1]


def test_a_text_without_sound_is_begun_and_done(bench: Bench) -> None:
    bench.player.finish(bench.begin())
    bench.fetch(1)
    for what in ("ok", "started", "done"):
        bench.next(what)


def test_a_text_without_end_takes_bounded_room_and_waits_for_the_device() -> None:
    bench = Bench(rate=100)
    one = bench.begin()
    most = 0

    def speak() -> None:
        while bench.player.give(one, sound(0, 50)):
            pass

    engine = threading.Thread(target=speak, daemon=True)
    engine.start()
    for _ in range(100):
        until_now(lambda: one.held > AHEAD * 100)
        most = max(most, sum(map(len, one.sound)) // WIDTH)
        bench.fetch(60)
    assert most <= AHEAD * 100 + 50
    bench.player.cut()
    engine.join(30)
    assert not engine.is_alive()


def test_an_engine_that_does_not_keep_up_is_told_of_and_one_that_is_slow_to_begin_is_not(
    monkeypatch: pytest.MonkeyPatch, bench: Bench
) -> None:
    monkeypatch.setattr("proctor.voice.child.player.STARVED", 0.0)
    one = bench.begin()
    bench.fetch(1)
    bench.fetch(1)
    bench.player.give(one, sound(1, 1))
    bench.next("ok")
    bench.fetch(1)
    bench.next("started")
    bench.fetch(1)
    until_now(lambda: bench.fetch(1) == [0] and not bench.told.empty())
    bench.next("starved")


def test_a_word_that_waits_for_its_time_is_dropped_when_it_is_cut_and_holds_up_nothing() -> None:
    bench = Bench()
    bench.player.latency = 1_000.0
    one = bench.begin()
    bench.player.mark(one, 0, 0, 4)
    bench.player.give(one, sound(1, 1))
    bench.next("ok")
    bench.fetch(1)
    bench.next("started")
    bench.player.latency = 0.0
    bench.player.finish(bench.begin())
    bench.fetch(1)
    for what in ("ok", "started", "done"):
        bench.next(what)
