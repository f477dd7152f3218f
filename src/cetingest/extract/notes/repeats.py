"""Find the marks that name a note again, after the mark that is paired with it in order."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import TO_DIGITS, Mark, MarkShape
from cetingest.extract.regions.labels import mark_labels
from cetingest.language import abbreviations
from cetingest.model import FootnoteKind, NoteSignal

# A hostile file has 10,000 notes of one label; no mark of a real one may name so many.
_MAX_CANDIDATES = 200
# Of the marks of one weak shape that name some note, this share must be set as marks are: where numbers in round
# brackets or at word ends are mostly something else, none of them names a note again.
_MIN_SHARE = 0.8
_MIN_SHARE_OF_BRACKETS = 0.5
# A mark may stand in a row of so many, with at most so many characters between two of them: "[2], [3]".
_MAX_GROUP, _MAX_BETWEEN = 20, 5
# What a raised number stands after when it is an exponent: another number (but no year), a variable, a unit.
_BASE = re.compile(r"\d$|(?:^|[^\W\d_]?[^\w])(?:[A-Za-zα-ωΑ-Ω]|[ckmdμµ]m|ft|yd|mi|sec|ha)$")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d$")
# An element of an array, the argument of a function, a paragraph of an article: x[2], f(3), 5(2).
_VARIABLE = re.compile(r"(?:^|\W)[A-Za-z_]$|\d$")
# What follows a mark that begins a line: the rest of a sentence. An item of a list begins with a capital or a word.
_REST = re.compile(r"\s*[.,;:)\]]")
# A line of a sentence has so many spaces at least.
_MIN_SPACES = 4
_CLAUSE_END = re.compile(r"\s?(?:[.,;:!?)\]”’»。、，）」]|$)")
_CIRCLED = re.compile("[①-⑳]")
# What ends before a mark of full size: a word, which is no abbreviation ("No.3", "fig.2") and no name in capitals
# ("G7", "COP26"), or what closes a quotation.
_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]*[^\W\d_A-Z]{3})[.,;:!?]?$")
_CLOSED = re.compile(r"[)\]”’»\"'][.,;:!?]?$|[.,;:!?][”’»\"']$")


def find_repeats(
    marks: Sequence[Mark], notes: Sequence[Note], pairs: Mapping[int, int], *, is_in_order: bool = True
) -> dict[int, int]:
    """Return the marks that name a note again: they look like the document's other marks, and the note is near.

    `pairs` maps marks to the notes that they name (indices); so does what is returned. Where the notes are not in the
    order of their marks, a mark may also stand before the one that is paired.
    """
    usual = _usual_look(marks, pairs)
    named = _Named(marks, notes, pairs, is_in_order=is_in_order)
    again = {
        m: note
        for m, mark in enumerate(marks)
        if m not in pairs and look_of(mark) is usual and (note := named.note_of(m)) is not None
    }
    fitting = {m: note for m, note in again.items() if _is_set_as_mark(marks, m)}
    return fitting if len(fitting) >= _share_wanted(usual) * len(again) else {}


def find_out_of_order(marks: Sequence[Mark], notes: Sequence[Note], pairs: Mapping[int, int]) -> dict[int, int]:
    """Return the marks that are the first to name a note, but not in order: lists of notes may be sorted by author."""
    usual = _usual_look(marks, pairs)
    if usual not in (MarkShape.RAISED, MarkShape.BRACKET):
        return {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for note in sorted(set(range(len(notes))) - set(pairs.values()), reverse=True):
        waiting[notes[note].label.label].append(note)
    series, last = _series_of(notes), _last_before(len(marks), pairs)
    found: dict[int, int] = {}
    for m, mark in enumerate(marks):
        if m in pairs or look_of(mark) is not usual or not waiting.get(mark.label):
            continue
        note, before = waiting[mark.label][-1], last[m]
        is_here = before is None or series[before] == series[note]
        if is_here and may_refer(mark, notes[note]) and _is_set_as_mark(marks, m):
            found[m] = waiting[mark.label].pop()
    return found


def _usual_look(marks: Sequence[Mark], pairs: Mapping[int, int]) -> MarkShape | None:
    looks = Counter(look_of(marks[m]) for m in pairs)
    return max(looks, key=lambda look: (looks[look], look), default=None)


def first_mentions(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out the marks that surely name a note again: two marks of a number else pass for the notes of two chapters.

    A number that was there before begins the numbering anew when those after it follow before the next new one does.
    """
    at: dict[int, list[int]] = defaultdict(list)
    for m, mark in enumerate(marks):
        if mark.label.isdigit():
            at[int(mark.label)].append(m)
    found: list[Mark] = []
    seen: set[int] = set()
    highest = 0
    for m, mark in enumerate(marks):
        number = int(mark.label) if mark.label.isdigit() else 0
        if number in seen:
            if not _begins_anew(number, highest, m, at):
                continue
            seen.clear()
            highest = 0
        if number:
            seen.add(number)
            highest = max(highest, number)
        found.append(mark)
    return found


