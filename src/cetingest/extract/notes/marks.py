"""Find everything in the body that looks like a mark of a note."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from cetingest.extract.glyphs import Target
from cetingest.extract.layout.lines import Line, LineLink, Run
from cetingest.extract.layout.rows import RAISED_SIZE
from cetingest.extract.regions.labels import MAX_RANGE, NOTE_WORDS, SYMBOLS, links_to_note, mark_labels
from cetingest.model import BBox, NoteSignal

# Superscript digits, but not those of a negative exponent: 10⁻³, s⁻¹.
_SUPERSCRIPTS = re.compile(r"(?<![⁻⁺])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_BRACKETS = re.compile(r"\[(?:\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*|[*†‡§])\]")
_EAST_ASIAN = re.compile(rf"[〔［]\d{{1,4}}[〕］]|[①-⑳]|[(（〔［]?(?:{NOTE_WORDS})\s?\d{{1,3}}[)）〕］]?")
_PARENS = re.compile(r"[(（]\s?(?:\d{1,3}(?:\s?[,;、–-]\s?\d{1,3})*|[*†‡§])\s?[)）]")
# Some fonts draw superscripts as glyphs of full size; only the missing space before them shows that they are marks.
# A number after "3." is a decimal; after a letter, a closing bracket or a quotation mark it cannot be one.
_GLUED = re.compile(
    r"(?:[^\W\d][.,;:!?”’\"')\]]{1,3}|[.,;:)\]”’][”’)\]]|[”’)\]][.,;:]|[)\]”’])"
    r"(?P<closed>\d{1,3}(?:[,–-]\d{1,3})*)(?=\s|$)"
    r"|(?<=[^\W\d]{3})(?P<word>\d{1,3})(?=[\s.,;:)]|$)"
)
_SYMBOL = re.compile(rf"(?<=[^\s{re.escape(SYMBOLS)}])(?P<symbol>[{re.escape(SYMBOLS)}]{{1,3}})(?=[\s.,;:)]|$)")
# What an exponent stands after: m², km³, 10⁶.
_METRES = re.compile(r"\b[kcmdμµ]?m$")
_VARIABLE = re.compile(r"(?<![^\W_])[A-Za-zα-ωΑ-Ω]$")
_TEN = re.compile(r"\b10$")
TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# The dash of a range whose ends are marks of their own.
_DASH = re.compile(r"[\]〕］)]?\s?[–-]\s?[\[〔［(]?")
# A mark that fell alone on a line: its baseline is a line's pitch below the one before, less its rise (shares of the
# size); it stands at the left edge of a line of prose, which may be indented.
_LEFT_OVER = re.compile(rf"\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*|[{re.escape(SYMBOLS)}]{{1,3}}")
_STEP = (0.4, 1.5)
_MAX_INDENT, _EDGE = 2.5, 0.3
_MIN_SPACES = 4
_CLAUSE_END = re.compile(r"\s?[.,;:!?)\]”’»。、，）」]")
_AFTER_WORD = re.compile(
    r"[^\W\d_]{2}[.,;:!?”\"’'»)]*\s?$|[\])）%\d][.,;:–-]?\s$|\]$|[”»][.,;:]?\s?$|[\u3040-\u9fff].?$"
)
# The marks of a line are asked for by each way to read the notes; this is a report of some 3,000 pages.
_LINES_KEPT = 1 << 17
_NEXT_OF_ROW = re.compile(r"[,;]?\s?\w{0,3}\s?[(（]\d")
_STRONG = frozenset({NoteSignal.INTERNAL_LINK, NoteSignal.RAISED})


class MarkShape(StrEnum):
    """How print sets marks apart; one document nearly always uses one."""

    LINK = "link"
    RAISED = "raised"
    SUPERSCRIPT = "superscript"
    BRACKET = "bracket"
    EAST_ASIAN = "east-asian"
    PAREN = "paren"
    GLUED = "glued"
    SYMBOL = "symbol"


_PATTERNS = (
    (MarkShape.SUPERSCRIPT, _SUPERSCRIPTS),
    (MarkShape.BRACKET, _BRACKETS),
    (MarkShape.EAST_ASIAN, _EAST_ASIAN),
    (MarkShape.PAREN, _PARENS),
    (MarkShape.GLUED, _GLUED),
    (MarkShape.SYMBOL, _SYMBOL),
)
_Printed = tuple[MarkShape, int, int, BBox, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the body that may refer to a note; `start`..`end` are its characters in the line.

    A mark that names several notes ("3,5") gives several, with the same characters.
    """

    label: str
    line: Line
    start: int
    end: int
    bbox: BBox
    shape: MarkShape
    target: Target | None = None
    signals: frozenset[NoteSignal] = frozenset()
    is_exponent: bool = False

    @property
    def is_weak(self) -> bool:
        """Tell whether it looks like any number in brackets or at the end of a word.

        Weak marks count only where they answer most notes that nothing else answers.
        """
        return not (self.signals & _STRONG) or self.is_exponent

    @property
    def ends_clause(self) -> bool:
        """Tell whether it stands where marks do: before a stop or comma, or after one and before a new sentence.

        The number of a paragraph follows that of its article, "2(1)", or stands in a row of them, "(1), (2) and (3)".
        """
        if self.line.text[self.start - 1 : self.start].isdigit() or _NEXT_OF_ROW.match(self.line.text, self.end):
            return False
        before, after = self.line.text[: self.start].rstrip(), self.line.text[self.end :].lstrip()
        is_between = before.endswith((".", "!", "?", "”", '"')) and after[:1].isupper()
        return not after or bool(_CLAUSE_END.match(after)) or is_between

    @property
    def follows_word(self) -> bool:
        """Tell whether it stands after a word or another mark: indices of program code and formulas do not."""
        return bool(_AFTER_WORD.search(self.line.text[: self.start])) or not self.line.text[: self.start].strip()

    @property
    def stands_out(self) -> bool:
        """Tell whether print sets it apart from a number of the text: raised or in brackets."""
        return bool(self.signals & {NoteSignal.RAISED, NoteSignal.LABEL_SHAPE})


