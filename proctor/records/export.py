"""A session's record for other programs: JSON with the CEDS names of an assessment session, and CSV of its events."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

from proctor.records.wording import line_of
from proctor.state.clock import MINUTE
from proctor.state.events import body_of
from proctor.state.session import Session, seals_of
from proctor.state.state import Entry
from proctor.state.tasks import TaskView


def moment(utc: int | None) -> str | None:
    """ISO 8601 in UTC, to the millisecond: ``2006-05-23T13:14:00.000Z``."""
    if utc is None:
        return None
    return datetime.fromtimestamp(utc / 1_000, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_values(session: Session) -> dict[str, Any]:
    """The whole record. What CEDS has a name for stands under that name; the rest under the design's words."""
    view, state = session.view(), session.state
    opened, course = state.opened, state.course
    assert opened is not None
    entries = tuple(session.journal.entries())
    stopped = None if course.stop is None else state.utc_of(course.stop, view.now)
    return {
        "AssessmentAdministrationName": view.plan.snapshot.pack.title,
        "AssessmentSessionName": opened.title,
        "AssessmentSessionLocation": opened.room,
        "OrganizationName": opened.school,
        "LocalEducationAgencyName": opened.district,
        "AssessmentSessionProctorIdentifier": [key for key, _ in state.administrators],
        "AssessmentSessionScheduledStartDateTime": moment(opened.scheduled_start),
        "AssessmentSessionActualStartDateTime": moment(view.clock.started_at),
        "AssessmentSessionActualEndDateTime": moment(stopped),
        "AssessmentSessionAllottedTime": view.plan.script.timing.scheduled_minutes,
        "AssessmentSessionSpecialCircumstance": [
            {"type": one.category, "description": one.note, "at": moment(one.at)} for one in state.incidents
        ],
        "script": opened.script,
        "mode": opened.mode,
        "authority": opened.authority,
        "phase": state.phase.value,
        "snapshot_sha256": opened.snapshot,
        "administrators": [session.name_of(key) for key, _ in state.administrators],
        "facts": {name: list(value) if isinstance(value, tuple) else value for name, value in state.facts.items()},
        "testing_minutes": view.clock.elapsed // MINUTE,
        "announcements": [
            {"step": one.step, "due": moment(one.at), "status": one.status or "to_come"} for one in view.announcements
        ],
        "tallies": {name: number for name, number in view.tallies.items() if number},
        "materials": [
            {"id": one.id, "title": one.title, **one.numbers, "still_out": one.still_out, "handed_over": one.handed_over}
            for one in view.materials
        ],
        "misreads": [{"block": one.block, "sentence": one.sentence or None} for one in state.misreads if not one.withdrawn],
        "outcome": [
            {"fact": one.fact, "title": one.title, "value": one.value, "words": one.words, "reasons": list(one.reasons)}
            for one in view.outcome
        ],
        "open": list(view.before_closing),
        **({"tasks": [_task(session, task) for task in view.tasks]} if view.is_list else {}),
        "seals": [{"event": seq, "seal": seal} for seq, seal in seals_of(session.journal)],
        "events": [event_values(entry) for entry in entries],
    }


def _task(session: Session, task: TaskView) -> dict[str, Any]:
    """A task of a checklist, as it stood at the last entry."""
    return {
        "task": task.ref,
        "title": task.title,
        "month": task.month,
        "status": task.status,
        "due": task.due.isoformat() if task.due else None,
        "rules": list(task.rules),
        "assigned": session.name_of(task.assigned) if task.assigned else None,
        "notes": [text for _, text in task.notes],
        "reason": task.reason or None,
        "own": task.own,
    }


def event_values(entry: Entry) -> dict[str, Any]:
    """One event as it stands in the chain."""
    return {
        "seq": entry.seq,
        "utc": moment(entry.instant.utc),
        "steady_ms": entry.instant.steady,
        "boot_id": entry.instant.boot_id,
        "type": type(entry.event).__name__,
        "body": body_of(entry.event),
    }


def as_json(session: Session) -> str:
    return json.dumps(as_values(session), indent=2, ensure_ascii=False)


def as_csv(session: Session) -> str:
    """One row an event: number, time, type, and what it says. Text that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["seq", "utc", "type", "text"])
    for entry in session.journal.entries():
        text = line_of(session, entry)
        harmless = f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
        writer.writerow([entry.seq, moment(entry.instant.utc), type(entry.event).__name__, harmless])
    return out.getvalue()
