"""Rules of procedures: steps that something sets off at any moment, over the walk."""

from __future__ import annotations

from proctor.state import events as ev
from proctor.state.rules.draft import Draft
from proctor.state.state import Interjection, Phase


def start_procedure(d: Draft, trigger: str) -> bool:
    """Set off the procedure of a trigger, if the script has one, the room is open, and any of its blocks applies now."""
    if d.state.phase not in (Phase.OPEN, Phase.INTERRUPTED):
        return False
    blocks = d.state.plan.procedures.get(trigger, ())
    run = d.state.runs + 1
    applying = tuple(f"{one.id}#{run}" for one in blocks if d.state.applies(one) is not False)
    if applying:
        d.add(ev.ProcedureStarted(run=run, trigger=trigger, blocks=applying))
    return bool(applying)


def put_off_front(d: Draft, name: str) -> None:
    """Leave for later what is left of the procedure of that name, where it stands over the walk."""
    while (front := d.state.front) is not None and (front.kind, front.name) == ("procedure", name):
        d.add(ev.ProcedurePutOff(run=run_of(front)))


def run_of(procedure: Interjection) -> int:
    """The number of a procedure's run, which stands behind each of its blocks' ids."""
    return int(procedure.blocks[0].partition("#")[2])
