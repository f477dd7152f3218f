"""Group the lines of the body to blocks: headings, paragraphs, list items, captions, tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cetingest.extract.body.contents import find_entries, has_leaders
from cetingest.extract.body.edges import LineEnds, ends_sentence, line_pitches
from cetingest.extract.body.hanging import INDENT, Hanging, find_hanging
from cetingest.extract.body.heading_numbers import NO_NUMBER, read_numbers
from cetingest.extract.body.headings import HeadingStyles, is_caption
from cetingest.extract.body.items import Label, find_labels, follows, is_dash, is_first
from cetingest.extract.body.tables.find import Table
from cetingest.extract.body.tables.runs import is_justified
from cetingest.extract.body.tags import Tags
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line
from cetingest.model import BlockKind

_DASHES = ("-", "–", "—")
# A paragraph gap: in the tightest case seen (LibreOffice, 4 pt after) 1.3 line pitches; 1.15 allows for raised lines.
_PARAGRAPH_GAP = 1.18
# A paragraph may go on after so many tables, captions and notes in the margin.
_MAX_FLOATS = 12
# The lines of a heading follow each other at 1.1 to 1.35 sizes.
_HEADING_PITCH = 1.5
# Characters: the longest headings seen have 190, those that end with a full stop 120.
_MAX_HEADING = 300
_MAX_SENTENCE = 150

_TAGGED = {
    "LI": BlockKind.LIST_ITEM,
    "Caption": BlockKind.CAPTION,
    "Figure": BlockKind.OTHER,
    "TOC": BlockKind.OTHER,
    "Table": BlockKind.TABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as lines; the text of the first starts at character `start`, after a bullet or the number `label`.

    `table` are the cells of a table's block.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    start: int = 0
    label: str | None = None
    level: int | None = None
    table: Table | None = None


@dataclass(slots=True)
class _Group:
    lines: list[Line]
    is_table: bool = False
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What is known of the lines of a body: heading styles, edges, usual steps, hanging indents, labels of items."""

    styles: HeadingStyles
    ends: LineEnds
    gaps: Mapping[float, float] = field(default_factory=dict)
    hanging: Hanging = field(default_factory=Hanging)
    labels: Mapping[Line, Label] = field(default_factory=dict)
    entries: frozenset[Line] = frozenset()

    def is_apart(self, before: Line, line: Line) -> bool:
        """Tell whether a gap parts two lines of one column."""
        gap = self.gaps.get(before.size, _PARAGRAPH_GAP * 1.3 * before.size)
        return line.baseline - before.baseline >= gap

    def is_open(self, before: Line, line: Line) -> bool:
        """Tell whether a line was not ended early: inside a sentence, and no further word fitted."""
        return not ends_sentence(before) and self.ends.is_full(before, line)


def group_blocks(
    lines: Sequence[Line], styles: HeadingStyles, ends: LineEnds, tables: Sequence[Table] = ()
) -> tuple[RawBlock, ...]:
    """Group body lines to blocks in reading order; a paragraph or item goes on over columns and pages, and floats."""
    table_of = {line: table for table in tables for line in table.lines}
    firsts = _with_tagged(_first_lines(lines, table_of), lines, styles.tags)
    opened: dict[int, _Group] = {}
    shapes = _shapes_of([line for n, line in enumerate(lines) if n not in firsts], styles, ends)
    groups: list[_Group] = []
    for n, line in enumerate(lines):
        if n in firsts:
            if firsts[n] == n:
                opened[n] = _Group([], is_table=True, table=table_of.get(line))
                groups.append(opened[n])
            opened[firsts[n]].lines.append(line)
            continue
        open_group = next((g for g in _may_go_on(groups, line) if _belongs(g.lines, line, shapes)), None)
        if open_group is None:
            open_group = _Group([])
            groups.append(open_group)
        open_group.lines.append(line)
    return tuple(_make_block(group, shapes) for group in groups)


def _shapes_of(text: Sequence[Line], styles: HeadingStyles, ends: LineEnds) -> _Shapes:
    gaps = {size: _PARAGRAPH_GAP * pitch for size, pitch in line_pitches(text).items()}
    hanging = find_hanging(text, ends, gaps)
    return _Shapes(styles, ends, gaps, hanging, find_labels(text, hanging.first), find_entries(text))


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


