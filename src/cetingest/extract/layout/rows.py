"""Glyphs of a page -> rows of glyphs in reading order, raised and lowered ones beside those that they belong to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from cetingest.extract.glyphs import Glyph, round_size
from cetingest.extract.layout.columns import BESIDE, WATERMARK, in_reading_order
from cetingest.extract.layout.gutters import Chunk, find_columns
from cetingest.extract.layout.margins import find_side_text
from cetingest.extract.layout.watermarks import find_watermarks
from cetingest.model import BBox

# Pieces end at gaps above this share of the size, so that none crosses a gutter; word spaces seldom exceed it.
_PIECE_GAP = 0.8
# No letters of one word stand so far apart.
_WORD_GAP = 0.25
# Pieces of one line overlap by this share of the lower one's height; raised marks reach out of their line.
_SAME_LINE = 0.3
# Baselines within this share of the size belong to one row; the lowest superscripts (LaTeX) rise 0.3.
_SAME_BASELINE = 0.2
# A raised mark is smaller than its neighbours by this factor (LaTeX 0.73, LibreOffice 0.58, Chromium 0.65).
RAISED_SIZE = 0.85
# Its baseline is higher by this share of their size (LaTeX 0.33, LibreOffice 0.41), and it touches one of them.
RAISED_BY = (0.1, 0.9)
_LOWERED_BY = (0.1, 0.5)
# Some marks are raised but not smaller. They are numbers and symbols only, raised by less than half a line: no other
# line can stand there.
_LIFTED_BY = (0.2, 0.6)
_LIFTED = re.compile(r"[\[(]?(?:[0-9]{1,3}|[*∗†‡§¶‖]{1,3})(?:[,–-][0-9]{1,3})*[\])]?")
# A raised mark is short: text in smaller type beside a heading in the margin is no superscript of the heading.
_MAX_RAISED_LENGTH = 16
_TOUCHING = 0.6
# A label may stand a tab before its note: half an inch, five times the size of small notes. "Id." is the shortest
# note; the numbers of a chart's axis stand before none.
_MAX_TAB = 5.0
_MIN_NOTE_LETTERS = 2
# Beside small capitals stand few full-size letters: 0.12 of their number in the line with most small capitals. There
# are several of them, while a bullet or a drop cap stands alone.
_MAIN_SHARE = 0.1
_MAIN_COUNT = 3
# The lines of one heading in the margin follow each other at 1.0 to 1.4 sizes.
_MAX_SIDE_PITCH = 1.9

Piece = list[Glyph]


@dataclass(slots=True)
class Row:
    """Glyphs on one baseline; `size` and `bottom` are those of its full-size ones."""

    glyphs: list[Glyph]
    baseline: float
    size: float
    bottom: float = 0.0
    attached: set[Glyph] = field(default_factory=set)  # glyphs that came from a row above


def order_rows(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int, Row]]:
    """Yield (band, column, row) in reading order; a new band begins where something runs across the columns."""
    pieces = _make_pieces(glyphs)
    boxes = [join_boxes([g.bbox for g in piece]) for piece in pieces]
    watermarks = find_watermarks(boxes, pieces)
    yield from ((0, WATERMARK, row) for row in _make_rows([pieces[n] for n in sorted(watermarks)]))
    yield from _order_around(
        [box for n, box in enumerate(boxes) if n not in watermarks],
        [piece for n, piece in enumerate(pieces) if n not in watermarks],
    )


def _order_around(boxes: list[BBox], pieces: list[Piece]) -> Iterator[tuple[int, int, Row]]:
    side = find_side_text(boxes, pieces)
    if not (side.beside or side.numbers):
        yield from _order_text(list(zip(boxes, pieces, strict=True)))
        return
    apart = side.beside | side.numbers
    text = [entry for n, entry in enumerate(zip(boxes, pieces, strict=True)) if n not in apart]
    yield from _beside(list(_order_text(text)), [pieces[n] for n in sorted(side.beside)])


def _order_text(pieces: Sequence[tuple[BBox, Piece]]) -> Iterator[tuple[int, int, Row]]:
    groups = _group_pieces(pieces)
    columns = find_columns([chunk for chunk, _ in groups])
    parts = [(chunk.bbox, piece) for chunk, group in groups for piece in group]
    frames = in_reading_order(parts, columns, first=0 if columns is None else 1)
    for band, (column, part) in enumerate(frames):
        for row in sorted(_attach_small(_make_rows(part)), key=lambda row: row.baseline):
            yield band, column, row


def _beside(text: Sequence[tuple[int, int, Row]], side: list[Piece]) -> Iterator[tuple[int, int, Row]]:
    """Yield the rows of a text and, before the row that it stands beside, each heading or note in its margin."""
    rows = sorted(_attach_small(_make_rows(side)), key=lambda row: row.baseline)
    clusters: list[list[Row]] = []
    for row in rows:
        if clusters and row.baseline - clusters[-1][-1].baseline < _MAX_SIDE_PITCH * row.size:
            clusters[-1].append(row)
        else:
            clusters.append([row])
    left = [(cluster[0].baseline - 0.6 * cluster[0].size, cluster) for cluster in clusters]
    band = 1 + max((band for band, _, _ in text), default=0)
    for entry in text:
        while left and left[0][0] < entry[2].baseline:
            yield from ((band, BESIDE, row) for row in left.pop(0)[1])
            band += 1
        yield entry
    for n, (_, cluster) in enumerate(left):
        yield from ((band + n, BESIDE, row) for row in cluster)


def _make_pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut the stream of glyphs wherever it jumps: another baseline, another size, a wide gap, a step back."""
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    last_x1 = last_size = last_baseline = float("-inf")
    for glyph in glyphs:
        size, (x0, _, x1, _), baseline = glyph.size, glyph.bbox, glyph.baseline
        larger = size if size > last_size else last_size
        if (
            -0.5 * larger < x0 - last_x1 < _PIECE_GAP * larger
            and -0.05 * larger < baseline - last_baseline < 0.05 * larger
            and -0.05 * larger < size - last_size < 0.05 * larger
        ):
            piece.append(glyph)
        else:
            piece = [glyph]
            pieces.append(piece)
        last_x1, last_size, last_baseline = x1, size, baseline
    return pieces


