"""Group the lines of the body to blocks: headings, paragraphs, list items, captions, tables."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cetingest.extract.body.headings import HeadingStyles, is_caption
from cetingest.extract.body.tables.find import Table
from cetingest.extract.body.tables.runs import is_justified
from cetingest.extract.body.tags import Tags
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line
from cetingest.model import BlockKind

# Text may follow a bullet or number without a space (WeasyPrint); a dash or star is a bullet only before a space.
# Bullets of symbol fonts come out as the replacement character or one of the private use area.
_BULLET = re.compile(r"[•‣◦▪▫■□●○➢➤✓✔∙⁃\ufffd\ue000-\uf8ff]\s*(?=\S)|[·*–—-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?:\s+(?=\S)|(?=[^\W\d_][^\W\d_]))")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d+$")
# A paragraph gap: in the tightest case seen (LibreOffice, 4 pt after) 1.3 line pitches; 1.15 allows for raised lines.
_PARAGRAPH_GAP = 1.18
# A paragraph may go on after so many tables, captions and notes in the margin.
_MAX_FLOATS = 12
# The lines of a heading follow each other at 1.1 to 1.35 sizes.
_HEADING_PITCH = 1.5
# A first-line indent is at least this share of the size; smaller steps are the optical margin of quotes.
_INDENT = 0.6
# The next word did not fit when less than this share of the size stayed free after it.
_FIT_SLACK = 0.6
# Ends of ragged lines lie closer together than this (points) where a column has this many lines.
_OVERFULL = 8
_MIN_LINES = 10
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"”’»)\]]*$")


_TAGGED = {
    "LI": BlockKind.LIST_ITEM,
    "Caption": BlockKind.CAPTION,
    "Figure": BlockKind.OTHER,
    "TOC": BlockKind.OTHER,
    "Table": BlockKind.TABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as lines; the first line's text starts at character `start` (after a bullet).

    `table` are the cells of a table's block.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    start: int = 0
    level: int | None = None
    table: Table | None = None


@dataclass(slots=True)
class _Group:
    lines: list[Line]
    is_table: bool = False
    table: Table | None = None


class LineEnds:
    """Knows the edges of the columns: whether a line had room for one more word, and how far it is indented."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rights: dict[tuple[int, float], Counter[int]] = defaultdict(Counter)
        self._left: dict[int, float] = {}
        for line in lines:
            rights[line.column, line.size][round(line.bbox[2])] += 1
            self._left[line.column] = min(line.bbox[0], self._left.get(line.column, line.bbox[0]))
        self._right = {key: _upper(counts) for key, counts in rights.items()}

    def is_full(self, line: Line, following: Line) -> bool:
        """Tell whether the line had no room for the next line's first word."""
        right = self._right.get((line.column, line.size), line.bbox[2])
        return line.bbox[2] + following.first_word_width + _FIT_SLACK * line.size > right

    def reaches_edge(self, line: Line) -> bool:
        """Tell whether the line ends at the column's right edge, as all but the last do in justified text."""
        return line.bbox[2] > self._right.get((line.column, line.size), line.bbox[2]) - 0.3 * line.size

    def indent_of(self, line: Line) -> float:
        """Return how far the line starts from the left edge of its column."""
        return line.bbox[0] - self._left.get(line.column, 0.0)


def group_blocks(
    lines: Sequence[Line], styles: HeadingStyles, ends: LineEnds, tables: Sequence[Table] = ()
) -> tuple[RawBlock, ...]:
    """Group body lines to blocks in reading order; a paragraph or item goes on over columns and pages, and floats."""
    pitches = _line_pitches(lines)
    table_of = {line: table for table in tables for line in table.lines}
    firsts = _with_tagged(_first_lines(lines, table_of), lines, styles.tags)
    opened: dict[int, _Group] = {}
    groups: list[_Group] = []
    for n, line in enumerate(lines):
        if n in firsts:
            if firsts[n] == n:
                opened[n] = _Group([], is_table=True, table=table_of.get(line))
                groups.append(opened[n])
            opened[firsts[n]].lines.append(line)
            continue
        open_group = next((g for g in _may_go_on(groups, line) if _belongs(g.lines, line, styles, ends, pitches)), None)
        if open_group is None:
            open_group = _Group([])
            groups.append(open_group)
        open_group.lines.append(line)
    return tuple(_make_block(group, styles) for group in groups)


