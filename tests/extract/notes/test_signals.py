"""What speaks for a note."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.glyphs import Tag
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark, MarkShape
from cetingest.extract.notes.references import Reference
from cetingest.extract.notes.signals import signals_of
from cetingest.extract.regions.labels import LabelForm, NoteLabel
from cetingest.model import FootnoteKind, NoteSignal
from tests.extract.shapes import line, page

MARK, LINK, SEQUENCE, RAISED = NoteSignal.MARK, NoteSignal.INTERNAL_LINK, NoteSignal.SEQUENCE, NoteSignal.RAISED
SMALLER, RULE, SHAPE, TAG = (
    NoteSignal.SMALLER,
    NoteSignal.RULE_ABOVE,
    NoteSignal.LABEL_SHAPE,
    NoteSignal.STRUCTURE_TAG,
)
CONTINUATION = NoteSignal.CONTINUATION


def notes(*labels, places=None):
    """Notes 12 points apart, each with a mark; `places` are the left edges of their labels."""
    marks = [line(f"A claim.{n}", raised=n, top=100.0 + 12 * at, right=500.0) for at, n in enumerate(labels)]
    below = [
        line(f"{n} Work.", top=600.0 + 12 * at, size=8.0, x0=places[at] if places else 72.0)
        for at, n in enumerate(labels)
    ]
    return assemble("d", [page(*marks, *below)]).footnotes


def with_signal(signal, footnotes):
    return [note.label for note in footnotes if signal in note.signals]


@pytest.mark.parametrize(
    ("labels", "in_sequence"),
    [
        ("1", "1"),  # the first note of all needs no neighbour
        ("2", ""),
        ("123", "123"),
        ("23", "23"),
        ("125", "12"),
        ("134", "134"),
        ("135", "1"),
        ("356", "56"),
        ("246", ""),
    ],
)
def test_a_number_is_in_sequence_when_the_number_before_or_after_it_stands_beside_it(labels, in_sequence):
    assert with_signal(NoteSignal.SEQUENCE, notes(*labels)) == list(in_sequence)


def test_a_symbol_is_in_no_sequence():
    assert with_signal(NoteSignal.SEQUENCE, notes("*", "†")) == []


def note(label="*", *lines, form=LabelForm.PLAIN, **placed):
    """A note of one line, or of the lines given; a symbol is in no sequence."""
    return Note(
        label=NoteLabel(label=label, end=len(label), form=form),
        lines=lines or (line(f"{label} Work.", **placed),),
        kind=FootnoteKind.FOOTNOTE,
    )


def weighed(*notes, references=(), ruled=()):
    """The signals of each note below a body of 10 points."""
    return signals_of(notes, references, body_size=10.0, ruled=ruled)


def reference(answered, *signals):
    printed = line("A claim.*")
    mark = Mark(label="*", line=printed, start=8, end=9, bbox=printed.bbox, shape=MarkShape.SYMBOL)
    return Reference(mark, answered, signals)


@pytest.mark.parametrize(
    ("references", "signals"),
    [
        ([], ()),
        ([reference(0)], (MARK,)),
        ([reference(0, RAISED)], (MARK,)),
        ([reference(0, LINK)], (LINK, MARK)),
        ([reference(0, RAISED, LINK)], (LINK, MARK)),
        ([reference(None, LINK)], ()),
        ([reference(1, LINK)], ()),
        ([reference(1, LINK), reference(0)], (MARK,)),
    ],
    ids=[
        "no mark",
        "a mark",
        "a raised mark",
        "a mark that is a link",
        "a raised mark that is a link",
        "a mark that no note answers",
        "a mark of another note",
        "a mark beside a link to another note",
    ],
)
def test_a_mark_speaks_for_the_note_that_it_names_and_so_does_its_link(references, signals):
    assert weighed(note(), references=references) == (signals,)


def on(page_number=1, column=0, band=0):
    return line("goes on", page_number=page_number, column=column, band=band)


@pytest.mark.parametrize(
    ("one", "ruled", "signals"),
    [
        (note(form=LabelForm.PLAIN), (), ()),
        (note(form=LabelForm.LINKED), (), (LINK,)),
        (note(form=LabelForm.RAISED), (), (RAISED,)),
        (note(size=9.49), (), (SMALLER,)),
        (note(size=9.5), (), ()),
        (note("*", line("* Work."), line("small", size=8.0)), (), ()),
        (note(page_number=2, column=1), [(2, 1)], (RULE,)),
        (note(page_number=2, column=1), [(2, 0), (1, 1)], ()),
        (note(tag=Tag("Note", 7)), (), (TAG,)),
        (note(tag=Tag("P", 7)), (), ()),
        (note("*", on(), on()), (), ()),
        (note("*", on(), on(page_number=2)), (), (CONTINUATION,)),
        (note("*", on(), on(column=1)), (), (CONTINUATION,)),
        (note("*", on(), on(band=1)), (), (CONTINUATION,)),
        (note("*", on(), on(column=1), on(page_number=2)), (), (CONTINUATION,)),
        (note("1"), (), (SEQUENCE,)),
        (note("2"), (), ()),
        (note(size=8.0, form=LabelForm.RAISED), [(1, 0)], (RAISED, SMALLER, RULE)),
    ],
    ids=[
        "a plain label",
        "a label that is a link",
        "a raised label",
        "smaller than 0.95 of the body",
        "0.95 of the body",
        "its first line is as large as the body",
        "a rule above its column",
        "rules above another column and another page",
        "tagged as a note",
        "tagged as a paragraph",
        "two lines of a column",
        "goes on over a page",
        "goes on in the next column",
        "goes on below what stands across the page",
        "goes on twice",
        "number one",
        "number two, alone",
        "several signals in the order of their list",
    ],
)
def test_a_note_alone_is_weighed_by_its_label_size_rule_tag_and_lines(one, ruled, signals):
    assert weighed(one, ruled=ruled) == (signals,)


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ({}, True),
        ({"x0": 66.0}, True),
        ({"x0": 78.0}, True),
        ({"x0": 74.9}, True),
        ({"x0": 60.0}, False),
        ({"x0": 84.0}, False),
        ({"column": 1}, False),
        ({"form": LabelForm.DOT}, False),
    ],
    ids=[
        "the same place",
        "a step to the left",
        "a step to the right",
        "less than a step away",
        "two steps to the left",
        "two steps to the right",
        "another column",
        "another form",
    ],
)
def test_labels_of_one_form_within_a_step_of_each_other_speak_for_each_other(other, is_alike):
    signals = (SHAPE,) if is_alike else ()
    assert weighed(note("*", x0=72.0), note("†", **other)) == (signals, signals)


def test_a_label_alone_is_like_no_other():
    assert weighed(note("*", x0=72.0)) == ((),)
