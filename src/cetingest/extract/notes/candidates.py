"""Part a document into text and notes in several ways, and keep the candidate that answers most marks."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.notes.acceptance import find_doubtful
from cetingest.extract.notes.endnotes import find_endnotes
from cetingest.extract.notes.footnotes import Note, as_endnotes, find_footnotes, split_series
from cetingest.extract.notes.islands import Islands, find_islands
from cetingest.extract.notes.marks import Mark, MarkShape, find_marks, labels_by_page
from cetingest.extract.notes.references import Reference, pair_references
from cetingest.extract.notes.unmarked import find_unmarked_notes
from cetingest.extract.regions.division import Regions
from cetingest.model import FootnoteKind

# Where the notes at the feet of the pages answer all but this share of the marks, and no number is missing among those
# answered, nothing else is tried: in some documents as many exponents and ordinals look like marks.
_MAX_UNANSWERED = 0.2
# Notes that only their numbering shows must be answered by so many marks at least.
_MIN_COUNTED = 2
# Real documents need three rounds at most to choose their labels anew.
_MAX_ROUNDS = 10
# A note that no mark names counts against a candidate, half as much as an answered mark counts for it.
_UNREFERENCED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to part a document: the lines of its body, its notes, and the references from one to the other."""

    body: tuple[Line, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]

    @property
    def answered(self) -> tuple[int, ...]:
        """The notes that it finds named, each once: what is named again says nothing of where the notes stand.

        Two marks of a number on one page may name two footnotes of one page, but not a list's note and a footnote: then
        one is a numbered list of the text.
        """
        found: list[int] = []
        first: dict[tuple[str, int, int], Note] = {}
        for reference in self.references:
            note, mark = reference.note, reference.mark
            if note is None or reference.is_repeat:
                continue
            before = first.setdefault((mark.label, mark.line.page_number, mark.line.column), self.notes[note])
            if mark.target is not None or _may_stand_beside(before, self.notes[note]):
                found.append(note)
        return tuple(dict.fromkeys(found))

    @property
    def has_second_series(self) -> bool:
        """Tell whether marks that stand out name footnotes, and only others name a list: a bibliography, [1]."""
        strong = [r.note for r in self.references if r.note is not None and not r.mark.is_weak]
        kinds = {self.notes[n].kind for n in strong}
        return FootnoteKind.FOOTNOTE in kinds and any(note.kind not in kinds for note in self.notes)

    def covers(self, other: "Candidate") -> bool:
        """Tell whether it has all notes of another and more, each of these named by a mark."""
        theirs = {note.lines[0] for note in other.notes}
        more = [n for n, note in enumerate(self.notes) if note.lines[0] not in theirs]
        is_all = len(self.notes) - len(more) == len(other.notes)
        return bool(more) and is_all and set(more) <= set(self.answered)

    @property
    def score(self) -> float:
        """How many marks it answers, less what counts against it."""
        return len(self.answered) - _UNREFERENCED * (len(self.notes) - len(self.answered))


def _may_stand_beside(before: Note, note: Note) -> bool:
    """Tell whether two marks of one number on one page may name these notes."""
    return note.kind is FootnoteKind.ENDNOTE or (before.kind is note.kind and before.page_number == note.page_number)


def read_notes(pages: Sequence[PageLines], regions: Regions) -> Candidate:
    """Separate notes from body: at the feet of pages and columns, in lists after chapters or the text, or both."""
    whole = _best_candidate(pages, regions)
    islands = find_islands(regions)
    if not islands.notes:
        return whole
    rest = replace(regions, body=tuple(line for line in regions.body if line not in islands.lines))
    parted = _with_islands(pages, _best_candidate(pages, rest), islands)
    return max((parted, whole), key=lambda candidate: candidate.score)


def _best_candidate(pages: Sequence[PageLines], regions: Regions) -> Candidate:
    at_feet = _notes_in_zones(pages, regions)
    marks = find_marks(at_feet.body)
    strong = sum(not mark.is_weak for mark in marks) or len(marks)
    is_complete = all(reference.note is not None for reference in at_feet.references)
    if is_complete and len(at_feet.answered) >= (1 - _MAX_UNANSWERED) * strong:
        return at_feet
    everything = _in_reading_order(pages, (*regions.body, *regions.notes))
    ruled = {(line.page_number, line.column) for line in regions.ruled}
    # Of equal candidates the list alone comes first: its last lines look like notes at the foot of their page
    lists = [_with_lists(everything, (), _outside(everything)), _with_lists(at_feet.body, at_feet.notes, marks)]
    unmarked = [_unmarked_notes(pages, everything, shape) for shape in _usual_shapes(everything)]
    # Notes on one page only may be a list as well
    spread = [candidate for candidate in unmarked if len({note.page_number for note in candidate.notes}) > 1]
    believable = [
        candidate
        for candidate in (*spread, *lists, *unmarked)
        if not find_doubtful(candidate.notes, candidate.references, body_size=regions.body_size, ruled=ruled)
        and not candidate.has_second_series
        and not at_feet.covers(candidate)
    ]
    return max((at_feet, *believable), key=lambda candidate: candidate.score)


