"""Pair each mark with its note."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark, MarkShape, find_marks
from cetingest.extract.notes.repeats import find_out_of_order, find_repeats, may_refer
from cetingest.extract.regions.labels import LabelForm
from cetingest.model import FootnoteKind, NoteSignal

# Weak marks are taken where they answer this share of the notes that have no other mark, or where nearly all of them
# answer a note. Other numbers in brackets or at word ends do not count on in step with the notes.
_MIN_WEAK_SHARE = 0.5
_MIN_WEAK_ANSWERED = 0.8
_MIN_WEAK = 3
# Of marks in round brackets this share ends a clause; numbers of points, paragraphs and choices seldom do.
_MIN_CLAUSE_ENDS = 0.5
# Of numbers in brackets this share stands after a word; those of program code and formulas seldom do.
_MIN_AFTER_WORDS = 0.5
# Of all numbers at word ends this share counts on with the notes; those of names of variables seldom do.
_MIN_IN_ORDER = 0.4
# For each mark that pairs in order: where more name their notes out of order, the list is sorted otherwise.
_MAX_STRAYS = 0.2
# No book has so many chapters that number their notes anew; a hostile file has 10,000 notes of one label, and pairing
# each with each mark would take an hour.
_MAX_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark and its note (an index into the notes), None when no note answers; `signals` decided it."""

    mark: Mark
    note: int | None
    signals: tuple[NoteSignal, ...] = ()

    @property
    def is_repeat(self) -> bool:
        """Tell whether an earlier mark names the same note."""
        return NoteSignal.REPEAT in self.signals


def pair_references(marks: Sequence[Mark], notes: Sequence[Note]) -> list[Reference]:
    """Pair marks with notes: internal links first, then the longest pairing that keeps both in order, then repeats.

    Left-over marks count as unanswered references only where the numbering wants them: an exponent does not.
    """
    marks = _split_glued(marks, {note.label.label for note in notes})
    linked = _pair_by_links(marks, notes)
    pairs = dict(linked)
    free_notes = set(range(len(notes))) - set(pairs.values())
    free_marks = [n for n in range(len(marks)) if n not in pairs]
    pairs |= _pair_in_order([n for n in free_marks if not marks[n].is_weak], free_notes, marks, notes)
    free_notes -= set(pairs.values())
    pairs |= _pair_weak(
        [n for n in free_marks if marks[n].is_weak and not marks[n].is_exponent], free_notes, marks, notes
    )
    pairs |= _pair_exponents([n for n in free_marks if marks[n].is_exponent], pairs, marks, notes)
    paired = sorted(pairs)
    shapes = Counter(marks[n].shape for n in paired)
    usual = max(shapes, key=lambda shape: (shapes[shape], shape), default=None)
    strays = find_out_of_order(marks, notes, pairs)
    repeats = find_repeats(marks, notes, pairs | strays, is_in_order=len(strays) <= _MAX_STRAYS * len(pairs))
    others = strays | repeats
    unanswered = {n for n in free_marks if n not in pairs and n not in others and _is_wanted(n, marks, paired, usual)}
    found = {n: Reference(marks[n], None, signals_of(marks[n], notes, None)) for n in unanswered}
    found |= {
        n: Reference(marks[n], note, signals_of(marks[n], notes, note, is_linked=n in linked))
        for n, note in pairs.items()
    }
    found |= {
        n: Reference(marks[n], note, repeat_signals(marks[n]) if n in repeats else _signals_alone(marks[n]))
        for n, note in others.items()
    }
    return [found[n] for n in sorted(found)]