def find_marks(body: Sequence[Line]) -> list[Mark]:
    """Find everything in the body that looks like a mark, in reading order.

    Where linked marks stand out, a linked number of the text's own size is a cross-reference ("see note 12") or an
    entry of the table of contents.
    """
    marks = [mark for before, line in pairwise((None, *body)) if line for mark in _marks_in(line, before)]
    linked = Counter(mark.stands_out for mark in marks if mark.target is not None)
    if linked[True] <= linked[False]:
        return marks
    return [mark for mark in marks if mark.target is None or mark.stands_out]


def labels_by_page(marks: Sequence[Mark]) -> dict[int, set[str]]:
    """Return the labels of marks by page."""
    found: dict[int, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.line.page_number].add(mark.label)
    return dict(found)


def _marks_in(line: Line, before: Line | None) -> Iterator[Mark]:
    """Yield the marks of a line in order; `before` is the line before it."""
    if before is not None and _is_left_over(line, before):
        for label in mark_labels(line.text):
            yield Mark(
                label=label,
                line=line,
                start=0,
                end=len(line.text),
                bbox=line.bbox,
                shape=MarkShape.RAISED,
                signals=frozenset({NoteSignal.RAISED, NoteSignal.SMALLER}),
            )
        return
    last: Mark | None = None
    found = [mark for mark in _all_marks_of(line) if not _begins_item(mark, before)]
    for mark in sorted(found, key=lambda m: m.start):
        if last is not None:
            yield from _between(last, mark)
        yield mark
        last = mark


def _begins_item(mark: Mark, before: Line | None) -> bool:
    """Tell whether a number in brackets begins a recital, a definition or an item of a list."""
    if mark.start or mark.shape not in (MarkShape.PAREN, MarkShape.BRACKET):
        return False
    goes_on = before is not None and before.text[-1:].isalnum() and before.column == mark.line.column
    return not (goes_on or _CLAUSE_END.match(mark.line.text[mark.end :]))


def _is_left_over(line: Line, before: Line) -> bool:
    """Tell whether a raised mark fell alone on the last line of its paragraph: small, high, and at its left edge."""
    if not _LEFT_OVER.fullmatch(line.text) or line.size >= RAISED_SIZE * before.size:
        return False
    step = (line.baseline - before.baseline) / before.size
    is_below = (line.page_number, line.column) == (before.page_number, before.column) and _STEP[0] < step < _STEP[1]
    is_prose = before.text.count(" ") >= _MIN_SPACES
    shift = (line.bbox[0] - before.bbox[0]) / before.size
    return is_below and is_prose and -_MAX_INDENT < shift < _EDGE


def _between(first: Mark, last: Mark) -> Iterator[Mark]:
    """Yield the marks that a range leaves out between two that are marks of their own: [1]–[3]."""
    text = first.line.text[first.end : last.start]
    is_set_apart = first.stands_out or first.line.text[: first.start].endswith(("[", "〔", "［"))
    is_range = first.shape is last.shape and is_set_apart and _DASH.fullmatch(text)
    if is_range and first.label.isdigit() and last.label.isdigit():
        for number in range(int(first.label) + 1, min(int(last.label), int(first.label) + MAX_RANGE)):
            yield replace(first, label=str(number), start=first.end, end=last.start, target=None)


