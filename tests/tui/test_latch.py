"""The latch on the testing view."""

from __future__ import annotations

import pytest

from proctor.tui.latch import WITHIN, Latch


class Hand:
    """A clock that is moved by hand."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def latch(clock: Hand) -> Latch:
    made = Latch(clock)
    made.look(quiet=True)
    return made


def test_a_view_that_comes_is_latched(latch: Latch) -> None:
    assert latch.closed


def test_one_key_alone_opens_nothing(latch: Latch) -> None:
    latch.second()
    latch.look(quiet=True)
    assert latch.closed
    latch.first()
    latch.look(quiet=True)
    assert latch.closed
    assert latch.asking


def test_both_in_turn_open_it_and_one_closes_it(latch: Latch) -> None:
    latch.first()
    latch.second()
    latch.look(quiet=True)
    assert not latch.closed
    latch.close()
    latch.look(quiet=True)
    assert latch.closed


def test_a_first_key_is_forgotten_after_a_while(latch: Latch, clock: Hand) -> None:
    latch.first()
    clock.seconds += WITHIN
    assert not latch.lapse()
    clock.seconds += 0.1
    assert latch.lapse()
    assert not latch.asking
    latch.second()
    latch.look(quiet=True)
    assert latch.closed


def test_it_is_latched_anew_when_the_view_comes_again(latch: Latch) -> None:
    latch.first()
    latch.second()
    latch.look(quiet=True)
    latch.look(quiet=False)
    assert not latch.closed
    latch.look(quiet=True)
    assert latch.closed
