"""Drop glyphs that are printed twice: some files make bold letters or shadows that way."""

from collections import defaultdict
from collections.abc import Sequence

from cetingest.extract.glyphs import Glyph

# Two prints are at most this share of the size apart.
_REACH = 0.1
# Glyphs are kept by whole points; a row of cells is so long that no two rows meet on a page (14,400 points at most).
_ROW = 1 << 16
_NEIGHBOURS = tuple(dy * _ROW + dx for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def drop_overprints(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that repeat an earlier one at almost the same place."""
    kept: list[Glyph] = []
    cells_of: dict[str, dict[int, Glyph]] = defaultdict(dict)
    for glyph in glyphs:
        cells = cells_of[glyph.text]
        place = round(glyph.baseline) * _ROW + round(glyph.bbox[0])
        for step in _NEIGHBOURS:
            other = cells.get(place + step)
            if other is not None and _is_reprint(glyph, other):
                break
        else:
            cells[place] = glyph
            kept.append(glyph)
    return kept


def _is_reprint(glyph: Glyph, other: Glyph) -> bool:
    reach = _REACH * glyph.size
    return abs(other.bbox[0] - glyph.bbox[0]) < reach and abs(other.baseline - glyph.baseline) < reach
