"""What is a signal of a note: each case is one row."""

import pytest

from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.signals import weigh_notes
from cetingest.extract.regions.labels import LabelForm, NoteLabel
from cetingest.model import FootnoteKind, NoteSignal
from tests.extract.shapes import line


def note(label: str) -> Note:
    found = NoteLabel(label=label, end=len(label), form=LabelForm.PLAIN)
    return Note(label=found, lines=(line(f"{label} Smith, A Book."),), kind=FootnoteKind.FOOTNOTE)


@pytest.mark.parametrize(
    ("labels", "in_sequence"),
    [
        ("1", [True]),
        ("2", [False]),
        ("1 2 3", [True, True, True]),
        ("1 2 5", [True, True, False]),
        ("4 5", [True, True]),
        ("2 5", [False, False]),
        ("3 2", [False, False]),
        ("2 2", [False, False]),
        ("* 2 3", [False, True, True]),
        ("i ii", [True, True]),
    ],
)
def test_a_number_is_in_sequence_when_it_follows_the_one_before_or_is_followed(labels, in_sequence):
    signals = weigh_notes([note(label) for label in labels.split()], [], body_size=10.0, ruled=())
    assert [NoteSignal.SEQUENCE in found for found in signals] == in_sequence
