"""What the calendars answer: the thing that is asked of first, then its times, what is past said to be so, each with its place
in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from proctor.assistant.agenda import REGISTRATIONS, Occasion, Offering, occasions
from proctor.assistant.agenda_choice import months
from proctor.assistant.agenda_question import Asked
from proctor.assistant.agenda_words import past
from proctor.assistant.handbook import Source

FEW = 2
"""Things of which everything that bears on the question is told; of more only when each is."""
MOST = 12
"""Times that are told one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, its lines by themselves, and where they stand."""

    answer: str
    lines: tuple[str, ...]
    citations: tuple[Source, ...]
    title: str


def told(asked: Asked, found: Sequence[Offering], today: date | None) -> Told | None:
    """The answer out of what is offered and fits; None where there is nothing to tell of it."""
    everything = occasions(found, today)
    if not everything:
        return None
    fitting = [one for one in everything if _in_time(one, asked)]
    if asked.soon in ("first", "last"):
        ordered = fitting if asked.soon == "first" else fitting[::-1]
        fitting = _first([one for one in ordered if one.span.begins()] or ordered)
    elif asked.left or asked.soon:
        coming = [one for one in fitting if not one.span.is_past(today)]
        if not coming:
            return _none_left(asked, fitting or everything, today, everything)
        fitting = coming
    if asked.soon == "next":
        fitting = _first(sorted(fitting, key=lambda one: _away(one, today)))
    if not fitting:
        return _none_then(asked, everything, today)
    return _listed(asked, fitting, today)


def _in_time(one: Occasion, asked: Asked) -> bool:
    """Whether it is on the day that was named, or in one of the months."""
    span = one.span
    if asked.weekday is not None and not (span.first and date.fromisoformat(span.first).weekday() == asked.weekday):
        return False
    if asked.exactly is not None:
        begins, ends = span.begins(), span.ends()
        return begins is not None and ends is not None and begins <= asked.exactly <= ends
    if asked.day is not None:
        begins = span.begins()
        return begins is not None and (begins.month, begins.day) == asked.day
    return not asked.months or any(span.in_month(month.month, month.year) for month in asked.months)


def _away(one: Occasion, today: date | None) -> int:
    """Days until it begins, of a season of no year as if it came next."""
    if today is None:
        return 0
    if begins := one.span.begins():
        return max(0, (begins - today).days)
    return 0 if today.month in one.span.all_months else 30 * ((one.span.months[0] - today.month) % 12)


def _first(found: Sequence[Occasion]) -> list[Occasion]:
    """The first, and what is at the same time."""
    return [one for one in found if one.span == found[0].span] if found else []


# -- in words -------------------------------------------------------------------------------------------------------


def _listed(asked: Asked, found: Sequence[Occasion], today: date | None, lead: str = "") -> Told:
    things = list(dict.fromkeys(one.offering for one in found))
    if len(things) <= FEW or asked.aspects & {"read", "webcast", "register", "covers", "whom"}:
        lines = [_of_thing(thing, asked, [one for one in found if one.offering == thing], today, things) for thing in things]
    else:
        lines = [f"{one.when(today)}: {_named(one.offering, things)}." for one in found[:MOST]]
        if len(found) > MOST:
            lines.append(f"And {len(found) - MOST} more; `proctor calendar` lists all.")
    over = past(found, today)
    said = [part for part in (lead, *lines, over) if part]
    return Told(" ".join(said), tuple(said), _sources(things), things[0].title if len(things) == 1 else "")


def _of_thing(thing: Offering, asked: Asked, found: Sequence[Occasion], today: date | None, things: Sequence[Offering]) -> str:
    when = "; ".join(one.when(today) for one in found)
    said = [f"{_named(thing, things)}: {when}."]
    said += _first_of_all(thing, asked)
    if len(things) <= FEW:
        said += _besides(thing, asked)
    return " ".join(said)


def _first_of_all(thing: Offering, asked: Asked) -> Iterator[str]:
    """What is asked of it beside its times, also where the document does not say."""
    if "read" in asked.aspects:
        yield f"Read before: {thing.reading}." if thing.reading else "Nothing is named to be read before."
    if "webcast" in asked.aspects:
        yield _webcast(thing)
    if "register" in asked.aspects:
        state = REGISTRATIONS.get(thing.registration)
        yield f"By the document registration is {state}." if state else "Of registration the document says nothing."
    if "covers" in asked.aspects and thing.covers:
        yield f"About: {'; '.join(thing.covers)}."
    if "place" in asked.aspects:
        yield f"Place: {thing.place}." if thing.place else "Of the place the document says nothing."
    if "whom" in asked.aspects and thing.for_whom:
        yield f"For {thing.for_whom}."


def _webcast(thing: Offering) -> str:
    mode = {"webinar": "It is a live webinar. ", "in_person": "It is held in person. ", "recorded": "It is recorded. "}.get(
        thing.mode, ""
    )
    if thing.webcast is None:
        return f"{mode}Whether there is a webcast the document does not say." if thing.mode != "webinar" else mode.strip()
    return f"{mode}It is also shown as a live webcast." if thing.webcast else f"{mode}It is not shown as a webcast."


def _besides(thing: Offering, asked: Asked) -> Iterator[str]:
    if "whom" not in asked.aspects and thing.for_whom:
        yield f"For {thing.for_whom}."
    if "webcast" not in asked.aspects and thing.how:
        yield f"{thing.how[0].upper()}{thing.how[1:]}."
    if "covers" not in asked.aspects and thing.covers and asked.rest:
        yield f"About: {'; '.join(thing.covers)}."
    if "read" not in asked.aspects and thing.reading:
        yield f"Read before: {thing.reading}."
    if thing.note:
        yield thing.note if thing.note.endswith((".", "!", "?")) else f"{thing.note}."


def _named(thing: Offering, things: Iterable[Offering]) -> str:
    """Its title, with the pack's where there are several."""
    several = len({one.pack for one in things}) > 1
    return f"{thing.title} ({thing.program})" if several else thing.title


