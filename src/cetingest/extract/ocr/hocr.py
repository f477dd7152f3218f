"""What tesseract answers (hOCR, http://kba.github.io/hocr-spec/1.2/) as rows of characters in pixels."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from statistics import median

from PIL import Image

from cetingest.model import BBox

# Stands for a character that is still to be read.
UNREAD = "\N{REPLACEMENT CHARACTER}"
# Heights of letters by the size of their font: 0.44 to 0.56 and 0.66 to 0.75 in ten faces (Liberation, DejaVu, Latin
# Modern). Those of serif faces are taken; a sans serif comes out up to a sixth too large, but all of it alike.
_LOW, _LOW_SHARE = frozenset("acemnorsuvwxz"), 0.46
_HIGH, _HIGH_SHARE = frozenset("bdfhklABCDEFGHIJKLMNOPRSTUVWXYZ0123456789"), 0.67
_FULL, _FULL_SHARE = "\u3040", 0.9  # from here on: kana, Han, hangul
# Sizes within this share of a commoner one on the page are the same size measured a pixel wrong.
_SAME_SIZE = 0.06
# A raised mark stands above the baseline by this share of the size (superscripts 0.33, full-size figures 0) ...
_RAISED_BY = 0.15
# ... and is higher than this; hyphens and dashes are not, and raised figures are 0.4 high.
_RAISED_HEIGHT = 0.33
# Letters are lower than this share of the size, parentheses and slashes are not.
_TALL, _TALL_CHARACTERS = 0.8, frozenset("()[]{}/|\\jQ§$@&")
# A box as wide as this may hold two characters; the narrowest letter with a mark beside it is 0.6 wide.
_WIDE = 0.5
_INK = [255] * 128 + [0] * 128
# The narrowest letter advances by more than this share of the height of its line.
_MIN_ADVANCE = 0.12


@dataclass(slots=True)
class Character:
    """One character and its box; `follows_space` tells the first of a word."""

    text: str
    bbox: BBox
    follows_space: bool


@dataclass(slots=True)
class Row:
    """A line as the program sees it: `baseline` is (slope, offset) from the lower left corner of its box (hOCR 1.2)."""

    bbox: BBox
    baseline: tuple[float, float]
    characters: list[Character] = field(default_factory=list)

    def baseline_at(self, x: float) -> float:
        """Return the height of the baseline at a place, from the top."""
        slope, offset = self.baseline
        return self.bbox[3] + offset + slope * (x - self.bbox[0])


class _Hocr(HTMLParser):
    """Collects rows and characters of an hOCR page (http://kba.github.io/hocr-spec/1.2/)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._starts_word = False
        self._box: BBox | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        values = {name: value or "" for name, value in attrs}
        kind, title = values.get("class", ""), values.get("title", "")
        if kind == "ocrx_cinfo":
            self._box = _numbers(title, "x_bboxes")
        elif kind == "ocrx_word":
            self._starts_word = True
        elif kind.startswith("ocr_") and (slope := re.search(r"baseline (\S+) ([-\d.]+)", title)):
            self.rows.append(Row(_numbers(title, "bbox"), (float(slope[1]), float(slope[2]))))

    def handle_data(self, data: str) -> None:
        if self._box is None or not data.strip() or not self.rows:
            return
        row = self.rows[-1]
        row.characters.append(Character(data.strip(), self._box, self._starts_word and bool(row.characters)))
        self._box, self._starts_word = None, False


def parse_rows(hocr: bytes) -> list[Row]:
    """Return the rows of text of a page, in the order of the program."""
    reader = _Hocr()
    reader.feed(hocr.decode("utf-8", errors="replace"))
    rows = [row for row in reader.rows if row.characters]
    for row in rows:
        _join_words(row)
    return rows


def _join_words(row: Row) -> None:
    """Let the boxes of a word follow each other without gaps: the program's overlap, and some come twice."""
    step = _MIN_ADVANCE * (row.bbox[3] - row.bbox[1])
    for before, character in pairwise(row.characters):
        x0, top, x1, bottom = character.bbox
        x0 = max(x0, before.bbox[0] + step)
        character.bbox = (x0, top, max(x1, x0 + step), bottom)
        if not character.follows_space:
            before.bbox = (*before.bbox[:2], x0, before.bbox[3])


def _numbers(title: str, name: str) -> BBox:
    x0, top, x1, bottom = re.search(rf"{name} (\d+) (\d+) (\d+) (\d+)", title).groups()  # type: ignore[union-attr]
    return float(x0), float(top), float(x1), float(bottom)


def fit_tall_boxes(rows: Iterable[Row], image: Image.Image) -> None:
    """Give boxes as tall as the line the height of their ink: a full stop and the mark after it are boxed as one."""
    ink = image.point(_INK)
    for row in rows:
        size = size_of(row)
        for character in row.characters:
            x0, top, x1, bottom = character.bbox
            if bottom - top < _TALL * size or character.text in _TALL_CHARACTERS:
                continue
            found = ink.crop((round(x0), round(top), max(round(x1), round(x0) + 1), round(bottom))).getbbox()
            if found is not None:
                character.bbox = (x0, round(top) + found[1], x1, round(top) + found[3])


def split_joined(rows: Iterable[Row], image: Image.Image) -> None:
    """Part the characters whose box holds a raised mark too: the letter after a label, the full stop before a mark.

    The part of the mark is a character UNREAD, to be read by itself.
    """
    ink = image.point(_INK)
    for row in rows:
        size = size_of(row)
        row.characters = [part for c in row.characters for part in _parts(c, row, size, ink)]


def _parts(character: Character, row: Row, size: float, ink: Image.Image) -> list[Character]:
    x0, top, x1, bottom = character.bbox
    if x1 - x0 < _WIDE * size:
        return [character]
    whole = ink.crop((round(x0), round(top), round(x1), round(bottom)))
    columns = whole.resize((whole.width, 1), Image.Resampling.BOX).tobytes()
    blank = [n for n in range(1, len(columns) - 1) if not columns[n] and any(columns[:n]) and any(columns[n:])]
    for n in blank[:1]:
        boxes = [_ink_box(ink, (x0, top, x0 + n, bottom)), _ink_box(ink, (x0 + n, top, x1, bottom))]
        raised = [is_raised(Character(UNREAD, box, follows_space=False), row, size) for box in boxes]
        if sum(raised) == 1:
            # A letter is what stands; a sign is the mark misread, and what stands before it was read before it.
            standing = character.text if character.text.isalnum() else ""
            texts = [UNREAD if is_mark else standing for is_mark in raised]
            spaces = [character.follows_space, False]
            parts = [Character(*part) for part in zip(texts, boxes, spaces, strict=True)]
            return [part for part in parts if part.text]
    return [character]


def _ink_box(ink: Image.Image, box: BBox) -> BBox:
    found = ink.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3]))).getbbox()
    if found is None:
        return box
    x0, top = round(box[0]), round(box[1])
    return float(x0 + found[0]), float(top + found[1]), float(x0 + found[2]), float(top + found[3])


