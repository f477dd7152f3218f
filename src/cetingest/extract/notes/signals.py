"""The signals that something is a note."""

from collections import Counter
from collections.abc import Collection, Sequence

from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.references import Reference
from cetingest.extract.regions.labels import LabelForm
from cetingest.extract.regions.zones import NOTE_SIZE
from cetingest.model import NoteSignal

# Labels of one kind start within this many points of each other: right-aligned numbers differ by a digit.
_PLACE_STEP = 6.0


def signals_of(
    notes: Sequence[Note], references: Sequence[Reference], *, body_size: float, ruled: Collection[tuple[int, int]]
) -> tuple[tuple[NoteSignal, ...], ...]:
    """Return the signals for each note; `ruled` names the columns (page, column) with a separator rule."""
    marked = {reference.note for reference in references}
    linked = {reference.note for reference in references if NoteSignal.INTERNAL_LINK in reference.signals}
    shapes = Counter(_shape(note) for note in notes)
    found = []
    for n, note in enumerate(notes):
        first = note.lines[0]
        holds = {
            NoteSignal.INTERNAL_LINK: n in linked or note.label.form is LabelForm.LINKED,
            NoteSignal.MARK: n in marked,
            NoteSignal.RAISED: note.label.form is LabelForm.RAISED,
            NoteSignal.SMALLER: first.size < NOTE_SIZE * body_size,
            NoteSignal.RULE_ABOVE: (first.page_number, first.column) in ruled,
            NoteSignal.LABEL_SHAPE: _beside(shapes, note) > 1,
            NoteSignal.SEQUENCE: _is_in_sequence(notes, n),
            NoteSignal.STRUCTURE_TAG: first.tag is not None and first.tag.role == "Note",
            NoteSignal.CONTINUATION: len({(line.page_number, line.band, line.column) for line in note.lines}) > 1,
        }
        found.append(tuple(signal for signal in NoteSignal if holds.get(signal)))
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
