"""What can be asked of one pack, as plain values: rules, silences, passages, dates, materials, the school's sheet.

A handbook is made of a checked pack, or of the snapshot that a session keeps, and goes to JSON and back, so that
``proctor ask`` needs neither the YAML nor the models the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from proctor.assistant.agenda import Offering, offering_of, offerings

if TYPE_CHECKING:
    from proctor.scripts.calendar import Calendar
    from proctor.scripts.citation import Citation
    from proctor.scripts.header import Contact, LocalSheet, PackHeader
    from proctor.scripts.models import Script, Step
    from proctor.scripts.policies import Pack, Policies, Ruling, Sections
    from proctor.scripts.snapshot import Snapshot

FORMAT = 4
"""Of the JSON; another one is not read."""
_ROW, _CELL = "\x1e", "\x1f"
"""What stands between ways of saying that are packed, and between the parts of one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer stands. ``document`` is the pack's id of it, and ``page`` that on which the section begins."""

    document: str
    section: str
    page: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an entry says in one place: a ruling, or the words of a passage."""

    answer: str
    verdict: str | None = None
    do: str = ""
    scripts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    when: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    cite: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Learned:
    """What the search has made of an entry's words; see :func:`proctor.assistant.index.learn`."""

    packed: str
    """Its ways of saying, taken apart, in one text: most entries are never looked at so closely."""
    worth: Mapping[str, float]
    """What each word that tells something counts in this entry, from 0 to 1."""
    known: str
    """Every word of it, folded, with blanks between."""

    @classmethod
    def of(cls, ways: Iterable[tuple[str, str, Iterable[str]]], worth: Mapping[str, float], known: Iterable[str]) -> Learned:
        """Of ways of saying as in :attr:`ways`."""
        packed = _ROW.join(_CELL.join((text, said, *sorted(concepts))) for text, said, concepts in ways)
        return cls(packed, worth, " ".join(sorted(known)))

    @cached_property
    def ways(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """(as it is written, its words, what they mean) of each way of saying."""
        rows = (row.split(_CELL) for row in self.packed.split(_ROW)) if self.packed else ()
        return tuple((text, said, frozenset(concepts)) for text, said, *concepts in rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. ``kind``: ``policy``, ``silence``, ``passage``, ``calendar``, ``school`` or ``program``.

    ``asked`` are ways of saying it; of a passage, its sentences.
    """

    id: str
    kind: str
    title: str
    asked: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    related: tuple[str, ...] = ()
    learned: Learned | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the schedule."""

    title: str
    date: str
    script: str = ""
    minutes: int | None = None
    note: str = ""

    @property
    def told(self) -> str:
        """In a sentence: "Mathematics Session 2: Wednesday, May 24, 2006, 60 minutes."."""
        day = date.fromisoformat(self.date)
        minutes = f", {self.minutes} minutes" if self.minutes else ""
        note = f" {self.note}" if self.note else ""
        return f"{self.title}: {day:%A, %B} {day.day}, {day.year}{minutes}.{note}"


@dataclass(frozen=True, slots=True)
class Needed:
    """A material, with the condition under which it is in use."""

    title: str
    come_from: str
    optional: bool
    when: Mapping[str, tuple[str | int, ...]]
    note: str
    ref: str


@dataclass(frozen=True, slots=True)
class ScriptPage:
    """What is known of a script beside its steps."""

    id: str
    title: str
    section: str
    minutes: int | None
    untimed: bool
    materials: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """All that can be asked of a pack. ``call`` is whom to call with what no manual answers, in the school's words,
    ``referral`` whom to ask it by the pack itself."""

    pack: str
    title: str
    document: str
    entries: tuple[Entry, ...]
    scripts: tuple[ScriptPage, ...]
    schedule: tuple[Dated, ...]
    call: str = ""
    calendar: tuple[Offering, ...] = ()
    """What is offered, and the dates of the schedule."""
    referral: str = ""

    @classmethod
    def of_pack(cls, pack: Pack, local: LocalSheet | None = None) -> Handbook:
        return _made(pack.header, pack.scripts, pack.policies, pack.sections, local, pack.calendar)

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot) -> Handbook:
        """Of the words that a session was opened with."""
        return _made(snapshot.pack, (snapshot.script,), snapshot.policies, snapshot.sections, snapshot.local)

    @property
    def has_policies(self) -> bool:
        """Whether rules were written for it; where none were, its passages answer."""
        return any(one.kind == "policy" for one in self.entries)

    def script(self, script_id: str) -> ScriptPage | None:
        return next((one for one in self.scripts if one.id == script_id), None)

    def to_json(self) -> dict[str, Any]:
        entries = [_values(one) for one in self.entries]
        return {"format": FORMAT, **asdict(replace(self, entries=())), "entries": entries}

    @classmethod
    def from_json(cls, values: Any) -> Handbook:
        """Raises ValueError where it is none of this format."""
        try:
            return cls._read(values)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no handbook") from error

    @classmethod
    def _read(cls, values: Any) -> Handbook:
        if values.pop("format") != FORMAT:
            raise ValueError("another format")
        entries = tuple(_entry(one) for one in values.pop("entries"))
        scripts = tuple(
            ScriptPage(
                **{**one, "materials": tuple(Needed(**{**each, "when": _when(each["when"])}) for each in one["materials"])}
            )
            for one in values.pop("scripts")
        )
        schedule = tuple(Dated(**one) for one in values.pop("schedule"))
        calendar = tuple(offering_of(one) for one in values.pop("calendar"))
        return cls(**values, entries=entries, scripts=scripts, schedule=schedule, calendar=calendar)


def _entry(one: dict[str, Any]) -> Entry:
    answers = tuple(
        Answer(
            **{
                **each,
                "scripts": tuple(each["scripts"]),
                "stages": tuple(each["stages"]),
                "when": _when(each["when"]),
                "cite": tuple(Source(**cited) for cited in each["cite"]),
            }
        )
        for each in one["answers"]
    )
    learned = one.pop("learned")
    learned = learned and Learned(**learned)
    return Entry(
        **{**one, "asked": tuple(one["asked"]), "related": tuple(one["related"]), "answers": answers, "learned": learned}
    )


def _values(entry: Entry) -> dict[str, Any]:
    """An entry for JSON."""
    values = asdict(replace(entry, learned=None))
    if entry.learned is not None:
        kept = entry.learned
        values["learned"] = {"packed": kept.packed, "worth": kept.worth, "known": kept.known}
    return values


def _when(values: Mapping[str, Iterable[str | int]]) -> dict[str, tuple[str | int, ...]]:
    return {key: tuple(one) for key, one in values.items()}


# -- of a pack ------------------------------------------------------------------------------------------------------


def _made(  # noqa: PLR0913, PLR0917 - one parameter a file of the pack
    header: PackHeader,
    scripts: Iterable[Script],
    policies: Policies,
    sections: Sections,
    local: LocalSheet | None,
    calendar: Calendar | None = None,
) -> Handbook:
    scripts = tuple(scripts)
    first = next(iter(header.documents), "")
    schedule = tuple(Dated(one.title, one.date, one.script or "", one.minutes, _line(one.note)) for one in header.schedule)
    entries = [
        *_policies(policies, policies.document or first),
        *_passages(scripts, first),
        *_sections(sections, sections.document or first, scripts),
        *_dates(schedule, policies.document or first),
        *(_school(local) if local else ()),
    ]
    return Handbook(
        pack=header.id,
        title=header.title,
        document=policies.document or first,
        entries=tuple(entries),
        scripts=tuple(_script(one) for one in scripts),
        schedule=schedule,
        call=_reached(local.call) if local else "",
        calendar=tuple(offerings(header, calendar, policies.document or first)),
        referral=header.referral,
    )


def _policies(policies: Policies, document: str) -> Iterator[Entry]:
    for policy in policies.policies:
        answers = tuple(_ruling(one, document) for one in policy.rulings)
        yield Entry(policy.id, "policy", policy.title, policy.asked, answers)
    for number, silence in enumerate(policies.silences):
        yield Entry(f"silence-{number}", "silence", silence.title, silence.asked, related=silence.related)


def _ruling(ruling: Ruling, document: str) -> Answer:
    cite = tuple(_source(one, document) for one in ruling.cite)
    return Answer(
        _line(ruling.answer), ruling.verdict, _line(ruling.do), ruling.scripts, ruling.stages, dict(ruling.when), cite
    )


def _source(cited: Citation, document: str) -> Source:
    return Source(cited.document or document, cited.section, cited.page, cited.title)


def _passages(scripts: Iterable[Script], first: str) -> Iterator[Entry]:
    """What the scripts say and have done, a step each."""
    for script in scripts:
        document = script.source.document if script.source else first
        for stage, step in script.steps():
            yield _passage(f"{script.id}/{step.ref}", step, document, script.id, stage.title)
        for trigger, steps in script.procedures.items():
            for step in steps:
                yield _passage(f"{script.id}/{trigger}/{step.ref}", step, document, script.id, trigger.replace("_", " "))


def _passage(name: str, step: Step, document: str, script: str, stage: str) -> Entry:
    said = [_line(block.text) for block in step.blocks if block.kind in ("say", "do", "check", "note")]
    title = step.title or stage
    where = (Source(document, step.ref, step.page, title),)
    answer = Answer(" ".join(said), scripts=(script,), cite=where)
    from proctor.state.text import sentences  # late: not wanted where a handbook is read back

    return Entry(name, "passage", title, tuple(one for text in said for one in sentences(text)), (answer,))


def _sections(sections: Sections, document: str, scripts: Iterable[Script]) -> Iterator[Entry]:
    """A part of the manual that a script was made of belongs to that script; the rest holds everywhere."""
    from proctor.state.text import sentences

    parts = {script.id: script.source.section for script in scripts if script.source and script.source.section}
    for one in sections.sections:
        text = _line(one.text)
        of = one.scripts or tuple(name for name, part in parts.items() if one.ref == part or one.ref.startswith(f"{part}."))
        answer = Answer(text, scripts=of, cite=(Source(document, one.ref, one.page, one.title),))
        yield Entry(f"section/{one.ref}", "passage", one.title or one.ref, sentences(text), (answer,))


def _dates(schedule: Iterable[Dated], document: str) -> Iterator[Entry]:
    for one in schedule:
        short = one.script.replace("-", " ") or one.title
        asked = [f"{how} {name}" for name in dict.fromkeys((short, one.title)) for how in ("when is", "date of", "what day is")]
        cite = (Source(document, "Schedule", None, one.title),)
        yield Entry(
            f"calendar/{one.title}", "calendar", f"When {one.title} is", tuple(asked), (Answer(one.told, "info", cite=cite),)
        )


def _school(local: LocalSheet) -> Iterator[Entry]:
    """What the school's own sheet says: never taken for the manual."""
    told = [
        (
            "dismissal",
            "Dismissal",
            local.dismissal,
            ("dismissal", "dismiss students", "where do they go when done", "let them go"),
        ),
        (
            "additional-time",
            "Additional time",
            local.additional_time,
            ("room for extra time", "where do students go who need more time", "extra time room", "where is extra time"),
        ),
        ("last-bell", "Last bell", local.last_bell or "", ("last bell", "when does school end", "end of the school day")),
        (
            "scheduled-start",
            "Start",
            local.scheduled_start or "",
            ("when do we start", "what time do we start", "start time", "when does it start"),
        ),
        ("call", "Whom to call", _reached(local.call), ("whom to call", "office number", "who do I call at school")),
    ]
    for name, title, answer, asked in told:
        if answer:
            yield Entry(f"school/{name}", "school", title, asked, (Answer(_line(answer), "info"),))
    for name, answer in local.notes.items():
        said = name.replace("_", " ")
        yield Entry(f"school/notes/{name}", "school", said, (said, _line(answer)), (Answer(_line(answer), "info"),))


def _reached(contacts: Iterable[Contact]) -> str:
    return "; ".join(
        f"{one.title}: {' · '.join(part for part in (one.phone, one.email, one.online, one.hours) if part)}" for one in contacts
    )


def _script(script: Script) -> ScriptPage:
    needed = tuple(
        Needed(one.title, one.from_, one.optional, dict(one.when), _line(one.note), one.ref or "") for one in script.materials
    )
    timing = script.timing
    section = script.source.section if script.source else ""
    return ScriptPage(script.id, script.title, section, timing.scheduled_minutes, timing.untimed, needed)


def _line(text: str) -> str:
    return " ".join(text.split())
