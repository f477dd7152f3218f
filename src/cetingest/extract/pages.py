"""What the parent keeps of a page that was read: enough to report on it, and its lines as JSON for a child to read."""

import json
from dataclasses import dataclass

from cetingest import storage
from cetingest.extract.glyphs import UNMAPPED
from cetingest.extract.layout.lines import PageLines


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """One page as the child answers it; `unmapped` and `turned` count characters, `lines` is `PageLines` as JSON."""

    page_number: int
    width: float
    height: float
    characters: int
    unmapped: int
    turned: int
    has_lines: bool
    has_image: bool
    lines: str


def pack_page(page: PageLines) -> ReadPage:
    """Return what the parent gets of a page."""
    return ReadPage(
        page_number=page.page_number,
        width=page.width,
        height=page.height,
        characters=sum(len(line.text) for line in page.lines),
        unmapped=sum(line.text.count(UNMAPPED) for line in page.lines),
        turned=page.turned,
        has_lines=bool(page.lines),
        has_image=page.has_image,
        lines=json.dumps(storage.unstructure(page), separators=(",", ":")),
    )


def unpack_page(lines: str) -> PageLines:
    """Return the page that was packed."""
    return storage.structure(json.loads(lines), PageLines)
