"""Find the footnotes that only their numbering shows: they are as large as the text and have no rule above them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.notes.marks import Mark
from cetingest.extract.regions.labels import LabelForm, read_note_label

# A label that answers no mark counts against the notes, half as much as an answer counts for them. A mark that stands
# among the notes, above the note that it names, counts fully against them: it is a mark of the text.
_UNANSWERED, _SWALLOWED = 0.5, 1.0
# Notes often begin below white space. It counts where it is wider than the pitch of the text ever varies.
_SET_OFF, _WIDER = 0.25, 1.3
# Numbers that were not read between two labels of one page, or of two.
_MAX_SKIPPED = 2
# Labels stand at one left edge, aligned left or right.
_MAX_SHIFT = 2.0
# Lines of a note that goes on from the page before; the longest seen takes most of a page.
_MAX_CONTINUED = 40
# Labels of one column and marks of one page that are compared with each other: no page holds as many.
_MAX_LABELS, _MAX_MARKS = 100, 500
_SENTENCE_END = tuple(".!?。！？”\"’')）]")
# A single number at the start of a line may equal a number of the text by chance.
_MIN_FOUND = 2


@dataclass(frozen=True, slots=True)
class _Labelled:
    index: int
    line: Line
    label: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _ColumnNotes:
    """The notes of one column: the line that they begin at, their labels and their score."""

    start: int
    labels: tuple[_Labelled, ...]
    score: float


def find_unmarked_notes(
    pages: Sequence[PageLines], lines: Iterable[Line], marks: Sequence[Mark]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Separate text and notes: a column's notes are those last lines whose labels answer the marks of its page.

    Returns the lines of the text and those of the notes, each in reading order.
    """
    wanted = set(lines)
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_page[mark.line.page_number].append(mark)
    noted: set[Line] = set()
    last, open_labels, open_line, found = 0, set[str](), None, 0
    for page in pages:
        here = by_page[page.page_number]
        answered: set[str] = set()
        inside: set[Line] = set()
        for frame in _frames(page, wanted):
            notes = _find_notes(frame, here, open_labels, last)
            if notes is None:
                continue
            inside.update(frame[_start_of_notes(frame, notes, page, here, open_line) :])
            answered |= {entry.label for entry in notes.labels}
            last = max((place for entry in notes.labels[-1:] for place in entry.places[:1]), default=last)
            open_line = frame[-1]
            found += len(notes.labels)
        noted |= inside
        open_labels = {mark.label for mark in here if mark.line not in inside} - answered
    if found < _MIN_FOUND:
        noted = set()
    ordered = [line for page in pages for line in page.lines if line in wanted]
    return (
        tuple(line for line in ordered if line not in noted),
        tuple(line for line in ordered if line in noted),
    )


def _frames(page: PageLines, wanted: set[Line]) -> Iterator[list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in page.lines:
        if line in wanted:
            columns[line.column].append(line)
    for column in sorted(columns):
        yield sorted(columns[column], key=lambda line: line.baseline)


def _find_notes(frame: Sequence[Line], marks: Sequence[Mark], open_labels: set[str], last: int) -> _ColumnNotes | None:
    """Find the line of a column from which on its labels answer the marks of the page best."""
    labelled = [
        _Labelled(n, line, label.label, label.places)
        for n, line in enumerate(frame)
        if (label := read_note_label(line)) and (label.form is not LabelForm.LETTER or 1 in label.places)
    ]
    index = {line: n for n, line in enumerate(frame)}
    labelled = labelled[-_MAX_LABELS:]
    places = [(index.get(mark.line, -1), mark.label) for mark in marks[-_MAX_MARKS:]]
    pitch = median([b.baseline - a.baseline for a, b in pairwise(frame)] or [0.0])
    best: _ColumnNotes | None = None
    for n, first in enumerate(labelled):
        if not _goes_on(last, first):
            continue
        outside = open_labels | {label for at, label in places if at < first.index}
        if first.label not in outside:
            continue
        run = _run_from(labelled[n:])
        names = {entry.label: entry.index for entry in run}
        hits = len(outside & names.keys())
        swallowed = sum(first.index <= at < names.get(label, 0) for at, label in places)
        is_set_off = first.index > 0 and first.line.baseline - frame[first.index - 1].baseline > _WIDER * pitch
        score = hits - _UNANSWERED * (len(names) - hits) - _SWALLOWED * swallowed + _SET_OFF * is_set_off
        if score > 0 and (best is None or score >= best.score):
            best = _ColumnNotes(first.index, tuple(run), score)
    return best


def _goes_on(last: int, entry: _Labelled) -> bool:
    """Tell whether a label may be the first of a page: the next number, the first one again, or a symbol."""
    return not entry.places or any(place == 1 or last < place <= last + 1 + _MAX_SKIPPED for place in entry.places)


def _run_from(labelled: Sequence[_Labelled]) -> list[_Labelled]:
    """Return the labels that run on from the first."""
    run = [labelled[0]]
    for entry in labelled[1:]:
        before = run[-1]
        if abs(entry.line.bbox[0] - run[0].line.bbox[0]) > _MAX_SHIFT * entry.line.size:
            continue
        if before.places and entry.places:
            fits = any(0 < b - a <= 1 + _MAX_SKIPPED for a in before.places for b in entry.places)
        else:
            fits = entry.label not in {other.label for other in run}
        if fits:
            run.append(entry)
    return run


def _start_of_notes(
    frame: Sequence[Line], notes: _ColumnNotes, page: PageLines, marks: Sequence[Mark], open_line: Line | None
) -> int:
    """Return where the notes of a column begin; the rest of an unfinished note may stand above the first label."""
    if open_line is None or open_line.text.endswith(_SENTENCE_END):
        return notes.start
    marked = {mark.line for mark in marks if not mark.is_weak}
    pitch = median([b.baseline - a.baseline for a, b in pairwise(frame[notes.start :])] or [1.2 * frame[-1].size])
    for n in range(notes.start, max(0, notes.start - _MAX_CONTINUED), -1):
        line, above = frame[n], frame[n - 1]
        is_ruled = any(above.baseline < rule[1] < line.baseline for rule in page.rules)
        if n < notes.start and (is_ruled or line.baseline - above.baseline > _WIDER * pitch):
            return n
        if is_ruled or above in marked or above.size > line.size * 1.05:
            break
    return notes.start
