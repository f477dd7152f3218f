"""Pages of lines -> the parts of a document; each test is one trait of a layout."""

import pytest

from cetingest.extract.assembly import Assembled, assemble
from cetingest.model import BlockKind, FootnoteKind, ProblemCode
from tests.extract.shapes import line, lines, page

FULL = {"right": 500.0}
PROSE = ("Prose fills the line and goes on to", "the end of the paragraph, where it stops.")


def body(*texts, top=100.0, **fields):
    """Lines of justified prose: all but the last reach the right edge."""
    made = lines(*texts, top=top, right=500.0, **fields)
    return (*made[:-1], line(texts[-1], top=top + 12.0 * (len(texts) - 1), **fields))


def note(text, top, **fields):
    return line(text, top=top, size=8.0, **fields)


def kinds_and_texts(assembled):
    return [(block.kind, block.text) for block in assembled.blocks]


def test_a_paragraph_gap_separates_paragraphs():
    found = assemble("d", [page(*body(*PROSE), *body(*PROSE, top=150.0))])
    assert [block.text for block in found.blocks] == [" ".join(PROSE)] * 2


def test_an_indent_separates_paragraphs():
    second = (line("Then an indented line fills the row", x0=90.0, top=124.0, **FULL), line("and ends.", top=136.0))
    found = assemble("d", [page(*body(*PROSE), *second)])
    assert [block.text for block in found.blocks] == [" ".join(PROSE), "Then an indented line fills the row and ends."]


def test_a_paragraph_over_a_page_is_one_block_with_two_places():
    first, second = line("It does not end on this page but", top=700.0, **FULL), line("on the next one.", top=100.0)
    pages = [page(*body(*PROSE), first), page(line(second.text, top=100.0, page_number=2), page_number=2)]
    block = assemble("d", pages).blocks[-1]
    assert block.text == "It does not end on this page but on the next one."
    assert [place.page_number for place in block.provenance] == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• An item", "An item"),
        ("•An item", "An item"),
        ("– An item", "An item"),
        ("1. An item", "An item"),
        ("1.An item", "An item"),
        ("a) An item", "An item"),
        ("(iv) An item", "An item"),
    ],
)
def test_list_items_lose_their_bullet(text, expected):
    found = assemble("d", [page(*body(*PROSE), line(text, x0=90.0, top=150.0))])
    assert kinds_and_texts(found)[-1] == (BlockKind.LIST_ITEM, expected)


@pytest.mark.parametrize("text", ["2.5 million people", "2) the industry goes on", "– as it were – and on"])
def test_a_line_inside_a_paragraph_that_looks_like_an_item_is_none(text):
    found = assemble("d", [page(*lines(PROSE[0], text, "and here it stops for good.", right=500.0))])
    assert len(found.blocks) == 1


def test_headings_have_levels_by_style_and_make_the_section_path():
    title = line("The Title of It All", top=60.0, size=18.0)
    first = line("First Part", top=90.0, size=14.0, is_bold=True)
    second = line("Inner Part", top=110.0, is_bold=True)
    found = assemble("d", [page(title, first, second, *body(*PROSE, top=130.0))])
    assert [(b.kind, b.level, b.section_path) for b in found.blocks] == [
        (BlockKind.TITLE, None, ()),
        (BlockKind.HEADING, 1, ()),
        (BlockKind.HEADING, 2, ("First Part",)),
        (BlockKind.PARAGRAPH, None, ("First Part", "Inner Part")),
    ]


def test_the_outline_of_the_file_says_the_levels():
    headings = line("Alpha", top=90.0, size=14.0), line("Beta", top=300.0, is_bold=True)
    pages = [page(headings[0], *body(*PROSE, top=110.0), headings[1], *body(*PROSE, top=320.0)), page(page_number=2)]
    pages.append(page(line("Alpha", top=90.0, size=14.0, page_number=3), page_number=3))
    found = assemble("d", pages, [(1, "Alpha"), (1, "Beta")])
    assert [b.level for b in found.blocks if b.kind is BlockKind.HEADING] == [1, 1, 1]


def test_running_heads_and_page_numbers_are_left_out():
    pages = [
        page(
            line("Policy Paper", top=30.0, page_number=n),
            line(f"The text of page {n}.", top=100.0, page_number=n),
            line(f"Page {n}", top=770.0, page_number=n),
            page_number=n,
        )
        for n in (1, 2, 3)
    ]
    assert [block.text for block in assemble("d", pages).blocks] == [f"The text of page {n}." for n in (1, 2, 3)]


def test_notes_in_smaller_type_at_the_foot_are_paired_with_their_marks():
    marked = (line("A claim.1", raised="1", top=100.0, **FULL), line("Another.2", raised="2", top=112.0))
    found = assemble("d", [page(*marked, note("1 Smith, A Book,", 700.0), note("2020.", 710.0), note("2 Id.", 720.0))])
    assert [(n.footnote_id, n.label, n.text) for n in found.footnotes] == [
        ("d-fn1", "1", "Smith, A Book, 2020."),
        ("d-fn2", "2", "Id."),
    ]
    assert [(r.footnote_reference_id, r.footnote_id, r.offset) for r in found.footnote_references] == [
        ("d-ref1", "d-fn1", 8),
        ("d-ref2", "d-fn2", 17),
    ]
    assert found.blocks[0].text == "A claim. Another."


