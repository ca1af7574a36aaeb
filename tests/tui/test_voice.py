"""The voice on the screen: nothing of it where it is off or forbidden; where it is on, words light up, and any key silences."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from proctor.settings import RATE, Settings
from proctor.state import Session
from proctor.state.clock import MINUTE
from proctor.state.journal import MemoryJournal
from proctor.tui.app import ProctorApp
from proctor.tui.screens.help import lines_about
from proctor.tui.screens.session import SessionScreen
from proctor.voice.events import Capabilities, Done, Equipment, Failed, Started, State, Voice, Word
from proctor.voice.speaker import SilentSpeaker
from tests.tui.conftest import Looks
from tests.tui.stage import SMALL, clock_of, on_stage, pane_of, plainly, practice, press, text_of
from tests.tui.test_session_screen import joined

KEYS = ("read aloud", "hold on", "silence", "say again", "slower", "faster", "voice")


class Prompted(SilentSpeaker):
    """A speaker that says what a test tells it to say, when it tells it."""

    def __init__(self, capabilities: Capabilities | None = None, problem: str = "") -> None:
        super().__init__()
        self.can = capabilities or Capabilities(audible=True, timed_words=True, pause=True)
        self.problem = problem
        self.calls: list[str] = []
        self.id = self.text = ""

    @property
    def state(self) -> State:
        return "off" if self.problem else "ready"

    @property
    def capabilities(self) -> Capabilities:
        return self.can

    @property
    def equipment(self) -> Equipment:
        return Equipment("engine", "library", "sink", self.problem)

    def speak(self, text: str, id: str, start: int = 0) -> None:
        self.id, self.text = id, text
        self.calls.append("speak")
        self.said.append((id, text, start))
        self.hears(Started(id))

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> None:
        self.calls.append("stop")
        self.hears(Done(self.id, completed=False))

    async def voices(self) -> tuple[Voice, ...]:
        return ()

    async def close(self) -> None:
        self.calls.append("close")

    # -- what a test says -------------------------------------------------------------------------------------------

    def word(self, word: str) -> None:
        """This word sounds now."""
        start = self.text.index(word, self.said[-1][2])
        self.hears(Word(self.id, start, start + len(word)))

    def done(self) -> None:
        self.hears(Done(self.id))


@asynccontextmanager
async def voiced(
    session: Session, speaker: Prompted, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = SMALL, **how: object
) -> AsyncIterator[Pilot[None]]:
    """The session on screen with the voice on."""
    monkeypatch.setattr(ProctorApp, "speaker", lambda app: speaker)
    settings = Settings(press_guard=0, **{"voice": True, **how})  # type: ignore[arg-type]
    async with on_stage(session, size, settings) as pilot:
        yield pilot


@asynccontextmanager
async def at_say_block(
    monkeypatch: pytest.MonkeyPatch, speaker: Prompted | None = None, **how: object
) -> AsyncIterator[tuple[Pilot[None], Prompted]]:
    """The first words of the session on the screen."""
    speaker = speaker or Prompted()
    async with voiced(joined("III.D.2"), speaker, monkeypatch, **how) as pilot:  # type: ignore[arg-type]
        for _ in range(20):
            block = pane_of(pilot).block
            if block is not None and block.kind == "say":
                break
            await press(pilot, "space")
        yield pilot, speaker


def lit_of(pilot: Pilot[None]) -> str:
    """The words that are lit on the screen."""
    pane = pane_of(pilot)
    runs = [run for y in range(pane.size.height) for run in pane.line(y, pane.size.width)]
    return " ".join(text.strip() for text, role in runs if role == "lit")


def screen_of(pilot: Pilot[None]) -> SessionScreen:
    return next(one for one in pilot.app.screen_stack if isinstance(one, SessionScreen))


# -- off, or forbidden ----------------------------------------------------------------------------------------------


async def test_where_the_voice_is_off_no_key_of_it_is_taken_or_named_anywhere() -> None:
    async with on_stage(joined("III.D.2")) as pilot:
        await press(pilot, "p", "w", "y", "plus", "minus")
        screen = screen_of(pilot)
        assert screen.reader is None
        assert not [name for name in (active.binding.id for active in screen.active_bindings.values()) if "voice" in str(name)]
        assert not [line for line in lines_about(screen) if any(word in " ".join(line).lower() for word in KEYS)]
        assert "read aloud ·" not in text_of(pilot)


async def test_where_the_pack_forbids_it_there_is_no_voice_though_it_is_on(
    monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    session = forbidding()
    speaker = Prompted()
    async with voiced(session, speaker, monkeypatch) as pilot:
        await press(pilot, "p")
        assert screen_of(pilot).reader is None
        assert not speaker.calls
        assert "p read aloud" not in text_of(pilot)


def forbidding() -> Session:
    """A session of the practice pack, whose header says that a person reads."""
    text = practice().state.plan.snapshot.text
    assert '"read_aloud":"allowed"' in text
    return practice(journal=MemoryJournal(text.replace('"read_aloud":"allowed"', '"read_aloud":"human_only"')))


# -- on -------------------------------------------------------------------------------------------------------------


async def test_it_never_begins_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot)
        assert not speaker.said
        assert "p read aloud" in text_of(pilot)


async def test_p_reads_the_block_and_the_word_that_sounds_lights_up(monkeypatch: pytest.MonkeyPatch, looks: Looks) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p")
        words = pane_of(pilot).block
        assert words is not None
        assert speaker.said[-1][2] == 0
        first, second = speaker.text.split()[:2]
        speaker.word(first)
        assert lit_of(pilot) == first
        speaker.word(second)
        assert lit_of(pilot) == second
        await press(pilot)
        looks(pilot, "session-voice")
        speaker.done()
        await press(pilot)
        assert lit_of(pilot) == ""
        assert pane_of(pilot).spot == words.id, "it moves nothing"


@pytest.mark.parametrize("key", ["space", "b", "i", "c", "f1", "down", "5", "ctrl+p", "tab"])
async def test_any_key_of_another_purpose_silences(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p")
        speaker.word(speaker.text.split()[0])
        await press(pilot, key)
        assert speaker.calls[-1] in ("stop", "close")
        assert screen_of(pilot).voice == "silent"
        assert lit_of(pilot) == ""


async def test_escape_silences_and_does_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        before = pane_of(pilot).spot
        await press(pilot, "p", "escape")
        assert speaker.calls == ["speak", "stop"]
        assert pane_of(pilot).spot == before
        assert len(pilot.app.screen_stack) == 1


async def test_a_click_silences(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p")
        pilot.app.post_message(events.MouseDown(None, 3, 3, 0, 0, 1, shift=False, meta=False, ctrl=False))
        await press(pilot)
        assert speaker.calls == ["speak", "stop"]


async def test_p_holds_on_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p", "p")
        assert "p read on" in text_of(pilot)
        await press(pilot, "p")
        assert speaker.calls == ["speak", "pause", "resume"]


async def test_faster_and_slower_go_on_at_the_word_that_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p")
        third = speaker.text.split()[2]
        speaker.word(third)
        await press(pilot, "plus")
        assert speaker.rate > RATE
        assert speaker.text[speaker.said[-1][2] :].startswith(third)
        assert f"{speaker.rate} words a minute" in plainly(text_of(pilot))
        await press(pilot, "minus")
        assert speaker.rate == RATE


async def test_it_reads_from_the_sentence_that_is_marked_and_says_a_sentence_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        for _ in range(30):
            if len(pane_of(pilot).sentences_of(pane_of(pilot).spot)) > 1:
                break
            await press(pilot, "space")
        await press(pilot, "down", "w")
        text, start = speaker.said[-1][1:]
        begins = text[start:]
        assert start > 0
        assert text[:start].rstrip().endswith((".", "?", "!"))
        speaker.word(begins.split()[1])
        await press(pilot, "y")
        assert speaker.said[-1][1:] == (text, start)


async def test_another_block_on_the_screen_silences(monkeypatch: pytest.MonkeyPatch) -> None:
    session = joined("III.D.20", minutes_ago=8)
    speaker = Prompted()
    async with voiced(session, speaker, monkeypatch) as pilot:
        clock_of(session).sleep(22 * MINUTE)
        await pilot.pause(0.3)
        await press(pilot, "p")
        assert speaker.calls == ["speak"], "an announcement can be read"
        screen = screen_of(pilot)
        assert screen.reader is not None
        screen.show()  # nothing has changed, and it reads on
        assert speaker.calls == ["speak"]
        await press(pilot, "k")
        assert speaker.calls[-1] == "stop"


async def test_a_page_is_turned_where_the_word_stands_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch, size=(60, 18)) as (pilot, speaker):
        for _ in range(60):
            block = pane_of(pilot).block
            if block is not None and block.kind == "say" and pane_of(pilot).more:
                break
            await press(pilot, *(("1",) if block is not None and block.kind == "ask" else ("space",)))
        assert pane_of(pilot).more, "no long block was found"
        await press(pilot, "p")
        last = speaker.text.split()[-1]
        start = speaker.text.rindex(last)
        speaker.hears(Word(speaker.id, start, start + len(last)))
        assert lit_of(pilot) == last
        assert not pane_of(pilot).more


async def test_it_begins_by_itself_where_the_settings_say_so_once_for_each_block(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch, voice_starts=True) as (pilot, speaker):
        spot = pane_of(pilot).spot
        assert speaker.calls == ["speak"]
        speaker.done()
        await press(pilot, "o", "o")
        assert pane_of(pilot).spot == spot
        assert speaker.calls == ["speak"]


async def test_where_words_are_not_timed_the_sentence_is_lit_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = Prompted(Capabilities(audible=True))
    async with at_say_block(monkeypatch, speaker) as (pilot, speaker):
        for _ in range(30):
            if len(pane_of(pilot).sentences_of(pane_of(pilot).spot)) > 1:
                break
            await press(pilot, "space")
        await press(pilot, "p")
        first = lit_of(pilot)
        assert first.endswith((".", "?", "!"))
        speaker.done()
        assert lit_of(pilot) not in ("", first)


# -- what goes wrong ------------------------------------------------------------------------------------------------


async def test_without_a_device_it_says_so_once_and_its_keys_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = Prompted(problem="There is no sound on this machine: no device.")
    async with at_say_block(monkeypatch, speaker) as (pilot, speaker):
        await pilot.pause(0.1)
        said = [one.message for one in pilot.app._notifications]
        assert said == ["There is no sound on this machine: no device."]
        await press(pilot, "p")
        assert not speaker.said
        assert "p read aloud" not in text_of(pilot)


async def test_a_failure_for_once_leaves_the_keys_and_one_for_good_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_say_block(monkeypatch) as (pilot, speaker):
        await press(pilot, "p")
        speaker.hears(Failed(speaker.id, "There is no voice 'x'."))
        await press(pilot)
        assert "p read aloud" in text_of(pilot)
        await press(pilot, "p")
        speaker.hears(Failed(speaker.id, "The voice failed three times.", for_good=True))
        await press(pilot)
        assert "p read aloud" not in text_of(pilot)
        assert [one.message for one in pilot.app._notifications] == ["There is no voice 'x'.", "The voice failed three times."]


async def test_leaving_the_session_closes_the_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = Prompted()
    async with voiced(joined("III.D.2"), speaker, monkeypatch) as pilot:
        await press(pilot)
    assert speaker.calls[-1] == "close"


# -- turning it on --------------------------------------------------------------------------------------------------


async def test_the_library_turns_it_on_and_off_and_keeps_that(data_folder: Path) -> None:
    async with on_stage() as pilot:
        for on in (True, False):
            names = {name: run for name, _, run in pilot.app.screen.more()}  # type: ignore[attr-defined]
            names[f"turn the voice {'on' if on else 'off'}"]()
            await press(pilot)
            assert Settings.load(pilot.app.places.settings).voice is on  # type: ignore[attr-defined]
            assert pilot.app.settings.voice is on  # type: ignore[attr-defined]
