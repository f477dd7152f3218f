"""Which places of a document the report shows as pictures, and how each picture is cut. Pure geometry."""

from collections.abc import Iterable
from dataclasses import dataclass

from cetingest.model import BBox, CitationList, Document, Page, Provenance

CONTEXT_ABOVE_POINTS = 44.0
"""Three lines of body type at 14 pt leading: enough to see what stands before the footnote, too little to distract."""
CONTEXT_BELOW_POINTS = 13.0
"""One line of a note set in 10 points: the next footnote's first line tells that this one ends here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One picture: the band of a page, full width, around the boxes of a footnote or of a cited URL in the body."""

    name: str
    subject_id: str
    page_number: int
    crop: BBox
    highlights: tuple[BBox, ...]


def picture_places(document: Document, citations: CitationList) -> tuple[Place, ...]:
    """Return the places worth a picture: each footnote that cites something, each cited URL of the body.

    A footnote that runs over pages gets one picture a page: `<footnote_id>`, then `<footnote_id>-page5`.
    """
    citing = {citation.footnote_id for citation in citations.citations}
    citing |= {cited.footnote_id for cited in citations.cited_urls if cited.footnote_id is not None}
    subjects = [(note.footnote_id, note.provenance) for note in document.footnotes if note.footnote_id in citing]
    subjects += [(cited.cited_url_id, cited.provenance) for cited in citations.cited_urls if cited.footnote_id is None]
    pages = {page.page_number: page for page in document.pages}
    return tuple(place for subject_id, boxes in subjects for place in _places(subject_id, boxes, pages))


def _places(subject_id: str, provenance: Iterable[Provenance], pages: dict[int, Page]) -> Iterable[Place]:
    boxes: dict[int, list[BBox]] = {}
    for place in provenance:
        if place.page_number in pages:
            boxes.setdefault(place.page_number, []).append(place.bbox)
    for nth, number in enumerate(sorted(boxes)):
        yield Place(
            name=subject_id if nth == 0 else f"{subject_id}-page{number}",
            subject_id=subject_id,
            page_number=number,
            crop=_band(boxes[number], pages[number]),
            highlights=tuple(boxes[number]),
        )


def _band(boxes: list[BBox], page: Page) -> BBox:
    top = min(box[1] for box in boxes) - CONTEXT_ABOVE_POINTS
    bottom = max(box[3] for box in boxes) + CONTEXT_BELOW_POINTS
    return (0.0, max(0.0, top), page.width, min(page.height, bottom))
