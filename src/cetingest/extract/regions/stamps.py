"""Find stamps: what is printed on one page only, below all text, such as a publisher's DOI on a first page."""

from collections.abc import Iterator, Sequence

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.labels import read_note_label
from cetingest.extract.regions.margin_rows import MarginRow, margin_rows
from cetingest.extract.regions.zones import NOTE_SIZE

# Text ends at the same height on full pages. Where so many other pages have text, what stands below the lowest text of
# all but one of them, or one in twenty, is none; a page may be one line longer.
_MIN_PAGES = 3
_STRAY_SHARE = 0.05
_LINE = 1.0
# In shorter documents a stamp is set in another size than the notes above it.
_OTHER_SIZE = 0.08


def find_stamps(pages: Sequence[PageLines], outside: set[Line], body_size: float) -> Iterator[Line]:
    """Yield the lines of stamps; a line with the label of a note is none."""
    limits = _text_limits(pages, outside)
    for page in pages:
        lines = [line for line in page.lines if line not in outside]
        for rows in margin_rows(page, lines, body_size, is_top=False):
            yield from _stamps_of(rows, lines, limits[page.page_number], body_size)


def _text_limits(pages: Sequence[PageLines], outside: set[Line]) -> dict[int, float | None]:
    """Return for each page how near to its foot text stands on the others, None where few tell."""
    nearest = {
        page.page_number: page.height - max(line.baseline for line in page.lines if line not in outside)
        for page in pages
        if any(line not in outside for line in page.lines)
    }
    if len(nearest) <= _MIN_PAGES:
        return dict.fromkeys((page.page_number for page in pages), None)
    order = sorted(nearest, key=lambda number: (nearest[number], number))
    at = max(1, int(_STRAY_SHARE * len(order)))
    others = {page.page_number: [n for n in order[: at + 2] if n != page.page_number] for page in pages}
    return {number: nearest[near[at]] for number, near in others.items()}


def _stamps_of(
    rows: Sequence[MarginRow], lines: Sequence[Line], limit: float | None, body_size: float
) -> Iterator[Line]:
    apart = [row for row in rows if row.is_apart and row.is_outer]
    inside = {line for row in apart for line in row.lines}
    last = max((line for line in lines if line not in inside), key=lambda line: line.baseline, default=None)
    if last is None or any(read_note_label(line) is not None for row in apart for line in row.lines):
        return
    for n, row in enumerate(apart):
        is_below = limit is not None and row.place < limit - _LINE * row.size
        goes_on = n > 0 and row.size < NOTE_SIZE * body_size and _differs(row, last)
        is_alone = limit is None and last.size < NOTE_SIZE * body_size and _differs(row, last)
        if not (is_below or goes_on or is_alone):
            return
        yield from row.lines


def _differs(row: MarginRow, last: Line) -> bool:
    return all(abs(line.size - last.size) > _OTHER_SIZE * last.size for line in row.lines)
