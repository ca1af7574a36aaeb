"""What the calendars of packs hold, as plain values: what is offered, and each time at which it is; in words, and in order.

``today`` is always handed in. Without one nothing is said to be past; with one, what is past is said to be so and told all the
same: a calendar of last year still says what is offered, for whom, and roughly when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proctor.scripts.calendar import Calendar, CalendarEntry
    from proctor.scripts.calendar import Span as WrittenSpan
    from proctor.scripts.header import PackHeader

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LEVELS: Mapping[str, str] = {"all": "all levels", "new": "new", "returning": "returning"}
MODES: Mapping[str, str] = {"webinar": "live webinar", "in_person": "in person", "recorded": "recorded"}
REGISTRATIONS: Mapping[str, str] = {
    "open": "open",
    "closed": "closed",
    "not_yet": "not open yet",
    "not_needed": "not needed",
}


@dataclass(frozen=True, slots=True)
class Span:
    """When something takes place: from one day to another, both ISO, with times or without; or ``months``, 1 to 12, one or the
    first and the last, of a ``year`` or of no year that is named."""

    first: str = ""
    last: str = ""
    start: str = ""
    end: str = ""
    zone: str = ""
    months: tuple[int, ...] = ()
    year: int | None = None

    @property
    def told(self) -> str:
        """``Tuesday, December 3, 2024, 9:30–11:30 a.m.``, ``July–August``."""
        if self.months:
            names = "–".join(MONTHS[month - 1] for month in dict.fromkeys(self.months))
            return f"{names} {self.year}" if self.year else names
        day = _day(self.first) if self.last == self.first else f"{_day(self.first)} to {_day(self.last)}"
        return f"{day}, {self.hours}" if self.start else day

    @property
    def hours(self) -> str:
        """``9:30–11:30 a.m.``; "" where there are none."""
        if not self.start or not self.end:
            return _hour(self.start) if self.start else ""
        begin, end = _hour(self.start), _hour(self.end)
        same = begin[-4:] == end[-4:]
        return f"{begin[:-5] if same else begin}–{end}"

    def ends(self) -> date | None:
        """The last day; None of a season of no year."""
        if self.last:
            return date.fromisoformat(self.last)
        if self.year is None:
            return None
        month = self.months[-1]
        year = self.year + (month < self.months[0])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if (year, month) < (9999, 12) else date.max

    def begins(self) -> date | None:
        """The first day; None of a season of no year."""
        if self.first:
            return date.fromisoformat(self.first)
        return date(self.year, self.months[0], 1) if self.year else None

    def is_past(self, today: date | None) -> bool:
        """Whether it is over; it is not on its own day, nor is a season that comes every year."""
        ends = self.ends()
        return today is not None and ends is not None and ends < today

    def in_month(self, month: int, year: int | None = None) -> bool:
        """Whether some of it is in a month: of any year where none is named, and a season of no year is in each."""
        if not self.first and self.year is None:
            return month in self.all_months
        begins, ends = self.begins(), self.ends()
        assert begins is not None
        assert ends is not None
        if year is not None:
            return (begins.year, begins.month) <= (year, month) <= (ends.year, ends.month)
        months = (ends.year - begins.year) * 12 + ends.month - begins.month
        return (month - begins.month) % 12 <= months

    @property
    def all_months(self) -> tuple[int, ...]:
        """Every month of a season, the ones between too; it may go over the turn of the year."""
        if not self.months:
            return ()
        first, last = self.months[0], self.months[-1]
        return tuple((first - 1 + at) % 12 + 1 for at in range((last - first) % 12 + 1))

    def order(self, today: date | None) -> tuple[int, str, str]:
        """What is dated comes first, by its date; then seasons of no year, the one that runs or comes next first."""
        if begins := self.begins():
            return 0, begins.isoformat(), f"{self.start:>5}"
        month = today.month if today else 1
        away = 0 if month in self.all_months and today else (self.months[0] - month) % 12
        return 1, f"{away:02}", f"{self.months[0]:02}"


@dataclass(frozen=True, slots=True)
class Offering:
    """One thing that is offered, with every time of it. ``kind``: ``calendar``, or ``schedule`` for a date of a pack's own."""

    pack: str
    program: str
    """The pack's title."""
    id: str
    title: str
    spans: tuple[Span, ...]
    kind: str = "calendar"
    asked: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    level: str = ""
    mode: str = ""
    webcast: bool | None = None
    covers: tuple[str, ...] = ()
    read_before: tuple[tuple[str, str], ...] = ()
    """(title, link)."""
    registration: str = ""
    place: str = ""
    link: str = ""
    note: str = ""
    general: str = ""
    """What holds for the whole calendar that it stands in."""
    document: str = ""
    section: str = ""
    page: int | None = None
    cited: str = ""

    @property
    def for_whom(self) -> str:
        """``EL program directors and principals; returning``."""
        level = LEVELS.get(self.level, self.level)
        return "; ".join(part for part in (joined(self.audiences), level) if part)

    @property
    def how(self) -> str:
        """``in person, also as a live webcast``, as far as it is known."""
        parts = [MODES.get(self.mode, self.mode)] if self.mode else []
        if self.webcast is not None:
            parts.append("also as a live webcast" if self.webcast else "no webcast")
        return ", ".join(parts)

    @property
    def reading(self) -> str:
        return joined([f"{title} ({link})" if link else title for title, link in self.read_before])


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing at one time."""

    offering: Offering
    span: Span

    def when(self, today: date | None) -> str:
        """Its time in words, with what there is to say of it on this day."""
        said = self.status(today)
        return f"{self.span.told} ({said})" if said else self.span.told

    def status(self, today: date | None) -> str:
        """``past``, ``today``, ``now``, or "" of what is to come, or of no year."""
        if today is None:
            return ""
        if self.span.is_past(today):
            return "past"
        if self.span.first == today.isoformat() and self.span.last == self.span.first:
            return "today"
        begins = self.span.begins()
        runs = begins <= today if begins else today.month in self.span.all_months
        return "now" if runs else ""


def occasions(offerings: Iterable[Offering], today: date | None = None) -> list[Occasion]:
    """Each time of each, in the order in which they come."""
    found = [Occasion(one, span) for one in offerings for span in one.spans]
    return sorted(found, key=lambda one: (one.span.order(today), one.offering.title))


def joined(parts: Iterable[str]) -> str:
    """``one, two and three``."""
    *most, last = [*parts] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%A}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def _hour(time: str) -> str:
    """``9:30 a.m.``."""
    at = datetime.strptime(time, "%H:%M")
    return f"{at.hour % 12 or 12}:{at:%M} {'a.m.' if at.hour < 12 else 'p.m.'}"


# -- of a pack ------------------------------------------------------------------------------------------------------


def offerings(header: PackHeader, calendar: Calendar | None, usual: str) -> Iterator[Offering]:
    """What a pack's calendar and its schedule hold. ``usual`` is the document where none is named."""
    if calendar is not None:
        yield from (_offering(one, calendar, header, usual) for one in calendar.entries)
    for dated in header.schedule:
        span = Span(dated.date, dated.date)
        note = ". ".join(part for part in (f"{dated.minutes} minutes" if dated.minutes else "", _line(dated.note)) if part)
        yield Offering(
            header.id,
            header.title,
            f"schedule-{dated.date}-{dated.script or dated.title}",
            dated.title,
            (span,),
            kind="schedule",
            note=note,
            document=usual,
            section="Schedule",
            cited=dated.title,
        )


