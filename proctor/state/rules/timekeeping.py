"""Rules of the clock: start, stop, interruption, and putting right what was keyed late."""

from __future__ import annotations

from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.rules.draft import Draft, Typed, key
from proctor.state.rules.procedures import put_off_front, start_procedure
from proctor.state.rules.walking import said
from proctor.state.timing import INTERRUPT, START, what_is_wrong


def start_clock(d: Draft, command: c.StartClock) -> None:
    """Start the clock; one that was stopped by mistake goes on, as if it had never stood still."""
    course = d.state.course
    if course.stop is not None:
        d.add(ev.ClockStopWithdrawn())
        return
    if course.start is not None:
        d.refuse("the clock was started already; correct its time if it is wrong", key("at start H:MM"))
    d.add(ev.ClockStarted())


def stop_clock(d: Draft, command: c.StopClock) -> None:
    course = d.state.course
    if course.start is None:
        d.refuse("the clock was not started")
    if course.stop is not None:
        d.refuse("the clock was stopped already; correct its time if it is wrong", key("at stop H:MM"))
    d.add(ev.ClockStopped())


def interrupt(d: Draft, command: c.Interrupt) -> None:
    """Stop testing time, and show what the manual wants done with what is in the students' hands.

    What was left to do after the interruption before is put off; this one comes first.
    """
    put_off_front(d, "resume")
    d.add(ev.Interrupted(reason=d.words(command.reason, "the reason")))
    start_procedure(d, "interrupt")


def resume(d: Draft, command: c.Resume) -> None:
    """The students go on. What is left of the interruption's checklist is put off, not forgotten."""
    _say_the_last(d)
    put_off_front(d, "interrupt")
    d.add(ev.Resumed())
    _refuse_before_start(d)
    start_procedure(d, "resume")


def _say_the_last(d: Draft) -> None:
    """The words that send the students back to work are the last of the checklist: whoever goes on has said them."""
    front = d.state.front
    left = d.state.pending(front) if front is not None and front.name == "interrupt" else ()
    if len(left) == 1 and d.state.plan[left[0]].kind == "say":
        d.add(ev.BlockDone(block=left[0], said=said(d, d.state.plan[left[0]])))


def _refuse_before_start(d: Draft) -> None:
    """An interruption that was declared while the clock ran cannot have been over before it was started."""
    start = next((mark for mark in d.state.marks if mark.kind == START), None)
    began = next(mark for mark in reversed(d.state.marks) if mark.kind == INTERRUPT)
    if start is not None and start.event < began.event and d.state.marks[-1].t < start.t:
        d.refuse(
            f"the interruption would be over at {d.wall(d.state.marks[-1].t)}, before the clock was started at "
            f"{d.wall(start.t)}; correct the time it began first",
            key("at interrupt H:MM"),
        )


def correct_time(d: Draft, command: c.CorrectTime) -> None:
    """Put right when a start, a stop, an interruption or a resumption happened."""
    if command.at is None:
        d.refuse("say at what time it happened")
    if command.event not in {mark.event for mark in d.state.marks}:
        d.refuse(f"event {command.event} is no start, stop, interruption or resumption")
    d.add(ev.TimeCorrected(event=command.event, at=command.at))


def refuse_nonsense(d: Draft) -> None:
    """Refuse a command whose time would turn the clock's course upside down; this runs at the end of every command."""
    if wrong := what_is_wrong(d.state.marks):
        d.refuse(wrong)
    before = next((mark for mark in d.state.marks if mark.t < 0), None)
    if before is not None and not d.state.joined:
        opened = d.wall(0)
        d.refuse(
            f"{d.wall(before.t)} lies before the session was opened at {opened}",
            Typed("; what began on paper is joined with --from"),
        )