def pair_inside_notes(notes: Sequence[Note], references: Sequence[Reference]) -> list[Reference]:
    """Find the marks that stand in the text of other notes: raised ones that name a note which nothing else names.

    A raised number in a note is as often an exponent or part of a title, so only a note without a mark is paired.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for n in sorted(set(range(len(notes))) - {reference.note for reference in references}):
        waiting[notes[n].label.label].append(n)
    found: list[Reference] = []
    for at, note in enumerate(notes if waiting else ()):
        for mark in find_marks(note.lines):
            is_label = mark.line is note.lines[0] and mark.start < note.label.end
            if is_label or mark.is_exponent or NoteSignal.RAISED not in mark.signals:
                continue
            answers = [n for n in waiting[mark.label] if n != at and may_refer(mark, notes[n])]
            if answers:
                chosen = min(answers, key=lambda n: (n < at, abs(n - at)))
                waiting[mark.label].remove(chosen)
                found.append(
                    Reference(mark, chosen, signals_of(mark, notes, chosen, is_linked=mark.target is not None))
                )
    return found


def repeat_signals(mark: Mark) -> tuple[NoteSignal, ...]:
    """Return what decides that a mark names a note again."""
    return tuple(signal for signal in NoteSignal if signal is NoteSignal.REPEAT or signal in _signals_alone(mark))


def _signals_alone(mark: Mark) -> tuple[NoteSignal, ...]:
    return tuple(signal for signal in NoteSignal if signal in mark.signals - {NoteSignal.INTERNAL_LINK})


def signals_of(
    mark: Mark, notes: Sequence[Note], note: int | None, *, is_linked: bool = False
) -> tuple[NoteSignal, ...]:
    """Return what decides that a mark names a note, None when no note answers it."""
    found = set(mark.signals)
    if not is_linked:
        found.discard(NoteSignal.INTERNAL_LINK)
    if note is not None and (is_linked or may_refer(mark, notes[note])):
        found.add(NoteSignal.SEQUENCE)
    return tuple(signal for signal in NoteSignal if signal in found)


def _pair_weak(
    weak: Sequence[int], free_notes: set[int], marks: Sequence[Mark], notes: Sequence[Note]
) -> dict[int, int]:
    """Pair weak marks of one shape after the other, the shape that answers most first: a document marks in one way."""
    shapes: dict[MarkShape, list[int]] = defaultdict(list)
    for n in weak:
        shapes[marks[n].shape].append(n)
    found = {
        shape: _pair_in_order(numbers, {n for n in free_notes if _may_name(shape, notes[n])}, marks, notes)
        for shape, numbers in shapes.items()
    }
    pairs: dict[int, int] = {}
    for shape in sorted(found, key=lambda shape: (-len(found[shape]), shape)):
        free = {n for n in free_notes - set(pairs.values()) if _may_name(shape, notes[n])}
        labels = {notes[n].label.label for n in free}
        candidates = [n for n in shapes[shape] if marks[n].label in labels]
        more = _pair_in_order(candidates, free, marks, notes) if pairs else found[shape]
        # numbers in brackets that name most notes are marks in any order
        named = len({marks[n].label for n in candidates}) if shape is MarkShape.BRACKET else 0
        is_most = max(len(more), named) > _MIN_WEAK_SHARE * len(free)
        if shape is MarkShape.PAREN and sum(marks[m].ends_clause for m in more) < _MIN_CLAUSE_ENDS * len(more):
            continue
        if shape is MarkShape.BRACKET and sum(marks[m].follows_word for m in candidates) < _MIN_AFTER_WORDS * len(
            candidates
        ):
            continue
        if shape is MarkShape.GLUED and len(more) < _MIN_IN_ORDER * len(shapes[shape]):
            continue
        is_exact = len(more) >= max(_MIN_WEAK, _MIN_WEAK_ANSWERED * len(candidates))
        if is_most or is_exact:
            pairs |= more
    return pairs


def _may_name(shape: MarkShape, note: Note) -> bool:
    """Tell whether marks of a shape may name a note: one labelled in brackets is not named by a bare number."""
    return note.label.form is not LabelForm.BRACKET or shape not in (MarkShape.GLUED, MarkShape.SYMBOL)


def _pair_exponents(
    exponents: Sequence[int], pairs: Mapping[int, int], marks: Sequence[Mark], notes: Sequence[Note]
) -> dict[int, int]:
    """Pair marks that look like exponents ("in room 10²") where the marks around them name the notes around theirs."""
    paired = sorted(pairs)
    named = set(pairs.values())
    found: dict[int, int] = {}
    for m in exponents:
        at = bisect_left(paired, m)
        before = pairs[paired[at - 1]] if at else -1
        after = pairs[paired[at]] if at < len(paired) else len(notes)
        note = before + 1
        is_gap = after == before + 2 and (at > 0 or at < len(paired)) and note not in named
        if is_gap and notes[note].label.label == marks[m].label and may_refer(marks[m], notes[note]):
            found[m] = note
            named.add(note)
    return found


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
    candidates = _Candidates(free_notes, notes)
    tails: list[int] = []  # the smallest note that ends a common order of each length
    cells: list[tuple[int, int, int]] = []  # (mark, note, cell before or -1)
    tail_cells: list[int] = []
    for m in free_marks:
        for n in candidates.of(marks[m]):
            length = bisect_left(tails, n)
            cells.append((m, n, tail_cells[length - 1] if length else -1))
            if length == len(tails):
                tails.append(n)
                tail_cells.append(len(cells) - 1)
            elif n < tails[length] or _is_nearer(marks[m], marks[cells[tail_cells[length]][0]], notes[n]):
                tails[length], tail_cells[length] = n, len(cells) - 1
    pairs: dict[int, int] = {}
    at = tail_cells[-1] if tail_cells else -1
    while at >= 0:
        m, n, at = cells[at]
        pairs[m] = n
    return pairs


def _is_nearer(mark: Mark, other: Mark, note: Note) -> bool:
    """Tell whether a mark stands on the page of a footnote and the other, which names it too, on the page before."""
    return note.kind is FootnoteKind.FOOTNOTE and other.line.page_number < mark.line.page_number == note.page_number


class _Candidates:
    """The notes of a mark's label that it may refer to, found without looking at all of them."""

    def __init__(self, free_notes: set[int], notes: Sequence[Note]) -> None:
        self._footnotes: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._endnotes: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n in sorted(free_notes):
            label, page_number = notes[n].label.label, notes[n].page_number
            if notes[n].kind is FootnoteKind.ENDNOTE:
                self._endnotes[label].append((page_number, n))
            else:
                self._footnotes[label, page_number].append(n)
        for entries in self._endnotes.values():
            entries.sort()

    def of(self, mark: Mark) -> list[int]:
        """Return the candidates of a mark, last first."""
        label, page_number = mark.label, mark.line.page_number
        near = (*self._footnotes.get((label, page_number), ()), *self._footnotes.get((label, page_number + 1), ()))
        later = self._endnotes.get(label, [])
        start = bisect_left(later, (page_number, 0))
        far = [n for _, n in later[start : start + _MAX_CANDIDATES]]
        return sorted((*near[:_MAX_CANDIDATES], *far), reverse=True)


def _is_wanted(m: int, marks: Sequence[Mark], paired: Sequence[int], usual: MarkShape | None) -> bool:
    """Tell whether an unanswered mark fills a gap of the numbering, so that a note must be missing."""
    mark = marks[m]
    if mark.target is not None:
        return mark.stands_out
    if (mark.is_weak and mark.shape is not usual) or not mark.label.isdigit() or not paired:
        return False
    at = bisect_left(paired, m)
    before = paired[at - 1] if at else None
    after = paired[at] if at < len(paired) else None
    low = int(marks[before].label) if before is not None and marks[before].label.isdigit() else 0
    high = int(marks[after].label) if after is not None and marks[after].label.isdigit() else 0
    if high <= low:  # the last one, or the numbering begins anew after it
        return int(mark.label) == low + 1
    return low < int(mark.label) < high
