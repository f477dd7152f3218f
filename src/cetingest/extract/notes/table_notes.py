"""Find the notes below tables and figures, which marks in their cells, labels or captions name."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.notes.acceptance import has_no_word, names_surely
from cetingest.extract.notes.candidates import Candidate
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark, MarkShape, find_marks
from cetingest.extract.notes.references import Reference
from cetingest.extract.notes.sources import begins_source
from cetingest.extract.regions.labels import LabelForm, NoteLabel, mark_labels, read_note_label
from cetingest.model import FootnoteKind, NoteSignal

# Notes begin 1.5 to 3 sizes below the last row, and follow each other as lines of text do or a little apart.
_MAX_DISTANCE, _MAX_PITCH = 3.5, 2.2
# They are set in one size, smaller than the body's unless their labels are raised.
_SMALL, _SAME_SIZE = 0.96, 0.08
# A caption stands so many lines above its table at most, with what it goes on in and the unit of the figures.
_CAPTION_LINES, _CAPTION_PITCH = 5, 1.6
# A separator rule is shorter than this share of the table above it: the notes of the page begin below it.
_SHORT_RULE = 0.6
# The labels of a chart take so many lines at most.
_MAX_CHART = 60
# Marks in brackets look like figures below zero; they count where the label of the note is printed so too.
_PRINTED_ALIKE = {MarkShape.PAREN: LabelForm.PAREN, MarkShape.BRACKET: LabelForm.BRACKET}
_FIGURE = re.compile(r"\d\s?[%)]?$")
IsCaption = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TableNotes:
    """The notes of tables and figures and the references to them; `withheld` lines take part in no other notes.

    `unanswered` marks are raised numbers behind a figure of a cell: notes of the page may answer them, or nothing.
    """

    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    unanswered: tuple[Mark, ...] = ()
    withheld: frozenset[Line] = frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the notes."""
        return tuple(line for note in self.notes for line in note.lines)

    def leave(self, pages: Sequence[PageLines]) -> tuple[PageLines, ...]:
        """Return the pages without what is withheld."""
        return tuple(
            replace(page, lines=tuple(line for line in page.lines if line not in self.withheld))
            if self.withheld.intersection(page.lines)
            else page
            for page in pages
        )

    def add_to(self, chosen: Candidate, pages: Sequence[PageLines]) -> Candidate:
        """Return what was read of the rest with the withheld lines of the body, these notes last, all references."""
        first = len(chosen.notes)
        added = [replace(r, note=first + r.note) for r in self.references if r.note is not None]
        mine = {_key(r.mark) for r in added}
        others = [r for r in chosen.references if _key(r.mark) not in mine]
        known = mine | {_key(r.mark) for r in others}
        lost = [Reference(m, None, _in_order(m.signals)) for m in self.unanswered if _key(m) not in known]
        place = {line: n for n, line in enumerate(chain.from_iterable(page.lines for page in pages))}
        references = (*others, *added, *lost)
        if added or lost:
            references = tuple(sorted(references, key=lambda r: (place[r.mark.line], r.mark.start)))
        return Candidate(
            body=tuple(self._with_withheld(chosen.body, pages)),
            notes=(*chosen.notes, *self.notes),
            references=references,
        )

    def _with_withheld(self, body: Sequence[Line], pages: Sequence[PageLines]) -> Iterator[Line]:
        """Yield a body with the withheld lines that are no notes behind the line that they follow."""
        noted = set(self.lines)
        left = set(body)
        behind: dict[Line | None, list[Line]] = {}
        before: Line | None = None
        for line in chain.from_iterable(page.lines for page in pages):
            if line in left:
                before = line
            elif line in self.withheld and line not in noted:
                behind.setdefault(before, []).append(line)
        yield from behind.get(None, ())
        for line in body:
            yield line
            yield from behind.get(line, ())


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What notes belong to: a caption, and the lines of its table or the labels of its figure."""

    lines: tuple[Line, ...]
    below: tuple[Line, ...]

    @property
    def marks(self) -> list[Mark]:
        """The marks that may name its notes, in reading order."""
        found = [mark for mark in find_marks(self.lines) if mark.shape is not MarkShape.GLUED and not mark.is_exponent]
        return found + [mark for line in self.lines for mark in _drawn_marks(line)]


def find_table_notes(
    pages: Sequence[PageLines],
    tables: Sequence[Sequence[Line]],
    certain: Sequence[Sequence[Line]],
    *,
    is_caption: IsCaption,
    body_size: float,
) -> TableNotes:
    """Find the notes of tables and figures; the lines of `certain` tables begin no note of the page either."""
    notes: list[Note] = []
    references: list[Reference] = []
    for page in pages:
        for anchor in _find_anchors(page, tables, is_caption, body_size):
            found = tuple(n for n in _read_notes(page, anchor, body_size) if _has_text(n, anchor))
            references += _pair(anchor.marks, found, first=len(notes))
            references += _pair_outside(page, anchor, found, first=len(notes))
            notes += found
    rows = {line for table in certain for line in table}
    ordered = tuple(line for page in pages for line in page.lines if line in rows)
    mine = {_key(reference.mark) for reference in references}
    drawn = [mark for line in ordered for mark in _drawn_marks(line)]
    others = [mark for mark in (*find_marks(ordered), *drawn) if _key(mark) not in mine]
    withheld = (rows - {mark.line for mark in others}) | {line for note in notes for line in note.lines}
    unanswered = tuple(mark for mark in others if _follows_figure(mark))
    return TableNotes(tuple(notes), tuple(references), unanswered, frozenset(withheld))


def _drawn_marks(line: Line) -> Iterator[Mark]:
    """Yield the marks that the font draws as superscripts; subscripts look alike, but name no note of the table."""
    for run in line.runs:
        is_mark = run.is_variant and not run.is_raised and run.start > 0 and line.text[run.start - 1] != " "
        for label in mark_labels(line.text[run.start : run.end]) if is_mark else ():
            yield Mark(
                label=label,
                line=line,
                start=run.start,
                end=run.end,
                bbox=run.bbox,
                shape=MarkShape.SUPERSCRIPT,
                signals=frozenset({NoteSignal.RAISED}),
            )


def _label_of(line: Line) -> NoteLabel | None:
    """Read the label of a note, also one that the font draws as a superscript."""
    first = line.runs[0]
    labels = mark_labels(line.text[: first.end]) if first.is_variant else ()
    return NoteLabel(label=labels[0], end=first.end, form=LabelForm.RAISED) if labels else read_note_label(line)


def _key(mark: Mark) -> tuple[Line, int]:
    return mark.line, mark.start


def _follows_figure(mark: Mark) -> bool:
    """Tell a raised mark right behind a figure: "20" with mark 2 would read 202."""
    is_raised = NoteSignal.RAISED in mark.signals and not mark.is_exponent
    return is_raised and _FIGURE.search(mark.line.text[: mark.start]) is not None


def _find_anchors(
    page: PageLines, tables: Sequence[Sequence[Line]], is_caption: IsCaption, body_size: float
) -> Iterator[_Anchor]:
    """Yield the tables of a page with their captions, then the captions of figures with the labels below them."""
    place = {line: n for n, line in enumerate(page.lines)}
    taken: set[Line] = set()
    for table in tables:
        here = sorted(place[line] for line in table if line in place)
        if here:
            above = page.lines[max(0, here[0] - _CAPTION_LINES) : here[0]]
            start = next((n for n in reversed(range(len(above))) if is_caption(above[n].text)), len(above))
            below = _column_below(page, here[-1])
            caption = _caption_length(below, is_caption)
            lines = (*above[start:], *(page.lines[n] for n in here), *below[:caption])
            taken.update(lines)
            yield _Anchor(lines, below[caption:])
    for line in page.lines:
        if is_caption(line.text) and line not in taken:
            below = _column_below(page, place[line])
            labels = _labels_of_figure(below, body_size, {mark.label for mark in find_marks((line,))})
            yield _Anchor((line, *below[:labels]), below[labels:])


def _caption_length(below: Sequence[Line], is_caption: IsCaption) -> int:
    """Return how many lines the caption right below a table has."""
    if not below or not is_caption(below[0].text):
        return 0
    steps = ((b.size == a.size and b.baseline - a.baseline < _CAPTION_PITCH * a.size) for a, b in pairwise(below))
    return 1 + sum(takewhile(bool, steps))


def _column_below(page: PageLines, n: int) -> tuple[Line, ...]:
    last = page.lines[n]
    return tuple(x for x in page.lines[n + 1 :] if x.column == last.column and x.baseline > last.baseline)


def _labels_of_figure(below: Sequence[Line], body_size: float, marked: set[str]) -> int:
    """Return how many lines below a caption are of the figure: those in small type before the first labelled one."""
    for n, line in enumerate(below[:_MAX_CHART]):
        if line.size > _SMALL * body_size:
            return n
        if (label := _label_of(line)) is not None and _begins_note(label, marked):
            return n
    return min(len(below), _MAX_CHART)


def _begins_note(label: NoteLabel, marked: set[str]) -> bool:
    """Tell the label of a note from a figure of a chart."""
    if not label.label.isdigit() or label.form.is_strong or label.form in (LabelForm.BRACKET, LabelForm.WORD):
        return True
    return label.label in marked and label.form is not LabelForm.PLAIN


def _read_notes(page: PageLines, anchor: _Anchor, body_size: float) -> tuple[Note, ...]:
    """Return the notes right below an anchor that its marks name; none where they may be those of the page."""
    marked = {mark.label for mark in anchor.marks}
    if not marked:
        return ()
    lines = _above_rule(list(_block_below(anchor, body_size)), page)
    outside = {mark.label for mark in _marks_outside(page, anchor)}
    is_foot = bool(lines) and _is_foot(anchor, lines, body_size)
    notes = tuple(_cut(lines, marked, marked if is_foot else marked | outside))
    numbers = [int(note.label.label) for note in notes if note.label.label.isdigit()]
    is_strange = any(str(number) not in marked and (is_foot or str(number) not in outside) for number in numbers)
    is_own = any(note.label.label in marked for note in notes)
    if not is_own or is_strange or _is_separated(page, anchor, notes[0].lines[0]):
        return ()
    is_whole_foot = len(numbers) == len(notes) and min(numbers) > 1 and is_foot
    return () if is_whole_foot else notes


def _above_rule(lines: list[Line], page: PageLines) -> list[Line]:
    """Return the lines above a rule between two of them: below it stand the notes of the page."""
    ruled = (
        n for n, (a, b) in enumerate(pairwise(lines), 1) if any(a.baseline < r[1] < b.baseline for r in page.rules)
    )
    return lines[: next(ruled, len(lines))]


def _has_text(note: Note, anchor: _Anchor) -> bool:
    """Tell whether a numbered note is more than digits of a picture; "* p < 0.05" is a note."""
    if not note.label.label.isdigit() or not has_no_word(note):
        return True
    return any(mark.label == note.label.label and names_surely(mark) for mark in anchor.marks)


def _marks_outside(page: PageLines, anchor: _Anchor) -> list[Mark]:
    """Return the marks of a page above an anchor that stand out: notes between text may be theirs."""
    inside = set(anchor.lines)
    above = [x for x in page.lines if x not in inside and x.baseline < anchor.lines[-1].baseline]
    return [mark for mark in find_marks(above) if mark.stands_out and not mark.is_exponent]


def _block_below(anchor: _Anchor, body_size: float) -> Iterator[Line]:
    """Yield the lines below an anchor in one size, as far as they follow each other closely."""
    before = max(anchor.lines, key=lambda line: line.baseline)
    first: Line | None = None
    for line in anchor.below:
        reach = _MAX_PITCH if first else _MAX_DISTANCE
        label = _label_of(line)
        is_small = line.size < _SMALL * body_size or (label is not None and label.form.is_strong)
        if line.baseline - before.baseline > reach * max(line.size, before.size) or (not first and not is_small):
            return
        if first is not None and abs(line.size - first.size) > _SAME_SIZE * first.size:
            return
        first = first or line
        yield line
        before = line


def _cut(lines: Sequence[Line], own: set[str], marked: set[str]) -> Iterator[Note]:
    """Cut lines to notes at the labels that are marked, or that go on from the note before.

    What only a mark of the text names is a footnote that stands there; `own` are the labels that the block marks.
    """
    open_note: tuple[NoteLabel, list[Line]] | None = None
    for line in lines:
        label = _label_of(line)
        if label is not None and (label.label in marked or (open_note and _follows(open_note[0], label))):
            if open_note:
                yield _note(*open_note, own)
            open_note = (label, [line])
        elif begins_source(line.text):
            if open_note:
                yield _note(*open_note, own)
            open_note = None
        elif open_note:
            open_note[1].append(line)
    if open_note:
        yield _note(*open_note, own)


def _note(label: NoteLabel, lines: Sequence[Line], own: set[str]) -> Note:
    is_own = label.label in own or not label.label.isdigit()
    return Note(label=label, lines=tuple(lines), kind=FootnoteKind.TABLE if is_own else FootnoteKind.FOOTNOTE)


def _follows(before: NoteLabel, label: NoteLabel) -> bool:
    return before.form is label.form and any(b == a + 1 for a in before.places for b in label.places)


def _is_separated(page: PageLines, anchor: _Anchor, first: Line) -> bool:
    """Tell whether a separator rule stands between an anchor and a note: then it is one of the page's."""
    last = anchor.lines[-1]
    width = max(x.bbox[2] for x in anchor.lines) - min(x.bbox[0] for x in anchor.lines)
    drawn: dict[int, float] = {}  # borders are drawn cell by cell
    for x0, top, x1, _ in page.rules:
        if last.bbox[3] - 1 < top < first.bbox[1] + 0.3 * first.size:
            drawn[round(top)] = drawn.get(round(top), 0.0) + x1 - x0
    return any(length < _SHORT_RULE * width for length in drawn.values())


