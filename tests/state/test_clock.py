"""Instants, clocks, and times of day as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.state.clock import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Instant,
    ManualClock,
    NotATime,
    ScaledClock,
    next_wall,
    read_wall,
    span,
    wall,
)
from proctor.state.system import SystemClock

NEW_YORK = ZoneInfo("America/New_York")


def utc(text: str) -> int:
    """Milliseconds of a moment written as ``2006-05-23 09:14``, in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000)


def in_new_york(text: str, fold: int = 0) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=NEW_YORK, fold=fold).timestamp() * 1_000)


# -- instants -------------------------------------------------------------------------------------------------------


def test_within_one_boot_only_the_steady_clock_counts() -> None:
    earlier = Instant(utc=1_000_000, steady=500, boot_id="a")
    assert Instant(utc=0, steady=2_500, boot_id="a").since(earlier) == 2_000
    assert Instant(utc=9_000_000, steady=2_500, boot_id="a").since(earlier) == 2_000


def test_across_boots_the_system_clock_counts() -> None:
    earlier = Instant(utc=1_000_000, steady=900_000, boot_id="a")
    assert Instant(utc=1_030_000, steady=12, boot_id="b").since(earlier) == 30_000


@given(st.integers(), st.integers(), st.integers(), st.integers(), st.booleans())
def test_no_duration_is_below_nought(utc_1: int, steady_1: int, utc_2: int, steady_2: int, same_boot: bool) -> None:
    assert Instant(utc_2, steady_2, "a" if same_boot else "b").since(Instant(utc_1, steady_1, "a")) >= 0


def test_later_moves_both_clocks() -> None:
    moment = Instant(utc=1_000, steady=10, boot_id="a")
    assert moment.later(500) == Instant(1_500, 510, "a")
    assert moment.later(500).since(moment) == 500


# -- clocks ---------------------------------------------------------------------------------------------------------


def test_the_machine_tells_one_boot_and_a_steady_time_that_does_not_go_back() -> None:
    clock = SystemClock()
    before = clock.now()
    clock.sleep(0)
    after = clock.now()
    assert before.boot_id == after.boot_id != ""
    assert after.steady >= before.steady
    assert after.utc > utc("2020-01-01 00:00")


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock()
    assert clock.now() == clock.now()
    clock.sleep(1_500)
    assert clock.now().since(ManualClock().now()) == 1_500
    clock.sleep(-1)
    assert clock.now().since(ManualClock().now()) == 1_500


def test_moving_the_wall_clock_leaves_the_steady_one() -> None:
    clock = ManualClock()
    before = clock.now()
    clock.set_wall(-HOUR)
    assert clock.now().utc == before.utc - HOUR
    assert clock.now().since(before) == 0


def test_a_reboot_begins_the_steady_clock_anew_under_another_id() -> None:
    clock = ManualClock()
    before = clock.now()
    clock.reboot(40_000)
    assert clock.now().steady == 0
    assert clock.now().boot_id != before.boot_id
    assert clock.now().since(before) == 40_000
    clock.reboot(0, boot_id="named")
    assert clock.now().boot_id == "named"


def test_a_rehearsals_clock_runs_so_many_times_as_fast() -> None:
    real, start = ManualClock(), Instant(0, 0, "rehearsal")
    clock = ScaledClock(start, 20, real)
    assert clock.now() == start
    real.sleep(3 * SECOND)
    assert clock.now() == start.later(MINUTE)


def test_a_rehearsals_clock_does_not_hear_the_wall_clock_move() -> None:
    real, start = ManualClock(), Instant(0, 0, "rehearsal")
    clock = ScaledClock(start, 20, real)
    real.set_wall(DAY)
    assert clock.now() == start


@given(st.integers(0, 100_000), st.sampled_from([0.5, 1.0, 7.0, 20.0, 333.0]))
def test_a_rehearsals_sleep_is_never_too_short(milliseconds: int, speed: float) -> None:
    clock = ScaledClock(Instant(0, 0, "rehearsal"), speed, ManualClock())
    clock.sleep(milliseconds)
    assert clock.now().utc >= milliseconds - 1  # the clock counts whole milliseconds, downwards
    assert clock.now().utc < milliseconds + speed


# -- the clock on the wall ------------------------------------------------------------------------------------------

NOW = utc("2006-05-23 10:05")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:31", "2006-05-23 09:31"),
        ("09:31", "2006-05-23 09:31"),
        (" 9.31 ", "2006-05-23 09:31"),
        ("9:31:20", "2006-05-23 09:31:20"),
        ("9:31 am", "2006-05-23 09:31"),
        ("9:31 A.M.", "2006-05-23 09:31"),
        ("11:31pm", "2006-05-22 23:31"),
        ("12:10 am", "2006-05-23 00:10"),
        ("0:00", "2006-05-23 00:00"),
        ("10:05", "2006-05-23 10:05"),
        ("23:59", "2006-05-22 23:59"),
        ("22:05", "2006-05-22 22:05"),
    ],
)
def test_a_time_typed_now_is_the_last_time_the_wall_clock_showed_it(typed: str, meant: str) -> None:
    assert read_wall(typed, NOW, UTC) == utc(meant)