def size_of(row: Row) -> float:
    """Return the font size in pixels by the heights of letters: the program's own x_size is wrong by a tenth."""
    standing = [c for c in row.characters if not is_raised(c, row, c.bbox[3] - c.bbox[1])]
    sizes = [size for c in standing if (size := _letter_size(c)) is not None]
    return median(sizes) if sizes else row.bbox[3] - row.bbox[1]


def _letter_size(character: Character) -> float | None:
    height = character.bbox[3] - character.bbox[1]
    if character.text in _LOW:
        return height / _LOW_SHARE
    if character.text in _HIGH:
        return height / _HIGH_SHARE
    return height / _FULL_SHARE if character.text >= _FULL else None


def settle_sizes(sizes: Sequence[float]) -> list[float]:
    """Give lines whose sizes nearly agree the same one, that of most of them."""
    common = [float(size) for size, _ in Counter(round(size) for size in sizes).most_common()]
    return [next((other for other in common if abs(other - size) <= _SAME_SIZE * other), size) for size in sizes]


def is_raised(character: Character, row: Row, size: float) -> bool:
    """Tell whether a character stands above the baseline and is too high for a hyphen."""
    x0, top, _, bottom = character.bbox
    return row.baseline_at(x0) - bottom > _RAISED_BY * size and bottom - top > _RAISED_HEIGHT * size


def figure_size(height: float) -> float:
    """Return the font size of a figure of this height."""
    return height / _HIGH_SHARE
