"""Glyphs of a page -> lines of text with runs of one style, in reading order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from cetingest.extract.columns import find_columns, in_reading_order
from cetingest.extract.glyphs import Glyph, LinkArea, PageContent, Target, is_bold_font, is_italic_font, round_size
from cetingest.extract.hyphens import name_hyphens
from cetingest.extract.overprints import drop_overprints
from cetingest.model import BBox

# A gap of this share of the size is a word space where the file writes no spaces (LaTeX): its narrowest word spaces
# are 0.2, its widest kerns under 0.1 (facts: pdfplumber glues words at a fixed 3 points).
_SPACE_GAP = 0.15
# Where the file does write spaces, a gap alone must be wider: letter-spaced headings reach 0.2, the gap after a list
# number of WeasyPrint, which writes no space there, is 0.3.
_SPACE_GAP_BESIDE_SPACES = 0.25
# Pieces end at gaps above this share of the size, so that none crosses a gutter; word spaces seldom exceed it.
_PIECE_GAP = 0.8
# Baselines within this share of the size belong to one row; the lowest superscripts (LaTeX) rise 0.3.
_SAME_BASELINE = 0.2
# A raised mark is smaller than its neighbours by this factor (LaTeX 0.73, LibreOffice 0.58, Chromium 0.65) ...
_RAISED_SIZE = 0.85
# ... its baseline is higher by this share of their size (LaTeX 0.33, LibreOffice 0.41), and it touches one of them.
_RAISED_BY = (0.1, 0.9)
_LOWERED_BY = (0.1, 0.5)
# ... and it is short: text in smaller type beside a heading in the margin is no superscript of the heading.
_MAX_RAISED_LENGTH = 16
_TOUCHING = 0.6
# Full-size letters beside small capitals: 0.12 of their number in the densest line seen, and several of them, unlike a
# bullet or a drop cap.
_MAIN_SHARE = 0.1
_MAIN_COUNT = 3
# A gap this wide inside a line is a tabulator or a table's column.
_WIDE_GAP = 2.0
# A link's rectangle covers a line when it overlaps this share of the lower of both: rectangles of one line may reach
# into the leading of the next.
_LINK_OVERLAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring characters `start`..`end` of a line in one style."""

    start: int
    end: int
    size: float
    bbox: BBox
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLink:
    """The part of a line that a link annotation covers; `bbox` is the annotation's."""

    start: int
    end: int
    bbox: BBox
    url: str | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text. `column` is as `in_reading_order` counts; `size` is that of most characters.

    `first_word_width` and `wide_gaps` (gaps of two sizes or more) tell forced line ends and tables.
    """

    page_number: int
    text: str
    bbox: BBox
    baseline: float
    size: float
    column: int = 0
    band: int = 0
    first_word_width: float = 0.0
    wide_gaps: int = 0
    runs: tuple[Run, ...] = ()
    links: tuple[LineLink, ...] = ()

    @property
    def is_bold(self) -> bool:
        """Tell whether all of the line's full-size text is bold."""
        full = [run for run in self.runs if not run.is_raised]
        return bool(full) and all(run.is_bold for run in full)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """One page as lines in reading order, with its thin horizontal strokes and the links that cover no text."""

    page_number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    rules: tuple[BBox, ...] = ()
    loose_links: tuple[LinkArea, ...] = ()
    has_image: bool = False
    turned: int = 0


@dataclass(slots=True)
class _Row:
    glyphs: list[Glyph]
    baseline: float
    size: float
    bottom: float = 0.0
    attached: set[int] = field(default_factory=set)  # ids of glyphs that came from a row above


def group_lines(page: PageContent) -> PageLines:
    """Group the glyphs of a page to lines; columns are read one after the other."""
    pieces = _make_pieces(name_hyphens(drop_overprints(page.glyphs)))
    lines: list[Line] = []
    covered: set[int] = set()
    for band, column, row in _order_rows(pieces):
        lines.append(_make_line(row, page, band, column, covered))
    loose = tuple(link for n, link in enumerate(page.links) if link.url and n not in covered)
    return PageLines(
        page_number=page.page_number,
        width=round(page.width, 2),
        height=round(page.height, 2),
        lines=tuple(lines),
        rules=page.rules,
        loose_links=loose,
        has_image=page.has_image,
        turned=page.turned,
    )


