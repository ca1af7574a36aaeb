"""From what was recognised to a pack: scripts with their facts, clocks, announcements and materials, and plain sections.

The pack's words are the source's own. What the program adds to an official pack is said in its own words and is no say block:
the questions of facts, the titles of stages, and the counts by which every booklet is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from proctor.manuals import language
from proctor.manuals.grouping import Delivered, what_is_delivered
from proctor.manuals.manual import Span
from proctor.manuals.materials import lists_materials
from proctor.manuals.names import REF, free, slug
from proctor.manuals.pieces import Condition, Piece
from proctor.manuals.reading import Reading
from proctor.manuals.segment import FoundSection, FoundStep
from proctor.scripts.vocabulary import RESERVED_FACTS

Values = dict[str, Any]
"""A part of a pack as plain values, as it stands in its file."""

DOCUMENT = "manual"


@dataclass(frozen=True, slots=True)
class Said:
    """Where a say block of the pack comes from: ``block`` is its id in ``script``."""

    script: str
    block: str
    piece: Piece
    ref: str
    """The step in which the manual has it."""


@dataclass(frozen=True)
class Compiled:
    """A pack's files as plain values, by name, and where its say blocks come from."""

    files: dict[str, Values]
    said: tuple[Said, ...]
    warnings: tuple[str, ...]


def compile_pack(reading: Reading, pack_id: str, title: str) -> Compiled:
    """Make a pack of a reading. At least one script is delivered in it."""
    taken: set[str] = set()
    whole = _whole_timing(reading)
    scripts = [_Script(reading, one, _script_id(one, taken), whole) for one in reading.groups.delivered]
    for one in scripts:
        one.build()
    header = _header(reading, pack_id, title, scripts)
    files = {"pack.yaml": header, **{f"{one.id}.yaml": one.values for one in scripts}}
    if sections := _sections(reading):
        files["sections.yaml"] = {"document": DOCUMENT, "sections": sections}
    return Compiled(
        files, tuple(said for one in scripts for said in one.said), tuple(text for one in scripts for text in one.warnings)
    )


# -- the header and the sections ----------------------------------------------------------------------------------


def _header(reading: Reading, pack_id: str, title: str, scripts: list[_Script]) -> Values:
    manual = reading.source.manual
    front = reading.source.text[: reading.outline.front.end] or reading.source.text[:1_500]
    year = _year(f"{title} {front} {manual.name}")
    document: Values = {"title": reading.outline.title or title}
    if year:
        document["year"] = year
    header: Values = {
        "id": pack_id,
        "title": title,
        "authority": "official",
        "summary": f"Taken word for word from {manual.name}.",
        "documents": {DOCUMENT: document},
    }
    if contacts := list(_contacts(reading)):
        header["contacts"] = contacts
    if schedule := [entry for one in scripts if (entry := _appointment(one, year))]:
        header["schedule"] = schedule
    header["scripts"] = [one.id for one in scripts]
    return header


def _year(text: str) -> int | None:
    found = re.search(r"(?<!\d)20\d\d(?!\d)", text)
    return int(found[0]) if found else None


_PHONE = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]*\w")


def _contacts(reading: Reading) -> Iterator[Values]:
    """Telephone numbers of the front matter, each with the words before it."""
    span = next((span for ref, _, span in reading.front if ref == "Contact"), None)
    if span is None:
        return
    text = " ".join(reading.source.text[span.start : span.end].split())
    at = 0
    for found in _PHONE.finditer(text):
        before = re.split(r"(?<=[.:!?])\s|(?:Phone|Tel(?:ephone)?|Call)\b\W*", text[at : found.start()])
        named = next((part.strip(" ,;:") for part in reversed(before) if len(part.strip(" ,;:")) > 3), "")
        mail = _MAIL.search(text[at : found.start()])
        contact = {"title": named[-80:] or "By telephone", "phone": found[0]}
        if mail:
            contact = {
                "title": named[-80:].replace(mail[0], "").strip(" :,") or "By telephone or e-mail",
                "phone": found[0],
                "email": mail[0],
            }
        yield contact
        at = found.end()


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:,?\s+(20\d\d))?\b")