def _offering(one: CalendarEntry, calendar: Calendar, header: PackHeader, usual: str) -> Offering:
    return Offering(
        pack=header.id,
        program=header.title,
        id=one.id,
        title=_line(one.title),
        spans=tuple(_span(span, calendar.time_zone or "") for span in one.when),
        asked=one.asked,
        audiences=one.for_,
        level=one.level or "",
        mode=one.mode or "",
        webcast=one.webcast,
        covers=tuple(_line(part) for part in one.covers),
        read_before=tuple((_line(read.title), read.link) for read in one.read_before),
        registration=one.registration or "",
        place=_line(one.place),
        link=one.link,
        note=_line(one.note),
        general=_line(calendar.note),
        document=one.cite.document or calendar.document or usual,
        section=one.cite.section,
        page=one.cite.page,
        cited=one.cite.title or _line(one.title),
    )


def _span(written: WrittenSpan, zone: str) -> Span:
    if written.months:
        return Span(months=tuple(MONTHS.index(month) + 1 for month in written.months), year=written.year)
    first = written.date or ""
    in_zone = (written.time_zone or zone) if written.start else ""
    return Span(first, written.until or first, written.start or "", written.end or "", in_zone)


def _line(text: str) -> str:
    return " ".join(text.split())


def offering_of(values: Mapping[str, Any]) -> Offering:
    """Read back from JSON. Raises TypeError or KeyError where it is none."""
    spans = tuple(Span(**{**one, "months": tuple(one["months"])}) for one in values["spans"])
    lists = {name: tuple(values[name]) for name in ("asked", "audiences", "covers")}
    reading = tuple((title, link) for title, link in values["read_before"])
    return replace(Offering(**{**values, **lists}), spans=spans, read_before=reading)
