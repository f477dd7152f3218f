"""What speaks for a note, and how sure it makes us."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.model import NoteSignal
from tests.extract.shapes import line, page


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