def _appointment(script: _Script, year: int | None) -> Values | None:
    """The date in a script's title, where it has one."""
    found = _DATE.search(script.group.title)
    if not found or not (found[3] or year):
        return None
    try:
        day = date(int(found[3] or year or 0), _MONTHS.index(found[1]) + 1, int(found[2])).isoformat()
    except ValueError:  # May 43
        return None
    entry: Values = {"title": script.title, "date": day, "script": script.id}
    if minutes := script.timing.get("scheduled_minutes"):
        entry["minutes"] = minutes
    return entry


def _sections(reading: Reading) -> list[Values]:
    """The passages to look things up in."""
    source = reading.source
    found = [
        _section(ref, title, source.manual.page_at(span.start), source.said(span.start, span.end))
        for ref, title, span in reading.front
    ]
    for one in reading.groups.looked_up:
        body = one.section.body
        found.append(
            _section(one.section.ref or "Manual", one.section.title, one.section.page, source.said(body.start, body.end))
        )
    taken: set[str] = set()
    for values in found:
        values["ref"] = free(values["ref"], taken, most=REF)
        taken.add(values["ref"])
    return found


def _section(ref: str, title: str, page: int | None, text: str) -> Values:
    values: Values = {"ref": ref}
    if title:
        values["title"] = title
    if page and page > 0:
        values["page"] = page
    return {**values, "text": text}


# -- one script -----------------------------------------------------------------------------------------------------


def _script_id(one: Delivered, taken: set[str]) -> str:
    what = what_is_delivered(one.title)
    plain = "practice-test" if what == "practice" else what.replace(" ", "-")
    if not plain:
        words = re.sub(
            r"(?i)\A(?:administering|administer|directions for|giving|conducting|part \w+:?|the)\s+(?:the\s+)?", "", one.title
        )
        plain = slug(words, most=40) or "script"
    name = free(plain, taken | OTHER_FILES)
    taken.add(name)
    return name


OTHER_FILES = {"pack", "sections", "policies", "local", "corrections", "calendar", "drills"}
"""What other files of a pack are called."""


@dataclass
class _Script:
    """One script in the making."""

    reading: Reading
    group: Delivered
    id: str
    whole: Values
    """What the whole manual says of the time of its sessions."""
    facts: dict[str, Values] = field(default_factory=dict)
    materials: list[Values] = field(default_factory=list)
    timing: Values = field(default_factory=dict)
    stages: list[Values] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        title = re.sub(r"\s*\([^)]*\d[^)]*\)\s*\Z", "", self.group.title)
        return title or self.reading.outline.title or self.id

    @property
    def steps(self) -> list[FoundStep]:
        return [step for section in self.group.sections for step in section.steps]

    @property
    def values(self) -> Values:
        kind = (
            "practice"
            if "practice" in self.id
            else "questionnaire"
            if re.search("questionnaire|survey", self.id)
            else "session"
        )
        source: Values = {"document": DOCUMENT}
        if self.group.ref:
            source["section"] = self.group.ref
        values: Values = {"title": self.title, "kind": kind, "source": source}
        for name in ("timing", "facts", "materials"):
            if found := getattr(self, name):
                values[name] = found
        return {**values, "stages": self.stages}

    def build(self) -> None:
        """Work everything out, in the order in which one thing hangs on another."""
        self.timing = _timing(self)
        self.clock = _clock(self)
        self.materials = list(_materials(self))
        holding = _held(self)
        for section in self.group.sections:
            for stage in _stages(self, section, holding):
                self._add(stage)
        _count(self)

    def _add(self, stage: Values) -> None:
        stage["id"] = free(stage["id"], {one["id"] for one in self.stages})
        self.stages.append(stage)

    def fact(self, text: str, values: Values) -> str:
        """The name of a fact; a text that was met before is the same one."""
        if text not in self.names:
            name = free(slug(text, joint="_", most=44) or "fact", self.facts.keys() | RESERVED_FACTS, "_")
            self.names[text] = name
            self.facts[name] = values
        return self.names[text]

    def when(self, conditions: Iterable[Condition]) -> Values:
        """Conditions as a pack has them; of two that contradict one another the first holds."""
        found: Values = {}
        for one in conditions:
            name = self.fact(
                one.text,
                {"ask": f"Is this so in your room: {_lower_first(one.text)}?", "type": "choice", "options": ["yes", "no"]},
            )
            found.setdefault(name, [one.value])
        return found

    def slot(self, printed: str, around: str) -> str:
        """The fact for a slot in spoken words."""
        choices = re.search(r":\s*(.+?)\s*[\])]\Z|\b(\w[\w ]* or \w[\w ]*)[\])]\Z", printed)
        if re.match(r"[_….]+\Z", printed):
            at = around.find(printed)
            near = around[max(0, at - 40) : at + len(printed) + 24].strip()
            ask = f"What is said in place of the blank in “… {near} …”?"
        elif choices:
            ask = f"What is said in place of {printed}: {next(filter(None, choices.groups()))}?"
        else:
            ask = f"What is said in place of {printed}?"
        return self.fact(printed, {"ask": ask, "type": "text"})


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


