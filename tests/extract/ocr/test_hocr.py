"""Boxes of tesseract that hold two characters are parted where one of them is a raised mark."""

import pytest
from PIL import Image, ImageDraw

from cetingest.extract.ocr.hocr import UNREAD, Character, Row, split_joined

# One row of 100 pixels, baseline at 80: letters 46 high, so that the size is 100.
LETTERS = [Character("n", (x, 34.0, x + 40.0, 80.0), follows_space=False) for x in (200.0, 250.0, 300.0)]


def row_of(text, box):
    return Row((0.0, 0.0, 400.0, 100.0), (0.0, -20.0), [Character(text, box, follows_space=True), *LETTERS])


def picture(*boxes):
    image = Image.new("L", (400, 100), 255)
    for box in (*boxes, *((x, 34, x + 39, 79) for x in (200, 250, 300))):
        ImageDraw.Draw(image).rectangle(box, fill=0)
    return image


@pytest.mark.parametrize(
    ("why", "text", "ink", "parts"),
    [
        ("a label before its note", "S", [(20, 10, 40, 49), (50, 14, 100, 79)], [UNREAD, "S"]),
        ("a mark after the full stop, which was read before", "'", [(20, 70, 30, 79), (40, 10, 60, 49)], [UNREAD]),
        ("a broad letter", "M", [(20, 14, 100, 79)], ["M"]),
        ("a letter in two strokes", "H", [(20, 14, 40, 79), (60, 14, 100, 79)], ["H"]),
        ("quotation marks are no mark of a note", "“", [(20, 10, 40, 29), (50, 10, 100, 29)], ["“"]),
        ("two raised figures are one mark", "12", [(20, 10, 40, 49), (60, 10, 100, 49)], ["12"]),
    ],
)
def test_a_box_that_holds_a_raised_mark_and_something_else_is_parted(why, text, ink, parts):
    row = row_of(text, (20.0, 10.0, 101.0, 80.0))
    split_joined([row], picture(*ink))
    assert [c.text for c in row.characters if c not in LETTERS] == parts, why
