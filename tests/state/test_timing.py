"""Testing time as arithmetic on marks, held against counting it minute by minute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.state.timing import INTERRUPT, RESUME, START, STOP, Course, Mark, Pause, course_of, what_is_wrong

FOREVER = 200
"""Later than anything in the courses made here."""


def marks(*pairs: tuple[str, int]) -> list[Mark]:
    return [Mark(event, kind, t) for event, (kind, t) in enumerate(pairs, 1)]


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """A course that makes sense: pauses one after the other, the last perhaps still open, a stop not before the start."""
    moments = sorted(draw(st.lists(st.integers(-20, 150), max_size=7)))
    pairs = [Pause(begin, end) for begin, end in zip(moments[::2], moments[1::2], strict=False)]
    if len(moments) % 2:
        pairs.append(Pause(moments[-1], None))
    start = draw(st.none() | st.integers(-20, 120))
    stop = draw(st.none() | st.integers(start, 160)) if start is not None else None
    return Course(start, stop, tuple(pairs))


def counted(course: Course, t: int) -> int:
    """Testing time at ``t``, one unit at a time."""
    if course.start is None:
        return 0
    until = t if course.stop is None else min(t, course.stop)
    return sum(not _paused(course, unit) for unit in range(course.start, until))


def _paused(course: Course, unit: int) -> bool:
    return any(pause.begin <= unit < (FOREVER if pause.end is None else pause.end) for pause in course.pauses)


@given(courses(), st.integers(-30, 180))
def test_elapsed_is_every_unit_that_is_neither_paused_nor_after_the_stop(course: Course, t: int) -> None:
    assert course.elapsed(t) == counted(course, t)


@given(courses(), st.integers(-30, 180), st.integers(0, 50))
def test_elapsed_is_never_negative_and_never_runs_backwards(course: Course, t: int, more: int) -> None:
    assert 0 <= course.elapsed(t) <= course.elapsed(t + more) <= course.elapsed(t) + more


@given(courses(), st.integers(-30, 180))
def test_what_interruptions_took_and_what_was_left_make_up_the_time_since_the_start(course: Course, t: int) -> None:
    until = t if course.stop is None else min(t, course.stop)
    since = 0 if course.start is None else max(0, until - course.start)
    assert course.elapsed(t) + course.lost(t) == since


@given(courses(), st.integers(0, 60))
def test_the_moment_of_so_much_testing_time_is_when_it_has_gone_by(course: Course, elapsed: int) -> None:
    moment = course.moment_of(elapsed)
    if moment is not None:
        assert course.elapsed(moment) == elapsed
    else:
        assert course.elapsed(FOREVER) <= elapsed


@given(courses(), st.integers(0, 60))
def test_no_moment_lies_within_an_interruption(course: Course, elapsed: int) -> None:
    moment = course.moment_of(elapsed)
    assert moment is None or not _paused(course, moment)


def test_before_the_start_no_time_has_gone_by_and_no_moment_can_be_told() -> None:
    course = course_of([])
    assert (course.elapsed(99), course.lost(99), course.moment_of(0), course.running) == (0, 0, None, False)


def test_marks_are_read_in_the_order_of_their_events() -> None:
    course = course_of(marks((START, 0), (INTERRUPT, 10), (RESUME, 15), (INTERRUPT, 30), (RESUME, 40), (STOP, 70)))
    assert course == Course(0, 70, (Pause(10, 15), Pause(30, 40)))
    assert course.elapsed(100) == 55
    assert course.lost(100) == 15


def test_an_interruption_that_lasts_stops_the_clock_and_a_resumption_without_one_is_nothing() -> None:
    course = course_of(marks((START, 0), (RESUME, 5), (INTERRUPT, 10)))
    assert course.interrupted
    assert not course.running
    assert course.elapsed(60) == 10
    assert course.moment_of(11) is None
    assert course.moment_of(9) == 9


def test_an_interruption_before_the_start_costs_nothing() -> None:
    course = course_of(marks((INTERRUPT, 0), (RESUME, 20), (START, 30)))
    assert course.elapsed(40) == 10
    assert course.moment_of(60) == 90


def test_nothing_is_reached_after_the_stop() -> None:
    course = course_of(marks((START, 0), (STOP, 50)))
    assert course.moment_of(50) == 50
    assert course.moment_of(51) is None
    assert not course.running


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        (((START, 0), (STOP, 60)), ""),
        (((START, 10), (STOP, 9)), "stop before it started"),
        (((INTERRUPT, 10), (RESUME, 9)), "over before it began"),
        (((INTERRUPT, 10), (RESUME, 10)), ""),
        (((INTERRUPT, 10), (RESUME, 20), (INTERRUPT, 19)), "before the one before it was over"),
        (((INTERRUPT, 10), (RESUME, 20), (INTERRUPT, 20), (RESUME, 25)), ""),
        (((START, 40), (INTERRUPT, 10), (RESUME, 20)), ""),
        (((INTERRUPT, 30), (RESUME, 40), (INTERRUPT, 10), (RESUME, 20)), ""),
        (((INTERRUPT, 30), (RESUME, 40), (INTERRUPT, 10)), ""),
        (((INTERRUPT, 30), (RESUME, 40), (INTERRUPT, 10), (RESUME, 31)), "run into another one"),
    ],
)
def test_marks_that_cannot_be_so_are_said_to_be_wrong(pairs: tuple[tuple[str, int], ...], wrong: str) -> None:
    found = what_is_wrong(marks(*pairs))
    assert wrong in found
    assert bool(wrong) == bool(found)


@given(courses())
def test_nothing_is_wrong_with_a_course_that_makes_sense(course: Course) -> None:
    pairs = [(kind, t) for kind, t in ((START, course.start), (STOP, course.stop)) if t is not None]
    for pause in course.pauses:
        pairs += [(INTERRUPT, pause.begin), *([] if pause.end is None else [(RESUME, pause.end)])]
    assert what_is_wrong(marks(*pairs)) == ""
    read = course_of(marks(*pairs))
    assert [read.elapsed(t) for t in range(-30, FOREVER)] == [course.elapsed(t) for t in range(-30, FOREVER)]


def test_an_interruption_that_was_forgotten_is_entered_before_a_later_one() -> None:
    late = marks((START, 0), (INTERRUPT, 30), (RESUME, 40), (INTERRUPT, 10))
    assert course_of(late).elapsed(50) == 10, "until it is said when it was over, everything after it is in doubt"
    course = course_of([*late, Mark(5, RESUME, 15)])
    assert course == Course(0, None, (Pause(10, 15), Pause(30, 40)))
    assert course.elapsed(50) == 35
