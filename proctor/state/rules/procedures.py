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
    if not any(d.state.applies(one) is not False for one in blocks):
        return False
    run = d.state.runs + 1
    d.add(ev.ProcedureStarted(run=run, trigger=trigger, blocks=tuple(f"{one.id}#{run}" for one in blocks)))
    return True


def finish_procedures(d: Draft) -> None:
    """End the procedures in which nothing is left that applies as things are now; this runs at the end of every command."""
    for one in (*d.state.queue, *d.state.put_off):
        if one.kind == "procedure" and not d.state.pending(one):
            d.add(ev.ProcedureFinished(run=run_of(one)))


def put_off_front(d: Draft, name: str) -> None:
    """Leave for later what is left of the procedure of that name, where it stands over the walk."""
    while (front := d.state.front) is not None and (front.kind, front.name) == ("procedure", name):
        put_off_run(d, front)


def put_off_run(d: Draft, procedure: Interjection) -> None:
    """Leave for later what applies of a procedure now. It was wanted once, so it stays wanted: the check that booklets are
    secure does not vanish when they are collected."""
    left = d.state.pending(procedure)
    if left:
        d.add(ev.ProcedurePutOff(run=run_of(procedure), blocks=left))
    else:
        d.add(ev.ProcedureFinished(run=run_of(procedure)))


def run_of(procedure: Interjection) -> int:
    """The number of a procedure's run, which stands behind each of its blocks' ids."""
    return int(procedure.blocks[0].partition("#")[2])
