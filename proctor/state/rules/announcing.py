"""Rules of announcements: due by the clock, made once, accounted for; and of the walk that waits for them."""

from __future__ import annotations

from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.plan import Planned
from proctor.state.rules.draft import Draft
from proctor.state.rules.walking import go_on, said
from proctor.state.state import Made, Phase, State


def to_come(state: State) -> tuple[str, ...]:
    """Announcements that lie on the route by the facts as they are, in the script's order.

    One that hangs on a fact not known yet is among them: better to say too much than to miss the moment.
    """
    on_route = {planned.step.ref for _, planned in state.route() if planned.step.at}
    return tuple(one.step.ref for one in state.plan.announcements if one.step.ref in on_route)


def settle(d: Draft) -> None:
    """Bring the announcements in line with the clock and the tally, then take the walk past those that are over.

    This runs at the end of every command in an open room, so that no rule has to remember it.
    """
    if d.state.phase not in (Phase.OPEN, Phase.INTERRUPTED):
        return
    if d.state.plan.announcements:
        _put_off_again(d)
        _take_in(d)
    _walk_past(d)


def _take_in(d: Draft) -> None:
    """Let fall due what is due; where nobody is left testing, nothing is."""
    if d.state.testing == 0 and d.state.course.start is not None:
        _not_needed(d)
    else:
        _needed_after_all(d)
        _fall_due(d)


def _due_at(state: State, ref: str) -> int | None:
    return state.course.moment_of(state.plan.due_after(ref))


def _put_off_again(d: Draft) -> None:
    """A corrected time or an interruption moves what was not acknowledged yet, and what was missed only on its account."""
    plan = d.state.plan
    refs = [planned.step.ref for planned in plan.announcements]
    for ref in sorted(refs, key=plan.due_after, reverse=True):
        one = d.state.announcements.get(ref)
        if one is None or one.status not in (Made.DUE, Made.MISSED):
            continue
        due = _due_at(d.state, ref)
        if due is None or due > d.t or (one.status is Made.MISSED and not _later_on_record(d.state, ref)):
            d.add(ev.AnnouncementMoved(step=ref))


def _later_on_record(state: State, ref: str) -> bool:
    after = state.plan.due_after(ref)
    return any(other != ref and state.plan.due_after(other) >= after for other in state.announcements)


def _not_needed(d: Draft) -> None:
    for ref in to_come(d.state):
        one = d.state.announcements.get(ref)
        if one is None or one.status is Made.DUE:
            d.add(ev.AnnouncementNotNeeded(step=ref))


def _needed_after_all(d: Draft) -> None:
    """Somebody tests again (a tally was corrected): what was not needed is yet to come."""
    for ref, one in d.state.announcements.items():
        if one.status is Made.NOT_NEEDED:
            d.add(ev.AnnouncementMoved(step=ref))


def _fall_due(d: Draft) -> None:
    """What is due comes; where a later one is due too, the earlier was missed and is not read any more."""
    if not d.state.course.running:
        return
    open_ones = [ref for ref in to_come(d.state) if not _settled(d.state, ref)]
    moments = sorted((due, n, ref) for n, ref in enumerate(open_ones) if (due := _due_at(d.state, ref)) is not None)
    passed = [(due, ref) for due, _, ref in moments if due <= d.t]
    for ref in [ref for _, ref in passed if _later_was_made(d.state, ref)]:
        d.add(ev.AnnouncementMissed(step=ref))
    passed = [(due, ref) for due, ref in passed if not _settled(d.state, ref)]
    for due, ref in passed:
        if ref not in d.state.announcements:
            spots = tuple(one.id for one in blocks_said(d.state, ref))
            d.add(ev.AnnouncementDue(step=ref, due=d.state.utc_of(due, d.now), blocks=spots))
    for _, ref in passed[:-1]:
        d.add(ev.AnnouncementMissed(step=ref))


def _later_was_made(state: State, ref: str) -> bool:
    """Whether a later announcement was made already, early or on paper: then the earlier one makes no sense any more."""
    after = state.plan.due_after(ref)
    return any(
        state.plan.due_after(other) > after and one.status in (Made.MADE, Made.ON_PAPER)
        for other, one in state.announcements.items()
    )


def blocks_said(state: State, ref: str) -> tuple[Planned, ...]:
    """The blocks of an announcement that apply in this room, those that hang on a fact not known yet too."""
    return tuple(one for one in state.plan.blocks_of(ref) if state.applies(one) is not False)


def _settled(state: State, ref: str) -> bool:
    one = state.announcements.get(ref)
    return one is not None and one.status.settled


def _walk_past(d: Draft) -> None:
    """The walk does not wait at what is over: an announcement that was made, a question for what is known by now."""
    at = d.state.walk_at
    if at is not None and not d.state.reviewing and d.state.phase is Phase.OPEN and d.state.is_settled(at):
        go_on(d)


def tick(d: Draft, command: c.Tick) -> None:
    """Time has passed; :func:`settle` does the rest."""


def acknowledge(d: Draft, command: c.Acknowledge) -> None:
    """The announcement was made: when it is due, or early for a reason."""
    ref = command.step
    if ref not in {one.step.ref for one in d.state.plan.announcements}:
        d.refuse(f"{ref} is no announcement of this script")
    _take_in(d)
    before = d.state.announcements.get(ref)
    if before is not None and before.status is not Made.DUE:
        d.refuse(f"{ref} is {before.status.value.replace('_', ' ')} already")
    due = _due_at(d.state, ref)
    late = 0 if due is None else d.t_happened - due
    early = before is None or late < 0
    reason = d.words(command.reason, f"{ref} was not due yet; the reason to make it then", required=early)
    words: dict[str, str] = {}
    for planned in blocks_said(d.state, ref):
        words |= said(d, planned)
    d.add(ev.AnnouncementMade(step=ref, late=late, reason=reason, said=words))
