"""What is known of a note and its document makes us more or less sure; the weights are learned, their sense is not."""

import csv

import pytest

from benchmarks.confidence import WEIGHTS
from cetingest.extract.notes.confidence import NOTE, REFERENCE, note_traits, reference_traits, with_confidence
from cetingest.model import FootnoteKind, NoteSignal, Problem, ProblemCode
from tests.factories import footnote, reference

SIGNALS = (NoteSignal.MARK, NoteSignal.RAISED, NoteSignal.SEQUENCE)
STRONG = (NoteSignal.RAISED, NoteSignal.SMALLER, NoteSignal.SEQUENCE)
MISSING = Problem(code=ProblemCode.FOOTNOTES_MISSING, message="marks 1 to 9", subject_id="doc")


def series(count, *, text="Smith, Ports, Oslo 2019.", kind=FootnoteKind.FOOTNOTE, signals=SIGNALS, marked=True):
    labels = [f"{n}" for n in range(1, count + 1)]
    notes = tuple(footnote(label, text=text, kind=kind, signals=signals) for label in labels)
    return notes, tuple(reference(label, signals=STRONG) for label in labels if marked)


def sure(notes, references, problems=()):
    return [note.confidence for note in with_confidence(notes, references, problems)[0]]


@pytest.mark.parametrize(
    ("what", "less"),
    [
        ("few notes", (series(1), ())),
        ("notes that no mark names", (series(6, marked=False), ())),
        ("notes without signals", (series(6, signals=()), ())),
        ("a list", (series(6, kind=FootnoteKind.ENDNOTE), ())),
        ("marks that go on without notes", (series(6), (MISSING,))),
    ],
)
def test_what_speaks_against_notes_makes_them_less_sure(what, less):
    (notes, references), problems = less
    assert max(sure(notes, references, problems)) < min(sure(*series(6))), what


def test_confidence_is_a_share_in_hundredths_and_never_certainty():
    every = [*sure(*series(1)), *sure(*series(30)), *sure(*series(5, signals=tuple(NoteSignal)))]
    assert all(0 <= value <= 0.99 and round(value, 2) == value for value in every)


def test_every_weight_is_that_of_a_trait_that_occurs():
    notes, references = series(2)
    weak = tuple(reference("9", footnote_id=None, signals=()) for _ in range(1))
    known = {NOTE: set(NoteSignal), REFERENCE: set(NoteSignal)}
    known[NOTE] |= {name for part in (series(2), series(2, marked=False)) for t in note_traits(*part, ()) for name in t}
    known[REFERENCE] |= {name for t in reference_traits(notes, references + weak, ()) for name in t}
    with WEIGHTS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == {NOTE, REFERENCE}
    assert [row for row in rows if row["trait"] not in known[row["kind"]] | {"bias"}] == []
