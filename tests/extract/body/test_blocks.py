"""Lines of the body -> blocks: one entry, one item, one numbered paragraph is one block, whatever hangs."""

import dataclasses

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.layout.lines import Run
from cetingest.model import BlockKind
from tests.extract.shapes import line, page

LEFT, TEXT, RIGHT = 72.0, 90.0, 500.0
ENTRIES = (
    ("Adams, K. 2010. “On harbours and their", "small courts, with a note on roads.” Harbour", "Papers, May 3."),
    ("Baker, L. 2011. “Why ports are closed in", "Winter.” Harbour Review."),
    ("Curtis, M. 2012. A short book."),
    (
        "Dietz, N. 2013. “On the price of ice and on",
        "those who sell it.” Harbour Papers, June",
        "https://ice.example/p/4.",
    ),
)
WRAPPED = ("The council found that every region had", "built its own courts and that costs of them", "rose.")


def set_lines(*paragraphs, first=LEFT, rest=TEXT, gap=0.0, top=100.0, **fields):
    """Paragraphs as lines: all but the last of each reach the right edge."""
    found = []
    for paragraph in paragraphs:
        texts = (paragraph,) if isinstance(paragraph, str) else paragraph
        for n, text in enumerate(texts):
            right = {} if n == len(texts) - 1 else {"right": RIGHT}
            found.append(line(text, x0=rest if n else first, top=top, **right, **fields))
            top += 12.0
        top += gap
    return found


def blocks_of(*lines):
    return assemble("d", [page(*lines)]).blocks


def joined(paragraphs):
    return [p if isinstance(p, str) else " ".join(p) for p in paragraphs]


@pytest.mark.parametrize("indent", [8.0, 18.0, 36.0, 72.0])
@pytest.mark.parametrize("gap", [0.0, 8.0])
def test_an_entry_with_a_hanging_indent_is_one_block(indent, gap):
    found = blocks_of(*set_lines(*ENTRIES, rest=LEFT + indent, gap=gap))
    assert [block.text for block in found] == joined(ENTRIES)


def test_a_heading_whose_number_is_set_larger_than_its_words_is_whole():
    name, words = "Finding 4", " - There is a conflict between the right of"
    box = (LEFT, 100.0, RIGHT, 113.0)
    runs = (Run(start=0, end=9, size=13.0, bbox=box), Run(start=9, end=50, size=10.0, bbox=box, is_bold=True))
    first = dataclasses.replace(line(name + words, size=13.0, right=RIGHT), runs=runs)
    rest = line("access and the limits of reuse", top=115.0, is_bold=True)
    title = line("The Report on the Harbours", top=60.0, size=20.0)
    found = blocks_of(title, first, rest, *set_lines(WRAPPED, WRAPPED, first=LEFT, rest=LEFT, top=140.0))
    assert (found[1].kind, found[1].text) == (BlockKind.HEADING, f"{name}{words} {rest.text}")


@pytest.mark.parametrize("indent", [8.0, 18.0, 36.0])
def test_an_indented_first_line_begins_a_paragraph(indent):
    paragraphs = [WRAPPED, ("Then a second one begins and fills the", "line, as it should."), "A short one.", WRAPPED]
    found = blocks_of(*set_lines(*paragraphs, first=LEFT + indent, rest=LEFT))
    assert [block.text for block in found] == joined(paragraphs)


def test_a_bibliography_after_prose_hangs_and_the_prose_does_not():
    prose = [WRAPPED, WRAPPED, WRAPPED]
    found = blocks_of(*set_lines(*prose, first=TEXT, rest=LEFT), *set_lines(*ENTRIES, top=100.0 + 9 * 12.0))
    assert [block.text for block in found] == joined([*prose, *ENTRIES])


def test_an_entry_over_a_page_is_one_block():
    before, after = set_lines(*ENTRIES[:1], ENTRIES[3][:2]), set_lines(ENTRIES[3][2:], ENTRIES[1], page_number=2)
    before[-1] = line(ENTRIES[3][1], x0=TEXT, top=before[-1].bbox[1], right=RIGHT)
    after[0] = line(ENTRIES[3][2], x0=TEXT, top=100.0, page_number=2)
    found = assemble("d", [page(*before), page(*after, page_number=2)]).blocks
    assert [block.text for block in found] == joined([ENTRIES[0], ENTRIES[3], ENTRIES[1]])


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("1. {}", "1."),
        ("(12) {}", "(12)"),
        ("112. {}", "112."),
        ("[7] {}", "[7]"),
        ("12a) {}", "12a)"),
        ("(iv) {}", "(iv)"),
        ("• {}", None),
        ("\uf0b7 {}", None),
        ("\uf0a7{}", None),
        ("→ {}", None),
    ],
)
def test_an_item_is_one_block_with_its_number(printed, label):
    text = (printed.format(WRAPPED[0]), *WRAPPED[1:])
    (block,) = blocks_of(*set_lines(text))
    assert (block.kind, block.label, block.text) == (BlockKind.LIST_ITEM, label, " ".join(WRAPPED))


