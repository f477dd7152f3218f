"""Cut the pictures of the places on the pages, once for each content of a PDF."""

import hashlib
from pathlib import Path

from upath import UPath

from cetingest.extract import PictureRequest, render_pictures
from cetingest.model import CitationList, Document, Dossier
from cetingest.report.places import picture_places
from cetingest.settings import ExtractSettings
from cetingest.storage import Storage, bytes_if_there, dumps, write_bytes

_STAMP = "pictures.sha256"


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
