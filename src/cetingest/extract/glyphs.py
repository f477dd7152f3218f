"""What one page holds before any reading: glyphs, rules and link areas."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cetingest.model import BBox

UNMAPPED = "\N{REPLACEMENT CHARACTER}"

# Bullets of the Symbol and Wingdings fonts sit in the private use area; Word writes them so.
_PRIVATE_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf06f": "◦", "\uf02d": "-"}
# Any other sign of theirs is a bullet too; those of letters (U+F041) are left, since some files write text so.
_PRIVATE_BULLETS |= {
    chr(n): "•"
    for n in (*range(0xF080, 0xF100), 0xF06C, 0xF06E, 0xF071, 0xF075, 0xF076)
    if chr(n) not in _PRIVATE_BULLETS
}
# Radicals stand where fonts draw them like letters. Those of Kangxi (U+2F00) have their letters in Unicode's data, the
# simplified ones do not.
_RADICALS = {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0x2E80, 0x2FE0)} | dict(
    zip(
        "⺁⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻲⻳",
        "厂母民虎西见角贝车長长门青页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙亀龟",
        strict=True,
    )
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = {"\uf020": " ", "\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": ""}
_REPLACED = str.maketrans(_PRIVATE_BULLETS | _RADICALS | _LIGATURES | _SPACES)
_CID = re.compile(r"\(cid:\d+\)")

# Nimbus writes Medi and Demi, Computer Modern BX, TI and SL; "Medium" is a regular weight of its family.
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]medi(?!um)|cmbx|sfbx|ecbx", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|sfti|ecti", re.IGNORECASE)


class Tag(NamedTuple):
    """What a tagged file calls a piece of content, and the number of the element that it belongs to.

    P, H1 ... H6, LI, Table, Caption, Note, Figure, TOC, and Artifact for what is no part of the text.
    """

    role: str
    element: int


class Glyph(NamedTuple):
    """One printed character (or ligature) that stands upright.

    A tuple and no dataclass: a frozen one takes four times as long to make, and a page has 3,000 of them.
    `baseline` grows downwards like `top`; `follows_space` tells that the file wrote a space before it; `tag` is what a
    tagged file says of it.
    """

    text: str
    fontname: str
    size: float
    bbox: BBox
    baseline: float
    follows_space: bool = False
    tag: Tag | None = None

    @property
    def centre(self) -> float:
        """The middle of the glyph on the x axis."""
        return (self.bbox[0] + self.bbox[2]) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where an internal link leads: a page and, if it says so, a height on it."""

    page_number: int
    top: float | None = None
    x0: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkArea:
    """A link annotation: to a URL or to a place in the same file."""

    bbox: BBox
    url: str | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page as the file draws it; `rules` are thin horizontal strokes.

    `picture_share` is how much of the page pictures cover, from 0 to 1.
    `turned` counts the characters that do not stand upright: they are in no line; `lost_parts` the content streams
    that a damaged file has not got, or not whole. A page of right-to-left text
    `is_mirrored` until everything is read (`layout.right_to_left`).
    """

    page_number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[BBox, ...] = ()
    links: tuple[LinkArea, ...] = ()
    has_image: bool = False
    picture_share: float = 0.0
    turned: int = 0
    lost_parts: int = 0
    is_mirrored: bool = False


def clean_glyph_text(text: str) -> str:
    r"""Return the characters that a glyph stands for: ligatures spelled out, an unmapped one as U+FFFD.

    >>> clean_glyph_text("ﬃ"), clean_glyph_text("(cid:17)"), clean_glyph_text("\uf0b7")
    ('ffi', '�', '•')
    """
    return _CID.sub(UNMAPPED, text).translate(_REPLACED)


@lru_cache(maxsize=1_000)  # one font writes one size a hundred times in a line
def round_size(size: float) -> float:
    """Round a size to tenths of a point.

    >>> round_size(10.450000000000045)
    10.5
    """
    return round(size, 1)


@lru_cache(maxsize=1_000)  # asked for each glyph; a document has some ten fonts
def is_bold_font(fontname: str) -> bool:
    """Tell a bold face by its PostScript name.

    >>> is_bold_font("ABCDEF+NimbusRomNo9L-Medi"), is_bold_font("Roboto-Medium")
    (True, False)
    """
    return bool(_BOLD.search(fontname.rpartition("+")[2]))


@lru_cache(maxsize=1_000)
def is_italic_font(fontname: str) -> bool:
    """Tell an italic or slanted face by its PostScript name.

    >>> is_italic_font("ABCDEF+LiberationSerif-Italic"), is_italic_font("CMR10")
    (True, False)
    """
    return bool(_ITALIC.search(fontname.rpartition("+")[2]))


def round_box(box: BBox) -> BBox:
    """Round a box to hundredths of a point."""
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)
