"""Read where the notes stand in more than one way, and keep the reading that answers most marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.extract.endnotes import find_endnotes
from cetingest.extract.footnotes import Note, as_endnotes, find_footnotes, split_series
from cetingest.extract.lines import Line, PageLines
from cetingest.extract.marks import Mark, find_marks, labels_by_page
from cetingest.extract.references import Reference, pair_references
from cetingest.extract.regions import Regions

# When the feet of the pages answer all but this share of the marks, and no number is missing among those answered,
# nothing else is tried: marks that stand out without being any (exponents, ordinals) are as many in some documents.
_MAX_UNANSWERED = 0.2
# A note that no mark names speaks against a reading, half as much as an answered mark for it.
_UNREFERENCED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The lines of the body, the notes, and the references from one to the other."""

    body: tuple[Line, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]

    @property
    def score(self) -> float:
        """How many marks it answers, less what speaks against it."""
        answered = [reference.note for reference in self.references if reference.note is not None]
        return len(answered) - _UNREFERENCED * (len(self.notes) - len(set(answered)))


def read_notes(pages: Sequence[PageLines], regions: Regions) -> Reading:
    """Separate notes from body: at the feet of pages and columns, in lists after chapters or the text, or both."""
    at_feet = _read_feet(regions)
    marks = find_marks(at_feet.body)
    strong = sum(not mark.is_weak for mark in marks) or len(marks)
    answered = sum(reference.note is not None for reference in at_feet.references)
    if answered == len(at_feet.references) >= (1 - _MAX_UNANSWERED) * strong:
        return at_feet
    everything = _in_reading_order(pages, (*regions.body, *regions.notes))
    readings = [
        at_feet,
        _with_lists(at_feet.body, at_feet.notes, marks),
        _with_lists(everything, (), _outside(everything)),
    ]
    return max(readings, key=lambda reading: reading.score)


def _read_feet(regions: Regions) -> Reading:
    body = regions.body
    series = split_series(regions.notes)
    if len(series) > 1:
        body = tuple(sorted(body, key=lambda line: line.column == 2))  # each language goes on in its own column
    marked = labels_by_page(find_marks(body))
    found = [find_footnotes(zone, marked) for zone in series]
    notes = as_endnotes([note for part, _ in found for note in part], marked)
    loose = [line for _, left in found for line in left]
    body = tuple(sorted((*body, *loose), key=lambda line: line.page_number)) if loose else body
    return Reading(body=body, notes=notes, references=tuple(pair_references(find_marks(body), notes)))


def _with_lists(lines: Sequence[Line], notes: tuple[Note, ...], marks: Sequence[Mark]) -> Reading:
    listed, body = find_endnotes(lines, marks)
    notes = (*notes, *listed)
    return Reading(body=body, notes=notes, references=tuple(pair_references(find_marks(body), notes)))


def _outside(lines: Sequence[Line]) -> list[Mark]:
    """Find the marks that do not begin a line, as raised labels of notes do."""
    return [mark for mark in find_marks(lines) if mark.start > 0]


def _in_reading_order(pages: Sequence[PageLines], lines: Sequence[Line]) -> tuple[Line, ...]:
    wanted = {id(line) for line in lines}
    return tuple(line for page in pages for line in page.lines if id(line) in wanted)
