"""Divide pages into page header, body, footnote zone and page footer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cetingest.extract.layout.columns import WATERMARK
from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.artifacts import find_artifacts
from cetingest.extract.regions.running import find_running
from cetingest.extract.regions.stamps import find_stamps
from cetingest.extract.regions.zones import find_zones
from cetingest.model import MarginKind

_UPPER_HALF = 0.5
# Headings have a tenth of the letters of their text at most; endnotes had twice those of the shortest text seen.
_FREQUENT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The lines of a document by region, each in reading order; `margins` are those around the text.

    `body_size` is that of most text; `ruled` holds the first lines below the rules that separate notes; `islands` are
    parts of the body that may be notes.
    """

    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    margins: Mapping[Line, MarginKind]
    body_size: float
    ruled: frozenset[Line] = frozenset()
    islands: tuple[tuple[Line, ...], ...] = ()


def divide(pages: Sequence[PageLines]) -> Regions:
    """Divide the lines of a document into regions."""
    body_size = find_body_size(pages)
    margins = find_margins(pages, body_size)
    outside = set(margins)
    zones = find_zones(pages, outside, body_size)
    body: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        zone = set(zones.at_feet[page.page_number])
        notes += zones.at_feet[page.page_number]
        body += [line for line in page.lines if line not in outside and line not in zone]
    return Regions(
        body=tuple(body),
        notes=tuple(notes),
        margins=margins,
        body_size=body_size,
        ruled=zones.ruled,
        islands=zones.islands,
    )


def find_margins(pages: Sequence[PageLines], body_size: float) -> dict[Line, MarginKind]:
    """Return what is printed around the text, in the order of the pages: running heads, page numbers, stamps."""
    found = find_running(pages, body_size)
    for line, kind in find_artifacts(pages, set(found), body_size):
        found.setdefault(line, kind)
    watermarks = [line for page in pages for line in page.lines if line.column == WATERMARK]
    for line in (*watermarks, *find_stamps(pages, {*found, *watermarks}, body_size)):
        found[line] = MarginKind.STAMP
    return {line: found[line] for page in pages for line in page.lines if line in found}


def find_body_size(pages: Sequence[PageLines]) -> float:
    """Return the size of most characters in the upper half of the pages, 0.0 for a document without text.

    Law reviews print more notes than text, but never above it. A list of notes at the back may be longer than a short
    text, so that of two frequent sizes the larger counts.
    """
    sizes: dict[float, float] = defaultdict(float)
    for page in pages:
        for line in page.lines:
            weight = 1.0 if line.baseline < _UPPER_HALF * page.height else 0.01
            sizes[round(line.size, 1)] += weight * len(line.text)
    most = max(sizes.values(), default=0.0)
    return max((size for size, count in sizes.items() if count >= _FREQUENT * most), default=0.0)