def _belongs(block: Sequence[Line], line: Line, shapes: _Shapes) -> bool:
    """Tell whether a line goes on with a block: as its tag says, or else as it looks."""
    before, styles = block[-1], shapes.styles
    if styles.is_title(before) or styles.is_title(line):
        return styles.is_title(before) and styles.is_title(line)
    is_one = styles.tags.are_one(before, line)
    if is_one is None:
        return _goes_on(block, line, shapes)
    # a paragraph over two pages may be tagged as two
    is_cut = line.page_number != before.page_number and line.text[:1].islower()
    return is_one or (is_cut and _goes_on_over_page(block, line, shapes))


def _goes_on(block: Sequence[Line], line: Line, shapes: _Shapes) -> bool:
    before, styles = block[-1], shapes.styles
    heading = styles.style_of(line)
    is_same_frame = (line.page_number, line.band, line.column) == (before.page_number, before.band, before.column)
    step = line.baseline - before.baseline
    if is_same_frame and step < _HEADING_PITCH * before.size and _ends_heading(before, line, styles):
        return True
    if heading != styles.style_of(before) or abs(line.size - before.size) > 0.05 * before.size + 0.1:
        return False
    if heading is not None:
        are_two = NO_NUMBER not in read_numbers((block[0].text, line.text))
        return is_same_frame and step < _HEADING_PITCH * before.size and not are_two
    begins_caption = is_caption(line.text) and not (is_same_frame and shapes.is_open(before, line))
    if begins_caption or _starts_item(block, line, shapes) or before in shapes.entries:
        return False
    if not is_same_frame:
        return line.column != BESIDE and _goes_on_over_page(block, line, shapes)
    return not shapes.is_apart(before, line) and not _starts_paragraph(block, line, shapes)


def _ends_heading(before: Line, line: Line, styles: HeadingStyles) -> bool:
    """Tell whether a line is the rest of a heading: in lower case, or hanging below it, whatever is in italics."""
    if styles.style_of(before) is None or line.size > before.size + 0.1:
        return False
    if line.is_bold and before.runs[-1].is_bold and line.text[:1].islower():
        return True  # smaller and bolder, too: "Finding 4" may be set otherwise than its words
    is_alike = abs(line.size - before.size) <= 0.1 and line.is_bold == before.is_bold
    return is_alike and styles.style_of(line) is not None and line.bbox[0] > before.bbox[0] + line.size


def _starts_item(block: Sequence[Line], line: Line, shapes: _Shapes) -> bool:
    """Tell whether a line begins a list item: by a bullet, or a number that does not stand where the text goes on."""
    label, before = shapes.labels.get(line), block[-1]
    if label is None:
        return False
    if label.is_bullet and not is_dash(label, line.text):
        return True
    is_closed = not before.text.endswith(_DASHES) and (ends_sentence(before) or not shapes.ends.is_full(before, line))
    if is_closed and label.end == len(line.text):
        return True
    if block[0] in shapes.labels:
        return _follows_item(block, line, shapes.labels, is_closed=is_closed)
    is_shifted = abs(line.bbox[0] - before.bbox[0]) > INDENT * line.size and line not in shapes.hanging.rest
    return is_shifted or (is_closed and is_first(label))


def _follows_item(block: Sequence[Line], line: Line, labels: Mapping[Line, Label], *, is_closed: bool) -> bool:
    """Tell whether a numbered line begins an item after or inside the one before it."""
    label, reach = labels[line], INDENT * line.size
    if abs(line.bbox[0] - block[0].bbox[0]) < line.size:
        # where the number before stands: left of its text, or its text is flush with it
        is_left = len(block) == 1 or block[1].bbox[0] - line.bbox[0] > reach
        return is_left or (is_closed and follows(label, labels[block[0]]))
    is_shifted = len(block) > 1 and abs(line.bbox[0] - block[1].bbox[0]) > reach
    return is_shifted or (is_closed and is_first(label))