def _group_pieces(pieces: Sequence[tuple[BBox, Piece]]) -> list[tuple[Chunk, list[Piece]]]:
    """Group pieces that follow each other in one line: small capitals and marks break it, but leave no gap in it."""
    groups: list[list[tuple[BBox, Piece]]] = []
    for box, piece in pieces:
        if groups and _goes_on(groups[-1][-1], (box, piece)):
            groups[-1].append((box, piece))
        else:
            groups.append([(box, piece)])
    return [
        (Chunk(join_boxes(box for box, _ in group), " ".join(_text_of(p) for _, p in group)), [p for _, p in group])
        for group in groups
    ]


def _goes_on(before: tuple[BBox, Piece], after: tuple[BBox, Piece]) -> bool:
    (_, top, x1, bottom), (x0, other_top, _, other_bottom) = before[0], after[0]
    larger = max(before[1][-1].size, after[1][0].size)
    overlap = min(bottom, other_bottom) - max(top, other_top)
    is_beside = overlap > _SAME_LINE * min(bottom - top, other_bottom - other_top)
    return is_beside and -0.5 * larger < x0 - x1 < _PIECE_GAP * larger


def _text_of(piece: Piece) -> str:
    text = piece[0].text
    for before, glyph in pairwise(piece):
        is_apart = glyph.follows_space or glyph.bbox[0] - before.bbox[2] > _WORD_GAP * glyph.size
        text += f" {glyph.text}" if is_apart else glyph.text
    return text.strip()


def _make_rows(pieces: list[list[Glyph]]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: p[0].baseline):
        first = piece[0]
        last = rows[-1] if rows else None
        if last is not None and first.baseline - last.baseline <= _SAME_BASELINE * min(first.size, last.size):
            last.glyphs.extend(piece)
        else:
            rows.append(Row(list(piece), first.baseline, first.size))
    for row in rows:
        row.size = _main_size(row.glyphs)
        full = [g for g in row.glyphs if abs(g.size - row.size) < 0.3]
        row.baseline = _median([g.baseline for g in full])
        row.bottom = _median([g.bbox[3] for g in full])
    return rows


