"""Find the notes: which lines begin one, and which lines belong to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cetingest.extract.labels import LabelForm, NoteLabel, read_note_label
from cetingest.extract.lines import Line
from cetingest.model import FootnoteKind

# Weights of a candidate's evidence. Only their order matters: a form and place like the other labels' outweighs one
# more candidate of a strange form (a continuation line that begins with a day number: 42 of 344 in LibreOffice).
_BASE, _USUAL_FORM, _USUAL_PLACE, _HAS_MARK = 1.0, 1.0, 0.5, 1.0
_UNUSUAL_PLACE = -1.0
_SKIPPED_NUMBER = -0.4
_RESTART = -1.2
# A note pushed over from the page before stands above the first note of a page that counts from 1 again.
_RESTART_IN_PAGE = -2.5
# A candidate is compared with so many before it: more false starts in a row were never seen.
_WINDOW = 40
_MIN_ENDNOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note as lines, the label's line first."""

    label: NoteLabel
    lines: tuple[Line, ...]
    kind: FootnoteKind

    @property
    def page_number(self) -> int:
        """The page that its label stands on."""
        return self.lines[0].page_number


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    line: Line
    label: NoteLabel


def find_footnotes(zone: Sequence[Line], marked: dict[int, set[str]]) -> tuple[tuple[Note, ...], tuple[Line, ...]]:
    """Cut the lines of the footnote zones into notes; return them and the lines that belong to none.

    `marked` holds the labels of marks by page. Lines before a page's first label go on with the note before (a note
    that runs over the page).
    """
    candidates = [_Candidate(n, line, label) for n, line in enumerate(zone) if (label := read_note_label(line))]
    starts = _choose_chain(candidates, marked)
    if not starts:
        return (), tuple(zone)
    ends = [start.index for start in starts[1:]] + [len(zone)]
    notes = tuple(
        Note(label=start.label, lines=tuple(zone[start.index : end]), kind=FootnoteKind.FOOTNOTE)
        for start, end in zip(starts, ends, strict=True)
    )
    return notes, tuple(zone[: starts[0].index])


def as_endnotes(notes: Sequence[Note], marked: dict[int, set[str]]) -> tuple[Note, ...]:
    """Call notes endnotes when most stand neither on the page of their mark nor on the next, but the marks exist."""
    everywhere = set().union(*marked.values())
    answering = [note for note in notes if note.label.label in everywhere]
    near = sum(_has_mark(note.label.label, note.page_number, marked) for note in answering)
    if not answering or near >= 0.5 * len(answering):
        return tuple(notes)
    return tuple(replace(note, kind=FootnoteKind.ENDNOTE) for note in notes)


def find_endnotes(body: Sequence[Line], labels: set[str]) -> tuple[tuple[Note, ...], tuple[Line, ...]]:
    """Find a list of notes at the end of the body, for marks with these labels; return it and the body without it.

    The list is the longest run 1, 2, 3 ... of one form at one edge that answers the marks; the later of equals.
    """
    candidates = [
        _Candidate(n, line, label)
        for n, line in enumerate(body)
        if (label := read_note_label(line)) and label.number is not None
    ]
    best: list[_Candidate] = []
    for n, first in enumerate(candidates):
        if first.label.number == 1:
            chain = _follow(candidates[n:])
            if len(chain) >= len(best):
                best = chain
    answered = sum(c.label.label in labels for c in best)
    if len(best) < _MIN_ENDNOTES or answered < 0.5 * len(best) or answered < 0.5 * len(labels):
        return (), tuple(body)
    end = _end_of_list(body, best)
    bounds = [*(c.index for c in best), end]
    notes = tuple(
        Note(label=c.label, lines=tuple(body[a:b]), kind=FootnoteKind.ENDNOTE)
        for c, (a, b) in zip(best, pairwise(bounds), strict=True)
    )
    return notes, (*body[: best[0].index], *body[end:])


