"""A page that was read, packed for the parent: enough to report on it, and its lines as JSON for a child to read."""

import json

from cetingest import storage
from cetingest.extract.answers import ReadPage
from cetingest.extract.glyphs import UNMAPPED
from cetingest.extract.layout.lines import PageLines

# A scan leaves at most a narrow margin of its page
_WHOLE_PAGE = 0.7
# Characters: the longest stamp seen has three lines; and the share of the page's height in which it stands
_STAMP = 400
_MARGIN = 0.12


def pack_page(page: PageLines) -> ReadPage:
    """Return what the parent gets of a page."""
    return ReadPage(
        page_number=page.page_number,
        width=page.width,
        height=page.height,
        characters=sum(len(line.text) for line in page.lines),
        unmapped=sum(line.text.count(UNMAPPED) for line in page.lines),
        turned=page.turned,
        lost_parts=page.lost_parts,
        has_lines=bool(page.lines),
        has_image=page.has_image,
        is_stamped_picture=_is_stamped_picture(page),
        lines=json.dumps(storage.unstructure(page), separators=(",", ":")),
    )


def _is_stamped_picture(page: PageLines) -> bool:
    """Tell a page that is a picture with a few lines over its margins; the title of a cover stands elsewhere."""
    if page.picture_share < _WHOLE_PAGE or not 0 < sum(len(line.text) for line in page.lines) <= _STAMP:
        return False
    head, foot = _MARGIN * page.height, (1 - _MARGIN) * page.height
    return all(line.bbox[3] <= head or line.bbox[1] >= foot for line in page.lines)


def unpack_page(lines: str) -> PageLines:
    """Return the page that was packed."""
    return storage.structure(json.loads(lines), PageLines)
