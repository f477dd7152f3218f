"""Find the marks in the body and pair each with its note."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.footnotes import Note
from cetingest.extract.glyphs import Target
from cetingest.extract.labels import links_to_note, mark_labels
from cetingest.extract.lines import Line, Run
from cetingest.model import BBox, FootnoteKind

_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_BRACKETS = re.compile(r"\[(\d{1,4}|[*†‡§])\]")
# Some fonts draw superscripts as glyphs of full size: nothing but the missing space tells them. A digit before the
# punctuation would make it a decimal.
_GLUED = re.compile(r"(?<=[^\W\d][.,;:!?”’\"')\]])\d{1,3}(?=\s|$)|(?<=[^\W\d]{3})\d{1,3}(?=[\s.,;:)]|$)")
_MIN_WEAK_SHARE = 0.5
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the body that may refer to a note; `start`..`end` are its characters in the line.

    A mark that names several notes ("3,5") gives several, with the same characters. `is_weak` ones look like any
    number in brackets or at the end of a word and count only where they answer most notes that nothing else answers.
    """

    label: str
    line: Line
    start: int
    end: int
    bbox: BBox
    target: Target | None = None
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark and its note (an index into the notes), None when no note answers."""

    mark: Mark
    note: int | None


def find_marks(body: Sequence[Line]) -> list[Mark]:
    """Find everything in the body that looks like a mark, in reading order."""
    return [mark for line in body for mark in sorted(_marks_of(line), key=lambda m: m.start)]


def labels_by_page(marks: Sequence[Mark]) -> dict[int, set[str]]:
    """Return the labels of marks by page."""
    found: dict[int, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.line.page_number].add(mark.label)
    return dict(found)


def pair_references(marks: Sequence[Mark], notes: Sequence[Note]) -> list[Reference]:
    """Pair marks with notes: internal links first, then the longest pairing that keeps both in order.

    Left-over marks count as unanswered references only where the numbering wants them: an exponent does not.
    """
    marks = _split_glued(marks, {note.label.label for note in notes})
    pairs = _pair_by_links(marks, notes)
    free_notes = set(range(len(notes))) - set(pairs.values())
    free_marks = [n for n in range(len(marks)) if n not in pairs]
    strong = [n for n in free_marks if not marks[n].is_weak]
    pairs |= _pair_in_order(strong, free_notes, marks, notes)
    free_notes -= set(pairs.values())
    weak = _pair_in_order([n for n in free_marks if marks[n].is_weak], free_notes, marks, notes)
    if len(weak) > _MIN_WEAK_SHARE * len(free_notes):
        pairs |= weak
    unanswered = {n for n in free_marks if n not in pairs and _is_wanted(n, marks, pairs)}
    return [Reference(marks[n], pairs.get(n)) for n in sorted(set(pairs) | unanswered)]


def _marks_of(line: Line) -> Iterator[Mark]:
    taken: list[tuple[int, int]] = []
    for link in line.links:
        if links_to_note(link, line.text):
            taken.append((link.start, link.end))
            for label in mark_labels(line.text[link.start : link.end]):
                yield Mark(label=label, line=line, start=link.start, end=link.end, bbox=link.bbox, target=link.target)
    for start, end, bbox, text, is_weak in _printed_marks(line):
        if any(start < b and a < end for a, b in taken):
            continue
        for label in mark_labels(text):
            yield Mark(label=label, line=line, start=start, end=end, bbox=bbox, is_weak=is_weak)


def _printed_marks(line: Line) -> Iterator[tuple[int, int, BBox, str, bool]]:
    for run in line.runs:
        if run.is_raised:
            yield run.start, run.end, run.bbox, line.text[run.start : run.end], False
    for pattern, is_weak in ((_SUPERSCRIPTS, False), (_BRACKETS, True), (_GLUED, True)):
        for found in pattern.finditer(line.text):
            run = next((r for r in line.runs if r.start <= found.start() < r.end), line.runs[0])
            if not run.is_raised:
                yield found.start(), found.end(), _part_box(run, *found.span()), found[0].translate(_TO_DIGITS), is_weak


def _part_box(run: Run, start: int, end: int) -> BBox:
    """Cut a run's box in proportion: near enough to be seen; exact boxes stay in the child."""
    width = (run.bbox[2] - run.bbox[0]) / max(1, run.end - run.start)
    x0 = run.bbox[0] + width * (start - run.start)
    return x0, run.bbox[1], min(run.bbox[2], x0 + width * (end - start)), run.bbox[3]


