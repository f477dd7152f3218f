"""Which places of a document the report shows as pictures; each is cut once for each content of a PDF."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from upath import UPath

from cetingest.extract import PictureRequest, render_pictures
from cetingest.model import BBox, CitationList, Document, Dossier, Page, Provenance
from cetingest.settings import ExtractSettings
from cetingest.storage import Storage, bytes_if_there, dumps, write_bytes

_STAMP = "pictures.sha256"
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


def picture_requests(document: Document, citations: CitationList) -> tuple[PictureRequest, ...]:
    """Return what to cut: the band of the page around each citing footnote, its boxes highlighted."""
    return tuple(
        PictureRequest(name=place.name, page_number=place.page_number, crop=place.crop, highlights=place.highlights)
        for place in picture_places(document, citations)
    )


def write_crops(dossier: Dossier, pdf_path: Path, storage: Storage, settings: ExtractSettings) -> UPath:
    """Write the pictures of one document under processed/ and return their folder.

    Nothing is rendered when the pictures of this very PDF, these places and this resolution are already there; pictures
    that no place asks for any more are removed. A picture that cannot be rendered is left out and the page says so.
    """
    folder = storage.crops(dossier.document.document_id)
    requests = picture_requests(dossier.document, dossier.citations)
    stamp = _stamp(dossier.document, requests, settings)
    stamp_path = folder / _STAMP
    if bytes_if_there(stamp_path) == stamp:
        return folder
    pictures = render_pictures(pdf_path, requests, settings) if requests else {}
    for name, data in sorted(pictures.items()):
        write_bytes(folder / f"{name}.png", data)
    _remove_others(folder, {f"{name}.png" for name in pictures})
    if len(pictures) == len(
        requests
    ):  # and last of all, so that a run killed above or a missing picture is tried again
        write_bytes(stamp_path, stamp)
    return folder


def read_crops(document_id: str, storage: Storage) -> dict[str, bytes]:
    """Return the pictures of one document by name; empty when none were cut."""
    folder = storage.crops(document_id)
    if not folder.is_dir():
        return {}
    return {path.stem: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix == ".png"}


def _stamp(document: Document, requests: tuple[PictureRequest, ...], settings: ExtractSettings) -> bytes:
    wanted = f"{document.sha256} {settings.crop_resolution} {dumps(requests, indent=None)}"
    return (hashlib.sha256(wanted.encode()).hexdigest() + "\n").encode()


def _remove_others(folder: UPath, names: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.suffix == ".png" and path.name not in names:
            path.unlink()
