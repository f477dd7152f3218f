"""Find stamps: what is printed on one page only, below all text, such as a publisher's DOI on a first page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.labels import read_note_label
from cetingest.extract.regions.margin_rows import MarginRow, margin_rows
from cetingest.extract.regions.zones import NOTE_SIZE

# Text ends at the same height on full pages. Where so many other pages have text, what stands below the lowest text of
# all but one of them, or one in twenty, is none; a page may be one line longer.
_MIN_PAGES = 3
_STRAY_SHARE = 0.05
# Where fewer pages end there, pages are not filled, and nothing tells where text ends.
_FULL_SHARE = 0.3
# Beside a page number in one column stand notes in the other; then running feet say nothing of where text ends.
_MAX_LOW_SHARE = 0.1
_LINE = 1.0
# In shorter documents a stamp is set in another size than the notes above it.
_OTHER_SIZE = 0.08
_BODY_SIZE = 0.03
_SAME_PLACE = 3.0


class _Limit(NamedTuple):
    """The distances from the foot of a page at which text ends and running feet stand, 0 where nothing tells."""

    text: float
    strip: float

    def is_above(self, row: MarginRow, body_size: float) -> bool:
        """Tell whether a row stands below the text, or as low as running feet; a line of body text may end lower."""
        is_body = abs(row.size - body_size) < _BODY_SIZE * body_size
        return row.place < self.strip + _SAME_PLACE or (not is_body and row.place < self.text - _LINE * row.size)


def find_stamps(pages: Sequence[PageLines], outside: set[Line], body_size: float) -> Iterator[Line]:
    """Yield the lines of stamps; a line with the label of a note is none."""
    texts = {page.page_number: [line for line in page.lines if line not in outside] for page in pages}
    ends = {
        page.page_number: page.height - max(line.baseline for line in texts[page.page_number])
        for page in pages
        if texts[page.page_number]
    }
    limits = _text_limits(ends, body_size)
    strip = _strip(pages, outside, ends)
    for page in pages:
        lines = texts[page.page_number]
        limit = _Limit(limits.get(page.page_number, 0.0), strip) if len(pages) > _MIN_PAGES else None
        for rows in margin_rows(page, lines, body_size, is_top=False):
            yield from _stamps_of(rows, lines, limit, body_size)


def _strip(pages: Sequence[PageLines], outside: set[Line], ends: Mapping[int, float]) -> float:
    """Return how high running feet stand on many pages; 0 where there are few, or where text stands as low."""
    feet = [
        [page.height - line.baseline for line in page.lines if line in outside and line.baseline > page.height / 2]
        for page in pages
    ]
    places = sorted((max(places) for places in feet if places), reverse=True)
    needed = round(max(_MIN_PAGES, _FULL_SHARE * len(pages)))
    if len(places) < needed:
        return 0.0
    strip = places[needed - 1]
    low = sum(end < strip + _SAME_PLACE for end in ends.values())
    return strip if low <= max(1, _MAX_LOW_SHARE * len(pages)) else 0.0


def _text_limits(ends: Mapping[int, float], body_size: float) -> dict[int, float]:
    """Return for each page how near to its foot text stands on the others; 0 where they end at all heights."""
    order = sorted(ends, key=lambda number: (ends[number], number))
    at = max(1, int(_STRAY_SHARE * len(order)))
    limits: dict[int, float] = {}
    for page_number in ends:
        others = [ends[number] for number in order if number != page_number]
        limit = others[at] if at < len(others) else 0.0
        level = sum(abs(place - limit) < body_size for place in others)
        limits[page_number] = limit if level >= max(_MIN_PAGES, _FULL_SHARE * len(others)) else 0.0
    return limits


def _stamps_of(
    rows: Sequence[MarginRow], lines: Sequence[Line], limit: _Limit | None, body_size: float
) -> Iterator[Line]:
    apart = [row for row in rows if row.is_apart and row.is_outer]
    inside = {line for row in apart for line in row.lines}
    last = max((line for line in lines if line not in inside), key=lambda line: line.baseline, default=None)
    if last is None or any(read_note_label(line) is not None for row in apart for line in row.lines):
        return
    for n, row in enumerate(apart):
        is_below = limit is not None and limit.is_above(row, body_size)
        goes_on = n > 0 and row.size < NOTE_SIZE * body_size and _differs(row, last)
        is_alone = limit is None and last.size < NOTE_SIZE * body_size and _differs(row, last)
        if not (is_below or goes_on or is_alone):
            return
        yield from row.lines


def _differs(row: MarginRow, last: Line) -> bool:
    return all(abs(line.size - last.size) > _OTHER_SIZE * last.size for line in row.lines)
