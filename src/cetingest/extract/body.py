"""Group the lines of the body to blocks: headings, paragraphs, list items, captions, tables."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cetingest.extract.headings import HeadingStyles
from cetingest.extract.lines import Line
from cetingest.model import BlockKind

_BULLET = re.compile(r"[•‣◦▪▫■□●○·➢➤✓✔∙⁃*–—-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Chart|Box|Exhibit|Abbildung|Abb\.|Tabelle|Tableau|Figura|Tabla|Gráfico|図|表)\s*\d+[.:–—\s]",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d+$")
# A paragraph gap: in the tightest case seen (LibreOffice, 4 pt after) 1.3 line pitches; 1.15 allows for raised lines.
_PARAGRAPH_GAP = 1.18
# A first-line indent is at least this share of the size; smaller steps are the optical margin of quotes.
_INDENT = 0.6
# The next word did not fit when less than this share of the size stayed free after it.
_FIT_SLACK = 0.6
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as lines; the first line's text starts at character `start` (after a bullet)."""

    kind: BlockKind
    lines: tuple[Line, ...]
    start: int = 0
    level: int | None = None


class LineEnds:
    """Knows for each line whether the first word of the next would still have fitted."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rights: dict[tuple[int, float], Counter[int]] = defaultdict(Counter)
        for line in lines:
            rights[line.column, line.size][round(line.bbox[2])] += 1
        self._right = {key: _upper(counts) for key, counts in rights.items()}

    def is_full(self, line: Line, following: Line) -> bool:
        """Tell whether the line had no room for the next line's first word."""
        right = self._right.get((line.column, line.size), line.bbox[2])
        return line.bbox[2] + following.first_word_width + _FIT_SLACK * line.size > right


def group_blocks(lines: Sequence[Line], styles: HeadingStyles, ends: LineEnds) -> tuple[RawBlock, ...]:
    """Group body lines to blocks in reading order; a paragraph or item goes on over columns and pages."""
    pitches = _line_pitches(lines)
    grouped: list[list[Line]] = []
    for line in lines:
        if grouped and _goes_on(grouped[-1], line, styles, ends, pitches):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return tuple(_make_block(group, styles) for group in grouped)


def list_label_end(line: Line) -> int:
    """Return where the text after a bullet or list number starts, 0 when the line has none."""
    found = _BULLET.match(line.text) or _NUMBER.match(line.text)
    return found.end() if found else 0


def _goes_on(
    block: Sequence[Line], line: Line, styles: HeadingStyles, ends: LineEnds, pitches: dict[float, float]
) -> bool:
    before = block[-1]
    heading, before_heading = styles.style_of(line), styles.style_of(before)
    if heading != before_heading or abs(line.size - before.size) > 0.05 * before.size + 0.1:
        return False
    is_same_frame = (line.page_number, line.band, line.column) == (before.page_number, before.band, before.column)
    pitch = pitches.get(before.size, 1.3 * before.size)
    if heading is not None:
        return is_same_frame and line.baseline - before.baseline < 1.5 * before.size
    if _starts_item(block, line) or _CAPTION.match(line.text) or _LEADERS.search(before.text):
        return False
    if is_same_frame:
        return line.baseline - before.baseline < _PARAGRAPH_GAP * pitch and not _starts_paragraph(block, line, ends)
    return _goes_on_over_page(block, line, ends)


def _starts_item(block: Sequence[Line], line: Line) -> bool:
    """Tell whether a line begins a list item: a bullet, or a number that stands left of the text before it."""
    if _BULLET.match(line.text) and not line.text.startswith(("–", "—", "-", "*")):
        return True
    found = _BULLET.match(line.text) or _NUMBER.match(line.text)
    if not found:
        return False
    is_item = list_label_end(block[0]) > 0
    text_left = block[1].bbox[0] if is_item and len(block) > 1 else block[-1].bbox[0]
    if is_item and len(block) == 1:
        # the item before has one line: its number stands where this one stands
        return abs(line.bbox[0] - block[0].bbox[0]) < line.size
    return abs(line.bbox[0] - text_left) > _INDENT * line.size


def _starts_paragraph(block: Sequence[Line], line: Line, ends: LineEnds) -> bool:
    """Tell a new paragraph without a gap: an indent, a return to the margin, a line that was ended early."""
    before = block[-1]
    step = line.bbox[0] - before.bbox[0]
    reach = _INDENT * line.size
    if len(block) == 1:
        # after the first line a paragraph returns to the margin, an item goes on under its text
        is_item = list_label_end(before) > 0
        if is_item:
            return step < -reach or not ends.is_full(before, line)
        return step > reach or not ends.is_full(before, line)
    if abs(step) > reach:
        return True
    return not ends.is_full(before, line)


def _goes_on_over_page(block: Sequence[Line], line: Line, ends: LineEnds) -> bool:
    """Tell whether a block goes on at the top of the next column or page."""
    before = block[-1]
    if not ends.is_full(before, line):
        return False
    if line.text[:1].islower() or not _SENTENCE_END.search(_without_mark(before)):
        return True
    if line.column != before.column or len(block) == 1:
        return False
    # A full last line that ends a sentence: only the shape of items and of indented prose tells that more is to come
    is_aligned = abs(line.bbox[0] - before.bbox[0]) < _INDENT * line.size
    is_indented_prose = block[0].bbox[0] - block[1].bbox[0] > _INDENT * line.size
    return is_aligned and (list_label_end(block[0]) > 0 or is_indented_prose)


def _without_mark(line: Line) -> str:
    last = line.runs[-1]
    return line.text[: last.start].rstrip() if last.is_raised else line.text


def _make_block(lines: Sequence[Line], styles: HeadingStyles) -> RawBlock:
    first = lines[0]
    style = styles.style_of(first)
    if style is not None:
        if styles.is_title(first):
            return RawBlock(kind=BlockKind.TITLE, lines=tuple(lines))
        return RawBlock(kind=BlockKind.HEADING, lines=tuple(lines), level=styles.level_of(first))
    if _LEADERS.search(first.text):
        return RawBlock(kind=BlockKind.OTHER, lines=tuple(lines))
    if _CAPTION.match(first.text):
        return RawBlock(kind=BlockKind.CAPTION, lines=tuple(lines))
    if sum(line.wide_gaps for line in lines) >= max(2, len(lines)):
        return RawBlock(kind=BlockKind.TABLE, lines=tuple(lines))
    start = list_label_end(first)
    if start:
        return RawBlock(kind=BlockKind.LIST_ITEM, lines=tuple(lines), start=start)
    return RawBlock(kind=BlockKind.PARAGRAPH, lines=tuple(lines))


def _line_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of baselines for each size: the commonest one, in quarter points."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(lines):
        step = b.baseline - a.baseline
        if a.size == b.size and a.page_number == b.page_number and 0.8 * a.size < step < 2.2 * a.size:
            steps[a.size][round(4 * step) / 4] += 1
    return {size: max(counts, key=lambda step: (counts[step], -step)) for size, counts in steps.items()}


def _upper(counts: Counter[int]) -> float:
    """Return the right edge that lines reach: the highest place but for the outermost hundredth of the lines."""
    left_over = 0.01 * counts.total()
    for place in sorted(counts, reverse=True):
        left_over -= counts[place]
        if left_over < 0:
            return float(place)
    return float(max(counts))
