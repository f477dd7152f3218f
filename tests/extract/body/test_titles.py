"""The title is the printed one, whole; the metadata tell it from the name of a series."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.model import BlockKind
from tests.extract.shapes import line, page

PROSE = [line("Prose of the usual size fills this line to its end.", top=200.0 + 12.0 * n) for n in range(30)]
SERIES = line("Harbour Papers", top=40.0, size=30.0)
TITLE = (
    line("Closed in Winter: What the Northern", top=100.0, size=18.0),
    line("Ports Cost", top=122.0, size=18.0),
)
WHOLE = "Closed in Winter: What the Northern Ports Cost"


def titles_of(*lines, title=None, after=()):
    pages = [page(*lines, *PROSE), page(*after, page_number=2)]
    return [b.text for b in assemble("d", pages, title=title).blocks if b.kind is BlockKind.TITLE]


def test_a_title_over_two_lines_is_whole():
    assert titles_of(*TITLE) == [WHOLE]


@pytest.mark.parametrize("title", [WHOLE, WHOLE.upper(), f"HP-12, {WHOLE}", f"{WHOLE} (Doe)"])
def test_the_title_of_the_metadata_is_found_below_a_larger_name_of_a_series(title):
    assert titles_of(SERIES, *TITLE, title=title) == [WHOLE]


def test_without_metadata_the_largest_type_is_the_title():
    assert titles_of(SERIES, *TITLE) == ["Harbour Papers"]


def test_the_name_of_a_series_is_no_title_where_the_metadata_have_one_that_is_not_printed():
    assert titles_of(SERIES, title="Closed in Winter: What It Costs") == []


def test_metadata_that_are_not_printed_do_not_displace_a_whole_title():
    assert titles_of(*TITLE, title="Template for reports of 2019") == [WHOLE]


def test_after_a_colon_the_next_larger_line_belongs_to_the_title():
    first = line("PORTS OF THE NORTH:", top=40.0, size=30.0)
    second = line("A DISCUSSION PAPER", top=80.0, size=20.0)
    assert titles_of(first, second) == ["PORTS OF THE NORTH: A DISCUSSION PAPER"]


def test_a_title_that_breaks_over_a_page_is_whole():
    rest = line("Ports Cost", top=60.0, size=18.0, page_number=2)
    prose = [line("Prose of the usual size fills this line.", top=200.0 + 12.0 * n, page_number=2) for n in range(30)]
    pages = [page(TITLE[0]), page(rest, *prose, page_number=2)]
    for title in (None, WHOLE):
        found = assemble("d", pages, title=title).blocks
        assert [b.text for b in found if b.kind is BlockKind.TITLE] == [WHOLE]


def test_the_title_of_a_document_set_in_one_size_stands_bold_in_the_middle_of_its_head():
    head = [
        line("REGULATION OF THE COUNCIL", top=40.0, x0=171.0, is_bold=True),
        line("on the winter of ports", top=52.0, x0=178.0, is_bold=True),
    ]
    prose = [
        line("Prose of the usual size fills this line to the very end", top=90.0 + 12.0 * n, right=395.0)
        for n in range(8)
    ]
    found = assemble("d", [page(*head, *prose)]).blocks
    assert found[0].kind is BlockKind.TITLE
    assert found[0].text == "REGULATION OF THE COUNCIL on the winter of ports"


def test_one_word_of_the_metadata_in_the_text_is_no_title():
    word = line("winter", top=620.0)
    assert titles_of(*TITLE, title="winter", after=(word,)) == [WHOLE]


def test_where_the_metadata_spell_a_part_otherwise_the_title_is_whole():
    assert titles_of(*TITLE, title="Closed in Winter: What the Northern Harbours Cost") == [WHOLE]