# -- time -----------------------------------------------------------------------------------------------------------


def _timing(script: _Script) -> Values:
    """What the script's own words say of its length, and what the whole manual says of additional time."""
    span = script.group.span
    text = script.reading.source.text[span.start : span.end]
    timing: Values = {}
    for pattern in language.LENGTH:
        if found := pattern.search(text):
            numbers = [one for one in found.groups() if one and (one.isdigit() or one.lower() in language.NUMBERS)]
            minutes = language.number_of(numbers[-1])
            if 0 < minutes <= 1440:
                timing["scheduled_minutes"] = minutes
                if found.groupdict().get("about") or re.search(
                    r"(?:approximately|about|roughly)\s+\Z", text[: found.start(found.lastindex or 0)][-20:]
                ):
                    timing["approximate"] = True
                break
    whole = script.whole if "session" in script.id else {}
    if language.UNTIMED.search(text) or (script.steps and "untimed" in whole):
        timing["untimed"] = True
        timing |= {key: value for key, value in whole.items() if key != "untimed"}
    return timing


def _whole_timing(reading: Reading) -> Values:
    """What a manual says, wherever it stands, of sessions that have no limit: the day and the block in which they end."""
    text = reading.source.text
    timing: Values = {"untimed": True} if language.UNTIMED.search(text) else {}
    if timing and language.SAME_DAY.search(text):
        timing["same_day"] = True
        found = language.BLOCK_HOURS.search(text)
        if found and 0 < (hours := language.number_of(found[1])) <= 24:
            timing["block_minutes"] = 60 * hours
    return timing


@dataclass(frozen=True, slots=True)
class _Clock:
    """Where the clock starts and stops, as places of pieces, and when steps fall due, by ref."""

    start: Span | None = None
    stop: Span | None = None
    due: dict[str, str] = field(default_factory=dict)


def _clock(script: _Script) -> _Clock:
    steps = script.steps
    due = {step.ref: step.due for step in steps if step.due}
    if not due and ("scheduled_minutes" not in script.timing or script.timing.get("approximate")):
        return _Clock()
    first_due = next((number for number, step in enumerate(steps) if step.due), len(steps))
    start = _last_begin(steps[:first_due]) or _last_begin(steps)
    if start is None:
        if due:
            script.warnings.append(
                f"{script.title}: nothing says when the clock starts, so its announcements come in turn and not by the clock."
            )
        return _Clock()
    kept = _kept(script, [step for step in steps if step.due and step.start > start.start])
    last = max((step.start for step in steps if step.ref in kept), default=start.start)
    stop = next(
        (
            piece
            for step in steps
            if step.start > last
            for piece in step.pieces
            if piece.kind in ("do", "check") and language.COLLECT.search(piece.text)
        ),
        None,
    )
    return _Clock(Span(start.start, start.end), Span(stop.start, stop.end) if stop else None, kept)


