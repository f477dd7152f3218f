"""PDF -> `model.Document`: text in blocks, footnotes, references paired with them, hyperlinks, each with its place.

`read_document` reads a file in a child process with limits and never fails for what the file holds;
`render_pictures` cuts pictures of places out of its pages, `render_debug_images` shows what was found where. The way of
a page: glyphs (`pdf`, in the child) -> lines (`lines`, `columns`) -> regions (`regions`, `zones`) -> notes and marks
(`readings`: `footnotes`, `endnotes`, `marks`), paired (`references`) and weighed (`evidence`), and blocks (`body`,
`headings`) -> joined texts (`line_ends`, `joining`) -> the document (`assembly`, `document`). docs/extraction.md tells
what decides that something is a note.
"""

from cetingest.extract.debug_images import render_debug_images
from cetingest.extract.document import read_document
from cetingest.extract.fingerprint import reading_stamp
from cetingest.extract.pictures import PictureRequest, render_pictures

__all__ = ["PictureRequest", "read_document", "reading_stamp", "render_debug_images", "render_pictures"]
