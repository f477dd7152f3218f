"""PDF -> `model.Document`: text in blocks, footnotes, references paired with them, hyperlinks, each with its place.

`read_document` reads a file in a child process with limits (`sandbox`, `reader`) and never fails for what the file
holds; `render_pictures` cuts pictures of places out of its pages, `render_debug_images` shows what was found where.

One folder for each step of the way: the `glyphs` of a page, from the file (`pdf`) or from its picture (`ocr`, `scans`)
-> lines (`layout`) -> header, body, footnote zone, footer (`regions`) -> notes and references to them (`notes`), and
blocks (`body`) -> joined texts (`texts`) -> the document (`assembly`, `document`). docs/extraction.md tells what
decides that something is a note.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cetingest.extract.document import read_document
    from cetingest.extract.fingerprint import reading_stamp
    from cetingest.extract.pictures.debug_images import render_debug_images
    from cetingest.extract.pictures.render import PictureRequest, render_pictures

__all__ = ["PictureRequest", "read_document", "reading_stamp", "render_debug_images", "render_pictures"]

_MODULES = {
    "PictureRequest": "pictures.render",
    "read_document": "document",
    "reading_stamp": "fingerprint",
    "render_debug_images": "pictures.debug_images",
    "render_pictures": "pictures.render",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: the guarded child starts without what its parent uses."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
