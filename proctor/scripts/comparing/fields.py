"""The fields of a part of a pack in words, and which of them differ between two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from proctor.scripts.base import Model
from proctor.scripts.blocks import BlockBase, Option, Slot
from proctor.scripts.citation import Citation
from proctor.scripts.comparing.marks import Span, marked
from proctor.scripts.due import Due

BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not as it was, both ways in words with white space folded; "" where there was, or is, nothing."""

    what: str
    old: str
    new: str

    @property
    def marks(self) -> tuple[Span, ...]:
        return marked(self.old, self.new)


def folded(text: str) -> str:
    """How lines are broken is no difference."""
    return " ".join(text.split())


def differing(old: Model | None, new: Model | None, leave: Collection[str] = ()) -> Iterator[Change]:
    """The fields that differ; of a thing that is new or gone, those that say something of their own."""
    fields = {**(type(old).model_fields if old else {}), **(type(new).model_fields if new else {})}
    for name, field in fields.items():
        if name in leave:
            continue
        before, after = _field(old, name, field, beside=new), _field(new, name, field, beside=old)
        if before != after:
            yield Change(name.rstrip("_").replace("_", " "), before, after)


def _field(one: Model | None, name: str, field: FieldInfo, *, beside: Model | None) -> str:
    if one is None or not hasattr(one, name):
        return ""
    value = getattr(one, name)
    if name == "required" and isinstance(
        one, BlockBase
    ):  # said or not, what counts is whether it is, as its kind has it or not
        by_nature = one.is_required == one.requires_by_default and type(one) is not type(beside)
        value = None if by_nature else one.is_required
    if beside is None and value == field.get_default(call_default_factory=True):
        return ""
    return said_when(value) if name == "when" and isinstance(value, Mapping) else said(value)


def said_when(when: Mapping[str, tuple[str | int, ...]]) -> str:
    """``labels: some or none, and covers: no``."""
    return ", and ".join(f"{name}: {' or '.join(map(str, values))}" for name, values in when.items())


def said(value: Any) -> str:
    """A value of a pack as a reader has it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return folded(value)
        case Model():
            return _said_model(value)
        case Mapping():
            return BETWEEN.join(f"{name}: {said(one)}" for name, one in value.items())
        case tuple() | list():
            return BETWEEN.join(map(said, value))
        case _:
            return str(value)


def _said_model(value: Model) -> str:
    match value:
        case Slot():
            return value.fact
        case Due():
            return value.words
        case Citation():  # its page is another every year, and no rule
            return " of ".join(part for part in (value.section, value.document) if part)
        case Option():
            return _said_option(value)
        case _:
            return ", ".join(f"{change.what}: {change.new}" for change in differing(None, value))


def _said_option(option: Option) -> str:
    title = f" ({folded(option.title)})" if option.title else ""
    leads = f" -> {option.goto}" if option.goto else ""
    return f"{option.answer}{title}{leads}" + "".join(f", {name} becomes {said(one)}" for name, one in option.set.items())
