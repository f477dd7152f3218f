"""Find the notes: which lines begin one, and which lines belong to it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.layout.lines import Line
from cetingest.extract.regions.labels import LabelForm, NoteLabel, read_note_label
from cetingest.language import abbreviations
from cetingest.model import FootnoteKind

# Weights of what a candidate shows. Only their order matters: a form and place like the other labels' outweighs one
# more candidate of a strange form (a continuation line that begins with a day number: 42 of 344 in LibreOffice).
_BASE, _USUAL_FORM, _USUAL_PLACE, _HAS_MARK = 1.0, 1.0, 0.5, 1.0
_UNUSUAL_PLACE = -1.0
# A row of a table has gaps; a line may begin with a number amid a sentence, if no mark names it.
_HAS_GAPS, _READS_ON = -1.5, -2.5
# The digits of a plot: a number and no word behind it.
_WORDLESS = -1.5
# A label alone on its line is more often the number of a page or a chart than a note.
_EMPTY = -1.0
_SKIPPED_NUMBER = -0.4
# Letters between numbers and the other way round: the notes of an author beside an editor's.
_OTHER_KIND = -0.5
# The first label is a letter of the text's size, but neither a nor i: "p. 12", "v. State".
_BEGINS_LATE = -5.0
_RESTART = -1.2
# A note pushed over from the page before stands above the first note of a page that counts from 1 again.
_RESTART_IN_PAGE = -2.5
# A candidate is compared with so many before it; no document seen has more false starts in a row.
_WINDOW = 40
_MIN_ALIKE = 3
# Of the labels that could stand in both columns of a page, this share does in a bilingual edition; a tenth at most by
# chance (numbers at the start of continuation lines).
_PARALLEL_SHARE = 0.5
# The digits of plots and heat maps have no word; of "Id. at 5", which has none either, most is letters. Law cites by
# abbreviations: "OJ L 372, 27.12.2006, p. 1."
WORD = re.compile(r"[^\W\d_]{3}|[A-Z]{2}|(?<!\w)[^\W\d_]{1,2}\.(?=\s)|[\u3040-\u9fff]")
_MAX_WORDLESS_SHARE = 0.5
_OPEN_END = re.compile(r"(?:[,;:(–-]|(?<!\S)[a-zäöüéèà]{1,3})$")
_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_]+)\.$")


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


def find_footnotes(
    zone: Sequence[Line], marked: dict[int, set[str]], refused: Collection[Line] = ()
) -> tuple[tuple[Note, ...], tuple[Line, ...]]:
    """Cut the lines of the footnote zones into notes; return them and the lines that belong to none.

    `marked` holds the labels of marks by page. Lines before a page's first label go on with the note before (a note
    that runs over the page). `refused` lines begin no note; where one is the first label of its column, what stands
    from it to the next note is text.
    """
    candidates = [
        _Candidate(n, line, label)
        for n, line in enumerate(zone)
        if line not in refused and (label := read_note_label(line))
    ]
    starts = _choose_chain(zone, candidates, marked)
    if not starts:
        return (), tuple(zone)
    loose = {*range(starts[0].index), *_refused_parts(zone, {start.index for start in starts}, refused)}
    ends = [start.index for start in starts[1:]] + [len(zone)]
    notes = tuple(
        Note(
            label=start.label,
            lines=tuple(zone[n] for n in range(start.index, end) if n not in loose),
            kind=FootnoteKind.FOOTNOTE,
        )
        for start, end in zip(starts, ends, strict=True)
    )
    return notes, tuple(zone[n] for n in sorted(loose))


def _refused_parts(zone: Sequence[Line], starts: Collection[int], refused: Collection[Line]) -> Iterator[int]:
    """Yield the lines from a refused label to the next note of its column, where no note begins above it."""
    place: tuple[int, int] | None = None
    is_noted = is_text = False
    for n, line in enumerate(zone):
        if (line.page_number, line.column) != place:
            place, is_noted, is_text = (line.page_number, line.column), False, False
        is_noted = is_noted or n in starts
        is_text = not is_noted and (is_text or line in refused)
        if is_text:
            yield n


def is_wordless(text: str) -> bool:
    """Tell whether a text has hardly a word, as the digits of a plot have none.

    >>> is_wordless("9 b 66 1"), is_wordless("Id. at 5"), is_wordless("OJ L 372, 27.12.2006, p. 1.")
    (True, False, False)
    """
    letters = sum(c.isalpha() for c in text)
    return not WORD.search(text) and letters <= _MAX_WORDLESS_SHARE * sum(c.isalnum() for c in text)


def split_series(zone: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Split the lines of the footnote zones where two columns number their notes alike, as bilingual editions do.

    Returns the left column (with what stands across the page) and the right one, or everything in one.
    """
    labels: dict[tuple[int, int], set[str]] = defaultdict(set)
    for line in zone:
        if label := read_note_label(line):
            labels[line.page_number, line.column].add(label.label)
    pages = {page for page, _ in labels}
    fewer = sum(min(len(labels[page, 1]), len(labels[page, 2])) for page in pages)
    alike = sum(len(labels[page, 1] & labels[page, 2]) for page in pages)
    if alike < max(_MIN_ALIKE, _PARALLEL_SHARE * fewer):
        return (tuple(zone),)
    return tuple(line for line in zone if line.column != 2), tuple(line for line in zone if line.column == 2)


