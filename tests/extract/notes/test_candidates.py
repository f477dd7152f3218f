"""Where notes stand and what marks them: each test is one trait that a real or labelled document showed."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.glyphs import Target
from cetingest.extract.layout.lines import LineLink
from cetingest.model import BlockKind, FootnoteKind, NoteSignal
from tests.extract.shapes import line, lines, page

FULL = {"right": 500.0}


def note(text, top, **fields):
    return line(text, top=top, size=8.0, **fields)


def marked(label, *, top=100.0, **fields):
    return line(f"A claim that needs support.{label}", raised=label, top=top, right=500.0, **fields)


def texts(found):
    return [(footnote.label, footnote.text) for footnote in found.footnotes]


def pairs(found):
    return [(reference.label, reference.footnote_id) for reference in found.footnote_references]


def test_a_stamp_in_other_type_below_the_notes_is_no_note_and_hides_none():
    first = page(marked("1"), note("1 Smith, A Book.", 600.0), line("DOI: 10.5555/x", top=770.0, x0=300.0))
    assert texts(assemble("d", [first])) == [("1", "Smith, A Book.")]


def test_chart_labels_above_a_figure_note_belong_to_no_open_note():
    chart = [line(str(n), top=300.0 + n, size=6.0, page_number=2) for n in (60, 40, 20)]
    figure = note("aThe difference is significant.", 500.0, raised="a", page_number=2)
    pages = [
        page(
            *(marked(str(n), top=100.0 + 12 * n) for n in range(1, 7)),
            *(note(f"{n} Work {n}.", 700.0 + 10 * n) for n in range(1, 7)),
        ),
        page(line("More text.", page_number=2), *chart, figure, page_number=2),
    ]
    assert texts(assemble("d", pages)) == [(str(n), f"Work {n}.") for n in range(1, 7)]


def test_two_columns_that_number_alike_are_two_series():
    columns = [
        (marked(str(n), top=100.0 + 12 * n, column=c, x0=72.0 + 230 * (c - 1)), c, n) for c in (1, 2) for n in (1, 2, 3)
    ]
    notes = [
        note(f"{n} {'Links' if c == 1 else 'Right'} {n}.", 700.0 + 10 * n, column=c, x0=72.0 + 230 * (c - 1))
        for c in (1, 2)
        for n in (1, 2, 3)
    ]
    found = assemble("d", [page(*(mark for mark, _, _ in columns), *notes)])
    assert texts(found) == [(str(n), f"{side} {n}.") for side in ("Links", "Right") for n in (1, 2, 3)]
    assert [footnote for _, footnote in pairs(found)] == [
        *(f"d-fn{n}" for n in (1, 2, 3)),
        *(f"d-fn{n}-2" for n in (1, 2, 3)),
    ]


def chapter(number, count, top):
    heading = line(f"Chapter {number}", top=top, is_bold=True, size=14.0)
    prose = [marked(str(n), top=top + 20 + 14 * n) for n in range(1, count + 1)]
    listed = [note(f"{n}. Work {n} of {number}.", top + 40 + 14 * count + 10 * n) for n in range(1, count + 1)]
    return (heading, *prose, *listed)


def test_notes_after_each_chapter_are_lists_that_answer_the_marks_of_their_chapter():
    chapters = (*chapter("one", 4, 60.0), *chapter("two", 3, 260.0), *chapter("three", 2, 440.0))
    ending = line("A last word.", top=560.0)
    found = assemble("d", [page(*chapters, line("End", top=540.0, is_bold=True, size=14.0), ending)])
    assert [text for _, text in texts(found)] == [
        f"Work {n} of {number}."
        for number, count in (("one", 4), ("two", 3), ("three", 2))
        for n in range(1, count + 1)
    ]
    assert {footnote.kind for footnote in found.footnotes} == {FootnoteKind.ENDNOTE}
    assert None not in dict(pairs(found)).values()


def test_the_heading_of_a_list_of_notes_heads_no_section():
    prose = [marked(str(n), top=100.0 + 14 * n) for n in (1, 2, 3)]
    heading = line("Notes", top=100.0, is_bold=True, size=14.0, page_number=3)
    listed = [note(f"{n}. Work {n}.", 120.0 + 10 * n, page_number=3) for n in (1, 2, 3)]
    pages = [
        page(line("A Title Above", top=40.0, size=20.0), *prose),
        page(line("More text.", page_number=2), page_number=2),
        page(heading, *listed, page_number=3),
    ]
    found = assemble("d", pages)
    assert [block.kind for block in found.blocks][-1] is BlockKind.OTHER
    assert [footnote.kind for footnote in found.footnotes] == [FootnoteKind.ENDNOTE] * 3


@pytest.mark.parametrize("labels", [("*", "†", "‡"), ("i", "ii", "iii"), ("a", "b", "c"), ("1", "2", "3")])
def test_labels_are_symbols_letters_roman_or_arabic(labels):
    prose = [marked(label, top=100.0 + 14 * n) for n, label in enumerate(labels)]
    notes = [note(f"{label}Work.", 700.0 + 10 * n, raised=label) for n, label in enumerate(labels)]
    assert texts(assemble("d", [page(*prose, *notes)])) == [(label, "Work.") for label in labels]


@pytest.mark.parametrize("form", ["{}.", "({})", "{})"])
@pytest.mark.parametrize("labels", ["abc", ("i", "ii", "iii")])
def test_letters_of_full_size_are_labels_where_they_run_on_from_the_first(form, labels):
    prose = [marked(label, top=100.0 + 14 * n) for n, label in enumerate(labels)]
    notes = [note(f"{form.format(label)} Work,", 700.0 + 20 * n) for n, label in enumerate(labels)]
    rest = [note("p. 12, and the end.", 710.0 + 20 * n) for n, _ in enumerate(labels)]
    found = assemble("d", [page(*prose, *(line for both in zip(notes, rest, strict=True) for line in both))])
    assert texts(found) == [(label, "Work, p. 12, and the end.") for label in labels]


@pytest.mark.parametrize(
    "text", ["on the committees*", "on the committees.*", "on the committees ({})", "委員会（注{}）"]
)
def test_marks_of_full_size_count_where_they_answer_the_notes(text):
    labels = ["*", "**", "***"] if text.endswith("*") else ["1", "2", "3"]
    prose = [line(text.replace("*", label).format(label), top=100.0 + 30 * n) for n, label in enumerate(labels)]
    notes = [note(f"{label} Work.", 700.0 + 10 * n) for n, label in enumerate(labels)]
    assert [label for label, footnote in pairs(assemble("d", [page(*prose, *notes)])) if footnote] == labels


def test_the_digits_of_a_negative_exponent_are_no_mark():
    found = assemble("d", [page(line("at 10⁻¹ of it", top=80.0), marked("1", top=116.0), note("1 One.", 700.0))])
    assert [block.text for block in found.blocks] == ["at 10⁻¹ of it", "A claim that needs support."]


@pytest.mark.parametrize("text", ["so he said.”{}", "the year (1874).{}", "and so on.{}", "the committees{}"])
def test_marks_of_full_size_glued_to_the_text_count_when_they_run_on_with_the_notes(text):
    prose = [line(text.format(n), top=100.0 + 30 * n) for n in (1, 2, 3)]
    notes = [note(f"{n} Work {n}.", 700.0 + 10 * n) for n in (1, 2, 3)]
    assert pairs(assemble("d", [page(*prose, *notes)])) == [(str(n), f"d-fn{n}") for n in (1, 2, 3)]


def test_labels_of_full_size_glued_to_the_note_count_where_they_run_on():
    prose = [line(f"A claim that needs support.{n}", top=100.0 + 30 * n) for n in (1, 2, 3)]
    notes = [note(f"{n}{text}", 700.0 + 10 * n) for n, text in ((1, "See A."), (2, "“B.”"), (3, "H. C."))]
    assert texts(assemble("d", [page(*prose, *notes)])) == [("1", "See A."), ("2", "“B.”"), ("3", "H. C.")]


@pytest.mark.parametrize("form", ["{}", "({})", "{})", "注{}", "〔{}〕"])
def test_notes_in_japanese_have_labels_in_their_own_brackets_and_words(form):
    prose = [line(f"日本は半導体に強い{form.format(n)}", raised=form.format(n), top=100.0 + 30 * n) for n in (1, 2, 3)]
    notes = [note(f"{form.format(n)} 経済産業省「報告書{n}」。", 700.0 + 10 * n) for n in (1, 2, 3)]
    found = assemble("d", [page(*prose, *notes)])
    assert texts(found) == [(str(n), f"経済産業省「報告書{n}」。") for n in (1, 2, 3)]
    assert pairs(found) == [(str(n), f"d-fn{n}") for n in (1, 2, 3)]


def test_circled_numbers_of_full_size_are_marks_where_they_run_on_with_the_notes():
    prose = [line(f"日本は半導体に強い{c}。", top=100.0 + 30 * n) for n, c in enumerate("①②③")]
    notes = [note(f"{c} 経済産業省。", 700.0 + 10 * n) for n, c in enumerate("①②③")]
    assert pairs(assemble("d", [page(*prose, *notes)])) == [(str(n), f"d-fn{n}") for n in (1, 2, 3)]


@pytest.mark.parametrize("mark", ["1,2–3", "1, 2, 3", "1、2、3", "1-3"])
def test_combined_marks_name_several_notes(mark):
    prose = line(f"Three works say so.{mark}", raised=mark, **FULL)
    notes = [note(f"{n} Work {n}.", 700.0 + 10 * n) for n in (1, 2, 3)]
    assert pairs(assemble("d", [page(prose, *notes)])) == [(str(n), f"d-fn{n}") for n in (1, 2, 3)]


def test_ordinals_exponents_and_entries_of_a_table_of_contents_are_no_marks():
    entry = line("Bibliography 41", top=60.0)
    link = LineLink(start=13, end=15, bbox=entry.bbox, target=Target(page_number=1, top=20.0))
    entry = line("Bibliography 41", top=60.0, links=(link,))
    decoys = [
        line("On the 25th", raised="th", top=80.0),
        line("an area of 40 m2", raised="2", top=92.0),
        line("at 10-3", raised="-3", top=104.0),
    ]
    found = assemble("d", [page(entry, *decoys, marked("1", top=116.0), note("1 One.", 700.0))])
    assert pairs(found) == [("1", "d-fn1")]


def test_underlined_links_separate_no_notes():
    notes = [
        note("1 See https://a.example/b", 690.0),
        note("https://a.example/c.", 700.0),
        note("2 Id.", 710.0),
    ]
    underline = (72.0, 708.0, 150.0, 708.5)
    found = assemble("d", [page(marked("1"), marked("2", top=112.0), *notes, rules=(underline,))])
    assert [label for label, _ in texts(found)] == ["1", "2"]


def test_each_note_and_reference_says_what_decided_it():
    rule = (72.0, 690.0, 200.0, 690.5)
    notes = [note(f"{n}Work {n}.", 700.0 + 10 * n, raised=str(n)) for n in (1, 2)]
    found = assemble(
        "d", [page(marked("1"), *lines("Prose.", "Prose.", top=112.0), marked("2", top=140.0), *notes, rules=(rule,))]
    )
    assert found.footnotes[0].signals == (
        NoteSignal.MARK,
        NoteSignal.RAISED,
        NoteSignal.SMALLER,
        NoteSignal.RULE_ABOVE,
        NoteSignal.LABEL_SHAPE,
        NoteSignal.SEQUENCE,
    )
    assert found.footnote_references[0].signals == (NoteSignal.RAISED, NoteSignal.SMALLER, NoteSignal.SEQUENCE)


def test_a_note_that_no_mark_names_is_less_sure():
    notes = [note("1 One.", 700.0), note("2 Two.", 710.0), note("3 Three.", 720.0)]
    found = assemble("d", [page(marked("1"), marked("2", top=112.0), *notes)])
    confidences = [footnote.confidence for footnote in found.footnotes]
    assert min(confidences) == confidences[-1] < confidences[0]


def test_a_label_that_no_mark_names_and_whose_number_does_not_go_on_begins_no_note():
    notes = [note("1 One.", 700.0), note("2 Two, no.", 710.0), note("7 (April).", 720.0)]
    found = assemble("d", [page(marked("1"), marked("2", top=112.0), *notes)])
    assert texts(found) == [("1", "One."), ("2", "Two, no. 7 (April).")]


def test_the_notes_of_all_chapters_in_one_section_are_a_list_each():
    body = [
        page(*(marked(str(n), top=100.0 * c + 20 * n, page_number=c) for n in (1, 2, 3, 4)), page_number=c)
        for c in (1, 2, 3)
    ]
    listed = [line("Notes", top=60.0, size=14.0, is_bold=True, page_number=4)]
    for c in (1, 2, 3):
        listed.append(line(f"Chapter {c}", top=90.0 * c, size=12.0, is_bold=True, page_number=4))
        listed += [note(f"{n} Work {'abc'[c - 1]}, Oslo.", 90.0 * c + 15 * n, page_number=4) for n in (1, 2, 3, 4)]
    found = assemble("d", [*body, page(*listed, page_number=4)])
    assert [label for label, _ in texts(found)] == ["1", "2", "3", "4"] * 3
    assert None not in dict(pairs(found)).values()


@pytest.mark.parametrize("text", ["OJ L 372, 27.12.2006, p. 1.", "BGBl. I S. 9.", "5 U.S. 137, 142."])
def test_a_note_of_abbreviations_and_figures_is_a_note(text):
    notes = [note(f"({n}) {text}", 700.0 + 12 * n) for n in (1, 2)]
    marks = [line(f"No 12/EC ({n}).", raised=f"{n}", top=100.0 + 14 * n, right=300.0) for n in (1, 2)]
    found = assemble("d", [page(*marks, *lines(*["Prose of the act."] * 4, top=150.0, right=500.0), *notes)])
    assert texts(found) == [("1", text), ("2", text)]