def _follow(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    chain = [candidates[0]]
    for candidate in candidates[1:]:
        last = chain[-1]
        is_next = candidate.label.number == (last.label.number or 0) + 1
        # Labels are aligned at the left or at the right: three digits of the note size apart at most
        is_near = abs(candidate.line.bbox[0] - last.line.bbox[0]) < 2 * last.line.size or (
            candidate.line.column != last.line.column
        )
        if is_next and is_near and candidate.label.form is last.label.form:
            chain.append(candidate)
    return chain


def _end_of_list(body: Sequence[Line], chain: Sequence[_Candidate]) -> int:
    """Return where the last note ends: at larger text, a heading, or a gap wider than any inside the list."""
    inner = [
        b.baseline - a.baseline
        for a, b in pairwise(body[chain[0].index : chain[-1].index + 1])
        if a.page_number == b.page_number and a.column == b.column
    ]
    widest = max(inner, default=0.0) + 1
    last = body[chain[-1].index]
    for n in range(chain[-1].index + 1, len(body)):
        line, before = body[n], body[n - 1]
        is_gap = line.page_number == before.page_number and line.baseline - before.baseline > widest > 1
        if line.size > 1.05 * last.size or (line.is_bold and not last.is_bold) or is_gap:
            return n
    return len(body)


def _choose_chain(candidates: Sequence[_Candidate], marked: dict[int, set[str]]) -> list[_Candidate]:
    """Choose the heaviest chain of candidates whose labels run on, or begin anew on a new page."""
    forms = Counter(c.label.form for c in candidates)
    places: Counter[tuple[LabelForm, int, int]] = Counter(_place(c) for c in candidates)
    best: list[tuple[float, int | None]] = []
    for n, candidate in enumerate(candidates):
        weight = _weight(candidate, forms, places, marked)
        options: list[tuple[float, int | None]] = [(0.0, None)]
        for m in range(max(0, n - _WINDOW), n):
            step = _step(candidates[m], candidate)
            if step is not None:
                options.append((best[m][0] + step, m))
        total, before = max(options, key=lambda option: (option[0], option[1] or -1))
        best.append((total + weight, before))
    chain: list[_Candidate] = []
    at = max(range(len(best)), key=lambda n: best[n][0], default=None)
    while at is not None:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _place(candidate: _Candidate) -> tuple[LabelForm, int, int]:
    return candidate.label.form, candidate.line.column, round(candidate.line.bbox[0] / 3)


def _weight(
    candidate: _Candidate,
    forms: Counter[LabelForm],
    places: Counter[tuple[LabelForm, int, int]],
    marked: dict[int, set[str]],
) -> float:
    form, column, x = _place(candidate)
    usual = max(forms, key=lambda f: (forms[f], f))
    beside = sum(places[form, column, x + dx] for dx in (-1, 0, 1))
    is_usual_place = beside >= 0.3 * forms[form] or beside >= _MIN_ENDNOTES
    has_mark = _has_mark(candidate.label.label, candidate.line.page_number, marked)
    is_strong = form in (LabelForm.RAISED, LabelForm.LINKED)
    return (
        _BASE
        + (_USUAL_FORM if form is usual or is_strong else -_USUAL_FORM)
        + (_USUAL_PLACE if is_usual_place else _UNUSUAL_PLACE)
        + (_HAS_MARK if has_mark else -0.5)
    )


def _has_mark(label: str, page_number: int, marked: dict[int, set[str]]) -> bool:
    return label in marked.get(page_number, ()) or label in marked.get(page_number - 1, ())


def _step(before: _Candidate, after: _Candidate) -> float | None:
    """Return what it costs that `after` is the next note, None when it cannot be."""
    a, b = before.label.number, after.label.number
    is_new_page = before.line.page_number != after.line.page_number
    if a is None or b is None:
        return 0.0 if before.label.label != after.label.label or is_new_page else None
    if b > a:
        return _SKIPPED_NUMBER * min(b - a - 1, 10)
    if b != 1:
        return None
    return _RESTART if is_new_page else _RESTART_IN_PAGE
