"""What stands beside the text of a page: headings in the margin, side notes, numbers of lines."""

from itertools import chain

import pytest

from cetingest.extract.glyphs import PageContent
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import group_lines
from tests.extract.shapes import glyphs

TEXT = "the text goes on over the whole width of its column and so"


def read(*parts):
    page = PageContent(page_number=1, width=600.0, height=800.0, glyphs=tuple(chain.from_iterable(parts)))
    return [(line.column == BESIDE, line.text) for line in group_lines(page).lines]


def text(*, rows=12, x0=200.0, start=0):
    return [glyphs(TEXT, x0=x0, baseline=100.0 + 12 * (start + n)) for n in range(rows)]


@pytest.mark.parametrize("x0", [60.0, 500.0])
def test_a_heading_in_the_margin_comes_whole_before_the_line_that_it_stands_beside(x0):
    head = [glyphs("Money and", x0=x0, baseline=136.0), glyphs("People", x0=x0, baseline=148.0)]
    found = read(*text(), *head)
    assert found[3:6] == [(True, "Money and"), (True, "People"), (False, TEXT)]
    assert [line for beside, line in found if not beside] == [TEXT] * 12


@pytest.mark.parametrize("label", ["12.", "(a)", "[Smi20]", "•", "iv)"])
def test_a_label_in_the_margin_belongs_to_its_line(label):
    assert read(*text(), glyphs(label, x0=160.0, baseline=136.0))[3] == (False, f"{label} {TEXT}")


def test_numbers_of_lines_are_dropped():
    texts = [TEXT if n % 3 else TEXT.capitalize() for n in range(12)]
    rows = [glyphs(words, baseline=100.0 + 12 * n) for n, words in enumerate(texts)]
    numbers = [glyphs(str(n + 1), x0=40.0, baseline=100.0 + 12 * n) for n in range(12)]
    assert read(*rows, *numbers) == read(*rows)


def test_numbers_of_every_fifth_line_are_dropped():
    numbers = [glyphs(str(5 * n), x0=160.0, baseline=88.0 + 60 * n) for n in (1, 2)]
    assert read(*text(), *numbers) == [(False, TEXT)] * 12


def test_labels_of_notes_that_number_each_line_are_kept():
    works = [f"Author {n} of a work that fills the whole line of it" for n in range(12)]
    rows = [glyphs(work, x0=90.0, baseline=100.0 + 12 * n) for n, work in enumerate(works)]
    labels = [glyphs(str(n + 1), x0=60.0, baseline=100.0 + 12 * n) for n in range(12)]
    assert read(*rows, *labels)[0] == (False, "1 Author 0 of a work that fills the whole line of it")


def test_the_short_end_of_a_note_wider_than_the_text_is_not_beside_it():
    wide = "a note below the text begins at the left of it and is wider than it, up to the other margin"
    notes = [glyphs(wide, x0=60.0, baseline=300.0, size=8.0), glyphs("and ends", x0=60.0, baseline=309.0, size=8.0)]
    assert read(*text(), *notes)[-2:] == [(False, wide), (False, "and ends")]