def _first_lines(lines: Sequence[Line], table_of: Mapping[Line, Table]) -> dict[int, int]:
    """Return for the index of each line that belongs to a table the index of the table's first line."""
    firsts: dict[Table, int] = {}
    return {n: firsts.setdefault(table_of[line], n) for n, line in enumerate(lines) if line in table_of}


def _with_tagged(tables: dict[int, int], lines: Sequence[Line], tags: Tags) -> dict[int, int]:
    """Return the tables, corrected by the tags of those lines whose tags are believed."""
    roles = [tags.role_of(line) for line in lines]
    if not any(roles):
        return tables
    found: dict[int, int] = {}
    for n, role in enumerate(roles):
        if role == "Table":
            is_same = n - 1 in found and tags.are_one(lines[n - 1], lines[n])
            found[n] = found[n - 1] if is_same else n
        elif not role and n in tables:
            found[n] = found.get(n - 1, n) if tables.get(n - 1) == tables[n] else n
    return found


def _may_go_on(groups: Sequence[_Group], line: Line) -> Iterator[_Group]:
    """Yield the blocks that a line may belong to: the last one of the text, and the one before tables and captions.

    What stands beside the text goes on by itself.
    """
    is_beside = line.column == BESIDE
    is_first = True
    for group in reversed(groups[-_MAX_FLOATS:]):
        first = group.lines[0]
        if (first.column == BESIDE) != is_beside:
            continue
        if not group.is_table and (is_first or not is_beside):
            yield group
        if not (group.is_table or is_caption(first.text)):
            return
        is_first = False


def list_label_end(line: Line) -> int:
    """Return where the text after a bullet or list number starts, 0 when the line has none."""
    found = _BULLET.match(line.text) or _NUMBER.match(line.text)
    return found.end() if found else 0


def _belongs(
    block: Sequence[Line], line: Line, styles: HeadingStyles, ends: LineEnds, pitches: dict[float, float]
) -> bool:
    """Tell whether a line goes on with a block: as its tag says, or else as it looks."""
    before = block[-1]
    is_one = styles.tags.are_one(before, line)
    if is_one is None:
        return _goes_on(block, line, styles, ends, pitches)
    # a paragraph over two pages may be tagged as two
    is_cut = line.page_number != before.page_number and line.text[:1].islower()
    return is_one or (is_cut and _goes_on_over_page(block, line, ends))


def _goes_on(
    block: Sequence[Line], line: Line, styles: HeadingStyles, ends: LineEnds, pitches: dict[float, float]
) -> bool:
    before = block[-1]
    heading = styles.style_of(line)
    is_same_frame = (line.page_number, line.band, line.column) == (before.page_number, before.band, before.column)
    step = line.baseline - before.baseline
    if is_same_frame and step < _HEADING_PITCH * before.size and _ends_heading(before, line, styles):
        return True
    if heading != styles.style_of(before) or abs(line.size - before.size) > 0.05 * before.size + 0.1:
        return False
    if heading is not None:
        return is_same_frame and step < _HEADING_PITCH * before.size
    begins_caption = is_caption(line.text) and not (is_same_frame and _is_in_text(before, line, ends))
    if begins_caption or _starts_item(block, line) or _LEADERS.search(before.text):
        return False
    if not is_same_frame:
        return line.column != BESIDE and _goes_on_over_page(block, line, ends)
    pitch = pitches.get(before.size, 1.3 * before.size)
    return step < _PARAGRAPH_GAP * pitch and not _starts_paragraph(block, line, ends)


def _ends_heading(before: Line, line: Line, styles: HeadingStyles) -> bool:
    """Tell whether a line is the rest of a heading: in lower case, or hanging below it, whatever is in italics."""
    if styles.style_of(before) is None or abs(line.size - before.size) > 0.1 or line.is_bold != before.is_bold:
        return False
    if line.is_bold and line.text[:1].islower():
        return True
    return styles.style_of(line) is not None and line.bbox[0] > before.bbox[0] + line.size


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