def _none_left(asked: Asked, found: Sequence[Occasion], today: date | None, everything: Sequence[Occasion]) -> Told:
    """Nothing more is to come; what there was is told all the same."""
    in_month = f" in {' or '.join(month.told for month in asked.months)}" if asked.months else ""
    lead = f"Nothing is {'left' if asked.left else 'to come'}{in_month}."
    if asked.months and not any(_in_time(one, asked) for one in everything):
        same = [one for one in everything if any(one.span.in_month(month.month) for month in asked.months)]
        return _listed(asked, same or _last(everything), today, f"{lead} Before, there was:")
    return _listed(asked, found if asked.months else _last(found), today, f"{lead} The last there was:")


def _last(found: Sequence[Occasion]) -> list[Occasion]:
    dated = [one for one in found if one.span.ends() is not None]
    return dated[-1:] or list(found)


def _none_then(asked: Asked, everything: Sequence[Occasion], today: date | None) -> Told:
    """Nothing on the day or in the month that was named; what there is instead."""
    this = [month for month in asked.months if month.year]
    again = [one for one in everything if any(one.span.in_month(month.month) for month in this)]
    if again:
        names = " or ".join(month.told for month in this)
        return _listed(asked, again, today, f"Nothing in {names}. In the same month there was:")
    then = " or ".join(month.told for month in asked.months) if asked.months else "such a day"
    said = f"Nothing {'in' if asked.months else 'on'} {then}. There is something in {months(everything)}."
    things = list(dict.fromkeys(one.offering for one in everything))
    return Told(said, (said,), _sources(things[:FEW]), "")


def _sources(things: Iterable[Offering]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(Source(one.document, one.section, one.page, one.cited) for one in things))
