"""Figures in large strokes."""

from __future__ import annotations

import pytest

from proctor.tui.bigdigits import big


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_all_rows_of_a_figure_are_there_and_no_two_figures_look_alike(size: int) -> None:
    drawn = {figure: big(figure, size) for figure in "0123456789-"}
    assert {len(rows) for rows in drawn.values()} == {2 * size + 1}
    assert len(set(drawn.values())) == len(drawn)


def test_a_time_of_day_is_drawn_figure_by_figure() -> None:
    assert big("9:14") == (
        "┏━━┓  •     ╻ ╻  ╻",
        "┗━━┫        ┃ ┗━━┫",
        "╺━━┛  •     ╹    ╹",
    )


def test_nothing_is_drawn_of_nothing() -> None:
    assert big("") == ()
