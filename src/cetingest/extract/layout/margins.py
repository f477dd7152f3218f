"""Set apart what stands beside the text: headings in the margin and side notes; numbers of lines are dropped."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cetingest.extract.glyphs import Glyph
from cetingest.model import BBox

# Pieces count as text when they have this share of the width of the widest quarter of all pieces.
_WIDE = 0.8
_MIN_WIDE = 5
# What stands beside the text keeps this distance (points); optical margins reach half as far.
_DISTANCE = 4.0
# Where more than this share of the pieces run over the edge of the text, it has no edge.
_MAX_CROSSING_SHARE = 0.2
_STRAY = 2
# What stands beside the text is a column when it has more than this share of the text's rows; the densest side heads
# seen have a quarter.
_MAX_ROWS_SHARE = 0.5
# Labels of lists and notes hang in the margin too, but belong to their lines. Of side heads this share are words.
_MIN_WORDS_SHARE = 0.6
_WORD = re.compile(r"[^\W\d_]{3,}")
_LABEL = re.compile(r"[\[(]|.{0,4}[.)\]:]?$")
# Courts number every line or every fifth one. A list of notes numbers lines too, but few of those go on a sentence.
_MIN_NUMBERS = {1: 5, 5: 2}  # by step
_MIN_LOWER_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class SideText:
    """The indices of the pieces beside the text, and of the line numbers."""

    beside: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()


def find_side_text(boxes: Sequence[BBox], pieces: Sequence[Sequence[Glyph]]) -> SideText:
    """Find what stands left or right of the text of a page."""
    edges = _find_edges(boxes)
    if edges is None:
        return SideText()
    left, right = edges
    if not any(box[2] <= left - _DISTANCE or box[0] >= right + _DISTANCE for box in boxes):
        return SideText()
    texts = ["".join(glyph.text for glyph in piece) for piece in pieces]
    beside: set[int] = set()
    numbers: set[int] = set()
    crossing = [box for box in boxes if box[0] < left - _DISTANCE and box[2] > left + _DISTANCE]
    for side in (
        [n for n, box in enumerate(boxes) if box[2] <= left - _DISTANCE and not _ends(box, crossing)],
        [n for n, box in enumerate(boxes) if box[0] >= right + _DISTANCE],
    ):
        if not side:
            continue
        if _are_line_numbers(side, boxes, texts, left):
            numbers.update(side)
        elif _are_words(side, texts) and not _is_column(side, boxes, left, right):
            beside.update(side)
    return SideText(frozenset(beside), frozenset(numbers))


def _find_edges(boxes: Sequence[BBox]) -> tuple[float, float] | None:
    """Return the edges of the text, None when too much runs over them.

    Notes below it may be wider than the text; so what is set like most of the upper half tells the edges.
    """
    if len(boxes) < _MIN_WIDE:
        return None
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    letters: Counter[int] = Counter()
    for box in boxes:
        if box[1] < (top + bottom) / 2:
            letters[round(2 * (box[3] - box[1]))] += round(box[2] - box[0])
    usual = max(letters, key=lambda height: (letters[height], height)) if letters else 0
    text = [box for box in boxes if abs(2 * (box[3] - box[1]) - usual) <= 1]
    widths = sorted(box[2] - box[0] for box in text)
    if not widths:
        return None
    needed = _WIDE * widths[3 * len(widths) // 4]
    wide = [box for box in text if box[2] - box[0] >= needed]
    if len(wide) < _MIN_WIDE:
        return None
    lefts, rights = sorted(box[0] for box in wide), sorted(box[2] for box in wide)
    left, right = lefts[len(wide) // 10], rights[-1 - len(wide) // 10]
    crossing = sum(
        (box[0] < left - _DISTANCE and box[2] > left + _DISTANCE)
        or (box[2] > right + _DISTANCE and box[0] < right - _DISTANCE)
        for box in text
    )
    return None if crossing > max(_STRAY, _MAX_CROSSING_SHARE * len(text)) else (left, right)


def _ends(box: BBox, crossing: Sequence[BBox]) -> bool:
    """Tell whether a box is the short last line of something wider than the text: of a note, most often."""
    height = box[3] - box[1]
    return any(
        abs(box[0] - wide[0]) < height
        and 0 < box[3] - wide[3] < 2 * height
        and abs(wide[3] - wide[1] - height) < 0.05 * height
        for wide in crossing
    )


def _are_words(side: Sequence[int], texts: Sequence[str]) -> bool:
    words = sum(bool(_WORD.search(texts[n])) and not _LABEL.match(texts[n]) for n in side)
    return words >= _MIN_WORDS_SHARE * len(side)


def _is_column(side: Sequence[int], boxes: Sequence[BBox], left: float, right: float) -> bool:
    inside = [box for box in boxes if box[2] > left and box[0] < right]
    return _count_rows([boxes[n] for n in side]) > _MAX_ROWS_SHARE * _count_rows(inside)


def _count_rows(boxes: Sequence[BBox]) -> int:
    count, bottom = 0, float("-inf")
    for box in sorted(boxes, key=lambda b: b[3]):
        if (box[1] + box[3]) / 2 > bottom:
            count, bottom = count + 1, box[3]
    return count


def _are_line_numbers(side: Sequence[int], boxes: Sequence[BBox], texts: Sequence[str], left: float) -> bool:
    """Tell whether numbers in the margin count lines: in steps of one or five, whatever the lines begin with."""
    digits = [n for n in side if texts[n].isascii() and texts[n].isdigit()]
    if len(digits) < len(side) or len(digits) < min(_MIN_NUMBERS.values()):
        return False
    digits.sort(key=lambda n: boxes[n][3])
    steps = [int(texts[b]) - int(texts[a]) for a, b in pairwise(digits)]
    step = max(steps, key=lambda s: (steps.count(s), s))
    if len(digits) < _MIN_NUMBERS.get(step, len(digits) + 1) or steps.count(step) < 0.9 * len(steps):
        return False
    return (step > 1 and all(int(texts[n]) % step == 0 for n in digits)) or _go_on(
        [boxes[n] for n in digits], boxes, texts, left
    )


def _go_on(numbers: Sequence[BBox], boxes: Sequence[BBox], texts: Sequence[str], left: float) -> bool:
    """Tell whether many lines beside the numbers begin inside a sentence."""
    lower = 0
    for box in numbers:
        middle = (box[1] + box[3]) / 2
        beside = [n for n, b in enumerate(boxes) if b[1] <= middle <= b[3] and b[0] > left - _DISTANCE]
        first = min(beside, key=lambda n: boxes[n][0], default=None)
        lower += first is not None and texts[first][:1].islower()
    return lower >= _MIN_LOWER_SHARE * len(numbers)
