"""The keys of the voice: where it is off or a pack forbids it, there is neither a key nor a word of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.binding import BindingType

from proctor.settings import Settings
from proctor.tui.desk import Desk
from proctor.tui.screens.session_keys import session_key
from proctor.tui.screens.walk import WalkScreen
from proctor.tui.sheet import words_of

if TYPE_CHECKING:  # nothing of the voice is imported while it is off
    from proctor.voice.reader import Passage, Reader
    from proctor.voice.speaker import Speaker


OWN = "session.voice-"
"""How the ids of these keys begin; every other key silences."""

VOICE_BINDINGS: list[BindingType] = [
    session_key(
        "p", "voice_read", "read aloud", "voice-read", "The machine reads this block aloud; while it reads: hold on, go on"
    ),
    session_key(
        "w", "voice_from_here", "read from here", "voice-from-here", "Read this block aloud from the sentence that is marked"
    ),
    session_key("y", "voice_again", "say again", "voice-again", "Read the sentence aloud once more, and go on from there"),
    session_key("plus,equals_sign", "voice_rate(1)", "faster", "voice-faster", "Read faster, from the word that sounds now"),
    session_key("minus", "voice_rate(-1)", "slower", "voice-slower", "Read slower, from the word that sounds now"),
    session_key("escape", "voice_stop", "silence", "voice-stop", "Silence; so does any key of another purpose"),
]


def reader_of(desk: Desk, speaker: Speaker) -> Reader:
    """What reads the blocks of a session, as its pack wants them said."""
    from proctor.voice.reader import Reader

    return Reader(speaker, desk.session.state.plan.snapshot.pack.pronunciations)


def allowed(desk: Desk) -> bool:
    """Whether the pack of the session lets a machine read aloud."""
    return desk.session.state.plan.snapshot.pack.read_aloud == "allowed"


class VoicedScreen(WalkScreen):
    """``reader`` is None where there is no voice. It begins by itself only where ``starts`` says so, never reads what is not on
    the screen, and moves nothing."""

    def __init__(self, desk: Desk, *, press_guard: int, speaker: Speaker | None = None, starts: bool = False) -> None:
        super().__init__(desk, press_guard=press_guard)
        self.reader = reader_of(desk, speaker) if speaker is not None and allowed(desk) else None
        self._starts = starts
        self._came = ""
        """The block that was on screen last."""

    def on_mount(self) -> None:
        if self.reader is not None:
            self.reader.changed = self.voice_changed
            self.run_worker(self.reader.open(), name="voice", group="voice", exit_on_error=False)

    async def on_unmount(self) -> None:  # type: ignore[override] # each class has its own, and Textual awaits it
        if self.reader is not None:
            await self.reader.close()

    @property
    def voice(self) -> str:
        """``silent``, ``speaking`` or ``paused``; "" where there is no voice, or none any more."""
        return self.reader.status if self.reader is not None and self.reader.status != "off" else ""

    # -- what is read -----------------------------------------------------------------------------------------------

    def passages(self) -> tuple[Passage, ...]:
        """What can be read of what is on the screen: the say blocks that are to be said now."""
        from proctor.voice.reader import Passage

        view, block = self.desk.view(), self.pane.block
        together = view.over_the_walk == "announcement"
        shown = view.shown if together else (block,) if block is not None else ()
        return tuple(Passage(one.id, words_of(one), self.pane.sentences_of(one.id)) for one in shown if one.kind == "say")

    def follow(self, *, hidden: bool) -> None:
        """The screen shows something: be silent where it is something else than what is read, and light up what sounds."""
        if self.reader is None:
            return
        there = () if hidden else self.passages()
        if self.reader.passage is not None and self.reader.passage not in there:
            self.reader.silence()
        self.pane.light(self.reader.lit)
        came, self._came = self._came, there[0].id if there else ""
        block = self.pane.block
        if self._starts and self._came not in ("", came) and block is not None and not block.settled:
            self.reader.read(there)

    def voice_changed(self) -> None:
        """A word sounds, or it is silent, or something went wrong."""
        assert self.reader is not None
        if not self.is_attached:
            return
        self.pane.light(self.reader.lit)
        notice, self.reader.notice = self.reader.notice, ""
        if notice:
            self.notify(notice, title="The voice", severity="warning", timeout=12, markup=False)
            self.refresh_bindings()
        self.show_keys()

    def show_keys(self) -> None:
        """Other keys matter now."""
        raise NotImplementedError

    # -- keys -------------------------------------------------------------------------------------------------------

    def hush(self, event: events.Event) -> None:
        """Any key of another purpose, and any click, silences before it does what it does."""
        if self.voice not in ("speaking", "paused"):
            return
        if isinstance(event, events.Key) and self.app.screen is self:
            found = self.active_bindings.get(event.key)
            if found is not None and (found.binding.id or "").startswith(OWN):
                return
        assert self.reader is not None
        self.reader.silence()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not action.startswith("voice_"):
            return super().check_action(action, parameters)
        busy = self.voice in ("speaking", "paused")
        there = busy or (bool(self.voice) and self._can_read())
        return there and (busy or action != "voice_stop") and super().check_action(action, parameters)

    def _can_read(self) -> bool:
        block = self.pane.block
        return block is not None and (block.kind == "say" or self.desk.view().over_the_walk == "announcement")

    def action_voice_read(self) -> None:
        assert self.reader is not None
        if self.voice == "silent":
            self.reader.read(self.passages())
        else:
            self.reader.toggle()
        self.show_keys()

    def action_voice_from_here(self) -> None:
        self._read_sentence(self.pane.sentence)

    def action_voice_again(self) -> None:
        """The sentence that sounds now, else the one that is marked."""
        lit = self.reader.lit if self.reader is not None else None
        begun = sum(start <= lit.start for start, _ in self.pane.sentences_of(lit.id)) if lit is not None else 0
        self._read_sentence(begun or self.pane.sentence, lit.id if lit is not None else "")

    def _read_sentence(self, number: int, spot: str = "") -> None:
        """Read from a sentence (from 1) of a block on."""
        assert self.reader is not None
        there = self.passages()
        there = there[next((n for n, one in enumerate(there) if one.id == spot), 0) :]
        if there:
            starts = [start for start, _ in there[0].sentences]
            self.reader.read(there, starts[number - 1] if 1 <= number <= len(starts) else 0)
        self.show_keys()

    def action_voice_rate(self, by: int) -> None:
        assert self.reader is not None
        self.reader.faster(by)
        self.desk.news = f"the voice reads {self.reader.speaker.rate} words a minute"
        self.show()

    def action_voice_stop(self) -> None:
        assert self.reader is not None
        self.reader.silence()
        self.show_keys()


def speaker_of(settings: Settings, log: Path) -> Speaker:
    """The speaker that makes sound, as the settings have it."""
    from proctor.voice.process import ProcessSpeaker, Setup

    return ProcessSpeaker(Setup(settings.voice_rate, settings.voice_name, settings.voice_sink, log))
