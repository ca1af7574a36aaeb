"""The whole flow of a script without a session: every step with its words, and what one room would see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from proctor.scripts.facts import FactValue, When, holds
from proctor.scripts.models import Detail
from proctor.scripts.snapshot import Snapshot
from proctor.state.clock import Clock
from proctor.state.commands import Open
from proctor.state.facts import spell
from proctor.state.journal import MemoryJournal
from proctor.state.machine import Refusal
from proctor.state.plan import Planned
from proctor.state.session import Session
from proctor.state.system import SystemClock
from proctor.state.view import SessionView, StepView
from proctor.tui import styles
from proctor.tui.dialogs.base import Wrong
from proctor.tui.dialogs.one_room import OneRoomDialog
from proctor.tui.widgets.catalogue import About
from proctor.tui.widgets.head import Head
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.outline import Outline
from proctor.tui.widgets.small import TooSmall
from proctor.tui.widgets.words import Part, Words

EVERY = "Every step of the script. r shows what one room sees."
EVERY_TASK = "Every task of the list, with what the document says of it."


class Contents(Outline):
    """The outline; enter rehearses here instead of going to a step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.rehearse", "rehearse", show=False, id="preview.rehearse-here", tooltip="Rehearse the script"),
        Binding("pageup", "screen.read(-1)", "page up", show=False, id="preview.page-up", tooltip="A page of the words back"),
        Binding(
            "pagedown", "screen.read(1)", "page down", show=False, id="preview.page-down", tooltip="A page of the words on"
        ),
    ]

    def list(self, steps: tuple[StepView, ...]) -> None:
        """List the steps; the cursor stays where it is, since it is always the same ones."""
        was = self._cursor
        self.show_steps(steps, counted=False)
        self._cursor = max(was, self._cursor)
        self._keep_in_sight()
        self.refresh()


