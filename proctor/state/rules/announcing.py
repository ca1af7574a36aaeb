"""Rules of announcements: due by the clock, made once, accounted for; and of the walk that waits for them."""

from __future__ import annotations

from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.plan import fact_asked
from proctor.state.rules.draft import Draft
from proctor.state.rules.walking import go_on, said
from proctor.state.state import Made, Phase, State


def to_come(state: State) -> tuple[str, ...]:
    """Announcements that lie on the route by the facts as they are, in the script's order."""
    on_route = {planned.step.ref for spot, planned in state.route() if planned.step.at and not fact_asked(spot)}
    return tuple(one.step.ref for one in state.plan.announcements if one.step.ref in on_route)


def settle(d: Draft) -> None:
    """Bring the announcements in line with the clock and the tally, then take the walk past those that are over.

    This runs at the end of every command in an open room, so that no rule has to remember it.
    """
    if d.state.phase not in (Phase.OPEN, Phase.INTERRUPTED) or not d.state.plan.announcements:
        return
    _put_off_again(d)
    if d.state.testing == 0 and d.state.course.start is not None:
        _not_needed(d)
    else:
        _needed_after_all(d)
        _fall_due(d)
    _walk_past(d)


def _due_at(state: State, ref: str) -> int | None:
    return state.course.moment_of(state.plan.due_after(ref))


def _put_off_again(d: Draft) -> None:
    """A corrected time or an interruption moves what was not acknowledged yet."""
    for ref, one in d.state.announcements.items():
        if one.status in (Made.DUE, Made.MISSED):
            due = _due_at(d.state, ref)
            if due is None or due > d.t:
                d.add(ev.AnnouncementMoved(step=ref))


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
    for due, ref in passed:
        if ref not in d.state.announcements:
            d.add(ev.AnnouncementDue(step=ref, due=d.state.utc_of(due, d.now)))
    for _, ref in passed[:-1]:
        d.add(ev.AnnouncementMissed(step=ref))


def _settled(state: State, ref: str) -> bool:
    one = state.announcements.get(ref)
    return one is not None and one.status.settled


def _walk_past(d: Draft) -> None:
    """The walk does not wait at an announcement that is over."""
    at = d.state.walk_at
    if at is None or d.state.reviewing or d.state.phase is not Phase.OPEN:
        return
    step = d.state.plan[at].step
    if step.at and _settled(d.state, step.ref):
        go_on(d)


def tick(d: Draft, command: c.Tick) -> None:
    """Time has passed; :func:`settle` does the rest."""


def acknowledge(d: Draft, command: c.Acknowledge) -> None:
    """The announcement was made: when it is due, or early for a reason."""
    state, ref = d.state, command.step
    if ref not in {one.step.ref for one in state.plan.announcements}:
        d.refuse(f"{ref} is no announcement of this script")
    before = state.announcements.get(ref)
    if before is not None and before.status is not Made.DUE:
        d.refuse(f"{ref} is {before.status.value.replace('_', ' ')} already")
    words: dict[str, str] = {}
    for planned in state.plan.blocks_of(ref):
        words |= said(d, planned)
    if before is not None:
        late = d.now.utc - (before.due or d.now.utc) if d.at is None else d.at - (before.due or d.at)
        d.add(ev.AnnouncementMade(step=ref, late=max(0, late), said=words))
        return
    reason = d.words(command.reason, f"{ref} is not due yet; the reason to make it now")
    due = _due_at(state, ref)
    d.add(ev.AnnouncementMade(step=ref, late=0 if due is None else d.t - due, reason=reason, said=words))