@pytest.mark.parametrize("numbers", [("3.1", "3.2", "3.3"), ("8", "9", "10"), ("9", "10", "11")])
def test_numbers_without_a_stop_number_paragraphs_where_they_follow_each_other(numbers):
    found = blocks_of(*set_lines(*((f"{number} {WRAPPED[0]}", *WRAPPED[1:]) for number in numbers)))
    assert [(b.label, b.text) for b in found] == [(number, " ".join(WRAPPED)) for number in numbers]


def test_a_figure_that_begins_an_entry_is_no_number_of_it():
    found = blocks_of(*set_lines(*ENTRIES, ("3.5 million reasons for a harbour and for the", "roads that lead to it.")))
    assert [block.label for block in found] == [None] * 5


def test_numbered_paragraphs_hold_items():
    nested = ("(a) the ports that serve the coast and that", "were closed;")
    lines = [
        *set_lines(("12. The council found that it must close", "all of these:"), rest=TEXT),
        *set_lines(nested, ("(b) the roads."), first=TEXT, rest=TEXT + 18.0, top=124.0),
        *set_lines(("13. The council found that every region had", "built its own."), top=160.0),
    ]
    assert [(b.label, b.text) for b in blocks_of(*lines)] == [
        ("12.", "The council found that it must close all of these:"),
        ("(a)", "the ports that serve the coast and that were closed;"),
        ("(b)", "the roads."),
        ("13.", "The council found that every region had built its own."),
    ]


def test_a_numbered_paragraph_with_an_indented_first_line_returns_to_the_margin():
    paragraphs = [(f"{n}. {WRAPPED[0]}", *WRAPPED[1:]) for n in (95, 96, 97)]
    found = blocks_of(*set_lines(*paragraphs, first=TEXT, rest=LEFT))
    assert [(b.label, b.text) for b in found] == [(f"{n}.", " ".join(WRAPPED)) for n in (95, 96, 97)]


def test_numbers_in_a_column_of_their_own_are_not_glued_to_the_text_of_another():
    numbers = [line(f"{n})", x0=LEFT, top=100.0 + 12.0 * n, column=1) for n in (1, 2, 3)]
    found = blocks_of(*numbers, *set_lines(WRAPPED, column=2))
    assert [block.text for block in found] == ["1)", "2)", "3)", " ".join(WRAPPED)]


def test_a_private_sign_before_a_heading_is_left_out():
    heading = line("\uf0a7 Ports", size=14.0, is_bold=True, top=80.0)
    assert blocks_of(heading, *set_lines(WRAPPED))[0].text == "Ports"


def test_a_paragraph_in_larger_type_and_a_row_of_contents_are_no_headings():
    abstract = [line("The ports that serve the coast were closed " * 2, top=60.0 + 14.0 * n, size=12.0) for n in (0, 1)]
    abstract.append(line("for most of the winter.", top=88.0, size=12.0))
    row = line("1 Ports . . . . . . . . . . . iii", top=130.0, size=12.0)
    kinds = [block.kind for block in blocks_of(*abstract, row, *set_lines(*[WRAPPED] * 9, top=150.0))]
    assert BlockKind.HEADING not in kinds


def test_a_chapter_without_leaders_in_a_table_of_contents_is_no_heading():
    fields = {"is_bold": True, "right": 400.0, "gaps": ((150.0, 390.0),)}
    chapters = [line(f"{n} Ports {n}", top=100.0 + 40.0 * n, **fields) for n in (3, 4)]
    rows = [line(f"{n}.1 Fees . . . . . . . . {n}", top=120.0 + 40.0 * n, right=400.0) for n in (3, 4)]
    lines_of_contents = [chapters[0], rows[0], chapters[1], rows[1]]
    found = blocks_of(*lines_of_contents, *set_lines(*[WRAPPED] * 9, top=320.0))
    assert [block.kind for block in found[:4]] == [BlockKind.OTHER] * 4