def _is_in_text(before: Line, line: Line, ends: LineEnds) -> bool:
    """Tell whether a line goes on with a sentence of a full line: "Figure 6. It shows" after "see" is no caption."""
    return ends.is_full(before, line) and not _SENTENCE_END.search(_without_mark(before))


def _starts_paragraph(block: Sequence[Line], line: Line, ends: LineEnds) -> bool:
    """Tell a new paragraph without a gap: an indent, a return to the margin, a line that was ended early."""
    before = block[-1]
    step = line.bbox[0] - before.bbox[0]
    reach = _INDENT * line.size
    is_first = len(block) == 1
    # after the first line a paragraph may return to the margin, and an item goes on under its text
    may_go_left = is_first and not list_label_end(before)
    may_go_right = is_first and not may_go_left
    is_shifted = (step < -reach and not may_go_left) or (step > reach and not may_go_right)
    is_mid_sentence = line.text[:1].islower() and not _SENTENCE_END.search(_without_mark(before))
    return is_shifted or not (is_mid_sentence or ends.is_full(before, line))


def _goes_on_over_page(block: Sequence[Line], line: Line, ends: LineEnds) -> bool:
    """Tell whether a block goes on at the top of the next column or page."""
    before = block[-1]
    if not ends.is_full(before, line):
        return False
    if line.text[:1].islower() or not _SENTENCE_END.search(_without_mark(before)):
        return True
    # A full last line that ends a sentence: only the shape of the block tells that more is to come
    is_aligned = abs(ends.indent_of(line) - ends.indent_of(before)) < _INDENT * line.size
    is_indented_prose = len(block) > 1 and block[0].bbox[0] - block[1].bbox[0] > _INDENT * line.size
    is_item = list_label_end(block[0]) > 0
    return len(block) > 1 and is_aligned and (is_item or is_indented_prose or ends.reaches_edge(before))


def _without_mark(line: Line) -> str:
    last = line.runs[-1]
    return line.text[: last.start].rstrip() if last.is_raised else line.text


def _make_block(group: _Group, styles: HeadingStyles) -> RawBlock:
    lines = group.lines
    if group.is_table:
        is_whole = group.table is not None and set(group.table.lines) == set(lines)
        kind = BlockKind.OTHER if group.table is not None and group.table.is_other else BlockKind.TABLE
        return RawBlock(kind=kind, lines=tuple(lines), table=group.table if is_whole else None)
    first = lines[0]
    kind, level, start = _TAGGED.get(styles.tags.role_of(first)) or _kind_of(lines), None, 0
    if styles.style_of(first) is not None:
        kind = BlockKind.TITLE if styles.is_title(first) else BlockKind.HEADING
        level = None if kind is BlockKind.TITLE else styles.level_of(first)
    if kind is BlockKind.LIST_ITEM:
        start = list_label_end(first)
    return RawBlock(kind=kind, lines=tuple(lines), start=start, level=level)


def _kind_of(lines: Sequence[Line]) -> BlockKind:
    """Return the kind of a block that is no heading."""
    first = lines[0]
    if _LEADERS.search(first.text):
        return BlockKind.OTHER
    if is_caption(first.text):
        return BlockKind.CAPTION
    if sum(line.wide_gaps for line in lines if not is_justified(line)) >= max(2, len(lines)):
        return BlockKind.OTHER
    return BlockKind.LIST_ITEM if list_label_end(first) else BlockKind.PARAGRAPH


def _line_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of baselines for each size: the commonest one, in quarter points."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(lines):
        step = b.baseline - a.baseline
        if a.size == b.size and a.page_number == b.page_number and 0.8 * a.size < step < 2.2 * a.size:
            steps[a.size][round(4 * step) / 4] += 1
    return {size: max(counts, key=lambda step: (counts[step], -step)) for size, counts in steps.items()}


def _upper(counts: Counter[int]) -> float:
    """Return the right edge that lines reach: the highest place but for the outermost hundredth of the lines.

    A single line that stands out farther is overfull: a URL that LaTeX could not break.
    """
    left_over = 0.01 * counts.total()
    places = sorted(counts, reverse=True)
    for place, following in pairwise(places):
        left_over -= counts[place]
        is_overfull = counts[place] == 1 and place - following > _OVERFULL and counts.total() >= _MIN_LINES
        if left_over < 0 and not is_overfull:
            return float(place)
    return float(places[-1])