def test_a_minute_ahead_of_the_clock_is_taken_for_now() -> None:
    assert read_wall("10:06", NOW, UTC) == NOW


@pytest.mark.parametrize("typed", ["10:07", "12:10 pm", "22:04"])
def test_a_time_that_would_be_half_a_day_ago_or_more_is_still_to_come(typed: str) -> None:
    with pytest.raises(NotATime, match="still to come; it is 10:05"):
        read_wall(typed, NOW, UTC)


@pytest.mark.parametrize(
    "typed", ["", "9", "931", "24:00", "9:60", "9:31:60", "13:00 pm", "0:30 am", "-9:31", "9:31 xm", "٩:٣١", "9:31 9:32"]
)
def test_what_is_no_time_of_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotATime, match="9:31"):
        read_wall(typed, NOW, UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1:15", "13:15"), ("1:15 am", "01:15"), ("13:15", "13:15"), ("12:50", "12:50"), ("9:40", "09:40"), ("11:59", "11:59")],
)
def test_in_the_afternoon_an_hour_is_read_as_a_clock_with_hands_shows_it(typed: str, meant: str) -> None:
    assert read_wall(typed, utc("2006-05-23 13:20"), UTC) == utc(f"2006-05-23 {meant}")


@pytest.mark.parametrize("typed", ["1:25", "13:22", "3:19", "3:19 pm"])
def test_what_is_about_to_come_is_not_taken_for_the_night_before(typed: str) -> None:
    with pytest.raises(NotATime, match="still to come; it is 13:20"):
        read_wall(typed, utc("2006-05-23 13:20"), UTC)


def test_just_after_midnight_an_evening_time_is_yesterdays() -> None:
    assert read_wall("23:58", utc("2006-05-24 00:03"), UTC) == utc("2006-05-23 23:58")


def test_in_the_hour_that_is_repeated_the_later_reading_that_is_not_to_come_is_meant() -> None:
    first, second = in_new_york("2006-10-29 01:30"), in_new_york("2006-10-29 01:30", fold=1)
    assert second - first == HOUR
    assert read_wall("1:30", second + 10 * MINUTE, NEW_YORK) == second
    assert read_wall("1:30", first + 10 * MINUTE, NEW_YORK) == first


def test_a_time_that_daylight_saving_left_out_is_still_read() -> None:
    now = in_new_york("2006-04-02 03:40")
    assert now - HOUR <= read_wall("2:30", now, NEW_YORK) <= now


@given(st.integers(in_new_york("2006-01-01 00:00"), in_new_york("2007-01-01 00:00")), st.integers(0, 8 * 60))
def test_what_the_wall_clock_showed_is_read_back_within_its_minute(now: int, minutes_ago: int) -> None:
    then = now - minutes_ago * MINUTE
    read = read_wall(wall(then, NEW_YORK), now, NEW_YORK)
    assert wall(read, NEW_YORK) == wall(then, NEW_YORK)
    assert then - then % MINUTE <= read <= now


def test_the_wall_shows_hours_without_a_leading_nought() -> None:
    assert wall(utc("2006-05-23 09:04"), UTC) == "9:04"
    assert wall(utc("2006-05-23 00:00"), UTC) == "0:00"
    assert wall(utc("2006-05-23 13:30"), UTC) == "13:30"
    assert wall(utc("2006-05-23 13:30"), NEW_YORK) == "9:30"


def test_the_next_time_is_of_the_same_day_also_if_it_is_past() -> None:
    assert next_wall("14:20", NOW, UTC) == utc("2006-05-23 14:20")
    assert next_wall("8:00", NOW, UTC) == utc("2006-05-23 08:00")
    assert next_wall("14:20", NOW, NEW_YORK) == utc("2006-05-23 18:20")


def test_a_clock_of_the_machines_own_zone_is_read_by_that_zone(utc: None) -> None:
    assert wall(NOW) == "10:05"
    assert read_wall("9:31", NOW) == NOW - 34 * MINUTE
    assert next_wall("10:35", NOW) == NOW + 30 * MINUTE


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (-999, "0:00"),
        (61_000, "1:01"),
        (-5_000, "-0:05"),
        (HOUR, "60:00"),
        (100 * MINUTE - 1, "99:59"),
        (100 * MINUTE, "1:40:00"),
        (-HOUR * 2, "-2:00:00"),
    ],
)
def test_a_span_is_minutes_and_seconds_with_hours_when_it_is_long(milliseconds: int, text: str) -> None:
    assert span(milliseconds) == text
