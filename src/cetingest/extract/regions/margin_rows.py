"""The outermost rows of text at the top and the foot of each page, column by column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line, PageLines
from cetingest.language.data_files import read_rows

# Running heads and page numbers stand in the outer eighth of the page.
_OUTER_SHARE = 0.125
# On a large sheet with a small text (court opinions), or below a letterhead, they stand in the outer third.
_REACH = 0.3
MAX_ROWS = 4
# White space of so many body sizes parts a row from the text: 2.2 in most documents, while lines follow at 1.2.
_MARGIN_GAP = 1.5
_SAME_ROW = 2.0
# Headings at the top of most pages (one chapter a page) are larger than running heads.
MAX_SIZE = 1.05
_SAME_LEFT = 3.0
_SAME_SIZE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MarginRow:
    """The lines of one height at the edge of a page.

    `place` is the distance of its baseline from the edge, in points; `is_apart` tells that white space stands between
    it, or a row further in, and the text; `is_text` that it begins like the next row, in its type.
    """

    lines: tuple[Line, ...]
    is_top: bool
    place: float
    is_outer: bool
    is_apart: bool = False
    is_text: bool = False

    @property
    def page_number(self) -> int:
        """The number of its page, from 1."""
        return self.lines[0].page_number

    @property
    def text(self) -> str:
        """Its text, from left to right."""
        return " ".join(line.text for line in sorted(self.lines, key=lambda line: line.bbox[0]))

    @property
    def size(self) -> float:
        """The size of its largest line."""
        return max(line.size for line in self.lines)


def margin_rows(
    page: PageLines, lines: Sequence[Line], body_size: float, *, is_top: bool, count: int = MAX_ROWS
) -> Iterator[list[MarginRow]]:
    """Yield the outermost rows of each column of a page, from outside inwards; what runs across belongs to each."""
    for frame in _frames(lines):
        rows = _rows(frame, is_top=is_top)
        outer = [row for row in rows[:count] if _is_within(row, page, _REACH, is_top=is_top)]
        gaps = [
            abs(rows[n + 1][0].baseline - row[0].baseline) if n + 1 < len(rows) else 1e9 for n, row in enumerate(outer)
        ]
        apart = max((n for n, gap in enumerate(gaps) if gap >= _MARGIN_GAP * body_size), default=-1)
        if outer:
            yield [
                MarginRow(
                    lines=tuple(row),
                    is_top=is_top,
                    place=row[0].baseline if is_top else page.height - row[0].baseline,
                    is_outer=_is_within(row, page, _OUTER_SHARE, is_top=is_top),
                    is_apart=n <= apart,
                    is_text=n + 1 < len(rows) and _goes_on(row, rows[n + 1]),
                )
                for n, row in enumerate(outer)
            ]


def _is_within(row: Sequence[Line], page: PageLines, share: float, *, is_top: bool) -> bool:
    return row[0].baseline < share * page.height if is_top else row[0].bbox[3] > (1 - share) * page.height


def _goes_on(row: Sequence[Line], inner: Sequence[Line]) -> bool:
    line, other = row[0], inner[0]
    is_alike = line.is_bold == other.is_bold and abs(line.size - other.size) < _SAME_SIZE * line.size
    is_flush = len(row) == 1 and not line.wide_gaps and abs(line.bbox[0] - other.bbox[0]) < _SAME_LEFT * line.size
    return is_alike and is_flush


def _frames(lines: Sequence[Line]) -> Iterator[list[Line]]:
    across = [line for line in lines if line.column == 0 or 10 < line.column < BESIDE]
    columns = sorted({line.column for line in lines} - {line.column for line in across})
    if not any(column < BESIDE for column in columns):
        yield across
    for column in columns:
        yield [line for line in lines if line.column == column] + (across if column < BESIDE else [])


def _rows(lines: Sequence[Line], *, is_top: bool) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline, reverse=not is_top):
        if rows and abs(rows[-1][0].baseline - line.baseline) < _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def begins_caption(text: str) -> bool:
    """Tell whether a row begins like a caption: those of one figure a page count like page numbers.

    >>> begins_caption("Table 3 Ports"), begins_caption("Page 3")
    (True, False)
    """
    return _caption().match(text) is not None


@cache
def _caption() -> re.Pattern[str]:
    words = "|".join(re.escape(row["word"]) for row in read_rows("cetingest.extract", "data/captions.csv"))
    return re.compile(rf"(?:{words})\s*\d", re.IGNORECASE)