def as_endnotes(notes: Sequence[Note], marked: dict[int, set[str]]) -> tuple[Note, ...]:
    """Call notes endnotes when most stand neither on the page of their mark nor on the next, but the marks exist.

    Symbols name notes of their own page only: an author's "*" does not name a line of output ten pages on.
    """
    everywhere = set().union(*marked.values())
    answering = [note for note in notes if note.label.label in everywhere]
    near = sum(_has_mark(note.label.label, note.page_number, marked) for note in answering)
    if not any(note.label.places for note in answering) or near >= 0.5 * len(answering):
        return tuple(notes)
    return tuple(replace(note, kind=FootnoteKind.ENDNOTE) for note in notes)


def _choose_chain(
    zone: Sequence[Line], candidates: Sequence[_Candidate], marked: dict[int, set[str]]
) -> list[_Candidate]:
    """Choose the heaviest chain of candidates whose labels run on, or begin anew on a new page."""
    forms = Counter(c.label.form for c in candidates if not c.line.wide_gaps)
    places: Counter[tuple[LabelForm, int, int]] = Counter(_place(c) for c in candidates)
    best: list[tuple[float, int | None]] = []
    for n, candidate in enumerate(candidates):
        weight = _weight(candidate, forms, places, marked) + _reading_on(candidate, zone, marked)
        begins_late = candidate.label.form is LabelForm.LETTER and 1 not in candidate.label.places
        options: list[tuple[float, int | None]] = [(_BEGINS_LATE if begins_late else 0.0, None)]
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
    usual = max(forms, key=lambda f: (forms[f], f), default=None)
    beside = sum(places[form, column, x + dx] for dx in (-1, 0, 1))
    is_usual_place = beside >= 0.3 * forms[form] or beside >= _MIN_ALIKE
    has_mark = _has_mark(candidate.label.label, candidate.line.page_number, marked)
    text = candidate.line.text[candidate.label.end :]
    is_empty = not text.strip()
    return (
        _BASE
        + (_USUAL_FORM if form is usual or form.is_strong else -_USUAL_FORM)
        + (_EMPTY if is_empty else 0.0)
        + (_WORDLESS if form is LabelForm.PLAIN and is_wordless(text) else 0.0)
        + (_USUAL_PLACE if is_usual_place else _UNUSUAL_PLACE)
        + (_HAS_MARK if has_mark else -0.5)
    )


def _reading_on(candidate: _Candidate, zone: Sequence[Line], marked: dict[int, set[str]]) -> float:
    """Return what counts against a label because of the line that it begins and of the one before."""
    line, before = candidate.line, zone[candidate.index - 1] if candidate.index else None
    found = _HAS_GAPS if line.wide_gaps else 0.0
    if before is None or (before.page_number, before.column) != (line.page_number, line.column):
        return found
    is_named = _has_mark(candidate.label.label, line.page_number, marked)
    is_open = not candidate.label.form.is_strong and not is_named and _is_unfinished(before.text)
    return found + (_READS_ON if is_open else 0.0)


def _is_unfinished(text: str) -> bool:
    """Tell whether a line ends amid a sentence: at a comma, a hyphen, a short word or an abbreviation.

    >>> _is_unfinished("Journal of Ports, no."), _is_unfinished("Ibid."), _is_unfinished("at https://a.example/b")
    (True, False, False)
    """
    word = _LAST_WORD.search(text)
    return bool(_OPEN_END.search(text)) or bool(word and abbreviations.load().find(word[1], is_note=True))


def _has_mark(label: str, page_number: int, marked: dict[int, set[str]]) -> bool:
    return label in marked.get(page_number, ()) or label in marked.get(page_number - 1, ())


def _step(before: _Candidate, after: _Candidate) -> float | None:
    """Return what it costs that `after` is the next note, None when it cannot be."""
    is_new_page = before.line.page_number != after.line.page_number
    first, second = before.label, after.label
    if not (first.places and second.places):
        return 0.0 if first.label != second.label or is_new_page else None
    if first.is_letter != second.is_letter:
        return _OTHER_KIND if second.form.is_strong or 1 in second.places else None
    steps = [_count_on(a, b, is_new_page=is_new_page) for a in first.places for b in second.places]
    return max((step for step in steps if step is not None), default=None)


def _count_on(a: int, b: int, *, is_new_page: bool) -> float | None:
    if b > a:
        return _SKIPPED_NUMBER * min(b - a - 1, 10)
    if b != 1:
        return None
    return _RESTART if is_new_page else _RESTART_IN_PAGE
