"""Repair what a file draws before lines are made of it: glyphs printed twice, hyphens that a font's map misnames."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import sub

from cetingest.extract.glyphs import Glyph

# Two prints of one glyph are at most this share of the size apart.
_REACH = 0.1
# Whole points are compared, so none is found that is further away.
_MOST_REACH = 2.0
# Glyphs are kept by whole points; a row of cells is so long that no two rows meet on a page (14,400 points at most).
_ROW = 1 << 16
_NEIGHBOURS = tuple(dy * _ROW + dx for dx in (-1, 0, 1) for dy in (-1, 0, 1))
_SOFT_HYPHEN = "\u00ad"
# A letter of the same word follows closer than this share of the size.
_TOUCHING = 0.15


def repair_glyphs(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs of a page without second prints, each hyphen as a hyphen."""
    return _name_hyphens(_drop_overprints(glyphs))


def _drop_overprints(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that repeat an earlier one at almost the same place: bold letters or shadows."""
    crowded = _crowded_baselines(glyphs)
    return _drop_repeated(glyphs, crowded) if crowded else list(glyphs)


def _crowded_baselines(glyphs: Sequence[Glyph]) -> set[float]:
    """Return the baselines with glyphs so near each other, on one of them or a near one, that some may be reprints.

    Few pages have one, and to compare each glyph with those around it takes three times as long as this.
    """
    rows: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        rows[glyph.baseline].append(glyph)
    crowded: set[float] = set()
    near: list[float] = []
    lefts: list[float] = []
    reach = 0.0
    for baseline in sorted(rows):
        row = rows[baseline]
        own_reach = min(_REACH * max([g.size for g in row]), _MOST_REACH)
        if near and baseline - near[-1] >= max(reach, own_reach):
            crowded.update(near if _are_crowded(lefts, reach) else ())
            near, lefts, reach = [], [], 0.0
        near.append(baseline)
        lefts += [g.bbox[0] for g in row]
        reach = max(reach, own_reach)
    crowded.update(near if _are_crowded(lefts, reach) else ())
    return crowded


def _are_crowded(lefts: list[float], reach: float) -> bool:
    lefts.sort()
    return min(map(sub, lefts[1:], lefts), default=reach) < reach


def _drop_repeated(glyphs: Sequence[Glyph], baselines: set[float]) -> list[Glyph]:
    kept: list[Glyph] = []
    cells_of: dict[str, dict[int, Glyph]] = defaultdict(dict)
    for glyph in glyphs:
        if glyph.baseline not in baselines:
            kept.append(glyph)
            continue
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


def _name_hyphens(glyphs: list[Glyph]) -> list[Glyph]:
    """Turn the soft hyphens of a font into hyphens where one of them stands inside a line.

    Both characters have one glyph, and some files (Typst's) map it to U+00AD wherever it stands. A real soft hyphen is
    printed at the end of a line only.
    """
    if _SOFT_HYPHEN not in [glyph.text for glyph in glyphs]:
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