def _is_foot(anchor: _Anchor, block: Sequence[Line], body_size: float) -> bool:
    """Tell whether nothing of the body follows a block in its column."""
    rest = [line for line in anchor.below if line.baseline > block[-1].baseline]
    return not any(line.size >= _SMALL * body_size and " " in line.text for line in rest)


def _pair(marks: Sequence[Mark], notes: Sequence[Note], *, first: int) -> Iterator[Reference]:
    """Yield the references of an anchor's marks to its notes; `first` is the number of its first note."""
    numbers = {note.label.label: n for n, note in enumerate(notes)}
    named: set[int] = set()
    for mark in marks:
        n = numbers.get(mark.label)
        if n is None or _PRINTED_ALIKE.get(mark.shape, notes[n].label.form) is not notes[n].label.form:
            continue
        signal = NoteSignal.REPEAT if n in named else NoteSignal.SEQUENCE
        named.add(n)
        yield Reference(mark, first + n, _in_order(mark.signals | {signal}))


def _pair_outside(page: PageLines, anchor: _Anchor, notes: Sequence[Note], *, first: int) -> Iterator[Reference]:
    """Yield the references of the last marks above an anchor to those of its notes that its own marks do not name."""
    waiting = {note.label.label: n for n, note in enumerate(notes) if note.kind is FootnoteKind.FOOTNOTE}
    for mark in reversed(_marks_outside(page, anchor) if waiting else ()):
        if (n := waiting.pop(mark.label, None)) is not None:
            yield Reference(mark, first + n, _in_order(mark.signals | {NoteSignal.SEQUENCE}))


def _in_order(signals: frozenset[NoteSignal]) -> tuple[NoteSignal, ...]:
    return tuple(signal for signal in NoteSignal if signal in signals)