def _make_pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut the stream of glyphs wherever it jumps: another baseline, another size, a wide gap, a step back."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and _continues(pieces[-1][-1], glyph):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def _continues(before: Glyph, glyph: Glyph) -> bool:
    size = glyph.size if glyph.size > before.size else before.size
    return (
        -0.5 * size < glyph.bbox[0] - before.bbox[2] < _PIECE_GAP * size
        and abs(glyph.baseline - before.baseline) < 0.05 * size
        and abs(glyph.size - before.size) < 0.05 * size
    )


def _order_rows(pieces: list[list[Glyph]]) -> Iterator[tuple[int, int, _Row]]:
    """Yield (band, column, row) in reading order."""
    boxes = [(_union(g.bbox for g in piece), piece) for piece in pieces]
    columns = find_columns([box for box, _ in boxes])
    frames = in_reading_order(boxes, columns, first=0 if columns is None else 1)
    for band, (column, part) in enumerate(frames):
        for row in sorted(_attach_small(_make_rows(part)), key=lambda row: row.baseline):
            yield band, column, row


def _make_rows(pieces: list[list[Glyph]]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda p: p[0].baseline):
        first = piece[0]
        last = rows[-1] if rows else None
        if last is not None and first.baseline - last.baseline <= _SAME_BASELINE * min(first.size, last.size):
            last.glyphs.extend(piece)
        else:
            rows.append(_Row(list(piece), first.baseline, first.size))
    for row in rows:
        row.size = _main_size(row.glyphs)
        full = [g for g in row.glyphs if abs(g.size - row.size) < 0.3]
        row.baseline = median(g.baseline for g in full)
        row.bottom = median(g.bbox[3] for g in full)
    return rows


def _attach_small(rows: list[_Row]) -> list[_Row]:
    """Move small glyphs that stand above or below a baseline into the row whose text they touch.

    Binning by height instead loses half of LaTeX's note labels, which are superscripts themselves (facts, section 6).
    """
    rows.sort(key=lambda row: row.baseline)
    for number, row in enumerate(rows):
        for host in (*rows[number + 1 : number + 4], *rows[max(0, number - 2) : number]):
            if row.size >= _RAISED_SIZE * host.size or not row.glyphs or not host.glyphs:
                continue  # so a host of size 0, which damaged files have, goes no further
            rise = (host.baseline - row.baseline) / host.size
            if _RAISED_BY[0] < rise < _RAISED_BY[1]:
                _move_touching(row, host, is_raised=True)
            elif _LOWERED_BY[0] < -rise < _LOWERED_BY[1]:
                _move_touching(row, host, is_raised=False)
    return [row for row in rows if row.glyphs]


def _move_touching(row: _Row, host: _Row, *, is_raised: bool) -> None:
    reach = _TOUCHING * host.size
    for word in _words(row.glyphs):
        if len(word) > _MAX_RAISED_LENGTH:
            continue
        x0, x1 = word[0].bbox[0], word[-1].bbox[2]
        if any(-reach < x0 - g.bbox[2] < reach or -reach < g.bbox[0] - x1 < reach for g in host.glyphs):
            host.glyphs.extend(word)
            moved = {id(g) for g in word}
            host.attached |= moved if is_raised else set()
            row.glyphs = [g for g in row.glyphs if id(g) not in moved]