class PreviewScreen(Screen[None]):
    """Over a session in memory, of which nothing is left. ``rehearse`` is what the key of that name does."""

    CSS_PATH = styles.SESSION
    AUTO_FOCUS = "Contents"
    DEFAULT_CLASSES = "-preview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "read_on", "on", id="preview.on", tooltip="A page of the words on, then the next step"),
        Binding("b", "read_back", "back", id="preview.back", tooltip="A page of the words back, then the step before"),
        Binding("r", "room", "one room", id="preview.room", tooltip="See what one room sees: say what is known of it"),
        Binding("w", "rehearse", "rehearse", id="preview.rehearse", tooltip="Rehearse the script"),
        Binding("escape,q", "close", "close", id="preview.close", tooltip="Back to the library"),
        Binding("question_mark,f1", "app.keys", "keys", id="preview.keys", tooltip="Every key of this screen"),
    ]

    def __init__(self, snapshot: Snapshot, rehearse: Callable[[], None], clock: Clock | None = None) -> None:
        super().__init__()
        self.snapshot = snapshot
        self.facts: Mapping[str, FactValue] = {}
        self._rehearse = rehearse
        self._clock = clock or SystemClock()
        self.view = self._looked_at({})
        self._steps: dict[tuple[str, str], tuple[Planned, ...]] = {}

    def compose(self) -> ComposeResult:
        yield Head()
        with Vertical(id="frame"):
            with Horizontal(id="middle"):
                yield Contents()
                yield Words()
            yield About()
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        script = self.snapshot.script
        minutes = script.timing.scheduled_minutes
        length = f"{'about ' if script.timing.approximate else ''}{minutes} min" if minutes else "no set time"
        self.query_one(Head).say(script.title, "preview", self.snapshot.pack.words, length)
        self.show()

    def key_ids(self) -> list[str]:
        room = ("room",) if not self.snapshot.script.is_list or self.snapshot.script.facts else ()
        return [f"preview.{name}" for name in ("on", *room, "close", "rehearse", "back", "keys")]

    # -- what it shows ----------------------------------------------------------------------------------------------

    def _looked_at(self, facts: Mapping[str, FactValue]) -> SessionView:
        """The script as a room of which this is known would find it. Raises :class:`Wrong`."""
        session = Session.begin(MemoryJournal(self.snapshot.text), self._clock)
        outcome = session.open(Open(mode="rehearsal", facts=facts))
        if isinstance(outcome, Refusal):
            raise Wrong(outcome.reason)
        return session.view()

    def show(self) -> None:
        """Draw the script as it stands in the room that is looked at."""
        steps = tuple(self._listed())
        self.query_one(Contents).list(steps)
        known = [f"{name.replace('_', ' ')}: {spell(value)}" for name, value in self.view.state.facts.items()]
        every = EVERY_TASK if self.view.is_list else EVERY
        self.query_one(About).say(f"This room: {' · '.join(known)}" if known else every)
        self._show_words()

    def _listed(self) -> Iterator[StepView]:
        """The steps of the stages, then those of the procedures, each under what sets it off."""
        view = self.view
        self._steps = {}
        for step in view.outline:
            blocks = self._steps[step.stage, step.ref] = view.plan.blocks_of(step.ref)
            yield replace(step, state="to_come" if any(map(self._is_here, blocks)) else "not_here")
        for trigger, blocks in view.plan.procedures.items():
            stage = f"When it happens: {trigger.replace('_', ' ')}"
            for one in blocks:
                if (stage, one.step.ref) not in self._steps:
                    of_it = tuple(other for other in blocks if other.step.ref == one.step.ref)
                    self._steps[stage, one.step.ref] = of_it
                    yield StepView(one.step.ref, one.step.title, stage, one.step.page, "to_come")

    def _show_words(self) -> None:
        step = self.query_one(Contents).step
        if step is None:
            return
        blocks = self._steps[step.stage, step.ref]
        more = tuple(f"see {one.title} ({one.section}): {' '.join(one.text.split())}" for one in self._details(blocks[0]))
        parts = [self._part(one) for one in blocks]
        parts[-1] = replace(parts[-1], notes=(*parts[-1].notes, *more))
        self.query_one(Words).show(self.view, [*_head(step, blocks)], parts)

    def _details(self, planned: Planned) -> Iterator[Detail]:
        """What the document says of the step in another place."""
        found = (self.snapshot.script.detail(name) for name in planned.step.see)
        return (one for one in found if one is not None)

    def _part(self, planned: Planned) -> Part:
        notes = [f"the clock {'starts' if planned.block.clock == 'start' else 'stops'}"] if planned.block.clock else []
        notes += [said] if (said := only(planned.block.when)) else []
        return Part(self.view.block(planned.id), tuple(notes), self._is_here(planned))

    def _is_here(self, planned: Planned) -> bool:
        """Whether it can come in the room that is looked at; what hangs on a fact that is not known can."""
        return all(holds(when, self.view.state.facts) is not False for when in planned.conditions)

    def on_outline_moved(self) -> None:
        self._show_words()

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_read(self, by: int) -> None:
        self.query_one(Words).turn(by)

    def action_read_on(self) -> None:
        if not self.query_one(Words).turn(1):
            self.query_one(Contents).action_move(1)

    def action_read_back(self) -> None:
        if not self.query_one(Words).turn(-1):
            self.query_one(Contents).action_move(-1)

    def action_room(self) -> None:
        """Say what is known of a room, and see what falls away."""
        dialog = OneRoomDialog(self.snapshot.script, self.view.state.facts, self.look_at)
        self.app.push_screen(dialog, lambda answer: self.show() if answer else None)

    def look_at(self, facts: Mapping[str, FactValue]) -> None:
        """Look at another room. Raises :class:`Wrong`."""
        self.view = self._looked_at(facts)
        self.facts = facts

    def action_rehearse(self) -> None:
        self._rehearse()

    def action_close(self) -> None:
        self.dismiss()


def _head(step: StepView, blocks: tuple[Planned, ...]) -> Iterator[str]:
    """``III.D.20 · half time · manual p. 18 · due at half``, and when the step comes at all."""
    parts = [step.ref, step.title, f"manual p. {step.page}" if step.page else ""]
    first = blocks[0]
    parts.append(f"due at {first.step.at}" if first.step.at else "; ".join(one.words for one in first.step.due))
    yield " · ".join(part for part in parts if part)
    conditions = [only(when) for when in ((first.stage.when if first.stage else {}), first.step.when)]
    here = ["not in this room"] if step.state == "not_here" else []
    if said := " · ".join([*here, *(one for one in conditions if one)]):
        yield said


def only(when: When) -> str:
    """``only if labels: some or none``."""
    parts = [f"{name}: {' or '.join(str(one) for one in values)}" for name, values in when.items()]
    return f"only if {', '.join(parts)}".replace("_", " ") if parts else ""
