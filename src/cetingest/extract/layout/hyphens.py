"""Tell hyphens from soft hyphens that a font's map calls alike."""

from collections.abc import Sequence
from itertools import pairwise

from cetingest.extract.glyphs import Glyph

_SOFT_HYPHEN = "\u00ad"
# A letter of the same word follows closer than this share of the size.
_TOUCHING = 0.15


def name_hyphens(glyphs: list[Glyph]) -> list[Glyph]:
    """Call hyphens what a font's map calls soft hyphens where they stand inside lines.

    Both characters have one glyph, and some files (Typst's) map it to U+00AD wherever it stands. A real soft hyphen is
    printed at the end of a line only.
    """
    if not any(glyph.text == _SOFT_HYPHEN for glyph in glyphs):
        return glyphs
    fonts = _fonts_with_inner(glyphs)
    return [g._replace(text="-") if g.text == _SOFT_HYPHEN and g.fontname in fonts else g for g in glyphs]


def _fonts_with_inner(glyphs: Sequence[Glyph]) -> set[str]:
    return {
        before.fontname
        for before, glyph in pairwise(glyphs)
        if before.text == _SOFT_HYPHEN
        and abs(glyph.baseline - before.baseline) < _TOUCHING * before.size
        and abs(glyph.bbox[0] - before.bbox[2]) < _TOUCHING * before.size
    }