def _begins_anew(number: int, highest: int, m: int, at: Mapping[int, Sequence[int]]) -> bool:
    following = _next(at.get(highest + 1, ()), m)
    second = _next(at.get(number + 1, ()), m)
    if number == 1:  # a chapter may have a single note
        return following is None or (second is not None and second <= following)
    third = None if second is None else _next(at.get(number + 2, ()), second)
    return third is not None and (following is None or third < following)


def _next(places: Sequence[int], m: int) -> int | None:
    n = bisect_right(places, m)
    return places[n] if n < len(places) else None


def may_refer(mark: Mark, note: Note) -> bool:
    """Tell whether a note stands where a mark's may: on its page or the next, or in a list after it."""
    distance = note.page_number - mark.line.page_number
    if note.kind is FootnoteKind.ENDNOTE:
        return distance >= 0
    return distance in (0, 1)  # a note may be pushed to the next page


def look_of(mark: Mark) -> MarkShape:
    """Return what the eye sees of a mark, linked or not."""
    if NoteSignal.RAISED in mark.signals:
        return MarkShape.RAISED
    return MarkShape.BRACKET if NoteSignal.LABEL_SHAPE in mark.signals else mark.shape


class _Named:
    """The notes that marks have named so far, by label, in the order of their first marks."""

    def __init__(
        self, marks: Sequence[Mark], notes: Sequence[Note], pairs: Mapping[int, int], *, is_in_order: bool
    ) -> None:
        self._marks, self._notes, self._is_in_order = marks, notes, is_in_order
        self._series = _series_of(notes)
        first: dict[int, int] = {}
        for m in sorted(pairs):
            first.setdefault(pairs[m], m)
        self._by_label: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for note, m in first.items():
            self._by_label[notes[note].label.label].append((m, note))
        self._named = frozenset(first)
        self._alike: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(notes):
            self._alike[one.label.label].append(n)
        self._last = _last_before(len(marks), pairs)

    def note_of(self, m: int) -> int | None:
        """Return the note that a mark names again: the one named last of those near it."""
        mark = self._marks[m]
        for first, note in reversed(self._by_label.get(mark.label, ())[-_MAX_CANDIDATES:]):
            is_after = first < m or not self._is_in_order
            if is_after and may_refer(mark, self._notes[note]) and self._is_in_series(m, note):
                return note
        return self._far_note_of(m)

    def _far_note_of(self, m: int) -> int | None:
        """Return the footnote of an earlier page that a mark in a sentence names, if none of its label is nearer.

        Notes that are numbered anew are named near their place only, and a table has notes of its own.
        """
        mark = self._marks[m]
        alike = self._alike.get(mark.label, [])
        is_sentence = mark.line.text.count(" ") >= _MIN_SPACES and not mark.line.wide_gaps
        is_one = len(alike) == 1 and alike[0] in self._named and self._notes[alike[0]].kind is FootnoteKind.FOOTNOTE
        if not (is_one and is_sentence and look_of(mark) is MarkShape.RAISED and mark.label.isdigit()):
            return None
        is_before = self._notes[alike[0]].page_number < mark.line.page_number
        return alike[0] if is_before else None

    def _is_in_series(self, m: int, note: int) -> bool:
        """Tell whether the numbering has not begun anew since: a footnote's place says it, an endnote's does not."""
        last = self._last[m]
        is_footnote = self._notes[note].kind is FootnoteKind.FOOTNOTE
        return is_footnote or last is None or self._series[last] == self._series[note]


