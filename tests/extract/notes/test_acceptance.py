"""A label alone is no evidence of a note: what else begins with one is text."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.glyphs import Tag, Target
from cetingest.extract.layout.lines import LineLink
from cetingest.extract.notes.acceptance import find_doubtful
from cetingest.extract.notes.endnotes import find_endnotes
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import find_marks
from cetingest.extract.notes.references import Reference
from cetingest.extract.regions.labels import read_note_label
from cetingest.model import FootnoteKind
from tests.extract.shapes import line, page

RULE = (72.0, 690.0, 200.0, 690.5)


def note(text, top, **fields):
    return line(text, top=top, size=8.0, **fields)


def marked(label, *, top=100.0, **fields):
    return line(f"A claim that needs support.{label}", raised=label, top=top, right=500.0, **fields)


def prose(top, count=3, **fields):
    text = "The council found that every region had built its own laboratories"
    return [line(text, top=top + 12 * n, right=500.0, **fields) for n in range(count)]


def texts(*pages):
    return [(footnote.label, footnote.text) for footnote in assemble("d", pages).footnotes]


def listed(labels, *, top, size=10.0, page_number=1, words="The board meets every year"):
    return [
        line(f"{label} {words}.", top=top + 12 * n, size=size, page_number=page_number)
        for n, label in enumerate(labels)
    ]


NUMBERS = range(1, 9)
NO_NOTES = {
    "recitals": [*prose(80.0), *listed([f"({n})" for n in NUMBERS], top=130.0)],
    "definitions that points name": [
        *(line(f"The bodies in point ({n}) of the annex shall report.", top=80.0 + 12 * n) for n in NUMBERS),
        *listed([f"({n})" for n in NUMBERS], top=300.0),
    ],
    "choices": [
        *(line(f"Question {n}: (1) yes, (2) no, (3) no answer.", top=80.0 + 12 * n) for n in NUMBERS),
        *listed(["(1)", "(2)", "(3)"], top=300.0, size=8.0),
    ],
    "codes in small type": [*prose(80.0), *listed(["1", "11", "111", "112", "12", "2", "21"], top=600.0, size=8.0)],
    "items in small type at the foot": [*prose(80.0), *listed([f"{n}." for n in NUMBERS], top=600.0, size=8.0)],
    "answers of an examination": [*prose(80.0), *listed(["a)", "b)", "c)", "d)"], top=600.0, size=8.0)],
    "paragraph signs and hashtags": [*prose(80.0), *listed(["§ 22", "§ 23", "¶ 4", "#Ports"], top=600.0, size=8.0)],
    "raised verses": [
        *prose(80.0),
        *(note(f"{n}In the beginning was the harbour.", 600.0 + 10 * n, raised=str(n)) for n in NUMBERS),
    ],
    "exponents and a small list": [
        *(line(f"An area of {n} x{n}", raised=str(n), top=80.0 + 12 * n) for n in NUMBERS),
        *listed(map(str, NUMBERS), top=600.0, size=8.0),
    ],
}


@pytest.mark.parametrize("kind", NO_NOTES)
def test_what_else_begins_with_a_label_is_no_note(kind):
    assert texts(page(*NO_NOTES[kind], rules=(RULE,))) == []


def test_a_heading_below_a_rule_is_no_note():
    text = [line("1 Introduction", top=700.0), *prose(712.0, 4)]
    assert texts(page(*prose(80.0), *text, rules=(RULE,))) == []


def test_a_table_of_contents_with_links_is_no_list_of_notes():
    link = LineLink(start=0, end=1, bbox=(72, 0, 80, 9), target=Target(page_number=2))
    contents = [line(f"{n} Ports of the coast", top=600.0 + 12 * n, size=8.0, links=(link,)) for n in NUMBERS]
    heads = [line(f"{n} Ports of the coast", top=40.0 + 80 * n, page_number=2) for n in NUMBERS]
    text = [one for n in NUMBERS for one in prose(52.0 + 80 * n, page_number=2)]
    assert texts(page(*prose(80.0), *contents), page(*heads, *text, page_number=2)) == []


def test_codes_that_count_on_after_the_notes_are_none():
    first = page(marked("1"), marked("2", top=112.0), note("1. One.", 700.0), note("2. Two.", 710.0))
    codes = listed(["3.", "4.", "31."], top=600.0, size=8.0, page_number=2)
    annex = page(*prose(80.0, page_number=2), *codes, page_number=2)
    assert texts(first, annex) == [("1", "One."), ("2", "Two.")]


def test_the_rows_of_a_small_table_above_the_notes_are_none():
    rows = [note(f"{n} Ports of the coast 12", 500.0 + 10 * n, gaps=((150.0, 200.0),)) for n in range(1, 13)]
    notes = [note("1. One.", 700.0), note("2. Two.", 710.0)]
    assert texts(page(marked("1"), marked("2", top=112.0), *rows, *notes)) == [("1", "One."), ("2", "Two.")]


@pytest.mark.parametrize("start", ["2023 Funding Flows", "3 (April 2020)", "§ 22 N 2", "#Ports", "3BBA/edit#heading"])
def test_a_line_inside_a_note_that_begins_like_a_label_belongs_to_it(start):
    notes = [note("*Smith, Work, in", 700.0, raised="*"), note(start, 710.0), note("†Jones.", 720.0, raised="†")]
    found = texts(page(marked("*"), marked("†", top=112.0), *notes))
    assert found == [("*", f"Smith, Work, in {start}"), ("†", "Jones.")]


def test_a_number_amid_a_sentence_of_the_last_note_is_no_further_note():
    notes = [note("1. One.", 700.0), note("2. Two, vol. 3, no.", 710.0), note("3. April.", 720.0)]
    assert texts(page(marked("1"), marked("2", top=112.0), *notes)) == [
        ("1", "One."),
        ("2", "Two, vol. 3, no. 3. April."),
    ]


def test_notes_of_a_recognised_scan_whose_marks_are_lost_count_on_below_rules():
    pages = [
        page(
            *listed([["What", "How"], ["Where", "When", "Why"]][p - 1], top=80.0, page_number=p),
            *(note(f"{3 * p + n - 3} {'Abc'[n - 1] * p} Work.", 690.0 + 10 * n, page_number=p) for n in (1, 2, 3)),
            page_number=p,
            rules=(RULE,),
        )
        for p in (1, 2)
    ]
    assert [label for label, _ in texts(*pages)] == ["1", "2", "3", "4", "5", "6"]


def test_a_label_with_a_comma_by_mistake_is_one_where_it_fits():
    notes = [note("1. One.", 700.0), note("2, Two of it.", 710.0), note("3. Three.", 720.0)]
    marks = [marked(str(n), top=90.0 + 12 * n) for n in (1, 2, 3)]
    assert texts(page(*marks, *notes)) == [("1", "One."), ("2", "Two of it."), ("3", "Three.")]


def test_a_note_ends_where_the_next_section_begins():
    below = [line("New roles", top=480.0, size=12.0, is_bold=True), *prose(500.0)]
    found = texts(page(*prose(80.0), marked("1", top=300.0), note("1Smith.", 440.0, raised="1"), *below))
    assert found == [("1", "Smith.")]


def test_larger_words_inside_a_note_stay_in_it():
    notes = [note("1Smith, with", 700.0, raised="1"), line("LARGER WORDS", top=709.0), note("of it.", 720.0)]
    more = [note("2Jones.", 730.0, raised="2")]
    found = texts(page(marked("1"), marked("2", top=112.0), *notes, *more))
    assert found == [("1", "Smith, with LARGER WORDS of it."), ("2", "Jones.")]


def test_notes_in_brackets_below_a_figure_are_notes():
    figure = [line("Figure 1: Cases by year [2]", top=200.0), note("[1] Own count.", 220.0), note("[2] Smith.", 230.0)]
    found = texts(page(*prose(60.0), marked("[1]"), *figure, *prose(300.0)))
    assert found == [("1", "Own count."), ("2", "Smith.")]


def test_addresses_of_authors_below_their_names_are_no_notes():
    head = [line("Ann Smith1", top=60.0, raised="1"), note("1University of Ports", 80.0, raised="1")]
    assert texts(page(*head, *prose(120.0))) == []


def test_a_tag_holds_no_text_of_the_next_page():
    tag = Tag("Note", 7)
    first = page(marked("1"), note("1Smith.", 700.0, raised="1", tag=tag))
    text = [*prose(80.0, page_number=2, tag=tag), *prose(120.0, page_number=2, tag=Tag("P", 8))]
    assert texts(first, page(*text, page_number=2)) == [("1", "Smith.")]


def test_a_tag_above_the_notes_begins_none():
    text = [line("the writer.1 As cited above, the", top=112.0, raised="1", tag=Tag("Note", 3))]
    notes = [note("1. One.", 700.0, tag=Tag("Note", 3)), note("2. Two.", 710.0)]
    assert texts(page(*prose(80.0, 2), *text, marked("2", top=124.0), *notes)) == [("1", "One."), ("2", "Two.")]


def test_a_link_over_the_last_figure_of_a_mark_means_the_whole_mark():
    link = LineLink(start=28, end=29, bbox=(0, 0, 1, 1), target=Target(page_number=1, top=700.0))
    found = assemble("d", [page(*prose(60.0), marked("12", links=(link,)), note("12Smith.", 700.0, raised="12"))])
    assert [(r.label, r.footnote_id) for r in found.footnote_references] == [("12", "d-fn12")]


def test_a_mark_on_a_later_page_names_the_only_footnote_of_its_number_again():
    first = page(marked("1"), note("1Smith.", 700.0, raised="1"))
    later = [page(*prose(80.0, page_number=p), page_number=p) for p in (2, 3)]
    last = page(*prose(80.0, page_number=4), marked("1", page_number=4, top=120.0), page_number=4)
    found = assemble("d", [first, *later, last])
    assert [r.footnote_id for r in found.footnote_references] == ["d-fn1", "d-fn1"]


DIGITS_OF_A_PLOT = [
    line("0 2 4 9", top=500.0, raised="9", page_number=2),
    note("9 9 b 66 1", 690.0, page_number=2),
    note("88 234 0aa b 3455 6 777 a", 700.0, page_number=2),
]


def test_digits_of_a_plot_are_no_notes_though_raised_digits_beside_them_name_them():
    first = page(marked("1"), *prose(120.0), note("1. One.", 712.0))
    plot = page(*prose(120.0, page_number=2), *DIGITS_OF_A_PLOT, page_number=2)
    assert texts(first, plot) == [("1", "One.")]


def test_a_short_note_without_a_long_word_stays_one():
    assert texts(page(marked("1"), *prose(120.0), note("1. Id. at 5.", 700.0))) == [("1", "Id. at 5.")]


def test_a_bibliography_that_brackets_name_is_no_list_of_the_raised_marks():
    first = page(marked("1"), marked("2", top=112.0), note("1. One.", 700.0), note("2. Two.", 710.0))
    named = [line(f"The work of Smith [{n}] says so.", top=80.0 + 12 * n, page_number=2) for n in (1, 2, 3)]
    works = [line(f"[{n}] Smith, Ports of the coast.", top=300.0 + 12 * n, page_number=2) for n in (1, 2, 3)]
    assert texts(first, page(*named, *works, page_number=2)) == [("1", "One."), ("2", "Two.")]


def test_a_symbol_names_no_line_of_output_pages_later():
    last = [*prose(80.0, page_number=4), note("* ## design", 700.0, page_number=4)]
    between = [page(*prose(80.0, page_number=p), page_number=p) for p in (2, 3)]
    assert texts(page(marked("*"), *prose(120.0)), *between, page(*last, page_number=4)) == []


@pytest.mark.parametrize(("row", "count"), [("cosine 0.455", 0), ("The board meets every year.", 8)])
def test_rows_of_a_table_are_no_endnotes(row, count):
    rows = [line(f"{n} {row}", top=400.0 + 12 * n) for n in NUMBERS]
    body = [*(marked(str(n), top=80.0 + 12 * n) for n in NUMBERS), *rows]
    notes, _ = find_endnotes(body, find_marks(body[: len(NUMBERS)]))
    assert len(notes) == count


@pytest.mark.parametrize(("label", "is_doubtful"), [("2 f(x) gives six", True), ("[2] Smith, Ports.", False)])
def test_the_only_note_of_a_document_needs_more_than_a_number_of_another_shape(label, is_doubtful):
    first = line(label, top=700.0, size=8.0)
    note_of = Note(label=read_note_label(first), lines=(first,), kind=FootnoteKind.FOOTNOTE)
    mark = find_marks([line("The work of Smith [2] says so.")])[0]
    found = find_doubtful([note_of], [Reference(mark, 0)], body_size=10.0, ruled=())
    assert bool(found) is is_doubtful
