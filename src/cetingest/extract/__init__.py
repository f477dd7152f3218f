"""PDF -> `model.Document`: text in blocks, footnotes, references paired with them, hyperlinks, each with its place.

`read_document` reads a file in a child process with limits (`sandbox`, `reader`) and never fails for what the file
holds; `render_pictures` cuts pictures of places out of its pages, `render_debug_images` shows what was found where.

One folder for each step of the way: the `glyphs` of a page, from the file (`pdf`) or from its picture (`ocr`, `scans`)
-> lines (`layout`) -> header, body, footnote zone, footer (`regions`) -> notes and references to them (`notes`), and
blocks (`body`) -> joined texts (`texts`) -> the document (`assembly`, `document`). docs/extraction.md tells what
decides that something is a note.
"""

from cetingest.extract.document import read_document
from cetingest.extract.fingerprint import reading_stamp
from cetingest.extract.pictures.debug_images import render_debug_images
from cetingest.extract.pictures.render import PictureRequest, render_pictures

__all__ = ["PictureRequest", "read_document", "reading_stamp", "render_debug_images", "render_pictures"]
