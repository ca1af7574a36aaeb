"""A refusal in two readings: for a screen, and for those who type lines."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from proctor.state import Refusal, Session
from proctor.state import commands as c
from proctor.state import state as state_module
from proctor.state.clock import MINUTE
from tests.state.packs import HINTS, TIMED, done, ok, session_of, steps, tick, under_way

ASKS = steps({"ask": "Which?", "options": ["left", "right"]}, {"check": "all sit"})


def refused(session: Session, command: c.Command) -> Refusal:
    outcome = session.handle(command)
    assert isinstance(outcome, Refusal)
    return outcome


def asking(**more: Any) -> Session:
    return session_of(ASKS, **more)[0]


def interrupted() -> Session:
    session, _ = under_way()
    ok(session, c.Interrupt(reason="fire drill"))
    return session


def due() -> Session:
    session, clock = under_way()
    tick(session, clock, 30)
    return session


IN_TWO_READINGS = [
    (
        asking,
        c.Advance(block="A.1/1"),
        "A.1/1 wants an answer: left / right",
        "A.1/1 wants an answer: left / right (a ANSWER)",
    ),
    (
        asking,
        c.Forward(),
        "this is as far as the session has come; go on",
        "this is as far as the session has come; go on with n",
    ),
    (asking, c.Seal(), "close the room first", "close the room first (close)"),
    (
        interrupted,
        c.Back(),
        "the session is interrupted; resume it first",
        "the session is interrupted; resume it first (g)",
    ),
    (
        interrupted,
        c.Close(),
        "the session is interrupted; resume it first, or close it with the reason",
        "the session is interrupted; resume it first (g), or close it with the reason (close anyway REASON)",
    ),
    (
        due,
        c.Back(),
        "first comes the announcement T.2",
        "first comes the announcement T.2 (k)",
    ),
    (
        due,
        c.Advance(block="T.1/1"),
        "first comes the announcement T.2; you return to T.1/1 after it",
        "first comes the announcement T.2 (k); you return to T.1/1 after it",
    ),
]


@pytest.mark.parametrize(("at", "command", "reason", "typed"), IN_TWO_READINGS)
def test_a_screen_is_told_no_keys_of_plain_mode(at: Any, command: c.Command, reason: str, typed: str) -> None:
    refusal = refused(at(), command)
    assert (refusal.reason, refusal.typed) == (reason, typed)


def test_before_it_is_due_an_announcement_can_be_waited_for_made_or_passed() -> None:
    session, clock = under_way()
    done(session, "T.1/1", "T.1/2")
    clock.sleep(MINUTE)
    refusal = refused(session, c.Advance(block="T.2/1"))
    assert refusal.reason.endswith("; wait, make it now with a reason or pass it with one")
    assert refusal.typed.endswith("; wait (w), make it now with a reason (k REASON) or pass it with one (s REASON)")


@pytest.mark.parametrize("typed", ["‹k›", " (k)", "‹", "with n", "{x}", "%s"])
def test_what_a_person_typed_stays_in_both_readings(typed: str) -> None:
    for command in (c.Answer(block="A.1/1", answer=typed), c.Advance(block=typed), c.Visit(block=typed)):
        refusal = refused(asking(), command)
        assert typed.strip() in refusal.reason
        assert refusal.reason == refusal.typed


def test_where_there_is_nothing_to_type_both_read_the_same() -> None:
    refusal = refused(session_of(TIMED)[0], c.StopClock())
    assert refusal.reason == refusal.typed == "the clock was not started"


def test_every_word_to_be_typed_stands_in_a_part_of_its_own() -> None:
    rules = Path(state_module.__file__).parent
    for path in (*rules.glob("rules/*.py"), rules / "machine.py", rules / "timing.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "refuse":
                for part in call.args:
                    texts = [one.value for one in ast.walk(part) if isinstance(one, ast.Constant)]
                    hints = [one for one in texts if isinstance(one, str) and HINTS.search(one)]
                    assert not hints or isinstance(part, ast.Call), f"{path.name}:{call.lineno}: {hints}"
