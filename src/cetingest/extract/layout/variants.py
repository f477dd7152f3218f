"""Find the glyphs that are a small form of their character: superscripts and subscripts that a font draws itself.

They have the size and the baseline of the text around them; only their width tells them.
"""

from collections.abc import Sequence

from cetingest.extract.glyphs import Glyph

# Labels of notes are digits, the first letters and symbols. The letter e is left out: it is the commonest, and no table
# seen has five lettered notes.
_IN_LABELS = frozenset("0123456789abcdf*†‡")
# Superscripts of Libertinus are 0.66 as wide as their digits; kerning makes no digit narrower than 0.95.
_NARROW = 0.82


def find_variants(glyphs: Sequence[Glyph]) -> frozenset[Glyph]:
    """Return the glyphs that are much narrower than others of their character and font on the page."""
    widest: dict[tuple[str, str], float] = {}
    narrowest: dict[tuple[str, str], float] = {}
    for glyph in glyphs:
        if glyph.text in _IN_LABELS:
            key, width = (glyph.fontname, glyph.text), (glyph.bbox[2] - glyph.bbox[0]) / (glyph.size or 1.0)
            if width > widest.get(key, 0.0):
                widest[key] = width
            if width < narrowest.get(key, 1e9):
                narrowest[key] = width
    limits = {key: _NARROW * width for key, width in widest.items() if narrowest[key] < _NARROW * width}
    if not limits:
        return frozenset()
    return frozenset(
        glyph
        for glyph in glyphs
        if (limit := limits.get((glyph.fontname, glyph.text))) is not None
        and glyph.bbox[2] - glyph.bbox[0] < limit * glyph.size
    )
