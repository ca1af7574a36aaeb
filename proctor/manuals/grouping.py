"""Which sections make one script, and which are looked up.

A part with one section that is read aloud is delivered as a whole: its materials, what is done before and after. A part with
two of them, each of another thing ("Practice Test", "Questionnaire"), makes two scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.outline import Outline
from proctor.manuals.segment import FoundSection, Segments

_WHAT = re.compile(
    r"\b(practice|questionnaire|survey)\b|\b(session|day|unit|test|subtest|subject|module|book)\s+(\d{1,2}|[IVX]+\b|[A-D]\b|one|two|three|four)\b",
    re.IGNORECASE,
)


@dataclass
class Delivered:
    """The sections of one script, in order. ``heading`` is that of the part around them, where they are all of it."""

    sections: list[FoundSection] = field(default_factory=list)
    title: str = ""
    ref: str = ""

    @property
    def span(self) -> Span:
        return Span(self.sections[0].section.start, self.sections[-1].section.body.end)


@dataclass(frozen=True)
class Groups:
    delivered: tuple[Delivered, ...]
    looked_up: tuple[FoundSection, ...]


def group(outline: Outline, segments: Segments) -> Groups:
    """Put the sections of a manual together."""
    delivered: list[Delivered] = []
    looked_up: list[FoundSection] = []
    for family in _families(outline, segments):
        made, rest = _share_out(family)
        delivered += made
        looked_up += rest
    looked_up.sort(key=lambda one: one.section.start)
    return Groups(tuple(delivered), tuple(looked_up))


@dataclass
class _Family:
    """Sections that may belong together; ``whole``: all of them do where one is delivered."""

    members: list[FoundSection]
    title: str = ""
    ref: str = ""
    whole: bool = False


def _families(outline: Outline, segments: Segments) -> Iterator[_Family]:
    """The parts with their sections; sections without a part, together; each appendix alone."""
    loose: list[FoundSection] = []
    tops = [one for one in segments.sections if not one.section.parent]
    for top in tops:
        inside = [one for one in segments.sections if top.section.start <= one.section.start < top.section.end]
        if len(inside) > 1 or top.section.kind == "appendix":
            if loose:
                yield _Family(loose)
                loose = []
            yield _Family(inside, top.section.title, top.section.ref, whole=len(inside) > 1)
        else:
            loose.append(top)
    if loose:
        yield _Family(loose)


def _share_out(family: _Family) -> tuple[list[Delivered], list[FoundSection]]:
    spoken = [one for one in family.members if one.spoken]
    if not spoken:
        return [], family.members
    scripts: list[Delivered] = []
    home: dict[str, Delivered] = {}
    for one in spoken:
        if not scripts or _is_another(one, scripts[-1]):
            scripts.append(Delivered())
        scripts[-1].sections.append(one)
        home[one.section.ref] = scripts[-1]
    rest = []
    for number, one in enumerate(family.members):
        if one.spoken:
            continue
        if (script := _home(family, number, home, len(scripts))) is None:
            rest.append(one)
        else:
            script.sections.append(one)
    for script in scripts:
        script.sections.sort(key=lambda one: one.section.start)
        main = next(one for one in script.sections if one.spoken)
        only = len(scripts) == 1 and family.whole
        script.title = family.title if only else main.section.title
        script.ref = family.ref if only else main.section.ref
    return scripts, rest


def what_is_delivered(title: str) -> str:
    """What a title says is delivered, in a word or two: ``session 2``, ``practice``; "" where it does not say."""
    found = _WHAT.search(title)
    if not found:
        return ""
    return " ".join(part.lower() for part in found.groups() if part)


def _is_another(one: FoundSection, script: Delivered) -> bool:
    """Whether a spoken section begins another script than the one before it."""
    what = what_is_delivered(one.section.title)
    before = {what_is_delivered(other.section.title) for other in script.sections} - {""}
    return bool(what) and what not in before and bool(before)


def _home(family: _Family, number: int, home: dict[str, Delivered], scripts: int) -> Delivered | None:
    """The script to which a section without speech belongs: that of the next spoken one, or of the one before for what comes
    after."""
    one = family.members[number]
    title = one.section.title
    before = _nearest(reversed(family.members[:number]), home)
    after = _nearest(family.members[number + 1 :], home)
    comes_after = bool(language.AFTER.search(title)) and not language.MATERIALS.search(title)
    if family.whole:
        return (before if comes_after and before else after) or before
    if after and (language.BEFORE.search(title) or (before is after)) and not (comes_after and before):
        return after if _adjoins(family.members[number + 1 :]) or before is after else None
    if before and (comes_after or (scripts == 1 and one.numbered)):
        return before
    return None


def _nearest(members: Iterator[FoundSection] | list[FoundSection], home: dict[str, Delivered]) -> Delivered | None:
    return next((home[one.section.ref] for one in members if one.section.ref in home), None)


def _adjoins(following: list[FoundSection]) -> bool:
    """Whether only preparations stand between here and the next spoken section."""
    for one in following:
        if one.spoken:
            return True
        if not language.BEFORE.search(one.section.title):
            return False
    return False
