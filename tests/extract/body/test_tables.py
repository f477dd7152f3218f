"""Lines with gaps -> tables; other lines with gaps are none."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.body.tables.runs import find_runs
from cetingest.extract.layout.lines import Space
from cetingest.model import BlockKind
from tests.extract.shapes import line, lines, page

PROSE = ("Prose fills the line and goes on to", "the end of the paragraph, where it stops.")


def row(text, top, *gaps, **fields):
    """A line with gaps; the first lies at its last space, the others at those before it."""
    at = [n + 1 for n, char in enumerate(text) if char == " "][-len(gaps) :]
    spaces = tuple(Space(*gap, start) for gap, start in zip(gaps, at, strict=False))
    return line(text, top=top, gaps=gaps, spaces=spaces, right=400.0, **fields)


WIDE, NARROW = (150.0, 190.0), (150.0, 161.0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("Harbour Berths", 100.0, NARROW), row("North 12", 114.0, WIDE), row("East 9", 128.0, WIDE)], [0, 0, 0]),
        ([row("North 12", 100.0, WIDE), row("East 9", 114.0, (155.0, 185.0))], [0, 0]),
        ([row("North 12", 100.0, WIDE)], []),
        ([row("A loose line", 100.0, NARROW), row("of justified text", 112.0, NARROW)], []),
        ([row("North 12", 100.0, WIDE), row("East 9", 114.0, (300.0, 340.0))], []),
        ([row("North 12", 100.0, WIDE), row("East 9", 180.0, WIDE)], []),
        ([row("1.2.3 Money", 100.0, (100.0, 125.0)), row("1.2.4 People", 114.0, (100.0, 125.0))], []),
    ],
)
def test_rows_whose_gaps_lie_above_each_other_are_a_table(rows, expected):
    assert list(find_runs(rows).values()) == expected


def test_the_second_line_of_a_cell_belongs_to_its_table():
    cell = line("twelve and more", x0=190.0, top=112.0)
    rows = [row("North twelve", 100.0, WIDE), cell, row("East 9", 126.0, WIDE)]
    assert list(find_runs(rows).values()) == [0, 0, 0]


def test_a_table_is_one_block_and_the_text_after_it_is_none_of_it():
    rows = row("Harbour Berths", 150.0, WIDE), row("North 12", 164.0, WIDE)
    found = assemble("d", [page(*lines(*PROSE, right=400.0), *rows, *lines(*PROSE, top=178.0, right=400.0))])
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.PARAGRAPH, " ".join(PROSE)),
        (BlockKind.TABLE, "Harbour Berths North 12"),
        (BlockKind.PARAGRAPH, " ".join(PROSE)),
    ]


def test_a_paragraph_goes_on_after_the_table_and_the_caption_at_the_top_of_the_next_page():
    head = line("Table 1: Harbours and berths", top=60.0, page_number=2)
    rows = row("Harbour Berths", 74.0, WIDE, page_number=2), row("North 12", 88.0, WIDE, page_number=2)
    first, second = line(PROSE[0], top=700.0, right=400.0), line(PROSE[1], top=130.0, page_number=2)
    found = assemble("d", [page(*lines(*PROSE, right=400.0), first), page(head, *rows, second, page_number=2)])
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.PARAGRAPH, " ".join(PROSE)),
        (BlockKind.PARAGRAPH, " ".join(PROSE)),
        (BlockKind.CAPTION, "Table 1: Harbours and berths"),
        (BlockKind.TABLE, "Harbour Berths North 12"),
    ]


def cell_texts(found):
    return [[cell.text for cell in r] for block in found.blocks for r in block.rows]


FAR = (300.0, 340.0)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ("Harbour Berths Length", "North 12 340.5", "East 9 120.0"),
            [["Harbour", "Berths", "Length"], ["North", "12", "340.5"], ["East", "9", "120.0"]],
            id="figures-below-words",
        ),
        pytest.param(("1. ports 21. roads", "2. rails 22. towns", "3. boats 23. ships"), [], id="list-in-columns"),
        pytest.param(("Name: ____ Date: ____", "Name: ____ Date: ____", "Name: ____ Date: ____"), [], id="form"),
    ],
)
def test_cells_are_told_where_columns_hold_cells(texts, expected):
    rows = [row(text, 150.0 + 14.0 * n, WIDE, FAR) for n, text in enumerate(texts)]
    assert cell_texts(assemble("d", [page(*lines(*PROSE, right=400.0), *rows)])) == expected


def test_a_raised_number_behind_a_figure_is_a_mark_though_no_note_answers_it():
    rows = [row(text, 150.0 + 14.0 * n, WIDE) for n, text in enumerate(("Harbour Berths", "North 12", "East 9"))]
    spaces = (Space(*WIDE, 6),)
    marked = line("South 202", top=192.0, gaps=(WIDE,), spaces=spaces, right=400.0, raised="2")
    found = assemble("d", [page(*lines(*PROSE, right=400.0), *rows, marked)])
    assert cell_texts(found)[-1] == ["South", "20"]
    assert [(mark.label, mark.footnote_id) for mark in found.footnote_references] == [("2", None)]


def test_a_table_of_contents_is_no_table():
    rows = [row(text, 150.0 + 14.0 * n, WIDE) for n, text in enumerate(("Scope 1", "Method 3", "Results 9"))]
    found = assemble("d", [page(*lines(*PROSE, right=400.0), *rows)])
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH, BlockKind.OTHER]