def _last_begin(steps: list[FoundStep]) -> Piece | None:
    """The last piece at which students begin, or which starts a clock."""
    found = [piece for step in steps for piece in step.pieces if piece.kind == "say" and language.BEGIN.search(piece.text)]
    timed = [piece for step in steps for piece in step.pieces if piece.starts_clock]
    return found[-1] if found else timed[-1] if timed else None


def _kept(script: _Script, steps: list[FoundStep]) -> dict[str, str]:
    """The announcements that the clock can make: each moment once, none before the start."""
    minutes: int | None = script.timing.get("scheduled_minutes")
    kept: dict[str, str] = {}
    for step in steps:
        at = "end" if step.due == f"{minutes}m after start" else step.due or ""
        before = re.match(r"(\d+)m before end", at)
        if not at.endswith("after start") and minutes is None:
            script.warnings.append(
                f"{step.ref}: how long the session takes was not found, so this comes in turn; "
                f"set timing.scheduled_minutes in {script.id}.yaml."
            )
        elif (
            (before and int(before[1]) >= (minutes or 0))
            or at in kept.values()
            or _moment(at, minutes) in {_moment(one, minutes) for one in kept.values()}
        ):
            script.warnings.append(
                f"{step.ref}: {at} falls together with another announcement or before the start, so this comes in turn."
            )
        else:
            kept[step.ref] = at
    return kept


def _moment(at: str, minutes: int | None) -> float:
    """Minutes after the start."""
    if found := re.match(r"(\d+)m (before|after)", at):
        return int(found[1]) if found[2] == "after" else (minutes or 0) - int(found[1])
    return (minutes or 0) / (2 if at == "half" else 1)


# -- materials ------------------------------------------------------------------------------------------------------


def _materials(script: _Script) -> Iterator[Values]:
    taken: set[str] = set()
    for section in script.group.sections:
        room = False
        for piece in (piece for step in section.steps for piece in step.pieces):
            if piece.kind != "material":
                room = bool(language.OWN_ROOM.search(piece.text)) if piece.text.endswith(":") else room
                continue
            name = slug(re.sub(r"\([^)]*\)|,.*", "", piece.text), joint="_", most=40) or "material"
            if name in taken:
                continue
            taken.add(name)
            values: Values = {"id": name, "title": piece.text, "ref": section.section.ref}
            always = not language.NOT_ALWAYS.search(piece.text)
            if language.COUNTED.search(piece.text) and always and not room:
                values |= {"per_student": 1, "returned": True}
            if room:
                values["from"] = "room"
            if not always:
                values["optional"] = True
            yield values


def _count(script: _Script) -> None:
    """Blocks in which what has to come back is counted: received, given out, come back."""
    counted = [one["id"] for one in script.materials if one.get("returned")]
    if not counted:
        return
    steps = [step for stage in script.stages for step in stage["steps"]]
    listed = next((step for step in steps if step["ref"] == script.materials[0]["ref"]), steps[0])
    listed["blocks"].append(
        {"count": "Count what you received for your students.", "materials": counted, "fields": ["received"]}
    )
    plain = [step for step in steps if "at" not in step]
    started = next(
        (n for n, step in enumerate(plain) if any("clock" in block and block["clock"] == "start" for block in step["blocks"])),
        None,
    )
    testing = plain[started + 1] if started is not None and started + 1 < len(plain) else plain[-1]
    testing["blocks"].append(
        {
            "count": "Count what you gave out, also what was found defective and replaced.",
            "materials": counted,
            "fields": ["issued"],
        }
    )
    plain[-1]["blocks"].append(
        {
            "count": "Count what came back, what is void, and what was given to nobody.",
            "materials": counted,
            "fields": ["returned", "void", "unassigned"],
        }
    )


# -- stages, steps, blocks ------------------------------------------------------------------------------------------


