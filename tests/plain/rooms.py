"""A small script with a block of every kind, and a room in which it is delivered in plain lines."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from proctor.plain.lines import ListedLines
from proctor.plain.loop import PlainMode
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.models import Script
from proctor.scripts.snapshot import Snapshot
from proctor.state import Accepted, Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.journal import Journal, MemoryJournal

HEADER = {"id": "small", "title": "A small pack", "scripts": ["quiz"]}
QUIZ: dict[str, Any] = {
    "id": "quiz",
    "title": "Quiz",
    "timing": {"scheduled_minutes": 60, "untimed": True},
    "facts": {
        "seats": {"ask": "Are the seats numbered?", "options": ["yes", "no"]},
        "aids": {"ask": "Which aids are here?", "type": "multiple", "options": ["ruler", "lamp"]},
    },
    "materials": [
        {"id": "booklet", "title": "Booklet", "per_student": 1, "returned": True},
        {"id": "scale", "title": "Scale", "returned": True, "when": {"aids": ["ruler"]}},
        {"id": "bell", "title": "Bell"},
        {"id": "exit_card", "title": "Exit card", "optional": True},
    ],
    "procedures": {
        "interrupt": [{"ref": "P.1", "title": "stop", "blocks": [{"do": "Close the booklets."}, {"wait": "until it is over"}]}],
        "damaged_booklet": [{"ref": "P.2", "title": "replace it", "page": 3, "blocks": [{"do": "Give another one."}]}],
    },
    "stages": [
        {
            "id": "prepare",
            "title": "Prepare",
            "steps": [
                {
                    "ref": "A.1",
                    "title": "ready",
                    "page": 4,
                    "blocks": [
                        {"check": "the room is quiet"},
                        {"count": "Count.", "materials": ["booklet", "scale"], "fields": ["received", "issued"]},
                        {"do": "Hand out the seat cards.", "when": {"seats": ["yes"]}},
                        {"ask": "Is somebody missing?", "options": ["no", {"answer": "yes", "title": "Yes, somebody"}]},
                        {"ask": "How do they sit?", "fact": "seats"},
                        {"note": "Nobody leaves before noon."},
                    ],
                },
                {
                    "ref": "A.2",
                    "title": "temperature",
                    "blocks": [
                        {
                            "record": "Write down the temperature.",
                            "id": "warmth",
                            "fields": {"at": {"title": "where"}, "degrees": {"title": "degrees", "type": "number", "min": -20}},
                            "rows": {"min": 1, "max": 2},
                        },
                    ],
                },
            ],
        },
        {
            "id": "deliver",
            "title": "Deliver",
            "steps": [
                {"ref": "B.1", "title": "welcome", "blocks": [{"say": "Good morning. Sit down, please. Hush!"}]},
                {"ref": "B.2", "title": "begin", "blocks": [{"say": "You may begin.\n", "clock": "start"}]},
                {"ref": "C.1", "title": "walk about", "blocks": [{"do": "Walk about."}]},
                {"ref": "C.2", "title": "half time", "at": "half", "blocks": [{"say": "Half of the time is over."}]},
                {"ref": "C.3", "title": "the end", "at": "end", "page": 5, "blocks": [{"say": "The time is over."}]},
                {"ref": "D.1", "title": "collect", "after": "all is still", "blocks": [{"do": "Collect.", "clock": "stop"}]},
            ],
        },
    ],
}

TO_THE_START = [
    "n",
    "a none",
    "c booklet 4 3",
    "n",
    "a yes",
    "n",
    "a no",
    "a yes",
    "n",
    "r at=window degrees=19",
    "n",
    "n",
    "n",
]
"""What is typed until the students have begun and the first step behind it is on screen."""


def snapshot(local: dict[str, Any] | None = None, **changes: Any) -> Snapshot:
    return Snapshot(
        pack=PackHeader.model_validate(HEADER),
        script=Script.model_validate({**QUIZ, **changes}),
        local=LocalSheet.model_validate(local or {}),
    )


def opened(
    clock: ManualClock | None = None, journal: Journal | None = None, words: Snapshot | None = None, **how: Any
) -> Session:
    """A session of the small script that has just been opened, with three students unless ``facts`` say otherwise."""
    session = Session.begin(journal or MemoryJournal((words or snapshot()).text), clock or ManualClock())
    assert isinstance(session.open(Open(**{"room": "7", "facts": {"students": 3}, **how})), Accepted)
    return session


def typed(session: Session, lines: Iterable[str]) -> list[str]:
    """What plain mode prints when these lines are typed, and then nothing more comes."""
    out = io.StringIO()
    PlainMode(session, ListedLines(lines), out).run()
    return out.getvalue().splitlines()


def at_the_start(clock: ManualClock | None = None, **how: Any) -> Session:
    """A session in which the students have just begun."""
    session = opened(clock, **how)
    refused = [line for line in typed(session, TO_THE_START) if line.startswith("no:")]
    assert not refused, refused
    assert session.view().clock.phase == "running"
    return session
