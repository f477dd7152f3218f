"""Glyphs of a page -> lines of text with runs of one style, in reading order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cetingest.extract.glyphs import Glyph, LinkArea, PageContent, Tag, Target, is_bold_font, is_italic_font, round_size
from cetingest.extract.layout.repairs import repair_glyphs
from cetingest.extract.layout.right_to_left import is_right_to_left, mirror_page, read_from_right
from cetingest.extract.layout.rows import RAISED_BY, RAISED_SIZE, Row, join_boxes, order_rows
from cetingest.extract.layout.variants import find_variants
from cetingest.model import BBox

# A gap of this share of the size is a word space where the file writes no spaces (LaTeX): its narrowest word spaces
# are 0.2, its widest kerns under 0.1. pdfplumber's fixed 3 points glue its words.
_SPACE_GAP = 0.15
# Where the file does write spaces, a gap alone must be wider: letter-spaced headings reach 0.2, the gap after a list
# number of WeasyPrint, which writes no space there, is 0.3.
_SPACE_GAP_BESIDE_SPACES = 0.25
# Letters of one line in two fonts are two words at less: Helvetica's space is 0.278, that of narrow faces 0.22
_SPACE_GAP_BETWEEN_FONTS = 0.2
_SAME_SIZE = 0.1
# A gap this wide inside a line is a tabulator's or stands between columns of a table. A gap of half the width may be
# one too: spaces of loosely justified lines are seldom as wide. After three characters or fewer it may follow the
# number of an item.
_WIDE_GAP = 2.0
_GAP = 1.0
# Between two cells of a ruled table this may be all: LibreOffice pads by 0.2 sizes on either side of the rule.
_CELL_GAP = 0.45
_MAX_LABEL = 3
# A link's rectangle covers a line when it overlaps this share of the lower of both: rectangles of one line may reach
# into the leading of the next.
_LINK_OVERLAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring characters `start`..`end` of a line in one style.

    `is_variant`: small forms that the font draws at full size, superscripts or subscripts; which of them, it hides.
    """

    start: int
    end: int
    size: float
    bbox: BBox
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    is_variant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLink:
    """The part of a line that a link annotation covers; `bbox` is the annotation's."""

    start: int
    end: int
    bbox: BBox
    url: str | None = None
    target: Target | None = None


class Space(NamedTuple):
    """White from `x0` to `x1` of a line, too wide for most word spaces; the text goes on at character `at`."""

    x0: float
    x1: float
    at: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One line of text, equal to itself only: a document may print the same line twice, and lines are keys.

    `column` is as `in_reading_order` counts; `size` is that of most characters.

    `first_word_width` and `gaps` (from, to; those of a size or more after the third character) tell forced line ends
    and tables; `spaces` are all that may part two cells; `tag` is what a tagged file calls most of it.
    """

    page_number: int
    text: str
    bbox: BBox
    baseline: float
    size: float
    column: int = 0
    band: int = 0
    first_word_width: float = 0.0
    gaps: tuple[tuple[float, float], ...] = ()
    spaces: tuple[Space, ...] = ()
    runs: tuple[Run, ...] = ()
    links: tuple[LineLink, ...] = ()
    tag: Tag | None = None

    @property
    def wide_gaps(self) -> int:
        """How many gaps are as wide as a tabulator's or those between the columns of a table."""
        return sum(end - start > _WIDE_GAP * self.size for start, end in self.gaps)

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
    picture_share: float = 0.0
    turned: int = 0
    lost_parts: int = 0
    is_mirrored: bool = False


def group_lines(page: PageContent) -> PageLines:
    """Group the glyphs of a page to lines; columns are read one after the other."""
    if is_right_to_left(page.glyphs):
        page = mirror_page(page)
    lines: list[Line] = []
    covered: set[int] = set()
    glyphs = repair_glyphs(page.glyphs)
    variants = find_variants(glyphs)
    for band, column, row in order_rows(glyphs):
        lines.append(_make_line(row, page, band, column, covered, variants))
    loose = tuple(link for n, link in enumerate(page.links) if link.url and n not in covered)
    return PageLines(
        page_number=page.page_number,
        width=round(page.width, 2),
        height=round(page.height, 2),
        lines=tuple(lines),
        rules=page.rules,
        loose_links=loose,
        has_image=page.has_image,
        picture_share=page.picture_share,
        turned=page.turned,
        lost_parts=page.lost_parts,
        is_mirrored=page.is_mirrored,
    )


def _make_line(
    row: Row, page: PageContent, band: int, column: int, covered: set[int], variants: frozenset[Glyph]
) -> Line:
    spelled = (_spell_mirrored if page.is_mirrored else _spell)(row)
    glyphs, text, starts = spelled.glyphs, spelled.text, spelled.starts
    bbox = join_boxes([g.bbox for g in glyphs])
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
        first_word_width=abs(first_word[-1].bbox[2] - first_word[0].bbox[0]),
        gaps=tuple(spelled.gaps),
        spaces=tuple(spelled.spaces),
        runs=tuple(_make_runs(glyphs, starts, row, bbox, variants)),
        links=links,
        tag=_tag_of(glyphs),
    )


_Style = tuple[float, bool, bool, bool, bool]
_NO_STYLE: _Style = (-1.0, False, False, False, False)


