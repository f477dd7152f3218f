"""Boxes of text -> columns and reading order; a box is (x0, top, x1, bottom)."""

import pytest

from cetingest.extract.layout.columns import in_reading_order
from cetingest.extract.layout.gutters import Chunk, find_columns


def column(name, x0, x1, *, rows=12, top=100.0, ragged=0.0):
    """A column of prose, its rows named `name` and a number."""
    return [((x0, top + 12 * n, x1 - ragged * (n % 2), top + 12 * n + 10), f"{name}{n}") for n in range(rows)]


def frames(pieces):
    """The first letters of the pieces of each frame, in reading order."""
    columns = find_columns([Chunk(box, name) for box, name in pieces])
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


def notes(first, x0, texts, *, pitch=12.0):
    """A column of notes, their labels a tab before their lines, as (box, text)."""
    pieces, top = [], 100.0
    for n, text in enumerate(texts):
        pieces.append(((x0, top, x0 + 12, top + 10), f"{first + n}."))
        for line in text.split("/"):
            pieces.append(((x0 + 22, top, x0 + 22 + 5.0 * len(line), top + 10), line))
            top += pitch
    return pieces


_SHORT = ("Ibid., 14.", "org.example/a-long-report-/of-ports", "Ibid.", "Doe, Ports, 3.", "org.example/ice", "Id.")


@pytest.mark.parametrize("columns", [2, 3])
def test_short_ragged_notes_are_read_down_their_columns(columns):
    pieces = [piece for n in range(columns) for piece in notes(1 + 6 * n, 50 + 170 * n, _SHORT)]
    read = in_reading_order(pieces, find_columns([Chunk(*piece) for piece in pieces]))
    texts = [text for _, frame in read for text in frame]
    assert texts == [text for _, text in pieces]


def test_ragged_prose_of_long_words_makes_a_column():
    words = ["www.example.org/reports/", "and", "a", "harbours/ministry-of-transport", "the", "port"]
    lines = [(140 if n % 3 else 60, words[n % len(words)] + " of it") for n in range(14)]
    right = [((300, 100 + 12 * n, 300 + width, 110 + 12 * n), text) for n, (width, text) in enumerate(lines)]
    assert find_columns([Chunk(*piece) for piece in [*column("a" * 40, 50, 285, rows=14), *right]]) is not None


def test_points_of_a_legal_act_that_stand_apart_make_a_column():
    """Half of the lines stand apart from the one before; those that follow one fill the column."""
    words, right, top = "the members of the union shall", [], 100
    for n in range(10):
        right += [((300, top, 540, top + 10), words), ((300, top + 12, 440, top + 22), words)]
        right.append(((300, top + 42, 380, top + 52), f"Article {n}"))
        top += 72
    assert find_columns([Chunk(*piece) for piece in [*column("a" * 40, 50, 285, rows=59), *right]]) is not None


@pytest.mark.parametrize(
    "cells",
    [
        [((x, 100 + 12 * n, x + width, 110 + 12 * n), text) for n in range(12) for x, width, text in row]
        for row in (
            [(50, 240, "a question of the form, long enough"), (300, 14, "yes")],
            [(50, 120, "Name"), (180, 110, "of a port"), (310, 40, "12.5"), (370, 40, "13.6"), (430, 40, "7.1")],
        )
    ]
    + [[((x, 100 + 30 * n, x + 170, 110 + 30 * n), "a port of it") for n in range(12) for x in (50, 240)]],
    ids=["yes or no", "figures", "rows far apart"],
)
def test_cells_of_a_table_are_no_columns(cells):
    assert find_columns([Chunk(*cell) for cell in cells]) is None


def test_gaps_in_single_lines_that_run_across_make_no_column():
    rows = [
        [(50, 300), (312, 540)] if n % 4 == 1 else [(50, 296), (310, 540)] if n % 4 == 2 else [(50, 540)]
        for n in range(40)
    ]
    chunks = [Chunk((x0, 12.0 * n, x1, 12.0 * n + 10), "words of it") for n, row in enumerate(rows) for x0, x1 in row]
    assert find_columns(chunks) is None


def test_a_line_across_the_page_with_a_gap_at_the_gutter_is_one_line():
    columns = [*column("a", 50, 290, top=200), *column("b", 300, 540, top=200)]
    wide = [((50, 100 + 12 * n, 540, 110 + 12 * n), f"w{n}") for n in range(4)]
    wide[2:3] = [((50, 124, 288, 134), "w2"), ((302, 124, 540, 134), "w2")]
    assert frames([*wide, *columns]) == ["w", "a", "b"]


def test_a_list_is_not_parted_from_its_labels():
    items = [piece for n in range(12) for piece in notes(1 + n, 50, ("a line of it that is long enough",), pitch=0)]
    items = [((b[0], b[1] + 14 * (n // 2), b[2], b[3] + 14 * (n // 2)), text) for n, (b, text) in enumerate(items)]
    assert find_columns([Chunk(*item) for item in items]) is None
