"""Bars of characters: what is done and late can be told apart, and nothing that is not nought is hidden."""

from __future__ import annotations

import pytest

from proctor.documents.charts import Bar, bar, bars


def test_a_line_has_a_name_a_bar_and_numbers() -> None:
    rows = [Bar("July", 4, 8, 2), Bar("August", 0, 12)]
    assert bars(rows, 44) == (
        "July    ██████████▒▒▒▒▒░░░░░  4 of 8, 2 late",
        "August  ░░░░░░░░░░░░░░░░░░░░  0 of 12",
    )


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_there_is_room_for(width: int) -> None:
    assert max(map(len, bars([Bar("July", 4, 8, 2)], width))) <= max(width, len("July  4 of 8, 2 late"))


def test_where_there_is_no_room_the_numbers_stand_alone() -> None:
    assert bars([Bar("July", 4, 8)], 12) == ("July  4 of 8",)


def test_a_little_shows_and_a_bar_is_full_only_where_all_is_done() -> None:
    assert bar(Bar("", 1, 500), 10) == "█░░░░░░░░░"
    assert bar(Bar("", 499, 500, 1), 10) == "█████████▒"
    assert bar(Bar("", 500, 500), 10) == "██████████"
    assert bar(Bar("", 0, 0), 10) == "░░░░░░░░░░"


def test_no_rows_are_no_lines() -> None:
    assert bars([], 80) == ()