def test_a_note_over_a_page_goes_on_before_the_first_label_of_the_next():
    pages = [
        page(*body(*PROSE), line("A claim.1", raised="1", top=124.0), note("1 It begins and", 700.0)),
        page(
            line("More text on the second page stands here.2", raised="2", page_number=2),
            note("ends there.", 700.0, page_number=2),
            note("2 Id.", 710.0, page_number=2),
            page_number=2,
        ),
    ]
    assert [n.text for n in assemble("d", pages).footnotes] == ["It begins and ends there.", "Id."]


def test_numbering_that_begins_anew_on_each_page_gives_new_ids_and_no_problem():
    pages = [
        page(
            line(f"A claim on page {n}.1", raised="1", page_number=n),
            note("1Ibid.", 700.0, raised="1", page_number=n),
            page_number=n,
        )
        for n in (1, 2)
    ]
    found = assemble("d", pages)
    assert [n.footnote_id for n in found.footnotes] == ["d-fn1", "d-fn1-2"]
    assert [r.footnote_id for r in found.footnote_references] == ["d-fn1", "d-fn1-2"]
    assert found.problems == ()


def test_a_label_twice_in_one_column_is_a_problem():
    pages = [
        page(line("A claim.*", raised="*"), note("* One.", 700.0), note("** Two.", 710.0), note("* Three.", 720.0))
    ]
    assert {p.code for p in assemble("d", pages).problems} == {ProblemCode.DUPLICATE_LABEL}


def test_a_mark_without_a_note_is_kept_unpaired_and_an_exponent_is_text():
    first = line("First.1 An area of 5 m2 is small.", raised="1", top=100.0, **FULL)
    second = line("Second.2 ", raised="2", top=112.0, **FULL)
    third = line("Third.3", raised="3", top=124.0)
    found = assemble("d", [page(first, second, third, note("1 One.", 700.0), note("3 Three.", 710.0))])
    assert [(r.label, r.footnote_id) for r in found.footnote_references] == [
        ("1", "d-fn1"),
        ("2", None),
        ("3", "d-fn3"),
    ]


def test_endnotes_after_a_heading_are_found_by_their_run_of_numbers():
    marked = [line(f"Claim number {n} of many.[{n}]", top=100.0 + 30 * n) for n in (1, 2, 3, 4)]
    listed = [line(f"[{n}] Work {n}.", top=400.0 + 12 * n) for n in (1, 2, 3, 4)]
    found = assemble("d", [page(*marked, line("Notes", top=380.0, is_bold=True), *listed)])
    assert [(n.label, n.kind, n.text) for n in found.footnotes] == [
        (str(n), FootnoteKind.ENDNOTE, f"Work {n}.") for n in (1, 2, 3, 4)
    ]
    assert [r.footnote_id for r in found.footnote_references] == ["d-fn1", "d-fn2", "d-fn3", "d-fn4"]
    assert found.blocks[0].text == "Claim number 1 of many."


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Notes", BlockKind.OTHER),
        ("3. Endnotes", BlockKind.OTHER),
        ("Anmerkungen", BlockKind.OTHER),
        ("註釈", BlockKind.OTHER),
        ("Acknowledgements", BlockKind.HEADING),
    ],
)
def test_a_heading_before_a_list_of_notes_is_its_own_only_if_it_says_so(heading, kind):
    marked = [line(f"Claim number {n} of many.[{n}]", top=100.0 + 30 * n) for n in (1, 2, 3, 4)]
    listed = [line(f"[{n}] Work {n}.", top=400.0 + 12 * n) for n in (1, 2, 3, 4)]
    found = assemble("d", [page(*marked, line(heading, top=380.0, is_bold=True), *listed)])
    assert kinds_and_texts(found)[-1] == (kind, heading)


def test_a_numbered_list_without_marks_is_a_list():
    found = assemble("d", [page(*body(*PROSE), *lines("1. One", "2. Two", "3. Three", top=150.0, x0=90.0))])
    assert [block.kind for block in found.blocks[1:]] == [BlockKind.LIST_ITEM] * 3
    assert found.footnotes == ()


def test_a_document_without_pages_has_no_parts():
    found = assemble("d", [])
    assert (found.blocks, found.footnotes, found.hyperlinks) == ((), (), ())


@pytest.mark.parametrize(("size", "count"), [(1, 3), (2, 2), (500, 1)])
def test_parts_cut_to_pieces_are_the_same_when_joined(size, count):
    body = (*lines("A first paragraph.", "A second one.", leading=40.0), line("And a mark.1", top=220.0, raised="1"))
    whole = assemble("doc", [page(*body, line("1 A note.", top=700.0, size=8.0))])
    pieces = list(whole.cut(size))
    assert (len(pieces), Assembled.join(pieces)) == (count, whole)
    assert (len(whole.blocks), len(whole.footnotes), len(whole.footnote_references)) == (3, 1, 1)