class _Spelled(NamedTuple):
    """The glyphs of a line as they are read, where each begins in the text, and the wide gaps."""

    glyphs: list[Glyph]
    text: str
    starts: list[int]
    gaps: list[tuple[float, float]]
    spaces: list[Space]


def _spell(row: Row) -> _Spelled:
    glyphs = sorted(row.glyphs, key=lambda g: g.bbox[0])
    writes_spaces = any(g.follows_space for g in glyphs[1:])
    threshold = _SPACE_GAP_BESIDE_SPACES if writes_spaces else _SPACE_GAP
    text, starts = glyphs[0].text, [0]
    gaps: list[tuple[float, float]] = []
    spaces: list[Space] = []
    between_fonts = _SPACE_GAP_BETWEEN_FONTS * row.size
    least, least_space = (_GAP * row.size, _CELL_GAP * row.size) if row.size else (float("inf"), float("inf"))
    before = glyphs[0]
    (_, _, last_x1, _), last_size = before.bbox, before.size
    for glyph in glyphs[1:]:
        size, (x0, _, x1, _) = glyph.size, glyph.bbox
        gap = x0 - last_x1
        if gap > least and len(starts) > _MAX_LABEL:
            gaps.append((round(last_x1, 1), round(x0, 1)))
        if (
            (gap > threshold * (size if size < last_size else last_size))
            or (gap > -0.1 * size and glyph.follows_space)
            or (gap > between_fonts and _are_two_words(before, glyph))
        ):
            text += " "
        if gap > least_space:
            spaces.append(Space(round(last_x1, 1), round(x0, 1), len(text)))
        starts.append(len(text))
        text += glyph.text
        before, last_x1, last_size = glyph, x1, size
    return _Spelled(glyphs, text, starts, gaps, spaces)


def _are_two_words(before: Glyph, glyph: Glyph) -> bool:
    """Tell two words in two fonts of one size; a mark is smaller, and a sign may stand off its word."""
    return (
        before.fontname != glyph.fontname
        and abs(before.size - glyph.size) <= _SAME_SIZE * glyph.size
        and before.text[-1].isalnum()
        and glyph.text[0].isalnum()
    )


def _spell_mirrored(row: Row) -> _Spelled:
    read = read_from_right(sorted(row.glyphs, key=lambda g: g.bbox[0]))
    text, starts = "", []
    for glyph, is_apart in read:
        text += " " if is_apart and text and not text.endswith(" ") else ""
        starts.append(len(text))
        text += glyph.text
    return _Spelled([glyph for glyph, _ in read], text, starts, [], [])


def _tag_of(glyphs: Sequence[Glyph]) -> Tag | None:
    """Return the tag of most glyphs; in untagged files none has one."""
    if glyphs[0].tag is None and glyphs[-1].tag is None:
        return None
    return Counter(glyph.tag for glyph in glyphs).most_common(1)[0][0]


def _make_runs(
    glyphs: list[Glyph], starts: list[int], row: Row, bbox: BBox, variants: frozenset[Glyph]
) -> Iterator[Run]:
    changes = [*_changes(glyphs, row, variants), (len(glyphs), _NO_STYLE)]
    for (first, (size, is_bold, is_italic, is_raised, is_variant)), (end, _) in pairwise(changes):
        yield Run(
            start=starts[first],
            end=starts[end - 1] + len(glyphs[end - 1].text),
            size=size,
            bbox=bbox if end - first == len(glyphs) else join_boxes([g.bbox for g in glyphs[first:end]]),
            is_bold=is_bold,
            is_italic=is_italic,
            is_raised=is_raised,
            is_variant=is_variant,
        )


def _changes(glyphs: Sequence[Glyph], row: Row, variants: frozenset[Glyph]) -> Iterator[tuple[int, _Style]]:
    """Yield where each style begins; most glyphs have that of the one before them."""
    attached = row.attached
    fontname = size = baseline = bottom = was_attached = was_variant = None
    last = _NO_STYLE
    for n, glyph in enumerate(glyphs):
        is_attached = bool(attached) and glyph in attached
        is_variant = bool(variants) and glyph in variants
        if (
            glyph.baseline == baseline
            and glyph.size == size
            and glyph.fontname == fontname
            and glyph.bbox[3] == bottom
            and is_attached is was_attached
            and is_variant is was_variant
        ):
            continue
        fontname, size, baseline, bottom = *glyph[1:3], glyph.baseline, glyph.bbox[3]
        was_attached, was_variant = is_attached, is_variant
        if (style := _style(glyph, row, is_variant=is_variant)) != last:
            yield n, style
            last = style


def _style(glyph: Glyph, row: Row, *, is_variant: bool) -> _Style:
    is_raised = glyph in row.attached
    if not is_raised and glyph.size < RAISED_SIZE * row.size:
        # A rise set by the text state leaves the baseline of the matrix where it is and moves the box only
        lifted = max(row.baseline - glyph.baseline, row.bottom - glyph.bbox[3])
        is_raised = lifted > RAISED_BY[0] * row.size
    is_bold, is_italic = is_bold_font(glyph.fontname), is_italic_font(glyph.fontname)
    return round_size(glyph.size), is_bold, is_italic, is_raised, is_variant and not is_raised


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
