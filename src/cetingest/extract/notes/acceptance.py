"""Decide which labels that look like a note's are those of notes: a label alone is no evidence.

Headings, definitions, items of lists, codes, rows of tables and lines of a table of contents begin with labels too, and
many of them are set small at the foot of a page.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from cetingest.extract.notes.footnotes import WORD, Note, is_wordless
from cetingest.extract.notes.marks import Mark, MarkShape
from cetingest.extract.notes.references import Reference
from cetingest.extract.regions.labels import LabelForm
from cetingest.extract.regions.zones import NOTE_SIZE

# Notes below rules that no mark names (a scan lost its marks) count from 1 without a gap, over two pages at least.
_MIN_SERIES, _MIN_PAGES = 3, 2
# Of more than a few labels of a column without a rule this share is shown by more than their number: a table has more.
_MIN_SHOWN, _FEW = 0.25, 4
# Sizes of one style differ by rounding only.
_SAME_SIZE = 0.08
# A heading is larger than the text by more than rounding. Rows of figures have hardly a letter in their first lines.
_LARGER, _LINES = 1.05, 4
_MIN_LETTERS, _MIN_SHARE = 1, 0.15
# The marks and labels that are printed alike.
_ALIKE = {
    MarkShape.BRACKET: LabelForm.BRACKET,
    MarkShape.PAREN: LabelForm.PAREN,
    MarkShape.EAST_ASIAN: LabelForm.WORD,
    MarkShape.SUPERSCRIPT: LabelForm.RAISED,
}

_Column = tuple[int, int]


def find_doubtful(
    notes: Sequence[Note], references: Sequence[Reference], *, body_size: float, ruled: Collection[_Column]
) -> frozenset[int]:
    """Return the notes (indices) that nothing but their label shows.

    A note is shown by a mark that names it, by a raised label where marks name others, or by its number: it goes on
    from a shown note in its column, or below a rule (`ruled` holds the columns with one).
    """
    named = {reference.note for reference in references}
    is_marked = any(reference.note is not None for reference in references)
    raised = {n for n, note in enumerate(notes) if note.label.form is LabelForm.RAISED}
    if is_marked:
        shown = [n in named or n in raised for n in range(len(notes))]
    else:  # verses and theses have raised numbers, too
        series = _ruled_series(notes, body_size, ruled)
        shown = [n in series or (n in raised and _column(note) in ruled) for n, note in enumerate(notes)]
    _spread(notes, shown, body_size, ruled)
    strong = {reference.note for reference in references if names_surely(reference.mark)}
    impossible = {n for n, note in enumerate(notes) if n not in strong and cannot_be_note(note, body_size)}
    impossible |= _lone_number(notes, references)
    return frozenset(n for n, is_shown in enumerate(shown) if not is_shown or n in impossible)


def _lone_number(notes: Sequence[Note], references: Sequence[Reference]) -> frozenset[int]:
    """Return the only note of a document if only a number of another shape names it: output of a program, "[1] 3".

    Brackets that name a label in brackets, and all that stands out, are evidence enough.
    """
    if len(notes) != 1 or not notes[0].label.label.isdigit() or notes[0].label.form.is_strong:
        return frozenset()
    marks = [reference.mark for reference in references if reference.note == 0]
    is_named = any(not mark.is_weak or _ALIKE.get(mark.shape) is notes[0].label.form for mark in marks)
    return frozenset() if is_named or not marks else frozenset({0})


def cannot_be_note(note: Note, body_size: float) -> bool:
    """Tell whether lines are no note whatever names them: larger than the text (a heading), or without any word."""
    first = note.lines[0]
    if first.size > _LARGER * body_size:
        return True
    text = first.text[note.label.end :] + " ".join(line.text for line in note.lines[1:_LINES])
    letters = sum(c.isalpha() for c in text)
    return letters < max(_MIN_LETTERS, _MIN_SHARE * len(text)) or has_no_word(note)


def has_no_word(note: Note) -> bool:
    """Tell whether a note has hardly a word."""
    return is_wordless(note.lines[0].text[note.label.end :] + " ".join(line.text for line in note.lines[1:]))


def names_surely(mark: Mark) -> bool:
    """Tell whether print sets a mark apart, in a line with a word: raised digits of a plot are none."""
    return not mark.is_weak and (mark.target is not None or WORD.search(mark.line.text) is not None)


def _spread(notes: Sequence[Note], shown: list[bool], body_size: float, ruled: Collection[_Column]) -> None:
    """Let each shown note show its neighbours, forwards and then backwards."""
    columns = Counter(_column(note) for note in notes)
    named = Counter(_column(note) for n, note in enumerate(notes) if shown[n])
    for order in (range(1, len(notes)), range(len(notes) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for n in order:
            place = _column(notes[n])
            is_table = columns[place] > _FEW and named[place] < _MIN_SHOWN * columns[place] and place not in ruled
            if not shown[n] and shown[n - step] and not is_table:
                before, after = (notes[n - 1], notes[n]) if step > 0 else (notes[n], notes[n + 1])
                shown[n] = _goes_on(before, after, notes[n], body_size, ruled)


def _goes_on(before: Note, after: Note, note: Note, body_size: float, ruled: Collection[_Column]) -> bool:
    """Tell whether two notes follow each other, so that what shows one of them shows `note`, the other, too."""
    is_here = _column(before) == _column(after)
    # what a shown note follows is one of its series; what follows it on another page may be an annex
    is_followed = note is before and after.page_number - before.page_number <= 1 and _is_alike(before, after)
    if not (is_here or _is_ruled(note, body_size, ruled) or is_followed):
        return False
    if not (before.label.places and after.label.places):  # the note of an author, "*", beside those of the text
        return not note.label.places
    return any(b == a + 1 for a in before.label.places for b in after.label.places)


def _ruled_series(notes: Sequence[Note], body_size: float, ruled: Collection[_Column]) -> frozenset[int]:
    """Return the notes of a document whose marks are all lost: below rules, smaller than the text, 1 to n."""
    inside = [n for n, note in enumerate(notes) if _is_ruled(note, body_size, ruled)]
    numbers = [notes[n].label.number for n in inside]
    pages = {notes[n].page_number for n in inside}
    is_whole = len(inside) >= _MIN_SERIES and len(pages) >= _MIN_PAGES and numbers == list(range(1, len(inside) + 1))
    return frozenset(inside) if is_whole else frozenset()


def _is_ruled(note: Note, body_size: float, ruled: Collection[_Column]) -> bool:
    return _column(note) in ruled and note.lines[0].size < NOTE_SIZE * body_size


def _is_alike(note: Note, other: Note) -> bool:
    size = note.lines[0].size
    return note.label.form is other.label.form and abs(other.lines[0].size - size) <= _SAME_SIZE * size


def _column(note: Note) -> _Column:
    return note.lines[0].page_number, note.lines[0].column