def _words(glyphs: list[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.bbox[0]):
        if words and glyph.bbox[0] - words[-1][-1].bbox[2] < 0.5 * glyph.size:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _make_line(row: _Row, page: PageContent, band: int, column: int, covered: set[int]) -> Line:
    glyphs = sorted(row.glyphs, key=lambda g: g.bbox[0])
    writes_spaces = any(g.follows_space for g in glyphs[1:])
    threshold = _SPACE_GAP_BESIDE_SPACES if writes_spaces else _SPACE_GAP
    text, starts = glyphs[0].text, [0]
    for before, glyph in pairwise(glyphs):
        gap = glyph.bbox[0] - before.bbox[2]
        if (glyph.follows_space and gap > -0.1 * glyph.size) or gap > threshold * min(before.size, glyph.size):
            text += " "
        starts.append(len(text))
        text += glyph.text
    bbox = _union(g.bbox for g in glyphs)
    links = tuple(_line_links(glyphs, starts, bbox, page.links, covered))
    first_word = glyphs[: next((n for n, at in enumerate(starts) if at and text[at - 1] == " "), len(glyphs))]
    return Line(
        page_number=page.page_number,
        text=text,
        bbox=bbox,
        baseline=row.baseline,
        size=round(row.size, 2),
        column=column,
        band=band,
        first_word_width=first_word[-1].bbox[2] - first_word[0].bbox[0],
        wide_gaps=_count_wide_gaps(glyphs, row.size),
        runs=tuple(_make_runs(glyphs, starts, row)),
        links=links,
    )


def _count_wide_gaps(glyphs: list[Glyph], size: float) -> int:
    """Count tabulators after the first three characters, where a list's number ends."""
    return sum(after.bbox[0] - before.bbox[2] > _WIDE_GAP * size for before, after in pairwise(glyphs[3:]))


def _make_runs(glyphs: list[Glyph], starts: list[int], row: _Row) -> Iterator[Run]:
    styles = [_style(glyph, row) for glyph in glyphs]
    first = 0
    for n in range(1, len(glyphs) + 1):
        if n < len(glyphs) and styles[n] == styles[first]:
            continue
        size, is_bold, is_italic, is_raised = styles[first]
        yield Run(
            start=starts[first],
            end=starts[n - 1] + len(glyphs[n - 1].text),
            size=size,
            bbox=_union(g.bbox for g in glyphs[first:n]),
            is_bold=is_bold,
            is_italic=is_italic,
            is_raised=is_raised,
        )
        first = n


def _style(glyph: Glyph, row: _Row) -> tuple[float, bool, bool, bool]:
    is_raised = id(glyph) in row.attached
    if not is_raised and glyph.size < _RAISED_SIZE * row.size:
        # A rise set by the text state leaves the baseline of the matrix where it is and moves the box only
        lifted = max(row.baseline - glyph.baseline, row.bottom - glyph.bbox[3])
        is_raised = lifted > _RAISED_BY[0] * row.size
    return round_size(glyph.size), is_bold_font(glyph.fontname), is_italic_font(glyph.fontname), is_raised


def _line_links(
    glyphs: list[Glyph], starts: list[int], bbox: BBox, areas: Sequence[LinkArea], covered: set[int]
) -> Iterator[LineLink]:
    for number, area in enumerate(areas):
        overlap = min(bbox[3], area.bbox[3]) - max(bbox[1], area.bbox[1])
        if overlap < _LINK_OVERLAP * min(bbox[3] - bbox[1], area.bbox[3] - area.bbox[1]):
            continue
        inside = [n for n, g in enumerate(glyphs) if area.bbox[0] - 0.5 <= g.centre <= area.bbox[2] + 0.5]
        if inside:
            covered.add(number)
            end = starts[inside[-1]] + len(glyphs[inside[-1]].text)
            yield LineLink(start=starts[inside[0]], end=end, bbox=area.bbox, url=area.url, target=area.target)


def _main_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size of the line: the largest that a good part of it has.

    Small capitals are most of a line such as "See RICHARD HOOKER, REFORMER" (a law review's) without being its size.
    """
    sizes = Counter(round_size(g.size) for g in glyphs)
    most = max(sizes.values())
    needed = max(_MAIN_SHARE * most, min(_MAIN_COUNT, most))
    return max(size for size, count in sizes.items() if count >= needed)


def _union(boxes: Iterator[BBox] | Sequence[BBox]) -> BBox:
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)
