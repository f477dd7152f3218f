"""Find watermarks: large words printed under or over the lines of the text, such as DRAFT."""

from collections import Counter
from collections.abc import Sequence

from cetingest.extract.glyphs import Glyph, round_size
from cetingest.model import BBox

# A watermark is three times as large as the text or more; titles of twice the size are frequent.
_MIN_SIZE = 2.5
# It is a word; a bracket or sign of a formula holds lines too. A drop cap stands beside its lines.
_MIN_LETTERS = 4
_MIN_LINES = 2


def find_watermarks(boxes: Sequence[BBox], pieces: Sequence[Sequence[Glyph]]) -> frozenset[int]:
    """Return the indices of the pieces that are much larger than the text and have lines of it inside them."""
    sizes: Counter[float] = Counter()
    for size, count in Counter([glyph.size for piece in pieces for glyph in piece]).items():
        sizes[round_size(size)] += count
    if not sizes:
        return frozenset()
    usual = max(sizes, key=lambda size: (sizes[size], size))
    large = [n for n, piece in enumerate(pieces) if piece[0].size > _MIN_SIZE * usual]
    return frozenset(n for n in large if _is_word(pieces[n]) and _count_inside(boxes[n], boxes, large) >= _MIN_LINES)


def _is_word(piece: Sequence[Glyph]) -> bool:
    return sum(glyph.text.isalpha() for glyph in piece) >= _MIN_LETTERS


def _count_inside(box: BBox, boxes: Sequence[BBox], large: Sequence[int]) -> int:
    inside = [
        other
        for n, other in enumerate(boxes)
        if n not in large
        and box[1] < (other[1] + other[3]) / 2 < box[3]
        and min(box[2], other[2]) - max(box[0], other[0]) > other[3] - other[1]
    ]
    return len({round(other[3]) for other in inside})
