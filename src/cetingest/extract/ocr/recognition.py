"""A picture of a page becomes glyphs, read by tesseract. Runs in the guarded child only."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from PIL import Image

from cetingest.extract.glyphs import Glyph
from cetingest.extract.ocr import tesseract
from cetingest.extract.ocr.hocr import (
    UNREAD,
    Character,
    Row,
    figure_size,
    fit_tall_boxes,
    is_raised,
    parse_rows,
    settle_sizes,
    size_of,
    split_joined,
)
from cetingest.model import BBox

RESOLUTION = 300  # dots an inch, what tesseract's manual asks for
FONT_NAME = "OCR"
_MAX_PIXELS = 40_000_000  # A3 at 300 has 17 million; each costs 4 bytes where it is drawn
_MARKS = frozenset("0123456789*†‡§¶")

_MARK_GAP = 0.35  # of the size, between two raised marks
# What tesseract takes a raised figure for when it stands beside text.
_MISREAD = str.maketrans("!|lIiL][Oo", "1111111100", ".,:;")
# What it takes raised figures for that it cannot read even by themselves: strokes and rings.
_THIN = str.maketrans(
    {"!": "1", "'": "1", "‘": "1", "’": "1", '"': "11", "“": "11", "”": "11", "°": "0", "O": "0", "º": "0"}
)
# A row of five copies, twice as large, was read rightly most often (of 1 to 5 copies, 1.5 to 3 times as large).
_MAGNIFIED, _COPIES, _MARGIN, _GAP = 2, 5, 30, 4
_AGREEING, _AGREEING_SHARE = 3, 0.5


def choose_resolution(width: float, height: float) -> int:
    """Return the resolution for a page (points): 300 pixels an inch, fewer where that would be too many pixels."""
    inches = width * height / 72**2
    return max(1, min(RESOLUTION, int((_MAX_PIXELS / inches) ** 0.5))) if inches else 1


def recognise(image: Image.Image, models: str, resolution: int, seconds: float) -> tuple[Glyph, ...]:
    """Read a picture of a page; return its characters with places and sizes in points.

    Raises TesseractError when the program fails or takes longer than `seconds`.
    """
    image = image.convert("L")
    arguments = ["-l", models, "--dpi", str(resolution), "-c", "hocr_char_boxes=1", "hocr"]
    rows = parse_rows(tesseract.run(["-", "-", *arguments], _png(image), seconds))
    fit_tall_boxes(rows, image)
    split_joined(rows, image)
    sizes = settle_sizes([size_of(row) for row in rows])
    _read_raised(image, rows, sizes, models, seconds)
    return tuple(_glyphs(rows, sizes, 72 / resolution))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=1)
    return out.getvalue()


def _read_raised(image: Image.Image, rows: Sequence[Row], sizes: Sequence[float], models: str, seconds: float) -> None:
    """Read raised marks again, magnified and by themselves: beside text "1" is read as "!" and "2" as a quote."""
    groups = [g for row, size in zip(rows, sizes, strict=True) for g in _raised_groups(row, size)]
    if not groups:
        return
    sheet, height = _montage(image, [_around(group) for group in groups])
    arguments = ["-l", models, "--psm", "6", "--dpi", str(RESOLUTION), "-c", "hocr_char_boxes=1"]
    freely = _texts_of_rows([*arguments, "hocr"], sheet, height, seconds)
    as_digits = _texts_of_rows([*arguments, "-c", "tessedit_char_whitelist=0123456789", "hocr"], sheet, height, seconds)
    for number, group in enumerate(groups):
        text = _decide(vote(freely[number].translate(_MISREAD)), vote(as_digits[number]), group)
        if text.isdecimal():
            _write_digits(group, text)
        else:
            for character in group:
                character.text = character.text.replace(UNREAD, "")


def _texts_of_rows(arguments: Sequence[str], sheet: Image.Image, height: int, seconds: float) -> dict[int, str]:
    texts: dict[int, str] = defaultdict(str)
    for row in parse_rows(tesseract.run(["-", "-", *arguments], _png(sheet), seconds)):
        for character in row.characters:
            texts[int((character.bbox[1] + character.bbox[3]) / 2 // height)] += character.text
    return texts


def vote(text: str) -> str:
    """Return what most copies of a mark were read as, "" when they disagree.

    >>> vote("1212121212"), vote("599999"), vote("161616G1616"), vote("-3-3-3-3-3"), vote("DIDIT"), vote("1111111111")
    ('12', '9', '16', '-3', '', '11')
    """
    if len(text) > _COPIES and len(set(text)) == 1:  # one figure, twice in each copy
        return text[0] * round(len(text) / _COPIES)
    for length in (1, 2, 3):
        parts = Counter(text[n : n + length] for n in range(0, len(text), length))
        for part, count in parts.most_common(1):
            if count >= _AGREEING and count * length > _AGREEING_SHARE * len(text):
                return part
    return ""


def _decide(freely: str, as_digits: str, group: Sequence[Character]) -> str:
    """Return what a mark was read as: freely, then as digits; "" for an exponent, which has a minus."""
    if freely.isdecimal() or freely.startswith(("-", "\N{MINUS SIGN}")):
        return freely
    return as_digits or _guess(group)


def _guess(group: Sequence[Character]) -> str:
    """Return the figures of a group that tesseract took for thin signs, "" when another sign is among them.

    Quotation marks are 0.2 of the size high and never raised in this sense, so a sign as high as a figure is one.
    """
    return guess("".join(character.text for character in group))


def guess(text: str) -> str:
    """Return the figures that raised signs as high as figures are.

    >>> guess("!"), guess("'"), guess("“"), guess("'°"), guess("*"), guess("'s")
    ('1', '1', '11', '10', '', '')
    """
    figures = text.translate(_THIN)
    return figures if figures.isdecimal() else ""


def _raised_groups(row: Row, size: float) -> Iterator[list[Character]]:
    group: list[Character] = []
    for character in row.characters:
        if not is_raised(character, row, size):
            if group:
                yield group
            group = []
        elif group and character.bbox[0] - group[-1].bbox[2] > _MARK_GAP * size:
            yield group
            group = [character]
        else:
            group.append(character)
    if group:
        yield group


def _around(characters: Iterable[Character]) -> BBox:
    boxes = [c.bbox for c in characters]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _montage(image: Image.Image, boxes: Sequence[BBox]) -> tuple[Image.Image, int]:
    """Set each cutting several times on a row of its own, as one long number; return the sheet and the rows' height.

    One character alone is too little to go by for a reader of lines.
    """
    cuttings = [
        image.crop((round(x0) - 1, round(top) - 1, round(x1) + 1, round(bottom) + 1)) for x0, top, x1, bottom in boxes
    ]
    cuttings = [c.resize((c.width * _MAGNIFIED, c.height * _MAGNIFIED), Image.Resampling.BICUBIC) for c in cuttings]
    height = max(c.height for c in cuttings) + 2 * _MARGIN
    width = (max(c.width for c in cuttings) + _GAP) * _COPIES + 2 * _MARGIN
    sheet = Image.new("L", (width, height * len(cuttings)), 255)
    for row, cutting in enumerate(cuttings):
        for copy in range(_COPIES):
            sheet.paste(
                cutting, (_MARGIN + copy * (cutting.width + _GAP), (row + 1) * height - _MARGIN - cutting.height)
            )
    return sheet, height


def _write_digits(group: list[Character], text: str) -> None:
    """Put the digits read into the places of the characters, which may be fewer or more."""
    x0, top, x1, bottom = _around(group)
    step = (x1 - x0) / len(text)
    first = group[0].follows_space
    for n, character in enumerate(group):
        character.text = text[n] if n < len(text) else ""
        character.bbox = (x0 + n * step, top, x0 + (n + 1) * step, bottom)
        character.follows_space = first and n == 0
    if len(text) > len(group):
        group[-1].text = text[len(group) - 1 :]
        group[-1].bbox = (x0 + (len(group) - 1) * step, top, x1, bottom)


def _glyphs(rows: Sequence[Row], sizes: Sequence[float], scale: float) -> Iterator[Glyph]:
    for row, size in zip(rows, sizes, strict=True):
        for character in row.characters:
            if not character.text:
                continue
            x0, top, x1, bottom = (value * scale for value in character.bbox)
            baseline, own_size = row.baseline_at(character.bbox[0]) * scale, size * scale
            if is_raised(character, row, size) and set(character.text) <= _MARKS:
                baseline, own_size = bottom, min(figure_size(bottom - top), 0.8 * size * scale)
            yield Glyph(
                character.text, FONT_NAME, round(own_size, 1), (x0, top, x1, bottom), baseline, character.follows_space
            )
