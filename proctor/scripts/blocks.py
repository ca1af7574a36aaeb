"""Blocks, the smallest things to act on. A new kind is one class here, in :data:`Block`, and its rule in
``proctor/state/rules/walking.py``; ``docs/extending.md`` walks through it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, model_validator

from proctor.scripts.base import Model
from proctor.scripts.facts import When
from proctor.scripts.forms import Identifier, Ref, Spoken, Text
from proctor.scripts.rows import Never, RecordField, Rows


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