def _starts_paragraph(block: Sequence[Line], line: Line, shapes: _Shapes) -> bool:
    """Tell a new paragraph without a gap: an indent, a return to the margin, a line that was ended early."""
    before = block[-1]
    step, reach = line.bbox[0] - before.bbox[0], INDENT * line.size
    is_first_line = len(block) == 1
    if line in shapes.hanging.first:
        return True
    if line in shapes.hanging.rest:
        is_shifted = step < -reach or (step > reach and not is_first_line)
        is_ended = ends_sentence(before) and not line.text[:1].islower()
        return is_shifted or (is_ended and not shapes.ends.is_full(before, line))
    # after the first line a paragraph may return to the margin, and an item goes on under its text
    is_item = before in shapes.labels
    may_go_left = is_first_line and (not is_item or _returns(before, line, shapes))
    may_go_right = is_first_line and is_item
    is_shifted = (step < -reach and not may_go_left) or (step > reach and not may_go_right)
    is_mid_sentence = line.text[:1].islower() and not ends_sentence(before)
    return is_shifted or not (is_mid_sentence or shapes.ends.is_full(before, line))


def _returns(before: Line, line: Line, shapes: _Shapes) -> bool:
    """Tell whether the number of a paragraph is indented like a first line, and its text returns to the margin."""
    return shapes.is_open(before, line) or shapes.ends.reaches_edge(before)


def _goes_on_over_page(block: Sequence[Line], line: Line, shapes: _Shapes) -> bool:
    """Tell whether a block goes on at the top of the next column or page."""
    before, ends = block[-1], shapes.ends
    label = shapes.labels.get(before)
    if label is not None and label.end == len(before.text):
        return False  # numbers that stand in a column of their own
    if line in shapes.hanging.first or line in shapes.hanging.rest:
        return line in shapes.hanging.rest
    if not ends.is_full(before, line):
        return False
    if line.text[:1].islower() or not ends_sentence(before):
        return True
    # A full last line that ends a sentence: only the shape of the block tells that more is to come
    is_aligned = abs(ends.indent_of(line) - ends.indent_of(before)) < INDENT * line.size
    is_indented_prose = len(block) > 1 and block[0].bbox[0] - block[1].bbox[0] > INDENT * line.size
    is_item = block[0] in shapes.labels
    return len(block) > 1 and is_aligned and (is_item or is_indented_prose or ends.reaches_edge(before))


def _make_block(group: _Group, shapes: _Shapes) -> RawBlock:
    lines, styles = group.lines, shapes.styles
    if group.is_table:
        is_whole = group.table is not None and set(group.table.lines) == set(lines)
        kind = BlockKind.OTHER if group.table is not None and group.table.is_other else BlockKind.TABLE
        return RawBlock(kind=kind, lines=tuple(lines), table=group.table if is_whole else None)
    first = lines[0]
    if first in shapes.entries:
        return RawBlock(kind=BlockKind.OTHER, lines=tuple(lines))
    label = shapes.labels.get(first)
    kind = _TAGGED.get(styles.tags.role_of(first)) or _kind_of(lines, label)
    if styles.is_title(first):
        kind = BlockKind.TITLE
    elif styles.style_of(first) is not None and not _is_text(lines):
        kind = BlockKind.HEADING
    if label is not None and kind is not BlockKind.LIST_ITEM and (label.number or is_dash(label, first.text)):
        label = None  # "1. Introduction" is the heading's text, a bullet before it is not
    if label is not None and label.end == len(first.text) and len(lines) == 1:
        label = None  # a number without its text is all that there is
    start, number = (label.end, label.number) if label else (0, "")
    return RawBlock(kind=kind, lines=tuple(lines), start=start, label=number or None)


def _is_text(lines: Sequence[Line]) -> bool:
    """Tell whether lines in larger type are no heading: an abstract, a quotation, a row of a table of contents."""
    text = " ".join(line.text for line in lines)
    is_closed = text.rstrip('"”’»)').endswith((".", ";"))
    return has_leaders(text) or len(text) > _MAX_HEADING or (is_closed and len(text) > _MAX_SENTENCE)


def _kind_of(lines: Sequence[Line], label: Label | None) -> BlockKind:
    """Return the kind of a block that is no heading."""
    first = lines[0]
    if is_caption(first.text):
        return BlockKind.CAPTION
    if sum(line.wide_gaps for line in lines if not is_justified(line)) >= max(2, len(lines)):
        return BlockKind.OTHER
    return BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH
