"""What speaks against a table, and against its cells: text in columns, forms, charts, cells that may hold two."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from cetingest.extract.body.tables.columns import Segment
from cetingest.extract.body.tables.rows import Level, Row

# Text that runs on in columns: of its pieces this share are several words that begin in lower case (0.3 at most in
# ruled tables whose cells wrap, 0.6 in prose in columns), or a smaller one where two columns have many words a line.
_MAX_RUNNING, _MAX_RUNNING_RULED, _MAX_RUNNING_BESIDE, _RUNNING_WORDS = 0.3, 0.45, 0.25, 3
_MANY_WORDS, _MIN_LINES = 4, 6
# Lists: this share of the pieces of two columns begins with a label, or of the first of two.
_LABELLED = 0.5
_LABEL = re.compile(r"[(\[]?\d{1,3}(?:[–-]\d{1,3})?[.)\]](?:\s|$)")
# A field of a form, to be filled in by hand.
_FIELD = re.compile(r"_{4}")
_LETTER = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"[^\W\d_].*\s\d[\d.,]*$")
# Two rows that nothing rules are as often a signature or an address.
_MIN_ROWS = 3
_WIDE = 1.0
_MAX_UNWRAPPED = 1
# Of the rows, so many may be joined or parted by a guess.
_MAX_DOUBTFUL = 0.35


def is_running_text(segments: Sequence[Segment], *, is_ruled: bool = False) -> bool:
    """Tell text that runs on in columns by how its pieces begin."""
    running = sum(s.text[:1].islower() and s.text.count(" ") + 1 >= _RUNNING_WORDS for s in segments)
    return running > (_MAX_RUNNING_RULED if is_ruled else _MAX_RUNNING) * len(segments)


def is_form(segments: Sequence[Segment]) -> bool:
    """Tell a form: it has lines to write on."""
    return any(_FIELD.search(segment.text) for segment in segments)


def are_text_columns(levels: Sequence[Level], count: int) -> bool:
    """Tell columns of text, or the labels and the texts of a list."""
    columns = [[level.cells[n][0] for level in levels if n in level.cells] for n in range(count)]
    long = [column for column in columns if len(column) >= _MIN_LINES and _words_of(column) >= _MANY_WORDS]
    running = sum(s.text[:1].islower() for column in long for s in column)
    listed = sum(sum(bool(_LABEL.match(s.text)) for s in column) >= _LABELLED * len(column) > 1 for column in columns)
    is_list = listed > 1 or (listed == 1 and count == 2)
    return is_list or (len(long) > 1 and running > _MAX_RUNNING_BESIDE * sum(map(len, long)))


def _words_of(column: Sequence[Segment]) -> float:
    return median(len(segment.text.split()) for segment in column)


def is_chance(rows: Sequence[Row], *, is_ruled: bool) -> bool:
    """Tell rows that make no table: one row, two unruled ones without figures, the labels of a chart."""
    cells = [segment for row in rows for level in row.levels for found in level.cells.values() for segment in found]
    figures = sum(segment.is_number for segment in cells)
    if len(rows) < 2 or not any(_LETTER.search(segment.text) for segment in cells):
        return True
    return not is_ruled and len(rows) < _MIN_ROWS and not figures


def is_unsure(rows: Sequence[Row]) -> bool:
    """Tell whether cells cannot be told: lines may belong to the row above them or be one, or a cell holds two."""
    unwrapped = sum(row.unwrapped for row in rows)
    doubtful = sum(row.guessed + row.may_go_on for row in rows[1:])
    is_many = doubtful > _MAX_DOUBTFUL * len(rows)
    return unwrapped > _MAX_UNWRAPPED or is_many or any(_holds_two(row) for row in rows)


def is_contents(rows: Sequence[Row], page_count: int) -> bool:
    """Tell a table of contents: titles, and numbers of pages that do not fall; a rank goes up by one each time."""
    last = [row.segments_of(1)[0].text for row in rows if row.segments_of(1)]
    if len(rows) < _MIN_ROWS or len(last) < _MIN_ROWS or not all(re.fullmatch(r"\d{1,3}", text) for text in last):
        return False
    numbers = [int(text) for text in last]
    steps = [b - a for a, b in pairwise(numbers)]
    return min(steps) >= 0 and any(step != 1 for step in steps) and numbers[-1] <= page_count


def _holds_two(row: Row) -> bool:
    """Tell a row with a cell that seems to hold two: pieces far from each other, or a word and a figure on a gutter."""
    for level in row.levels:
        for column, segments in level.cells.items():
            gaps = [b.x0 - a.x1 for a, b in pairwise(segments)]
            if any(gap > _WIDE * level.size for gap in gaps) or sum(s.is_number for s in segments) > 1:
                return True
            if column in level.spans and len(level.cells) > 1 and _GLUED.search(segments[0].text):
                return True
    return False
