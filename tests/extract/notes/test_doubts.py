"""Doubt is told: each case is one way in which notes are probably read wrong, or only seem to be."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.notes.doubts import doubt_notes
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import find_marks
from cetingest.extract.notes.references import pair_references
from cetingest.extract.regions.labels import read_note_label
from cetingest.model import FootnoteKind, ProblemCode
from tests.extract.shapes import line, page
from tests.factories import footnote

_SENTENCES = ("The council found that ports are closed.", "Ministers asked what could be done about supply.")
DOUBTS = {ProblemCode.FOOTNOTES_MISSING, ProblemCode.DOUBTFUL_FOOTNOTE}


def body(marks, *, page_number=1):
    """Lines of prose, each ending with a raised mark ("" for none)."""
    return [
        line(
            f"{_SENTENCES[page_number - 1]}{mark}",
            raised=mark,
            top=60.0 + 30 * n,
            right=500.0,
            page_number=page_number,
        )
        for n, mark in enumerate(marks)
    ]


def notes(*entries, page_number=1):
    """Notes at the foot of a page: (label and text, size)."""
    return [
        line(text, top=500.0 + 10 * n, size=size, right=500.0, page_number=page_number)
        for n, (text, size) in enumerate(entries)
    ]


def doubts(*pages):
    found = assemble("d", pages)
    return [(problem.code.value, problem.message) for problem in found.problems if problem.code in DOUBTS]


def small(*labels):
    return [(f"{label} Work {label}, Oslo 2019.", 8.0) for label in labels]


def test_marks_that_count_on_without_any_note_are_told_once():
    (only,) = doubts(page(*body(["1", "2", "", "3", "4", "5"])))
    assert only == (
        "footnotes-missing",
        "marks 1 to 5 stand in the text, and for 5 of these 5 no note was found (1, 2, 3, 4, 5); look for their notes "
        "in the PDF",
    )


def test_marks_beyond_the_notes_found_are_told():
    here = page(*body(["1", "2"]), *notes(*small(1, 2)))
    beyond = page(*body(["3", "4", "5", "6"], page_number=2), page_number=2)
    (only,) = doubts(here, beyond)
    assert "for 4 of these 6 no note was found (3, 4, 5, 6)" in only[1]


def test_each_chapter_whose_marks_have_no_notes_is_told():
    found = doubts(page(*body(["1", "2", "3", "4", "1", "2", "3", "4", "5"])))
    assert [message.partition(",")[0] for _, message in found] == [
        "marks 1 to 4 stand in the text",
        "marks 1 to 5 stand in the text",
    ]


@pytest.mark.parametrize(
    ("why", "marks"),
    [
        ("exponents do not count on", ["2", "3", "2", "3", "2", "2"]),
        ("two are too few", ["1", "2", "", ""]),
        ("none at all", ["", "", ""]),
    ],
)
def test_raised_numbers_that_are_no_series_are_not_told(why, marks):
    assert doubts(page(*body(marks))) == [], why


def test_notes_that_answer_every_mark_are_not_told():
    assert doubts(page(*body(["1", "2", "3", "4"]), *notes(*small(1, 2, 3, 4)))) == []


@pytest.mark.parametrize(
    ("what", "lines_after", "expected"),
    [
        ("text as large as the body", [10.0, 10.0], "note 2 on page 1 goes over to larger text (2 lines)"),
        ("one larger line, as a name in capitals", [10.0], ""),
        ("most of a full page", [8.0] * 40, "note 2 on page 1 takes 41 of the 46 lines of page 1"),
        ("a long note beside as much text", [8.0] * 3, ""),
    ],
)
def test_a_note_that_holds_more_than_notes_do_is_told(what, lines_after, expected):
    text = body(["1", "2", "", ""])
    first, second = notes(*small(1, 2))
    more = tuple(line("It goes on.", top=520.0 + n, size=size) for n, size in enumerate(lines_after))
    labels = [read_note_label(first), read_note_label(second)]
    made = [
        Note(label=label, lines=entry, kind=FootnoteKind.FOOTNOTE)
        for label, entry in zip(labels, [(first,), (second, *more)], strict=True)
    ]
    made_of = [footnote(note.label.label) for note in made]
    found = list(doubt_notes("d", text, made, pair_references(find_marks(text), made), made_of, body_size=10.0))
    assert [problem.message.partition(";")[0] for problem in found] == [expected] * bool(expected), what