def _held(script: _Script) -> dict[str, list[Condition]]:
    """The steps that a leap passes over, with what has to be so for them to be done."""
    held: dict[str, list[Condition]] = {}
    for section in script.group.sections:
        for step in section.steps:
            for condition, target in step.leaps:
                for other in section.steps:
                    if step.number is not None and other.number is not None and step.number < other.number < target:
                        held.setdefault(other.ref, []).append(Condition(condition.text, "no"))
    return held


def _stages(script: _Script, found: FoundSection, holding: dict[str, list[Condition]]) -> Iterator[Values]:
    """A section as one stage; the one in which the clock runs as three: the instructions, the testing, what follows."""
    steps = [step for step in found.steps if step.pieces]
    title = found.section.title or script.title
    if not steps:
        return
    made = [_step(script, step, found, holding) for step in steps]
    started = next((n for n, step in enumerate(steps) if _has(step, script.clock.start)), None)
    if started is not None:
        after = next(
            (n for n, step in enumerate(steps) if n > started and script.clock.stop and _has(step, script.clock.stop)),
            len(steps),
        )
        parts = (
            ("deliver", title, made[: started + 1]),
            ("testing", "Testing", made[started + 1 : after]),
            ("collect", "Collecting", made[after:]),
        )
        yield from ({"id": name, "title": text, "steps": some} for name, text, some in parts if some)
        return
    name = slug(title, most=40) or "deliver"
    stage: Values = {"id": name, "title": title}
    before = not found.spoken and found.section.start < next(one.section.start for one in script.group.sections if one.spoken)
    if before or lists_materials(found):
        stage["order"] = "any"
    yield {**stage, "steps": made}


def _has(step: FoundStep, place: Span | None) -> bool:
    return place is not None and any(piece.start == place.start and piece.end == place.end for piece in step.pieces)


def _step(script: _Script, step: FoundStep, found: FoundSection, holding: dict[str, list[Condition]]) -> Values:
    values: Values = {"ref": step.ref}
    if step.due_words:
        values["title"] = script.reading.source.said(*_lead(script, step.due_words))
    page = script.reading.source.manual.page_at(step.start) or found.section.page
    if page and page > 0:
        values["page"] = page
    at = script.clock.due.get(step.ref)
    if at:
        values["at"] = at
    if when := script.when(holding.get(step.ref, ())):
        values["when"] = when
    blocks = [_block(script, piece, announced=bool(at)) for piece in step.pieces]
    for number, piece in enumerate(step.pieces, 1):
        if piece.kind == "say":
            script.said.append(Said(script.id, f"{step.ref}/{number}", piece, step.cited))
    return {**values, "blocks": blocks}


def _lead(script: _Script, span: Span) -> tuple[int, int]:
    """The words that say when a step is due, without the cue behind them."""
    text = script.reading.source.text[span.start : span.end]
    cue = re.search(rf",?\s*\b(?:and\s+|then\s+)*(?:{language.SAYING})\s*:?\s*\Z", text, re.IGNORECASE)
    return span.start, span.start + (cue.start() if cue and cue.start() else len(text.rstrip(" :,")))


def _block(script: _Script, piece: Piece, *, announced: bool) -> Values:
    kind = "check" if piece.kind == "material" else piece.kind
    if announced and kind not in ("say", "do", "note"):
        kind = "do"
    block: Values = {kind: piece.text}
    if piece.kind == "material" and language.NOT_ALWAYS.search(piece.text):
        block["required"] = False
    if when := script.when(piece.conditions):
        block["when"] = when
    if piece.slots and kind == "say":
        said = piece.text
        block["slots"] = {
            printed: script.slot(printed, said) for raw in piece.slots if (printed := " ".join(raw.split())) in said
        }
    if script.clock.start and (piece.start, piece.end) == (script.clock.start.start, script.clock.start.end):
        block["clock"] = "start"
    if script.clock.stop and (piece.start, piece.end) == (script.clock.stop.start, script.clock.stop.end):
        block["clock"] = "stop"
    return block