def _split_glued(marks: Sequence[Mark], labels: set[str]) -> list[Mark]:
    """Split a mark that no note answers into two neighbouring numbers: "1213" is 12 and 13 set without a space."""
    split: list[Mark] = []
    for mark in marks:
        half = len(mark.label) // 2
        first, second = mark.label[:half], mark.label[half:]
        is_glued = mark.label not in labels and {first, second} <= labels and mark.label.isdigit()
        if is_glued and int(second) == int(first) + 1:
            split += [replace(mark, label=first), replace(mark, label=second)]
        else:
            split.append(mark)
    return split


def _pair_by_links(marks: Sequence[Mark], notes: Sequence[Note]) -> dict[int, int]:
    by_label: dict[str, list[int]] = defaultdict(list)
    for n, note in enumerate(notes):
        by_label[note.label.label].append(n)
    pairs: dict[int, int] = {}
    for m, mark in enumerate(marks):
        if mark.target is None:
            continue
        page, top = mark.target.page_number, mark.target.top or 0.0
        here = [n for n in by_label[mark.label] if notes[n].page_number == page]
        if here:
            pairs[m] = min(here, key=lambda n: abs(notes[n].lines[0].bbox[1] - top))
    return pairs


def _pair_in_order(
    free_marks: Sequence[int], free_notes: set[int], marks: Sequence[Mark], notes: Sequence[Note]
) -> dict[int, int]:
    """Find the longest common order of marks and notes (Hunt and Szymanski 1977: a longest increasing subsequence)."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for n in sorted(free_notes, reverse=True):
        by_label[notes[n].label.label].append(n)
    tails: list[int] = []  # the smallest note that ends a common order of each length
    cells: list[tuple[int, int, int]] = []  # (mark, note, cell before or -1)
    tail_cells: list[int] = []
    for m in free_marks:
        for n in by_label[marks[m].label]:
            if not _may_refer(marks[m], notes[n]):
                continue
            length = bisect_left(tails, n)
            cells.append((m, n, tail_cells[length - 1] if length else -1))
            if length == len(tails):
                tails.append(n)
                tail_cells.append(len(cells) - 1)
            else:
                tails[length], tail_cells[length] = n, len(cells) - 1
    pairs: dict[int, int] = {}
    at = tail_cells[-1] if tail_cells else -1
    while at >= 0:
        m, n, at = cells[at]
        pairs[m] = n
    return pairs


def _may_refer(mark: Mark, note: Note) -> bool:
    distance = note.page_number - mark.line.page_number
    if note.kind is FootnoteKind.ENDNOTE:
        return distance >= 0
    return distance in (0, 1)  # a note may be pushed to the next page


def _is_wanted(m: int, marks: Sequence[Mark], pairs: dict[int, int]) -> bool:
    """Tell whether an unanswered mark fills a gap of the numbering, so that a note must be missing."""
    mark = marks[m]
    if mark.target is not None:
        return True
    if mark.is_weak or not mark.label.isdigit() or not pairs:
        return False
    before = next((n for n in range(m - 1, -1, -1) if n in pairs), None)
    after = next((n for n in range(m + 1, len(marks)) if n in pairs), None)
    low = int(marks[before].label) if before is not None and marks[before].label.isdigit() else 0
    if after is None:
        return int(mark.label) == low + 1
    high = int(marks[after].label) if marks[after].label.isdigit() else 0
    return low < int(mark.label) < high
