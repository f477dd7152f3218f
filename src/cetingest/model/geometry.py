"""Where a thing lies on the page."""

from dataclasses import dataclass

BBox = tuple[float, float, float, float]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One box on one page; a thing that runs over a page has several."""

    page_number: int
    bbox: BBox