@lru_cache(maxsize=_LINES_KEPT)
def _all_marks_of(line: Line) -> tuple[Mark, ...]:
    return tuple(_marks_of(line))


def _marks_of(line: Line) -> Iterator[Mark]:
    taken: list[tuple[int, int]] = []
    for link in line.links:
        if links_to_note(link, line.text):
            start, end = _widen(link, line)
            taken.append((start, end))
            signals = {NoteSignal.INTERNAL_LINK} | _look_of(line, start, end)
            if _is_cross_reference(line, start, signals):
                continue
            for label in mark_labels(line.text[start:end]):
                yield Mark(
                    label=label,
                    line=line,
                    start=start,
                    end=end,
                    bbox=link.bbox,
                    shape=MarkShape.LINK,
                    target=link.target,
                    signals=frozenset(signals),
                )
    for shape, start, end, bbox, text in _printed_marks(line):
        if any(start < b and a < end for a, b in taken):
            continue
        signals = _look_of(line, start, end)
        for label in mark_labels(text):
            yield Mark(
                label=label,
                line=line,
                start=start,
                end=end,
                bbox=bbox,
                shape=shape,
                signals=frozenset(signals),
                is_exponent=_is_exponent(line.text[:start], label),
            )


def _widen(link: LineLink, line: Line) -> tuple[int, int]:
    """Return what a link over a mark marks: all of a raised number of which it covers a part, if no other link does."""
    run = next((r for r in line.runs if r.is_raised and r.start <= link.start and link.end <= r.end), None)
    if run is None or sum(run.start <= other.start < run.end for other in line.links) > 1:
        return link.start, link.end
    is_one = len(mark_labels(line.text[run.start : run.end])) == 1
    return (run.start, run.end) if is_one else (link.start, link.end)


def _is_cross_reference(line: Line, start: int, signals: Set[NoteSignal]) -> bool:
    """Tell whether a linked number is a word of its sentence or of a table of contents ("see section 3")."""
    is_word = not line.text[:start].strip() or line.text[start - 1].isspace()
    is_set_apart = not signals.isdisjoint({NoteSignal.RAISED, NoteSignal.LABEL_SHAPE, NoteSignal.SMALLER})
    return is_word and line.text[start].isdigit() and not is_set_apart


def _look_of(line: Line, start: int, end: int) -> set[NoteSignal]:
    """Say how print sets characters apart."""
    found: set[NoteSignal] = set()
    run = next((r for r in line.runs if r.start <= start < r.end), None)
    text = line.text[start:end]
    if (run is not None and run.is_raised) or _SUPERSCRIPTS.search(text):
        found.add(NoteSignal.RAISED)
    if run is not None and run.size < 0.85 * line.size:
        found.add(NoteSignal.SMALLER)
    around = line.text[max(0, start - 1) : end + 1]
    if _BRACKETS.search(around) or _EAST_ASIAN.search(around):
        found.add(NoteSignal.LABEL_SHAPE)
    return found


def _is_exponent(before: str, label: str) -> bool:
    """Tell whether a raised number is an exponent by what it stands after.

    >>> _is_exponent("an area of 12 km", "2"), _is_exponent("he said.", "2")
    (True, False)
    """
    is_unit = label in ("2", "3") and _METRES.search(before)
    is_after_sign = unicodedata.category(before.rstrip()[-1:] or "x") in ("Sm", "So")
    return bool(is_unit or _TEN.search(before) or (label.isdigit() and (is_after_sign or _VARIABLE.search(before))))


def _printed_marks(line: Line) -> Iterator[_Printed]:
    for run in line.runs:
        if run.is_raised:
            yield MarkShape.RAISED, run.start, run.end, run.bbox, line.text[run.start : run.end]
    for shape, pattern in _PATTERNS:
        for found in pattern.finditer(line.text):
            name = found.lastgroup or 0
            start, end = found.span(name)
            run = next((r for r in line.runs if r.start <= start < r.end), line.runs[0])
            if not run.is_raised:
                yield shape, start, end, _part_box(run, start, end), found[name].translate(TO_DIGITS)


def _part_box(run: Run, start: int, end: int) -> BBox:
    """Cut a run's box in proportion: near enough to be seen; exact boxes stay in the child."""
    width = (run.bbox[2] - run.bbox[0]) / max(1, run.end - run.start)
    x0 = run.bbox[0] + width * (start - run.start)
    return x0, run.bbox[1], min(run.bbox[2], x0 + width * (end - start)), run.bbox[3]
