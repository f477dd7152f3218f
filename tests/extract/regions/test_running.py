"""What is printed around the text: running heads, page numbers, stamps; each test is one way to print them."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.layout.columns import WATERMARK
from cetingest.extract.layout.lines import Line
from tests.extract.shapes import line, lines, page

PROSE = ("The council found that every region had built", "its own laboratories before the reform, and that", "they")


def text(number, *, top=100.0, rows=40):
    """The lines of a full page, no two pages alike."""
    words = [f"{PROSE[n % 3]} {number * 41 + n} of them in every year" for n in range(rows)]
    return lines(*words, top=top, leading=14.0, page_number=number)


def note(content, number, *, top=680.0, **fields):
    return line(content, top=top, size=8.0, page_number=number, **fields)


def at(top, content, number, **fields):
    return line(content, top=top, page_number=number, **fields)


def margins(make, count=6):
    """(kind, text) of what stands around the text of a document with so many pages."""
    pages = [page(*make(number), page_number=number) for number in range(1, count + 1)]
    return [(margin.kind.value, margin.text) for margin in assemble("d", pages).margins]


def head_close_to_the_text(number):
    return at(86, "Ports of the North", number, is_bold=True), *text(number)


def word_below_a_page_number_below_a_note(number):
    number_below = at(693, str(number), number, x0=300.0, size=8.0)
    body = lines(*(PROSE * 9), top=100.0, page_number=number)[: 20 + number]
    return (
        *body,
        note(f"{number} Doe, Ports.", number, raised=str(number)),
        number_below,
        note("Adopted", number, top=706.0),
    )


def number_and_title(number):
    return *text(number), at(720, f"{number + 10} | Report", number)


def count_of_pages(number):
    return *text(number), at(720, f"Page {number} of 6", number)


def roman_number(number):
    return *text(number), at(720, ("i", "ii", "iii", "iv", "v", "vi")[number - 1], number)


def chapter_on_two_pages(number):
    return at(40, f"Of Ports {(number + 1) // 2 * 'x'} {number}", number), *text(number)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (head_close_to_the_text, [("header", "Ports of the North")]),
        (word_below_a_page_number_below_a_note, [("page_number", "3"), ("footer", "Adopted")]),
        (number_and_title, [("footer", "13 | Report")]),
        (count_of_pages, [("page_number", "Page 3 of 6")]),
        (roman_number, [("page_number", "iii")]),
        (chapter_on_two_pages, [("header", "Of Ports xx 3")]),
    ],
)
def test_heads_and_feet_are_told_by_their_place_and_sequence(make, expected):
    found = margins(make)
    assert len(found) == 6 * len(expected)
    assert found[2 * len(expected) : 3 * len(expected)] == expected


def short_note_with_the_same_words(number):
    mark = at(640, f"A claim that needs support.{number}", number, raised=str(number))
    return *text(number, rows=30), mark, note(f"{number} Ibid.", number, top=740.0)


def lines_that_repeat(number):
    return lines(*(PROSE * 12), top=100.0, page_number=number)


def figures_one_a_page(number):
    return at(60, f"Figure {number} Exports", number), *text(number)


@pytest.mark.parametrize("make", [short_note_with_the_same_words, lines_that_repeat, figures_one_a_page])
def test_what_repeats_in_the_text_is_no_head_or_foot(make):
    assert margins(make) == []


def test_a_page_number_under_the_right_one_of_two_columns_leaves_its_notes():
    def make(number):
        left = lines(*(PROSE * 14), top=100.0, right=290.0, column=1, page_number=number)
        right = lines(*(PROSE * 13), top=100.0, x0=310.0, right=540.0, column=2, page_number=number)
        below = (
            note("A note of the left column" + " goes on" * number, number, top=720.0, column=1),
            note(f"{number} Doe, Ports.", number, top=690.0, raised=str(number), x0=310.0, column=2),
            at(718, str(number), number, x0=420.0, column=2),
        )
        return *left, *right, *below

    assert margins(make) == [("page_number", str(number)) for number in range(1, 7)]


def stamp_on_the_first_page(number):
    below: list[Line] = [note("DOI 10.5555/x", number, top=740.0)] if number == 1 else []
    return *text(number), *below


def last_lines_of_ragged_pages(number):
    return text(number, rows=30 + 2 * number)


def test_a_stamp_stands_below_where_full_pages_end():
    assert margins(stamp_on_the_first_page) == [("stamp", "DOI 10.5555/x")]
    assert margins(last_lines_of_ragged_pages) == []


def test_a_line_with_a_label_is_no_stamp():
    def make(number):
        label: list[Line] = [note("1 See Appendix A.", number, top=740.0)] if number == 1 else []
        return *text(number), *label

    assert margins(make) == []


def test_a_watermark_is_a_stamp():
    first = page(*text(1), line("DRAFT", top=300.0, size=80.0, column=WATERMARK))
    assert [(m.kind.value, m.text) for m in assemble("d", [first]).margins] == [("stamp", "DRAFT")]
