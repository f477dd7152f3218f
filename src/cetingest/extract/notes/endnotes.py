"""Find lists of notes in the body: at its end, or one at the end of each chapter."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from statistics import median

from cetingest.extract.layout.lines import Line
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark, MarkShape
from cetingest.extract.notes.repeats import first_mentions
from cetingest.extract.regions.labels import LabelForm, NoteLabel, read_note_label
from cetingest.language.data_files import read_rows
from cetingest.language.text import fold
from cetingest.model import FootnoteKind

_MIN_NOTES = 3
_MIN_NOTES_BESIDE_OTHERS = 2
# A list is one of notes when this share of its numbers, and of the marks before it, answer each other: numbered lists
# of the text have no marks, or fewer entries than there are marks.
_MIN_ANSWERED = 0.5
# An entry that answers no mark counts against its run, half as much as an answer counts for it: a mark may be lost.
_UNANSWERED = 0.5
# So many of the longest runs are compared: books have some fifty chapters; a hostile file has 100,000 lists of two.
_MAX_RUNS = 100
# Cost of a number that the list leaves out (its label was not read), in entries.
_SKIPPED = 0.6
_MAX_SKIPPED = 2
# Labels are aligned at the left or at the right: three digits of the note size apart at most.
_MAX_SHIFT = 2.0
_SAME_SIZE = 0.08
# The heading of a list may have two lines, and an empty one of a rule or a page number between; it is short.
_HEADING_LINES, _MAX_HEADING = 3, 40
# Notes are set in 0.82 to 0.9 of the size of the lines of the text, which have so many spaces at least.
_SMALLER, _MIN_SPACES, _NEAR = 0.95, 6, 2000
# Marks that no number of the text looks like, though they have its size.
_SET_APART = frozenset({MarkShape.BRACKET, MarkShape.EAST_ASIAN, MarkShape.SUPERSCRIPT})
# Of marks that look like any number this share ends a clause; numbers of points and paragraphs seldom do.
_MIN_CLAUSE_ENDS = 0.5
# Rows of a table end in figures with decimals; notes end in years, pages and stops.
_ROW_END = re.compile(r"\s[-−–]?\d+[.,]\d+%?$")
_MIN_ROWS = 0.5
# Text after the list is larger than its notes by more than rounding.
_LARGER = 1.05


@dataclass(frozen=True, slots=True)
class _Entry:
    index: int
    line: Line
    label: NoteLabel

    @property
    def number(self) -> int:
        return self.label.number or 0


@dataclass(frozen=True, slots=True)
class _Path:
    """Runs chosen one after the other, the labels that they answer, and their score."""

    runs: tuple[tuple[_Entry, ...], ...] = ()
    answered: Counter[str] = field(default_factory=Counter)
    score: float = 0.0
    end: int = 0


def find_endnotes(body: Sequence[Line], marks: Sequence[Mark]) -> tuple[tuple[Note, ...], tuple[Line, ...]]:
    """Find the lists of notes that answer these marks; return the notes and the body without them."""
    position = {line: n for n, line in enumerate(body)}
    strong = first_mentions([mark for mark in marks if not mark.is_weak] or marks)
    places = [(position[mark.line], mark.label) for mark in strong if mark.line in position]
    is_weak = all(mark.is_weak and mark.shape not in _SET_APART for mark in strong)
    if is_weak and sum(mark.ends_clause for mark in strong) < _MIN_CLAUSE_ENDS * len(strong):
        return (), tuple(body)
    chosen = _choose(body, _runs(body), places, is_weak=is_weak)
    long = next((run for run in chosen.runs if len(run) >= _MIN_NOTES), None)
    found = [run for run in chosen.runs if long and (len(run) >= _MIN_NOTES or _is_alike(run, long))]
    if not found or not _answer_most(found, places):
        return (), tuple(body)
    lists = [(run, _end_of_run(body, run)) for run in found]
    notes = [note for run, end in lists for note in _notes_of(body, run, end)]
    inside = {n for run, end in lists for n in range(run[0].index, end)}
    return tuple(notes), tuple(line for n, line in enumerate(body) if n not in inside)


def heads_notes(heading: str) -> bool:
    """Tell whether a heading is that of a list of notes; any other heads a section that has nothing but notes.

    >>> heads_notes("Notes and Sources"), heads_notes("Noteworthy Trends")
    (True, False)
    """
    return not _heading_words().isdisjoint(fold(heading).split())


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_rows("cetingest.extract", "data/note_headings.csv"))


def _choose(
    body: Sequence[Line], runs: Sequence[Sequence[_Entry]], places: Sequence[tuple[int, str]], *, is_weak: bool
) -> _Path:
    """Choose the runs that together answer most of the marks before them; an entry that answers none counts against it.

    A numbered list of the text is thus not taken: a list of notes further on answers the same marks, and more.
    """
    most = sorted(runs, key=len, reverse=True)[:_MAX_RUNS]
    paths = [_Path()]
    for run in sorted(most, key=lambda run: run[0].index):
        start, end = run[0].index, _end_of_run(body, run)
        if _is_table(run) or not _may_be_notes(body, run, end, places, is_weak=is_weak):
            continue
        marked = Counter(label for at, label in places if at < start)
        best: _Path | None = None
        for path in paths:
            if path.end > start:
                continue
            labels = {entry.label.label for entry in run}
            answered = {label for label in labels if marked[label] > path.answered[label]}
            score = path.score + len(answered) - _UNANSWERED * (len(labels) - len(answered))
            if len(answered) >= _MIN_ANSWERED * len(labels) and (best is None or score > best.score):
                best = _Path((*path.runs, tuple(run)), path.answered + Counter(answered), score, end)
        paths += [best] if best else []
    return max(paths, key=lambda path: path.score)


def _may_be_notes(
    body: Sequence[Line], run: Sequence[_Entry], end: int, places: Sequence[tuple[int, str]], *, is_weak: bool
) -> bool:
    """Tell whether a list may be one of notes: under a heading that says so, smaller than the text, or after all of it.

    Another list is one of the text where the marks go on counting after it, or where all marks look like any number
    (`is_weak`): definitions, recitals and steps are named in round brackets, too.
    """
    start = run[0].index
    before = body[max(0, start - _HEADING_LINES) : start]
    if any(heads_notes(line.text) and len(line.text) <= _MAX_HEADING for line in before):
        return True
    above = [line.size for line in body[max(0, start - _NEAR) : start] if line.text.count(" ") >= _MIN_SPACES]
    if above and run[0].line.size < _SMALLER * median(above):
        return True
    after = next((int(label) for at, label in places if at >= end and label.isdigit()), None)
    return end == len(body) if is_weak else after is None or after != run[-1].number + 1


def _is_table(run: Sequence[_Entry]) -> bool:
    """Tell rows of a table from notes: most are of one line that ends in a decimal figure ("2 cosine 0.4554530")."""
    rows = [
        _ROW_END.search(entry.line.text) is not None and (after is None or after == entry.index + 1)
        for entry, after in zip(run, [*(entry.index for entry in run[1:]), None], strict=True)
    ]
    return sum(rows) > _MIN_ROWS * len(rows)


def _runs(body: Sequence[Line]) -> list[list[_Entry]]:
    """Return runs 1, 2, 3 ... of one form at one edge, in reading order; of overlapping ones the longer."""
    entries = [
        _Entry(n, line, label)
        for n, line in enumerate(body)
        if (label := read_note_label(line)) and label.number is not None
    ]
    lengths, before = _chain(entries)
    free = [True] * len(entries)
    runs: list[list[_Entry]] = []
    for last in sorted(range(len(entries)), key=lambda n: (-lengths[n], -n)):
        if lengths[last] < _MIN_NOTES_BESIDE_OTHERS:
            break
        run, at = [], last
        while at >= 0:
            run.append(at)
            at = before[at]
        first = run[-1]
        if all(free[first : last + 1]):
            free[first : last + 1] = [False] * (last + 1 - first)
            runs.append([entries[n] for n in reversed(run)])
    return sorted(runs, key=lambda run: run[0].index)


def _chain(entries: Sequence[_Entry]) -> tuple[list[float], list[int]]:
    """Return for each entry the length of the longest run that ends with it, and the entry before it (-1: none)."""
    by_number: dict[tuple[LabelForm, int], list[int]] = defaultdict(list)
    lengths: list[float] = []
    before: list[int] = []
    for n, entry in enumerate(entries):
        best, at = (1.0, -1) if entry.number == 1 else (float("-inf"), -1)
        for skipped in range(_MAX_SKIPPED + 1):
            for m in by_number[entry.label.form, entry.number - 1 - skipped]:
                length = lengths[m] + 1 - _SKIPPED * skipped
                if length >= best and _is_aligned(entries[m].line, entry.line):
                    best, at = length, m  # of equal runs the nearer entry: chapters number their notes alike
        lengths.append(best)
        before.append(at)
        if best > 0:
            by_number[entry.label.form, entry.number].append(n)
    return lengths, before


def _is_aligned(before: Line, line: Line) -> bool:
    if abs(line.size - before.size) > _SAME_SIZE * line.size:
        return False
    is_same_frame = (before.page_number, before.column) == (line.page_number, line.column)
    return not is_same_frame or abs(line.bbox[0] - before.bbox[0]) < _MAX_SHIFT * line.size


def _is_alike(run: Sequence[_Entry], long: Sequence[_Entry]) -> bool:
    """Tell whether a short run is set like a longer one: the notes of a short chapter."""
    first, other = run[0], long[0]
    return first.label.form is other.label.form and first.line.size == other.line.size


def _answer_most(found: Sequence[Sequence[_Entry]], places: Sequence[tuple[int, str]]) -> bool:
    wanted = {label for _, label in places}
    labels = {entry.label.label for run in found for entry in run}
    return len(wanted & labels) >= _MIN_ANSWERED * len(wanted)


def _notes_of(body: Sequence[Line], run: Sequence[_Entry], end: int) -> list[Note]:
    bounds = [*(entry.index for entry in run), end]
    return [
        Note(label=entry.label, lines=tuple(body[a:b]), kind=FootnoteKind.ENDNOTE)
        for entry, (a, b) in zip(run, pairwise(bounds), strict=True)
    ]


def _end_of_run(body: Sequence[Line], run: Sequence[_Entry]) -> int:
    """Return where the last note ends: at larger text, a heading, or a gap wider than any inside the list."""
    inner = [
        b.baseline - a.baseline
        for a, b in pairwise(body[run[0].index : run[-1].index + 1])
        if a.page_number == b.page_number and a.column == b.column
    ]
    last = run[-1].line
    widest = max(inner, default=0.0) + 1
    for n in range(run[-1].index + 1, len(body)):
        line, before = body[n], body[n - 1]
        is_gap = line.page_number == before.page_number and line.baseline - before.baseline > widest > 1
        if line.size > _LARGER * last.size or (line.is_bold and not last.is_bold) or is_gap:
            return n
    return len(body)
