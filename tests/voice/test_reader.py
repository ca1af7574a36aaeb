"""The reader: passages one after another, the word that sounds in what is shown, silence as soon as it is told."""

from __future__ import annotations

import pytest

from proctor.settings import RATE
from proctor.voice.events import Capabilities, Done, Equipment, Event, Failed, Started, State, Word
from proctor.voice.reader import Lit, Passage, Reader
from proctor.voice.speaker import SilentSpeaker

ONE = Passage("I.1/1", "Read page 2. Then stop.", ((0, 12), (13, 23)))
TWO = Passage("I.2/1", "You may begin.", ((0, 14),))


class Recorder(SilentSpeaker):
    """Does nothing by itself, and keeps what it was told."""

    def __init__(self, *, timed: bool = True, pause: bool = True) -> None:
        super().__init__()
        self.can = Capabilities(audible=True, timed_words=timed, pause=pause)
        self.told: list[str] = []

    @property
    def state(self) -> State:
        return "ready"

    @property
    def capabilities(self) -> Capabilities:
        return self.can

    def speak(self, text: str, id: str, start: int = 0) -> None:
        self.said.append((id, text, start))
        self.told.append("speak")

    def pause(self) -> None:
        self.told.append("pause")

    def resume(self) -> None:
        self.told.append("resume")

    def stop(self) -> None:
        self.told.append("stop")

    def sounds(self, word: str) -> None:
        utterance, text, start = self.said[-1]
        at = text.index(word, start)
        self.hears(Word(utterance, at, at + len(word)))

    def ends(self) -> None:
        self.hears(Done(self.said[-1][0]))


def reading(*passages: Passage, at: int = 0, **can: bool) -> tuple[Reader, Recorder]:
    speaker = Recorder(**can)
    reader = Reader(speaker, {})
    reader.read(passages, at)
    return reader, speaker


def test_passages_are_read_in_turn_and_then_it_is_silent() -> None:
    reader, speaker = reading(ONE, TWO)
    assert reader.passage == ONE
    speaker.ends()
    assert reader.passage == TWO
    assert speaker.said[-1][1] == TWO.text
    speaker.ends()
    assert (reader.passage, reader.status, reader.lit) == (None, "silent", None)


def test_the_word_that_sounds_is_told_in_what_is_shown() -> None:
    speaker = Recorder()
    reader = Reader(speaker, {"SASID": "sass id"})
    reader.read([Passage("a", "Your SASID, please.")])
    speaker.sounds("sass")
    assert reader.lit == Lit("a", 5, 10)
    speaker.sounds("please")
    assert reader.lit == Lit("a", 12, 18)


def test_what_is_told_of_an_utterance_that_was_cut_off_changes_nothing() -> None:
    reader, speaker = reading(ONE)
    first = speaker.said[0][0]
    reader.read([TWO])
    late: tuple[Event, ...] = (Started(first), Word(first, 0, 4), Done(first), Failed(first, "late"))
    for event in late:
        speaker.hears(event)
    assert (reader.passage, reader.status, reader.lit, reader.notice) == (TWO, "speaking", None, "")


def test_silence_is_told_to_the_speaker_once() -> None:
    reader, speaker = reading(ONE)
    reader.silence()
    reader.silence()
    assert speaker.told == ["speak", "stop"]
    assert reader.status == "silent"


def test_it_holds_on_and_goes_on() -> None:
    reader, speaker = reading(ONE)
    reader.toggle()
    assert reader.status == "paused"
    reader.toggle()
    assert (reader.status, speaker.told) == ("speaking", ["speak", "pause", "resume"])


def test_where_it_cannot_hold_on_it_is_silent_instead() -> None:
    reader, speaker = reading(ONE, pause=False)
    reader.toggle()
    assert (reader.status, speaker.told) == ("silent", ["speak", "stop"])


def test_another_rate_goes_on_at_the_word_that_sounds_and_stays_within_what_can_be_understood() -> None:
    reader, speaker = reading(ONE)
    speaker.sounds("page")
    reader.faster(1)
    assert speaker.rate > RATE
    assert speaker.said[-1][2] == ONE.text.index("page")
    reader.faster(100)
    assert speaker.rate == 300
    reader.faster(-100)
    assert speaker.rate == 80


def test_a_rate_that_is_changed_in_silence_says_nothing() -> None:
    speaker = Recorder()
    Reader(speaker, {}).faster(1)
    assert speaker.told == []


@pytest.mark.parametrize("at", [0, 13])
def test_where_words_are_not_timed_one_sentence_is_lit_and_read_after_the_other(at: int) -> None:
    reader, speaker = reading(ONE, at=at, timed=False)
    lit = []
    while reader.lit is not None:
        lit.append(ONE.text[reader.lit.start : reader.lit.end].strip())
        speaker.ends()
    assert lit == ["Read page 2.", "Then stop."][at // 13 :]


def test_nothing_to_read_is_silence() -> None:
    reader, speaker = reading(Passage("a", "  "))
    assert (reader.status, speaker.told) == ("silent", [])


def test_a_failure_is_kept_as_a_sentence_and_one_for_good_ends_all_reading() -> None:
    reader, speaker = reading(ONE)
    speaker.hears(Failed(speaker.said[-1][0], "There is no voice 'x'."))
    assert (reader.status, reader.notice) == ("silent", "There is no voice 'x'.")
    speaker.hears(Failed("", "It is off now.", for_good=True))
    assert (reader.status, reader.notice) == ("off", "It is off now.")
    reader.read([ONE])
    assert speaker.told == ["speak"]


async def test_a_machine_without_sound_is_said_to_be_one() -> None:
    class Mute(Recorder):
        @property
        def equipment(self) -> Equipment:
            return Equipment(problem="There is no sound on this machine.")

    reader = Reader(Mute(), {})
    await reader.open()
    assert (reader.status, reader.notice) == ("off", "There is no sound on this machine.")


def test_a_speaker_that_says_all_at_once_reads_everything_and_waits_for_nothing() -> None:
    speaker = SilentSpeaker()
    reader = Reader(speaker, {})
    reader.read([ONE, TWO])
    assert [text for _, text, _ in speaker.said] == [ONE.text, TWO.text]
    assert (reader.status, reader.passage) == ("silent", None)
