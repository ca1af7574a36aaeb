"""What is to be known of a room before its session is opened: filled in as far as the school and the last session know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from proctor.documents.text import printable
from proctor.errors import ProctorError
from proctor.scripts.facts import Fact, FactValue, read_fact
from proctor.scripts.kinds import habits_of
from proctor.scripts.models import facts_of
from proctor.scripts.snapshot import Snapshot
from proctor.settings import Places
from proctor.state.opening import begin, known_before
from proctor.state.prepared import Opening, Prepared, PreparedCard
from proctor.state.session import Session
from proctor.tui import styles
from proctor.tui.dialogs.base import Said, Wrong, plain, row
from proctor.tui.dialogs.keep import ANY_DAY, KeepDialog
from proctor.tui.dialogs.question import Notice
from proctor.tui.patient import Patient
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.factfield import FactField
from proctor.tui.widgets.field import Field
from proctor.tui.widgets.head import Head
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.small import TooSmall

SPEED = 20.0
"""How many times as fast a rehearsal's clock runs, unless somebody says otherwise; as ``proctor rehearse`` has it."""
SLOWEST, FASTEST = 0.1, 100_000
SCHOOL, LAST, USUAL = "your school", "last session", "as a rule"
"""Where an answer comes from that nobody typed."""


class OpeningScreen(Patient[Session | None]):
    """A form. Dismissed with the session that it opened; None where it was left, or kept for another day."""

    CSS_PATH = styles.DIALOGS
    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "next", priority=True, id="opening.next",
                tooltip="The next field; from the last one the session is opened"),
        Binding("ctrl+s", "open", "open", priority=True, id="opening.open", tooltip="Open the session, from any field"),
        Binding("f4", "keep", "keep", id="opening.keep",
                tooltip="Write it down, to be opened with one key on the day"),
        Binding("tab,down", "app.focus_next", "next field", show=False, id="opening.down", tooltip="The next field"),
        Binding("shift+tab,up", "app.focus_previous", "field before", show=False, id="opening.up", tooltip="The field before"),
        Binding("pageup", "page(-1)", "page up", show=False, id="opening.page-up", tooltip="Scroll up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="opening.page-down", tooltip="Scroll down"),
        Binding("escape", "leave", "leave", id="opening.leave", tooltip="Back, without opening a session"),
        Binding("f1", "app.keys", "keys", id="opening.keys", tooltip="Every key of this screen"),
    ]  # fmt: skip

    def __init__(
        self, places: Places, snapshot: Snapshot, opening: Opening, *, today: date, prepared: PreparedCard | None = None
    ) -> None:
        """``opening``: what was prepared, with the file that it comes from; else its mode alone holds."""
        super().__init__()
        self.places = places
        self.snapshot = snapshot
        self.mode = opening.mode
        self.today = today
        self.prepared = prepared
        speed = SPEED if opening.speed == 1 else opening.speed
        before = known_before(snapshot, places.sessions, opening.mode)
        self._known = opening if prepared else replace(before, mode=opening.mode, speed=speed)
        self._habits = habits_of(snapshot.script.kind)
        self._facts = {name: fact for name, fact in facts_of(snapshot.script).items() if fact.is_opening}
        self._left_once = False
        self.add_class(f"-{self.mode}")

    # -- what it shows ----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Head()
        with Vertical(id="frame"):
            with VerticalScroll(id="form", can_focus=False):
                for field, label in self._habits.asked:
                    known = getattr(self._known, field)
                    yield Marked(label, Field(known, id=field, limit=200), self._source_of_text(field, known))
                for name, fact in self._facts.items():
                    yield self._fact_field(name, fact)
                if self._habits.room:
                    yield from self._chime()
                if self.mode == "rehearsal":
                    yield row("speed", Field(f"{self._known.speed:g}", hint="times as fast", id="speed", limit=12))
            yield Said(id="complaint", classes="complaint")
        yield TooSmall()
        yield KeyBar()

    def _chime(self) -> Iterator[Widget]:
        chime = "yes" if self._known.soft_chime else "no"
        yield row("soft chime", Choice([("yes", "yes"), ("no", "no")], [chime], id="chime"), id="chimes")
        yield plain("A soft chime when something falls due. Without it nothing is ever heard.", "quote")

    def on_mount(self) -> None:
        script, pack = self.snapshot.script, self.snapshot.pack
        self.query_one(Head).say(script.title, self.mode, pack.words, "opening")

    def _source_of_text(self, field: str, known: str) -> str:
        if not known or self.prepared:
            return ""
        return SCHOOL if known == getattr(self.snapshot.local, field, None) else LAST

    def _fact_field(self, name: str, fact: Fact) -> FactField:
        value = self._known.facts.get(name)
        if self.prepared:
            return FactField(name, fact, value)
        if value is None and fact.default is not None:
            return FactField(name, fact, read_fact(fact, fact.default), USUAL)
        return FactField(name, fact, value, SCHOOL if name in self.snapshot.local.facts else LAST)

    def key_ids(self) -> list[str]:
        return ["opening.open", "opening.next", "opening.keep", "opening.leave", "opening.keys"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what happens in a room is planned for a day."""
        return super().check_action(action, parameters) and (action != "keep" or self._habits.room)

    def complain(self, reason: str) -> None:
        """Say why not, below the form; "" takes it back."""
        self.query_one("#complaint", Said).say(reason)
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._left_once = False

    def on_choice_changed(self) -> None:
        self._left_once = False

    def on_field_cut(self, event: Field.Cut) -> None:
        self.complain(f"more was pasted than fits; {event.kept:,} characters of it were taken")

    # -- what was said ----------------------------------------------------------------------------------------------

    def _opening(self) -> Opening:
        """What the form says. Raises :class:`Wrong`; the field that is meant then has the keys."""
        texts = {field: self.query_one(f"#{field}", Field).words for field, _ in self._habits.asked}
        return replace(
            self._known,
            **texts,
            facts=dict(self._said_facts()),
            soft_chime=self._habits.room and self.query_one("#chime", Choice).value == "yes",
            speed=self._speed(),
        )

    def _said_facts(self) -> Iterator[tuple[str, FactValue]]:
        """What is known; what the pack takes for granted anyway is not said."""
        for field in self.query(FactField):
            try:
                value = field.read()
            except ValueError as error:
                field.take_focus()
                raise Wrong(f"{field.fact_name.replace('_', ' ')}: {error}") from None
            usual = field.fact_name not in self._known.facts and field.untouched
            if value is not None and not usual:
                yield field.fact_name, value

    def _speed(self) -> float:
        if self.mode != "rehearsal":
            return 1.0
        field = self.query_one("#speed", Field)
        try:
            return read_speed(field.words)
        except Wrong:
            field.focus()
            raise

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_next(self) -> None:
        """The next field; from the last one the session is opened."""
        fields = self.focus_chain
        if fields and self.focused is not fields[-1]:
            self.focus_next()
        else:
            self.action_open()

    def action_open(self) -> None:
        """Open the session. A refusal is said below the form, and what was typed stays."""
        self.complain("")
        try:
            session = begin(self.snapshot, self._opening(), self.places.sessions)
        except (Wrong, ProctorError) as error:
            self.complain(str(error))
            return
        self._forget()
        self.dismiss(session)

    def _forget(self) -> None:
        """Where it came from a file, that has been used."""
        if self.prepared is not None:
            with suppress(ProctorError):
                Prepared(self.places.prepared).remove(self.prepared.path)

    def action_keep(self) -> None:
        """Write it down for another day."""
        self.complain("")
        try:
            opening = self._opening()
        except Wrong as wrong:
            self.complain(str(wrong))
            return
        day = self.prepared.day if self.prepared else self._next_day()
        self.app.push_screen(KeepDialog(day, self.today), lambda answer: self._keep(opening, answer))

    def _next_day(self) -> str:
        """The next day on which the program's schedule has this script."""
        days = [one.date for one in self.snapshot.pack.schedule if one.script == self.snapshot.script.id]
        return min((str(day) for day in days if str(day) >= self.today.isoformat()), default="")

    def _keep(self, opening: Opening, answer: str | None) -> None:
        if not answer:
            return
        try:
            Prepared(self.places.prepared).save(opening, self.snapshot.script.title, day="" if answer == ANY_DAY else answer)
        except ProctorError as error:
            self.app.push_screen(Notice(str(error)))
            return
        self._forget()
        self.dismiss(None)

    def action_page(self, by: int) -> None:
        form = self.query_one("#form")
        form.scroll_relative(y=by * max(1, form.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Back; where something was typed, only when it is meant."""
        if self._left_once or not self._touched():
            self.dismiss(None)
        else:
            self._left_once = True
            self.complain("What you said here is kept nowhere yet: F4 keeps it for a day; esc again leaves it.")

    def _touched(self) -> bool:
        try:
            said = self._opening()
        except Wrong:
            return True
        usual = {name: value for name, value in self._known.facts.items() if name in self._facts}
        return said != replace(self._known, facts=usual, speed=said.speed)


def read_speed(words: str) -> float:
    """How many times as fast. Raises :class:`Wrong`."""
    with suppress(ValueError):
        if SLOWEST <= (speed := float(words)) <= FASTEST:
            return speed
    raise Wrong(f"speed: expected a number from {SLOWEST:g} to {FASTEST}, such as {SPEED:g}, not {words[:20]!r}")


class Marked(Horizontal):
    """The mark goes when the words are changed."""

    DEFAULT_CSS = "Marked > .source { width: auto; color: $faint; padding-left: 1; }"

    def __init__(self, label: str, field: Field, source: str) -> None:
        super().__init__(
            Static(printable(label), markup=False, classes="label"), field, Said(source, classes="source"), classes="row"
        )
        self._given = field.value

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self._given:
            self.query_one(Said).say("")
