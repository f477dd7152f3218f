"""Boxes of text -> columns and reading order; a box is (x0, top, x1, bottom)."""

import pytest

from cetingest.extract.layout.columns import find_columns, in_reading_order


def column(name, x0, x1, *, rows=12, top=100.0, ragged=0.0):
    """A column of prose, its rows named `name` and a number."""
    return [((x0, top + 12 * n, x1 - ragged * (n % 2), top + 12 * n + 10), f"{name}{n}") for n in range(rows)]


def frames(pieces):
    """The first letters of the pieces of each frame, in reading order."""
    columns = find_columns([box for box, _ in pieces])
    return ["".join(dict.fromkeys(name[0] for name in names)) for _, names in in_reading_order(pieces, columns)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([*column("a", 50, 290), *column("b", 300, 540)], ["a", "b"]),
        ([*column("a", 50, 200), *column("b", 215, 365), *column("c", 380, 530)], ["a", "b", "c"]),
        ([*column("a", 50, 200), *column("b", 215, 365, top=105), *column("c", 380, 530, top=103)], ["a", "b", "c"]),
        ([*column("a", 50, 160, ragged=20), *column("b", 175, 540)], ["a", "b"]),
        ([*column("a", 50, 290, rows=30), *column("b", 300, 540, rows=3)], ["a", "b"]),
    ],
)
def test_columns_are_read_from_left_to_right(pieces, expected):
    assert frames(pieces) == expected
    assert frames(sorted(pieces)) == expected


def test_what_runs_across_all_columns_closes_those_above_it():
    wide = [((50, 300, 530, 310), "w0")]
    above = [*column("a", 50, 290), *column("b", 300, 540)]
    below = [*column("c", 50, 290, top=320), *column("d", 300, 540, top=320)]
    assert frames([*above, *wide, *below]) == ["a", "b", "w", "c", "d"]


def test_what_runs_across_two_of_three_columns_leaves_the_third_whole():
    wide = [((50, 260, 365, 270), "w0")]
    above = [*column("a", 50, 200), *column("b", 215, 365)]
    below = [*column("c", 50, 200, top=280), *column("d", 215, 365, top=280)]
    assert frames([*above, *wide, *below, *column("e", 380, 530, rows=27)]) == ["a", "b", "w", "c", "d", "e"]


def test_a_short_heading_over_all_columns_closes_those_above_it():
    head = [((50, 265, 120, 280), "h0")]
    above = [*column("a", 50, 290), *column("b", 300, 540, rows=11)]
    below = [*column("c", 50, 290, top=300), *column("d", 300, 540, top=300)]
    assert frames([*above, *head, *below]) == ["a", "b", "h", "c", "d"]


def test_a_heading_inside_the_left_column_closes_nothing():
    head = [((50, 265, 120, 280), "h0")]
    left = [*column("a", 50, 290), *head, *column("c", 50, 290, top=300)]
    assert frames([*left, *column("b", 300, 540, rows=28)]) == ["ahc", "b"]


def test_the_lower_half_of_a_page_may_have_columns():
    upper = column("w", 50, 540, rows=20)
    lower = [*column("a", 50, 290, rows=14, top=360), *column("b", 300, 540, rows=14, top=360)]
    assert frames([*upper, *lower]) == ["w", "a", "b"]


def test_short_notes_across_the_page_stay_between_the_long_ones():
    notes = [((50, 300 + 12 * n, 530 if n % 2 else 120, 310 + 12 * n), f"n{n}") for n in range(6)]
    columns = [*column("a", 50, 290), *column("b", 300, 540)]
    assert frames([*columns, *notes[1:]]) == ["a", "b", "n"]


def test_a_table_is_no_pair_of_columns():
    cells = [((x, 100 + 12 * n, x + 30, 110 + 12 * n), f"t{n}") for n in range(10) for x in (72, 300)]
    assert frames([*cells, ((72, 300, 500, 310), "t")]) == ["t"]
