"""Read pages of right-to-left text: mirror the page, so that lines begin at the left as on any other page.

All rules of columns, labels, indents and line ends then hold. Words that are written from left to right (Latin,
numbers) stand backwards on the mirrored page and are turned round. Places are mirrored back when everything is read.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from cetingest.extract.glyphs import Glyph, LinkArea, PageContent
from cetingest.model import BBox, Provenance

# What joins two left-to-right words to one stretch, as printed between them: signs without a space, as in URLs and
# numbers; a sign that closes the first one; a space between words of letters (UAX 9, rules N1 and W7, seen backwards).
_JOINS = re.compile(r"[^\s]*|[,;:.!?)\]]+ ")
_SWAPPED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_FIRST_HEBREW = "\u0590"
"""No letter before it in Unicode is written from right to left."""
_FORWARD = ("L", "N")
_EVEN = 0.1
"""Share of the size within which baselines are one, half of what makes a row (rows.py): a raised mark is no digit of
the number beside it."""
_GAP = 0.2
"""Share of the size that is a space: in the report of tests/data/right_to_left letters touch (gaps below 0.001), and
spaces are 0.32 and more. Files of these scripts write their own spaces in too many ways to go by."""


def is_right_to_left(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether most letters are written from right to left (UAX 9: classes R and AL)."""
    if all(glyph.text < _FIRST_HEBREW for glyph in glyphs):  # nearly every page, at a tenth of the cost
        return False
    directions = [_direction(glyph.text) for glyph in glyphs]
    return directions.count("R") > directions.count("L")


def mirror_page(page: PageContent) -> PageContent:
    """Return the page mirrored, its glyphs in the order of lines."""
    width = page.width
    glyphs = [g._replace(bbox=mirror_box(g.bbox, width), text=_plain(g.text), follows_space=False) for g in page.glyphs]
    return replace(
        page,
        glyphs=tuple(sorted(glyphs, key=lambda g: (round(g.baseline, 1), g.bbox[0]))),
        rules=tuple(mirror_box(rule, width) for rule in page.rules),
        links=tuple(_mirror_link(link, width) for link in page.links),
        is_mirrored=True,
    )


def mirror_box(bbox: BBox, width: float) -> BBox:
    """Mirror a box on a page of this width; twice gives the box again.

    >>> mirror_box((10.0, 5.0, 30.0, 8.0), 100.0)
    (70.0, 5.0, 90.0, 8.0)
    """
    return width - bbox[2], bbox[1], width - bbox[0], bbox[3]


def restore_places(provenance: Sequence[Provenance], widths: Mapping[int, float]) -> tuple[Provenance, ...]:
    """Mirror places on mirrored pages back; `widths` holds the width of each mirrored page by its number."""
    return tuple(_restored(part, widths.get(part.page_number)) for part in provenance)


def _restored(part: Provenance, width: float | None) -> Provenance:
    if width is None:
        return part
    x0, top, x1, bottom = mirror_box(part.bbox, width)
    return replace(part, bbox=(round(x0, 2), top, round(x1, 2), bottom))


def read_from_right(glyphs: Sequence[Glyph]) -> list[tuple[Glyph, bool]]:
    """Return the glyphs of a mirrored line as they are read, each with whether a space stands before it."""
    spaces = [False, *(b.bbox[0] - a.bbox[2] > _GAP * min(a.size, b.size) for a, b in pairwise(glyphs))]
    ordered: list[tuple[Glyph, bool]] = []
    start = 0
    while start < len(glyphs):
        end = _stretch_end(glyphs, spaces, start)
        if end > start or _direction(glyphs[start].text) in _FORWARD:
            turned = range(end, start - 1, -1)
            before = [spaces[start], *(spaces[n + 1] for n in turned[1:])]
            ordered += [(glyphs[n], is_apart) for n, is_apart in zip(turned, before, strict=True)]
        else:
            glyph = glyphs[start]
            ordered.append((glyph._replace(text=glyph.text.translate(_SWAPPED)), spaces[start]))
        start = end + 1
    return ordered


def _stretch_end(glyphs: Sequence[Glyph], spaces: Sequence[bool], start: int) -> int:
    """Return the last glyph of the left-to-right stretch that begins with a glyph, itself where none does."""
    end = start
    while (direction := _direction(glyphs[end].text)) in _FORWARD:
        following = next((n for n in range(end + 1, len(glyphs)) if _direction(glyphs[n].text)), None)
        if following is None or _direction(glyphs[following].text) not in _FORWARD:
            return end
        between = "".join(
            (" " if spaces[n] else "") + (glyphs[n - 1].text if n - 1 > end else "") for n in range(following, end, -1)
        )
        are_words = between == " " and direction == _direction(glyphs[following].text) == "L"
        is_even = abs(glyphs[following].baseline - glyphs[end].baseline) < _EVEN * glyphs[end].size
        if not (is_even and (are_words or _JOINS.fullmatch(between))):
            return end
        end = following
    return end


@lru_cache(maxsize=10_000)
def _direction(text: str) -> str:
    """Return L, N (digits) or R for what a glyph stands for, nothing for signs that take their neighbours' side."""
    kinds = {unicodedata.bidirectional(sign) for sign in text}
    if kinds & {"R", "AL"}:
        return "R"
    return "L" if "L" in kinds else "N" if kinds & {"EN", "AN"} else ""


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    """Return the letters that a shaped Arabic letter or ligature stands for.

    >>> _plain("\ufefb") == "\u0644\u0627"
    True
    """
    return unicodedata.normalize("NFKC", text) if any("\ufb1d" <= sign <= "\ufeff" for sign in text) else text


def _mirror_link(link: LinkArea, width: float) -> LinkArea:
    return replace(link, bbox=mirror_box(link.bbox, width))
