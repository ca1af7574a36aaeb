"""A pack as plain, frozen values: what ``scripts_data/<pack>/`` holds after it was read and checked.

The names are the words of the project (pack, script, stage, step, block, fact …). A new kind of block is one class
here, in :data:`Block`, and its rule in ``proctor/state/rules/walking.py``; ``docs/extending.md`` walks through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    model_validator,
)

from proctor.scripts.base import DATE, Date, Model, read_date
from proctor.scripts.due import AMOUNT, MONTH, Dues, Month
from proctor.scripts.kinds import habits_of
from proctor.scripts.vocabulary import CATEGORIES, Category, words_of

IDENTIFIER = r"^[a-z0-9][a-z0-9_-]*$"
REF = r"^[^\s/?#]+$"
TIME = r"^([01]?\d|2[0-3]):[0-5]\d$"
AT = r"^(half|end|[0-9]{1,4}m before end|[0-9]{1,4}m after start)$"

FORMS = {
    IDENTIFIER: "small letters, digits, - and _, such as answer_booklet",
    REF: "a number as the manual prints it, such as III.D.5, without blanks, /, ? or #",
    DATE: "a date such as 2026-05-23",
    TIME: "a time such as 9:14",
    AT: "half, end, 10m before end or 10m after start",
    MONTH: "a month such as 2020-07",
    AMOUNT: "a number and its unit (hours, days, weeks, months, working days, instructional days, percent), such as 24 hours",
}
"""The forms above as an author is told of them."""

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=80)]
Ref = Annotated[str, StringConstraints(pattern=REF, max_length=40)]
"""A step's number in its manual, as printed: ``III.D.5``. No white space, ``/``, ``?`` or ``#``: ids are built on it."""
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Spoken = Annotated[str, StringConstraints(min_length=1)]
"""Words to be read aloud: kept to the character, the author's line breaks too."""


def _in_order(low: Any, high: Any, names: str) -> None:
    """Limits that nothing could keep would only be met in the room."""
    if low is not None and high is not None and low > high:
        raise ValueError(f"{names}: {low} is more than {high}")


Time = Annotated[str, StringConstraints(pattern=TIME)]
Minutes = Annotated[int, Field(gt=0, le=1440)]
"""A whole number of them, within a day."""

FactValue = str | int | tuple[str, ...]
"""The value of a fact: a word, a number, or for type ``multiple`` the words that hold."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int) else value


def _condition(value: Any) -> Any:
    return {key: _as_list(one) for key, one in value.items()} if isinstance(value, dict) else value


When = Annotated[dict[Identifier, Annotated[tuple[str | int, ...], Field(min_length=1)]], BeforeValidator(_condition)]
"""A condition on facts: keys joined by "and", the values of one key by "or"."""


class Document(Model):
    """A document that the pack cites."""

    title: Text
    publisher: str = ""
    year: int | None = None
    edition: str = ""


class Contact(Model):
    """Whom to call, and when they answer."""

    title: Text
    phone: str = ""
    email: str = ""
    online: str = ""
    hours: str = ""
    about: str = ""


class Appointment(Model):
    """A date of the program's schedule."""

    title: Text
    date: Date
    script: Identifier | None = None
    minutes: Minutes | None = None
    note: str = ""


class IncidentCategory(Model):
    """A category of incident that only this program knows."""

    id: Identifier
    title: Text
    words: tuple[str, ...] = ()


class Follow(Model):
    """One line of what a fact follows from: where ``when`` holds it is ``value`` (``is:`` in a file), ``because`` of that."""

    when: When = Field(default_factory=dict)
    value: str | int = Field(alias="is")
    because: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fact(Model):
    """Something known of the room that steers the script. ``ask`` is the question put where it is not known yet.

    A fact with ``follows`` is never asked for: it is what the first line says whose condition holds, and is worked out anew
    whenever a fact changes. ``at_opening: false`` is for what only the walk itself can tell.
    """

    ask: Text
    type: Literal["choice", "multiple", "number", "date", "text"] = "choice"
    options: tuple[Identifier, ...] = ()
    min: int | None = None
    max: int | None = None
    default: str | int | tuple[str, ...] | None = None
    """What holds unless someone says otherwise; a fact without one is asked for."""
    at_opening: bool = True
    follows: tuple[Follow, ...] = ()

    @property
    def is_opening(self) -> bool:
        """Whether it may be said when the session is opened."""
        return self.at_opening and not self.follows

    @model_validator(mode="after")
    def _follows_always(self) -> Self:
        if self.follows and self.default is not None:
            raise ValueError("a fact that follows from others has no default; write it as the last line of follows")
        if self.follows and (self.follows[-1].when or any(not one.when for one in self.follows[:-1])):
            raise ValueError("the last line of follows, and no other, stands without when: it holds where none before it does")
        return self

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type in ("choice", "multiple")) != bool(self.options):
            raise ValueError(f"a fact of type {self.type} {'needs' if not self.options else 'has no'} options")
        _in_order(self.min, self.max, "min and max")
        if self.default is not None:
            try:
                read_fact(self, self.default)
            except ValueError as error:
                raise ValueError(f"default: {error}") from None
        return self


