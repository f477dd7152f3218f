"""What speaks for a note, and how sure that makes us."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.references import Reference
from cetingest.extract.regions.labels import LabelForm
from cetingest.extract.regions.zones import NOTE_SIZE
from cetingest.model import Evidence

# How often each piece of evidence alone is right. The chance that all of them are wrong at once is the product of what
# is missing to one ("noisy or"). docs/extraction.md says how the sums compare with labelled documents.
_WEIGHTS = {
    Evidence.INTERNAL_LINK: 0.9,
    Evidence.STRUCTURE_TAG: 0.8,
    Evidence.MARK: 0.8,
    Evidence.SEQUENCE: 0.6,
    Evidence.RAISED: 0.5,
    Evidence.RULE_ABOVE: 0.5,
    Evidence.LABEL_SHAPE: 0.3,
    Evidence.SMALLER: 0.3,
    Evidence.CONTINUATION: 0.0,
}
# Labels of one kind start within this many points of each other: right-aligned numbers differ by a digit.
_PLACE_STEP = 6.0


def confidence_of(evidence: Iterable[Evidence]) -> float:
    """Return how sure the evidence makes us, 0 to 1, in hundredths; never 1.

    >>> confidence_of([Evidence.MARK, Evidence.SEQUENCE]), confidence_of([])
    (0.92, 0.0)
    """
    doubt = 1.0
    for piece in evidence:
        doubt *= 1 - _WEIGHTS[piece]
    return min(0.99, round(1 - doubt, 2))


def weigh_notes(
    notes: Sequence[Note], references: Sequence[Reference], *, body_size: float, ruled: Collection[tuple[int, int]]
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the evidence for each note; `ruled` names the columns (page, column) with a separator rule."""
    marked = {reference.note for reference in references}
    linked = {reference.note for reference in references if Evidence.INTERNAL_LINK in reference.evidence}
    shapes = Counter(_shape(note) for note in notes)
    found = []
    for n, note in enumerate(notes):
        first = note.lines[0]
        holds = {
            Evidence.INTERNAL_LINK: n in linked or note.label.form is LabelForm.LINKED,
            Evidence.MARK: n in marked,
            Evidence.RAISED: note.label.form is LabelForm.RAISED,
            Evidence.SMALLER: first.size < NOTE_SIZE * body_size,
            Evidence.RULE_ABOVE: (first.page_number, first.column) in ruled,
            Evidence.LABEL_SHAPE: _beside(shapes, note) > 1,
            Evidence.SEQUENCE: _is_in_sequence(notes, n),
            Evidence.STRUCTURE_TAG: first.tag is not None and first.tag.role == "Note",
            Evidence.CONTINUATION: len({(line.page_number, line.band, line.column) for line in note.lines}) > 1,
        }
        found.append(tuple(piece for piece in Evidence if holds.get(piece)))
    return tuple(found)


def _shape(note: Note) -> tuple[LabelForm, int, int]:
    first = note.lines[0]
    return note.label.form, first.column, round(first.bbox[0] / _PLACE_STEP)


def _beside(shapes: Counter[tuple[LabelForm, int, int]], note: Note) -> int:
    form, column, place = _shape(note)
    return sum(shapes[form, column, place + step] for step in (-1, 0, 1))


def _is_in_sequence(notes: Sequence[Note], n: int) -> bool:
    number = notes[n].label.number
    if number is None:
        return False
    before = notes[n - 1].label.number if n else 0
    after = notes[n + 1].label.number if n + 1 < len(notes) else None
    return before == number - 1 or after == number + 1
