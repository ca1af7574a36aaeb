"""The first-use tour: five minutes with the practice pack, in memory, one thing to try at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from proctor.errors import ProctorError
from proctor.scripts.facts import FactValue
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state import Refusal, Session
from proctor.state.clock import MINUTE, SECOND, Clock
from proctor.state.commands import JoinFromPaper, Open
from proctor.state.journal import MemoryJournal
from proctor.state.state import Phase
from proctor.state.system import SystemClock
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.screens.session import SessionScreen
from proctor.tui.widgets.outline import Outline

SCRIPT = "mcas-2006-grade10-math/session-1"
FACTS: Mapping[str, FactValue] = {
    "students": 28,
    "labels": "all",
    "labels_applied_by": "before",
    "covers_completed": "yes",
    "accommodations": (),
}
HALF = 12 * SECOND
"""How long after its beginning half time comes in the second part."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to try: what is said, and when it is done."""

    text: str
    done: Callable[[TourScreen, SessionView], bool]


def _did(spot: str) -> Callable[[TourScreen, SessionView], bool]:
    return lambda screen, view: view.state.is_settled(spot)


DELIVER = (
    Lesson("In the large print is what to do now. CHECK means: see that it is so. Press space to tick it.", _did("III.C.4/1")),
    Lesson("In a list, up and down choose any line. Space ticks what is chosen. Tick this one too.", _did("III.C.5/1")),
    Lesson("SAY is read aloud, word for word. Space goes on once the last line has been on the screen.", _did("III.D.1/1")),
    Lesson("You said a word that is not there? Press m, then enter: it is on record.", lambda s, v: bool(v.misreads)),
    Lesson("The fire alarm! Press ! and say what it is; enter.", lambda s, v: v.phase is Phase.INTERRUPTED),
    Lesson(
        "The students' clock stands still, and what the manual wants done comes up. Press g, enter when they go on; space "
        "ticks what is to be done then.",
        lambda s, v: v.phase is Phase.OPEN and bool(v.pauses) and not v.over_the_walk,
    ),
    Lesson("A torn booklet: press i, type torn, enter, then enter again.", lambda s, v: bool(v.incidents)),
    Lesson("Its steps come over everything else. Press l to do the rest later.", lambda s, v: v.over_the_walk != "procedure"),
    Lesson("Lost? o shows every step, and what is open. Press o, and o again to close it.", lambda s, v: s.outlined),
    Lesson("Somebody looks in? c covers the screen. Press c, and c again.", lambda s, v: s.covered),
)
"""From the students' arrival on."""

TEST = (
    Lesson("Now they test, and only the clock is here. One has finished: press h.", lambda s, v: v.tallies["handed_in"] > 0),
    Lesson(
        "Half time comes in a few seconds, by itself. Read it aloud, then press k.",
        lambda s, v: any(one.step == "III.D.20" and one.status == "made" for one in v.announcements),
    ),
    Lesson("The other keys rest while they test. Press u, then enter, to unlock them.", lambda s, v: not s.latch.closed),
    Lesson("That is all. ? lists every key of a screen. Press q to leave; nothing of the tour is kept.", lambda s, v: False),
)
"""From shortly before half time on."""


class TourScreen(SessionScreen):
    """A session in memory with a strip that says what to try next."""

    DEFAULT_CSS: ClassVar[str] = """
    TourScreen #lesson { height: auto; background: $accent; color: $background; text-style: bold; padding: 0 1; }
    """

    def __init__(self, places: Places, lessons: tuple[Lesson, ...], session: Session, *, press_guard: int) -> None:
        super().__init__(Desk(session), press_guard=press_guard)
        self.places = places
        self.lessons = lessons
        self.at = 0
        self.covered: bool = False
        self.outlined: bool = False

    def compose(self) -> ComposeResult:
        yield Static("", id="lesson", markup=False)
        yield from super().compose()

    def show(self) -> None:
        super().show()
        if self._ready:
            self._teach()

    def _teach(self) -> None:
        """Go on to the next lesson where this one is done."""
        view = self.desk.view()
        while self.at < len(self.lessons) and self.lessons[self.at].done(self, view):
            self.at += 1
        if self.at == len(self.lessons):
            self._second_part()
            return
        number, count = (len(DELIVER) if self.lessons is TEST else 0) + self.at + 1, len(DELIVER) + len(TEST)
        self.query_one("#lesson", Static).update(f"TOUR {number} of {count} · {self.lessons[self.at].text}")

    def _second_part(self) -> None:
        if self.lessons is DELIVER and self.on_top:
            self._ready = False
            following = second_part(self.places, press_guard=self.press_guard)
            self.app.call_later(self.app.switch_screen, following)

    def action_outline(self) -> None:
        super().action_outline()
        self.outlined = self.outlined or not self.query_one(Outline).has_focus
        self.show()

    def action_cover(self) -> None:
        super().action_cover()
        self.covered = True

    def on_screen_resume(self) -> None:
        self.show()


def first_part(places: Places, *, press_guard: int, clock: Clock | None = None) -> TourScreen:
    """From the arrival of the students. Raises :class:`ProctorError` where the practice pack is not there."""
    session = _session(places, clock or SystemClock(), "III.C.4")
    return TourScreen(places, DELIVER, session, press_guard=press_guard)


def second_part(places: Places, *, press_guard: int, clock: Clock | None = None) -> TourScreen:
    """From shortly before half time."""
    session = _session(places, clock or SystemClock(), "III.D.20", begun=30 * MINUTE - HALF)
    return TourScreen(places, TEST, session, press_guard=press_guard)


def _session(places: Places, clock: Clock, step: str, begun: int | None = None) -> Session:
    snapshot = Library(places).snapshot(SCRIPT)
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    started = None if begun is None else clock.now().utc - begun
    for command in (Open(mode="rehearsal", room="12", facts=FACTS), JoinFromPaper(step=step, started=started)):
        outcome = session.handle(command)
        if isinstance(outcome, Refusal):  # a pack of the same id stands in for ours
            raise ProctorError(f"The tour cannot be given with the pack that is here: {outcome.reason}.")
    return session