class Slot(Model):
    """Brackets printed in spoken text that stand for a fact: ``"[SUBJECT]": {fact: subject}``."""

    fact: Identifier


def _slot(value: Any) -> Any:
    return {"fact": value} if isinstance(value, str) else value


class BlockBase(Model):
    """What every kind of block can have.

    ``hands_out`` and ``collects`` say that doing it moves a material into or out of the students' hands; ``when_out``
    shows the block only while one of the named materials is there (what is not handed out cannot be collected).
    """

    requires_by_default: ClassVar[bool] = False

    when: When = Field(default_factory=dict)
    required: bool | None = None
    clock: Literal["start", "stop"] | None = None
    hands_out: tuple[Identifier, ...] = ()
    collects: tuple[Identifier, ...] = ()
    when_out: tuple[Identifier, ...] = ()

    @property
    def is_required(self) -> bool:
        return self.requires_by_default if self.required is None else self.required


class Say(BlockBase):
    """To be read aloud, word for word."""

    kind: Literal["say"] = "say"
    text: Spoken
    slots: dict[str, Annotated[Slot, BeforeValidator(_slot)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _slots_are_there(self) -> Self:
        if not self.text.strip():
            raise ValueError("a say block has words to read aloud; expected some")
        for printed in self.slots:
            if not printed.strip() or printed not in self.text:
                raise ValueError(f"the slot {printed!r} does not stand in the text")
        return self


class Do(BlockBase):
    """Something to be done."""

    kind: Literal["do"] = "do"
    text: Text


class Check(BlockBase):
    """Something to be seen to be so; going on is the tick."""

    requires_by_default: ClassVar[bool] = True
    kind: Literal["check"] = "check"
    text: Text


class Wait(BlockBase):
    """Nothing goes on before this is so."""

    kind: Literal["wait"] = "wait"
    text: Text


class Note(BlockBase):
    """Something to know; it asks for nothing."""

    kind: Literal["note"] = "note"
    text: Text


class Option(Model):
    """One answer. It may set facts, and go to a step further on."""

    answer: Identifier
    title: str = ""
    set: dict[Identifier, str | int | tuple[str, ...]] = Field(default_factory=dict)
    goto: Ref | None = None


def _option(value: Any) -> Any:
    return {"answer": value} if isinstance(value, str) else value


class Ask(BlockBase):
    """A question to the administrator: one of ``options``, or with ``fact`` the value of that fact."""

    requires_by_default: ClassVar[bool] = True
    kind: Literal["ask"] = "ask"
    text: Text
    options: tuple[Annotated[Option, BeforeValidator(_option)], ...] = ()
    fact: Identifier | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if bool(self.options) == bool(self.fact):
            raise ValueError("an ask has either options or the fact that it asks for")
        answers = [option.answer for option in self.options]
        if len(set(answers)) < len(answers):
            raise ValueError("two options have the same answer")
        return self

    def option(self, answer: str) -> Option | None:
        return next((option for option in self.options if option.answer == answer), None)


Movement = Literal["received", "unassigned", "issued", "returned", "void", "moved_in", "moved_out"]
MOVEMENTS: tuple[Movement, ...] = get_args(Movement)


class Count(BlockBase):
    """Numbers of materials to be counted: each of ``fields`` for each of ``materials`` that apply in this room."""

    requires_by_default: ClassVar[bool] = True
    kind: Literal["count"] = "count"
    text: Text
    materials: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    fields: Annotated[tuple[Movement, ...], Field(min_length=1)] = ("returned",)


class Limits(Model):
    """What a number or a date must lie between. ``why`` is said to who enters another one."""

    min: int | float | None = None
    max: int | float | None = None
    earliest: Date | None = None
    latest: Date | None = None
    why: str = ""


class Narrower(Limits):
    """Limits in place of a field's own where ``when`` is known to hold; those that it does not name stay."""

    when: When

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _in_order(self.min, self.max, "min and max")
        _in_order(self.earliest, self.latest, "earliest and latest")
        return self


class RecordField(Limits):
    """One thing to be entered in a record, with its limits. Dates are ISO (``2021-01-31``)."""

    title: Text
    type: Literal["number", "date", "text", "choice"] = "text"
    options: tuple[Identifier, ...] = ()
    whole: bool = False
    """Of a number: nothing behind the point."""
    required: bool = True
    narrower: tuple[Narrower, ...] = ()

    def limits(self, facts: Mapping[str, FactValue]) -> Limits:
        """The limits that hold with these facts: of several that do, the last."""
        found = {name: getattr(self, name) for name in Limits.model_fields}
        for one in self.narrower:
            if holds(one.when, facts):
                found |= {name: value for name in Limits.model_fields if (value := getattr(one, name)) not in (None, "")}
        return Limits(**found)

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise ValueError("a field of type choice, and no other, has options")
        _in_order(self.min, self.max, "min and max")
        _in_order(self.earliest, self.latest, "earliest and latest")
        return self


class Rows(Model):
    """How many rows a record may have."""

    min: int = Field(default=1, ge=0)
    max: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _in_order(self.min, self.max, "min and max")
        return self


class Never(Model):
    """What no row may say: all of ``values`` together (of one field any of several), where ``when`` is known to hold."""

    values: Annotated[When, Field(min_length=1)]
    when: When = Field(default_factory=dict)
    why: Text


class Record(BlockBase):
    """Typed rows to be entered: data points, dates, names of forms. ``id`` is what a later ``compute`` calls them."""

    requires_by_default: ClassVar[bool] = True
    kind: Literal["record"] = "record"
    text: Text
    id: Identifier
    fields: Annotated[dict[Identifier, RecordField], Field(min_length=1)]
    rows: Rows = Rows()
    never: tuple[Never, ...] = ()


class Also(Model):
    """Rows of a second record that go into a measure with those of the first, but for those of which ``unless`` holds."""

    record: Identifier
    unless: When = Field(default_factory=dict)


class Band(Model):
    """From this number on, up to where the next band begins, the fact is ``value`` (``is:`` in a file)."""

    from_: int | float = Field(alias="from")
    value: str | int = Field(alias="is")

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Compute(BlockBase):
    """A value worked out by the function ``name`` of ``state/measures.py`` from a record's rows; it may set a fact.

    ``fields`` (in place of ``field``) are several whose values go in together. ``by`` is the field by which the rows are
    put in order first (a date), ``bands`` the table by which the value becomes one of the fact's.
    """

    requires_by_default: ClassVar[bool] = True
    kind: Literal["compute"] = "compute"
    text: Text
    name: Identifier
    of: Identifier
    field: Identifier | None = None
    fields: tuple[Identifier, ...] = ()
    by: Identifier | None = None
    also: Also | None = None
    set: Identifier | None = None
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        if self.bands and self.set is None:
            raise ValueError("bands say what a fact becomes; name it (set:)")
        starts = [one.from_ for one in self.bands]
        if any(low >= high for low, high in pairwise(starts)):
            raise ValueError("bands stand in order, each from a higher number than the one before")
        return self


KINDS: Mapping[str, type[BlockBase]] = {
    "say": Say, "do": Do, "check": Check, "wait": Wait, "ask": Ask,
    "count": Count, "record": Record, "compute": Compute, "note": Note,
}  # fmt: skip


def behind_kind(kind: str) -> str:
    """What the model calls that which an author writes behind a block's kind: its text, or the name of a measure."""
    return "name" if kind == "compute" else "text"


def _by_first_key(value: Any) -> Any:
    """``{check: "covers are filled in"}`` is ``{kind: check, text: "covers are filled in"}``; the kind comes first."""
    if not isinstance(value, dict) or "kind" in value or not value:
        return value
    kind, text = next(iter(value.items()))
    if kind not in KINDS:
        raise ValueError(f"a block begins with its kind ({', '.join(KINDS)}), not with {kind!r}")
    rest = {key: one for key, one in value.items() if key != kind}
    inner = behind_kind(kind)
    if inner in rest:
        raise ValueError(f"{kind}: says this already; leave {inner}: out")
    if kind == "compute":
        rest.setdefault("text", "Work it out")
    return {"kind": kind, inner: text, **rest}


Block = Annotated[
    Annotated[Say | Do | Check | Wait | Ask | Count | Record | Compute | Note, Discriminator("kind")],
    BeforeValidator(_by_first_key),
]


def puts_a_wait_first(step: Any) -> bool:
    """Whether a step as it is written says ``after:``; its blocks then count from the wait that this stands for."""
    if not isinstance(step, dict) or not isinstance(step.get("blocks"), list):
        return False
    after = step.get("after")
    return isinstance(after, str) and bool(after.strip())


_AT = re.compile(r"(?:([0-9]+)m (before end|after start)|half|end)\Z")


class Step(Model):
    """One numbered instruction of the manual. With ``at`` it is an announcement, due by the clock."""

    ref: Ref
    title: str = ""
    page: int | None = Field(default=None, ge=1)
    at: Annotated[str, StringConstraints(pattern=AT)] | None = None
    when: When = Field(default_factory=dict)
    after: str = ""
    due: Dues = ()
    """Of a task of a checklist; without one it is due when the month of its stage is over."""
    see: tuple[Identifier, ...] = ()
    """Ids of the script's ``details`` that say more."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _after_is_a_wait(cls, value: Any) -> Any:
        """``after: X`` is a wait block put first, so that there is one mechanism."""
        if puts_a_wait_first(value):
            wait = {"kind": "wait", "text": f"until {value['after']}"}
            rest = {key: one for key, one in value.items() if key != "after"}
            return {**rest, "blocks": [wait, *value["blocks"]]}
        return value

    def numbered(self) -> Iterator[tuple[str, BlockBase]]:
        """The blocks with their ids: ``<ref>/<n>``, n from 1."""
        for n, block in enumerate(self.blocks, 1):
            yield f"{self.ref}/{n}", block

    def due_after(self, scheduled_minutes: int | None) -> int | None:
        """Milliseconds of testing time after which an announcement is due; None where it cannot be said."""
        found = _AT.match(self.at or "")
        if not found:
            return None
        minute = 60_000
        if found[2] == "after start":
            return int(found[1]) * minute
        if scheduled_minutes is None:
            return None
        whole = scheduled_minutes * minute
        return whole // 2 if self.at == "half" else whole - int(found[1] or 0) * minute


class Stage(Model):
    """A named part of a script. ``order: any``: blocks are ticked in any order; ``month``: when a checklist's tasks are due."""

    id: Identifier
    title: Text
    order: Literal["in_turn", "any"] = "in_turn"
    month: Month | None = None
    when: When = Field(default_factory=dict)
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Material(Model):
    """Something that is handed out, used or brought; ``returned`` ones are reconciled before the seal."""

    id: Identifier
    title: Text
    per_student: int | None = Field(default=None, ge=0)
    returned: bool = False
    from_: Literal["principal", "room", "student"] = Field(default="principal", alias="from")
    optional: bool = False
    when: When = Field(default_factory=dict)
    ref: Ref | None = None
    note: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Timing(Model):
    """How long it takes. ``untimed``: nobody has to stop at the end of the scheduled time; more follows."""

    scheduled_minutes: Minutes | None = None
    untimed: bool = False
    approximate: bool = False
    same_day: bool = False
    block_minutes: Minutes | None = None


class Source(Model):
    """Where in which document the script stands."""

    document: Identifier
    section: str = ""


class Outcome(Model):
    """One line of what a script comes to: a fact, and the words for each of its values (else the value itself)."""

    fact: Identifier
    title: Text
    words: dict[str, Text] = Field(default_factory=dict)


class Detail(Model):
    """What a document says of several steps in one place: shown beside each that names it under ``see``."""

    id: Identifier
    title: Text
    section: Ref
    page: int | None = Field(default=None, ge=1)
    text: Text
    link: str = ""


class Script(Model):
    """One thing to be delivered from start to end. ``id`` is the name of its file."""

    id: Identifier
    title: Text
    kind: Literal["session", "practice", "questionnaire", "scoring", "checklist"] = "session"
    summary: str = ""
    source: Source | None = None
    timing: Timing = Timing()
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    materials: tuple[Material, ...] = ()
    procedures: dict[Identifier, Annotated[tuple[Step, ...], Field(min_length=1)]] = Field(default_factory=dict)
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    outcome: tuple[Outcome, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it is a list of tasks: no room, no students, no clock."""
        return self.kind == "checklist"

    def detail(self, detail_id: str) -> Detail | None:
        return next((one for one in self.details if one.id == detail_id), None)

    def steps(self) -> Iterator[tuple[Stage, Step]]:
        """Every step of the stages, in order; procedures are not among them."""
        for stage in self.stages:
            for step in stage.steps:
                yield stage, step


class PackHeader(Model):
    """``pack.yaml``: what the library shows, and what the scripts share. ``authority`` is what loading found: an author writes
    only what :class:`AuthoredHeader` has."""

    id: Identifier
    title: Text
    authority: Literal["rehearsal", "official", "official_edited", "official_unverified"] = "rehearsal"
    read_aloud: Literal["allowed", "human_only"] = "allowed"
    summary: str = ""
    documents: dict[Identifier, Document] = Field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    referral: str = ""
    """Whom to ask what its documents do not say, as in "your table leader"; without it, the principal."""
    schedule: tuple[Appointment, ...] = ()
    pronunciations: dict[str, str] = Field(default_factory=dict)
    incidents: tuple[IncidentCategory, ...] = ()
    procedures: dict[Identifier, Annotated[tuple[Step, ...], Field(min_length=1)]] = Field(default_factory=dict)
    scripts: Annotated[tuple[Identifier, ...], Field(min_length=1)] = ()
    """Left out where a pack has a calendar and nothing to deliver."""

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of incident: the program's, and those that only this pack knows."""
        return (*CATEGORIES, *(Category(one.id, one.title, one.words) for one in self.incidents))

    @property
    def words(self) -> str:
        """Whose words they are, for people."""
        return words_of(self.authority)


class AuthoredHeader(PackHeader):
    """``pack.yaml`` as it is written."""

    authority: Literal["rehearsal", "official"] = "rehearsal"


class LocalSheet(Model):
    """``local.yaml``: the school's own sheet. What it says is shown as "your school", never as the manual."""

    school: str = ""
    district: str = ""
    dismissal: str = ""
    additional_time: str = ""
    """Where students go who need more time."""
    call: tuple[Contact, ...] = ()
    last_bell: Time | None = None
    scheduled_start: Time | None = None
    facts: dict[Identifier, str | int | tuple[str, ...]] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)


STUDENTS = Fact(ask="How many students are in the room?", type="number", min=1, max=10_000)
"""The reserved fact ``students``, as if each script had declared it."""


def facts_of(script: Script) -> dict[str, Fact]:
    """The script's facts and the reserved ones, as far as there is a room with students."""
    return {"students": STUDENTS, **script.facts} if habits_of(script.kind).room else dict(script.facts)


def read_fact(fact: Fact, value: str | int | tuple[str, ...] | list[str]) -> FactValue:
    """The value as this fact's type has it; text is read ("braille, signing" for a multiple one).

    Raises ValueError with what was expected. "none" alone empties a multiple fact that has no such option.
    """
    match fact.type:
        case "choice":
            if value not in fact.options:
                raise ValueError(f"expected one of {', '.join(fact.options)}, not {value!r}")
            return str(value)
        case "multiple":
            parts = value.replace(",", " ").split() if isinstance(value, str) else value
            chosen = tuple(parts) if isinstance(parts, list | tuple) else (str(parts),)
            if chosen == ("none",) and "none" not in fact.options:
                chosen = ()
            if unknown := [one for one in chosen if one not in fact.options]:
                raise ValueError(f"expected some of {', '.join(fact.options)} (or none), not {unknown[0]!r}")
            return tuple(option for option in fact.options if option in chosen)
        case "number":
            return _read_number(fact, value)
        case "date":
            return read_date(value)
        case "text":
            if isinstance(value, list | tuple):
                raise ValueError("expected text, not a list")
            return str(value)


def _read_number(fact: Fact, value: object) -> int:
    text = str(value).strip()
    low, high = fact.min, fact.max
    limits = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    bounds = " of " + " and ".join(limits) if limits else ""
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(f"expected a whole number{bounds}, not {text[:40]!r}")
    number = int(text)
    if (low is not None and number < low) or (high is not None and number > high):
        raise ValueError(f"expected a whole number{bounds}, not {number}")
    return number


def holds(when: Mapping[str, tuple[str | int, ...]], facts: Mapping[str, FactValue]) -> bool | None:
    """Whether a condition holds; None where it hangs on a fact that is not known yet."""
    unknown = False
    for key, wanted in when.items():
        if key not in facts:
            unknown = True
        elif not _matches(facts[key], wanted):
            return False
    return None if unknown else True


def _matches(value: FactValue, wanted: tuple[str | int, ...]) -> bool:
    if isinstance(value, tuple):
        return any(one in value for one in wanted) or (not value and "none" in wanted)
    return value in wanted
