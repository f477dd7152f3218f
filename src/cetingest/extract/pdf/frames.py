"""The part of a sheet that a viewer shows: turned, cropped, its origin moved to its top left corner."""

from dataclasses import replace

from cetingest.extract.glyphs import LinkArea, PageContent
from cetingest.model import BBox

Margins = tuple[float, float, float, float]


def find_margins(media: BBox, crop: BBox, rotation: int) -> Margins:
    """Return what the crop box cuts off the displayed page at (left, top, right, bottom), in points.

    Boxes are (x0, y0, x1, y1) as in the file, the y axis upwards; `rotation` is clockwise. A crop box reaches no
    further than the sheet, and one that leaves nothing is ignored, as viewers do (ISO 32000-1, 14.11.2.1).

    >>> find_margins((0, 0, 600, 800), (10, 20, 570, 760), 0)
    (10, 40, 30, 20)
    >>> find_margins((0, 0, 600, 800), (10, 20, 570, 760), 90)
    (20, 10, 40, 30)
    """
    left, bottom = max(crop[0] - media[0], 0), max(crop[1] - media[1], 0)
    right, top = max(media[2] - crop[2], 0), max(media[3] - crop[3], 0)
    if left + right >= media[2] - media[0] or top + bottom >= media[3] - media[1]:
        return 0, 0, 0, 0
    turned = (left, top, right, bottom)
    first = -(rotation // 90) % 4  # turned clockwise, the left edge becomes the top
    return (*turned[first:], *turned[:first])  # type: ignore[return-value]


def frame_page(content: PageContent, frame: BBox) -> PageContent:
    """Keep what stands inside the frame, and count from its top left corner; links may reach over its edge."""
    x0, top, x1, bottom = frame
    glyphs = [g for g in content.glyphs if x0 <= (g[3][0] + g[3][2]) / 2 <= x1 and top <= g[4] <= bottom]
    content = replace(content, width=x1 - x0, height=bottom - top, glyphs=tuple(glyphs))
    if not x0 and not top:
        return content
    return replace(
        content,
        glyphs=tuple(g._replace(bbox=_move(g.bbox, x0, top), baseline=g.baseline - top) for g in glyphs),
        rules=tuple(_move(rule, x0, top) for rule in content.rules),
        links=tuple(_move_link(link, x0, top) for link in content.links),
    )


def _move(box: BBox, x0: float, top: float) -> BBox:
    return box[0] - x0, box[1] - top, box[2] - x0, box[3] - top


def _move_link(link: LinkArea, x0: float, top: float) -> LinkArea:
    return replace(link, bbox=_move(link.bbox, x0, top))