def _median(values: Sequence[float]) -> float:
    """Return the median; most rows have one value only."""
    first = values[0]
    return first if values.count(first) == len(values) else median(values)


def _attach_small(rows: list[Row]) -> list[Row]:
    """Move small glyphs that stand above or below a baseline into the row whose text they touch.

    Binning by height instead loses half of LaTeX's note labels, which are superscripts themselves.
    """
    rows.sort(key=lambda row: row.baseline)
    for number, row in enumerate(rows):
        for host in (*rows[number + 1 : number + 4], *rows[max(0, number - 2) : number]):
            if not row.glyphs or not host.glyphs or not host.size:
                continue
            rise = (host.baseline - row.baseline) / host.size
            if row.size >= RAISED_SIZE * host.size:
                if _LIFTED_BY[0] < rise < _LIFTED_BY[1]:
                    _move_touching(row, host, is_raised=True, wanted=_LIFTED)
            elif RAISED_BY[0] < rise < RAISED_BY[1]:
                _move_touching(row, host, is_raised=True)
            elif _LOWERED_BY[0] < -rise < _LOWERED_BY[1]:
                _move_touching(row, host, is_raised=False)
    rows = [row for row in rows if row.glyphs]
    for row, host in pairwise(rows):
        if _is_label_of(row, host):
            host.glyphs.extend(row.glyphs)
            host.attached.update(row.glyphs)
            row.glyphs = []
    return [row for row in rows if row.glyphs]


def _is_label_of(row: Row, host: Row) -> bool:
    """Tell whether a row is the raised label of a note whose text begins a tab after it."""
    rise = host.baseline - row.baseline
    is_raised = RAISED_BY[0] * host.size < rise < RAISED_BY[1] * host.size
    if not is_raised or row.size >= RAISED_SIZE * host.size:
        return False
    if sum(glyph.text.isalpha() for glyph in host.glyphs) < _MIN_NOTE_LETTERS:
        return False
    text = "".join(glyph.text for glyph in sorted(row.glyphs, key=lambda glyph: glyph.bbox[0]))
    gap = min(glyph.bbox[0] for glyph in host.glyphs) - max(glyph.bbox[2] for glyph in row.glyphs)
    return bool(_LIFTED.fullmatch(text)) and 0 < gap < _MAX_TAB * host.size


def _move_touching(row: Row, host: Row, *, is_raised: bool, wanted: re.Pattern[str] | None = None) -> None:
    reach = _TOUCHING * host.size
    left: list[Glyph] = []
    for word in _words(row.glyphs):
        if len(word) > _MAX_RAISED_LENGTH or (wanted and not wanted.fullmatch("".join(g.text for g in word))):
            left += word
            continue
        x0, x1 = word[0].bbox[0], word[-1].bbox[2]
        if any(-reach < x0 - g.bbox[2] < reach or -reach < g.bbox[0] - x1 < reach for g in host.glyphs):
            host.glyphs.extend(word)
            host.attached.update(word if is_raised else ())
        else:
            left += word
    row.glyphs = left


def _words(glyphs: list[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.bbox[0]):
        if words and glyph.bbox[0] - words[-1][-1].bbox[2] < 0.5 * glyph.size:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _main_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size of the line: the largest that a good part of it has.

    Small capitals are most of a line such as "See RICHARD HOOKER, REFORMER" (a law review's) without being its size.
    """
    sizes = Counter([g.size for g in glyphs])
    if len(sizes) == 1:
        return round_size(glyphs[0].size)
    sizes = Counter(map(round_size, sizes.elements()))
    most = max(sizes.values())
    needed = max(_MAIN_SHARE * most, min(_MAIN_COUNT, most))
    return max(size for size, count in sizes.items() if count >= needed)


def join_boxes(boxes: Iterable[BBox]) -> BBox:
    """Return the smallest box around boxes."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)