def _notes_in_zones(pages: Sequence[PageLines], regions: Regions) -> Candidate:
    """Cut the zones into notes, again without the labels that nothing shows to be notes, until all are shown."""
    ruled = {(line.page_number, line.column) for line in regions.ruled}
    refused: set[Line] = set()
    found = _cut_zones(pages, regions, refused)
    for _ in range(_MAX_ROUNDS):
        doubtful = find_doubtful(found.notes, found.references, body_size=regions.body_size, ruled=ruled)
        if not doubtful:
            return found
        refused |= {found.notes[n].lines[0] for n in doubtful}
        found = _cut_zones(pages, regions, refused)
    named = {reference.note for reference in found.references}
    kept = {note.lines[0] for n, note in enumerate(found.notes) if n in named}
    return _cut_zones(pages, regions, set(regions.notes) - kept)


def _cut_zones(pages: Sequence[PageLines], regions: Regions, refused: Collection[Line]) -> Candidate:
    body = regions.body
    series = split_series([line for line in regions.notes if line not in refused])
    marked = labels_by_page(find_marks(body))
    columns = [None] if len(series) == 1 else [False, True]
    zones = [[line for line in regions.notes if is_right in (None, line.column == 2)] for is_right in columns]
    found = [find_footnotes(zone, marked, refused) for zone in zones]
    notes = as_endnotes([note for part, _ in found for note in part], marked)
    loose = [line for _, left in found for line in left]
    body = _in_reading_order(pages, (*body, *loose)) if loose else body
    if len(series) > 1:
        body = tuple(sorted(body, key=lambda line: line.column == 2))  # each language goes on in its own column
    return Candidate(body=body, notes=notes, references=tuple(pair_references(find_marks(body), notes)))


def _usual_shapes(lines: Sequence[Line]) -> list[list[Mark]]:
    """Return the marks that stand out, and those of the weak shape with the longest series."""
    marks = _outside(lines)
    strong = [mark for mark in marks if not mark.is_weak]
    shapes: dict[MarkShape, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.is_weak and not mark.is_exponent:
            shapes[mark.shape].append(mark)
    usual = max(shapes, key=lambda shape: (_counts_to(shapes[shape]), shape), default=None)
    return [found for found in (strong, shapes[usual] if usual else []) if _counts_to(found) >= _MIN_COUNTED]


def _counts_to(marks: Sequence[Mark]) -> int:
    """Return how far marks count 1, 2, 3 in order, beginning anew or not."""
    labels = {mark.label for mark in marks}
    number = 0
    while str(number + 1) in labels:
        number += 1
    return max(number, sum(not label.isdigit() for label in labels))


def _with_islands(pages: Sequence[PageLines], chosen: Candidate, islands: Islands) -> Candidate:
    """Add the notes between lines of the text, each in its place."""
    used = {(reference.mark.line, reference.mark.start) for reference in islands.references}
    position = {line: n for n, line in enumerate(line for page in pages for line in page.lines)}
    notes = [*chosen.notes, *islands.notes]
    order = sorted(range(len(notes)), key=lambda n: (notes[n].page_number, position[notes[n].lines[0]]))
    place = {n: at for at, n in enumerate(order)}
    references = [r for r in chosen.references if (r.mark.line, r.mark.start) not in used]
    shifted = [replace(r, note=len(chosen.notes) + (r.note or 0)) for r in islands.references]
    moved = [replace(r, note=None if r.note is None else place[r.note]) for r in (*references, *shifted)]
    return Candidate(
        body=chosen.body,
        notes=tuple(notes[n] for n in order),
        references=tuple(sorted(moved, key=lambda r: (position[r.mark.line], r.mark.start))),
    )


def _unmarked_notes(pages: Sequence[PageLines], lines: Sequence[Line], marks: Sequence[Mark]) -> Candidate:
    body, zone = find_unmarked_notes(pages, lines, marks)
    found, loose = find_footnotes(zone, labels_by_page(marks))
    body = _in_reading_order(pages, (*body, *loose)) if loose else body
    return Candidate(body=body, notes=found, references=tuple(pair_references(find_marks(body), found)))


def _with_lists(lines: Sequence[Line], notes: tuple[Note, ...], marks: Sequence[Mark]) -> Candidate:
    listed, body = find_endnotes(lines, marks)
    notes = tuple(sorted((*notes, *listed), key=lambda note: note.page_number)) if notes else listed
    return Candidate(body=body, notes=notes, references=tuple(pair_references(find_marks(body), notes)))


def _outside(lines: Sequence[Line]) -> list[Mark]:
    """Find the marks that do not begin a line, as raised labels of notes do."""
    return [mark for mark in find_marks(lines) if mark.start > 0]


def _in_reading_order(pages: Sequence[PageLines], lines: Sequence[Line]) -> tuple[Line, ...]:
    wanted = set(lines)
    return tuple(line for page in pages for line in page.lines if line in wanted)
