"""Notes between lines of the text: below a figure or table, or where a section ends in the middle of a page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetingest.extract.layout.lines import Line
from cetingest.extract.notes.footnotes import Note, find_footnotes
from cetingest.extract.notes.marks import Mark, find_marks
from cetingest.extract.notes.references import Reference, repeat_signals, signals_of
from cetingest.extract.regions.division import Regions
from cetingest.extract.regions.labels import LabelForm, read_note_label

# A line of the text has so many spaces at least, and the size of most text but for rounding.
_MIN_SPACES, _SAME_SIZE = 6, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Islands:
    """The notes between lines of the text and the references to them (indices into `notes`)."""

    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def lines(self) -> frozenset[Line]:
        """All lines of the notes."""
        return frozenset(line for note in self.notes for line in note.lines)


def find_islands(regions: Regions) -> Islands:
    """Take the parts of the text that are notes: marks above them on their page name all of them.

    Below a rule, raised labels need no mark. A mark belongs to the note at the foot of its page rather.
    """
    inside = {line for island in regions.islands for line in island}
    body = [line for line in regions.body if line not in inside]
    marks = find_marks(body) if inside else []
    at_feet = {
        (line.page_number, label.label) for line in regions.notes if (label := read_note_label(line)) is not None
    }
    notes: list[Note] = []
    references: list[Reference] = []
    for island in regions.islands:
        above = [line for line in body if line.page_number == island[0].page_number and _is_above(line, island[0])]
        if not any(_is_prose(line, regions.body_size) for line in above):
            continue
        near = set(above)
        named: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            is_free = mark.line in near and (mark.line.page_number, mark.label) not in at_feet
            if is_free and (not mark.is_weak or _fits_brackets(mark, island[0])):
                named[mark.label].append(mark)
        found, loose = find_footnotes(island, {island[0].page_number: set(named)})
        is_ruled = island[0] in regions.ruled and all(note.label.form is LabelForm.RAISED for note in found)
        if found and not loose and (is_ruled or all(note.label.label in named for note in found)):
            references += _pair(found, named, len(notes))
            notes += found
    return Islands(notes=tuple(notes), references=tuple(references))


def _is_prose(line: Line, body_size: float) -> bool:
    """Tell a line of the text: above the addresses of authors, below their names, stands none."""
    return line.text.count(" ") >= _MIN_SPACES and abs(line.size - body_size) <= _SAME_SIZE * body_size


def _is_above(line: Line, other: Line) -> bool:
    return line.baseline < other.baseline


def _fits_brackets(mark: Mark, line: Line) -> bool:
    """Tell whether a mark and the first label of an island are in brackets both."""
    label = read_note_label(line)
    return mark.stands_out and label is not None and label.form is LabelForm.BRACKET


def _pair(notes: Sequence[Note], named: dict[str, list[Mark]], first: int) -> Iterator[Reference]:
    for n, note in enumerate(notes):
        for count, mark in enumerate(named.get(note.label.label, ())):
            signals = repeat_signals(mark) if count else signals_of(mark, notes, n)
            yield Reference(mark, first + n, signals)