def _series_of(notes: Sequence[Note]) -> list[int]:
    """Return for each note how often the numbering has begun anew before it."""
    numbers = [note.label.number or 0 for note in notes]
    return list(accumulate((b <= a for a, b in pairwise(numbers)), initial=0)) if notes else []


def _last_before(count: int, pairs: Mapping[int, int]) -> list[int | None]:
    """Return for each mark the note that the nearest paired mark before it names."""
    found: list[int | None] = []
    last: int | None = None
    for m in range(count):
        found.append(last)
        last = pairs.get(m, last)
    return found


def _share_wanted(look: MarkShape | None) -> float:
    if look is MarkShape.RAISED:
        return 0.0
    return _MIN_SHARE_OF_BRACKETS if look is MarkShape.BRACKET else _MIN_SHARE


def _is_set_as_mark(marks: Sequence[Mark], m: int) -> bool:
    """Tell whether what stands around a mark leaves no other reading: an exponent, a list item, an abbreviation."""
    mark = marks[m]
    printed = mark.line.text[mark.start : mark.end].translate(TO_DIGITS)
    if any(c.isdigit() for c in printed) and mark.label not in mark_labels(printed):
        return False  # half of a longer number
    before, after = _before_group(marks, m), mark.line.text[mark.end :]
    match look_of(mark):
        case MarkShape.RAISED:
            return _is_no_exponent(mark, before, after)
        case MarkShape.BRACKET:
            return _is_in_sentence(printed, before, after)
        case look:
            return bool(before.strip()) and _is_no_number(look, before, after)


def _is_no_number(look: MarkShape, before: str, after: str) -> bool:
    """Tell whether a mark of full size is no number of the text: of a paragraph, a figure, a star of a table."""
    match look:
        case MarkShape.PAREN:
            return not _VARIABLE.search(before) and (bool(_CLAUSE_END.match(after)) or _ends(before))
        case MarkShape.GLUED:
            return _ends(before)
        case _:
            return look is MarkShape.SYMBOL and not before[-1].isdigit()


def _ends(text: str) -> bool:
    """Tell whether a text ends with a word, so that a number behind it is none of its own."""
    word = _WORD.search(text)
    if word is None:
        return bool(_CLOSED.search(text))
    return abbreviations.load().find(word[1], is_note=True) is None


def _before_group(marks: Sequence[Mark], m: int) -> str:
    """Return the text before a mark and those directly before it: "[2], [3]" is judged by what precedes [2]."""
    line, start = marks[m].line, marks[m].start
    for before in reversed(marks[max(0, m - _MAX_GROUP) : m]):
        between = line.text[before.end : start]
        if before.line is not line or len(between) > _MAX_BETWEEN or any(c.isalnum() for c in between):
            break
        start = min(start, before.start)
    return line.text[:start]


def _is_no_exponent(mark: Mark, before: str, after: str) -> bool:
    if mark.is_exponent or (after[:1].isascii() and after[:1].isalnum()):
        return False
    if not before.strip():  # the label of a note begins a line; a mark is alone on it
        return not after.strip()
    return bool(_YEAR.search(before)) or not _BASE.search(before)


def _is_in_sentence(printed: str, before: str, after: str) -> bool:
    if _CIRCLED.fullmatch(printed):
        return bool(before.strip()) and bool(_CLAUSE_END.match(after))
    if not before.strip("[ "):
        return bool(_REST.match(after))
    before = before.removesuffix("[")
    return bool(_YEAR.search(before)) or not _VARIABLE.search(before)
