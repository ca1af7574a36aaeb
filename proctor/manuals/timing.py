"""How long a script takes, when its clock starts and stops, and what the clock brings up."""

from __future__ import annotations

import re

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.pieces import Piece
from proctor.manuals.reading import Reading
from proctor.manuals.script import Clock, Script, Values
from proctor.manuals.segment import FoundStep


def timing_of(script: Script, whole: Values) -> Values:
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
    whole = whole if "session" in script.id else {}
    if language.UNTIMED.search(text) or (script.steps and "untimed" in whole):
        timing["untimed"] = True
        timing |= {key: value for key, value in whole.items() if key != "untimed"}
    return timing


def time_of_all(reading: Reading) -> Values:
    """What a manual says, wherever it stands, of sessions that have no limit: the day and the block in which they end."""
    text = reading.source.text
    timing: Values = {"untimed": True} if language.UNTIMED.search(text) else {}
    if timing and language.SAME_DAY.search(text):
        timing["same_day"] = True
        found = language.BLOCK_HOURS.search(text)
        if found and 0 < (hours := language.number_of(found[1])) <= 24:
            timing["block_minutes"] = 60 * hours
    return timing


def clock_of(script: Script) -> Clock:
    steps = script.steps
    due = {step.ref: step.due for step in steps if step.due}
    if not due and ("scheduled_minutes" not in script.timing or script.timing.get("approximate")):
        return Clock()
    first_due = next((number for number, step in enumerate(steps) if step.due), len(steps))
    start = _last_begin(steps[:first_due]) or _last_begin(steps)
    if start is None:
        if due:
            script.warnings.append(
                f"{script.title}: nothing says when the clock starts, so its announcements come in turn and not by the clock."
            )
        return Clock()
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
    return Clock(Span(start.start, start.end), Span(stop.start, stop.end) if stop else None, kept)


def _last_begin(steps: list[FoundStep]) -> Piece | None:
    """The last piece at which students begin, or which starts a clock."""
    found = [piece for step in steps for piece in step.pieces if piece.kind == "say" and language.BEGIN.search(piece.text)]
    timed = [piece for step in steps for piece in step.pieces if piece.starts_clock]
    return found[-1] if found else timed[-1] if timed else None


def _kept(script: Script, steps: list[FoundStep]) -> dict[str, str]:
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
