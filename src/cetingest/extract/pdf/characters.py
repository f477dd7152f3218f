"""Collect the characters, thin strokes and pictures of a page straight from pdfminer's interpreter.

pdfplumber turns each character into a dict of 25 entries, which is 55 % of the time of `page.chars`; here a shown
string becomes one `ShownText`. The values are those of `page.chars`: tests/extract/pdf/test_characters.py compares
them.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple, cast

from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, PathSegment, Point, apply_matrix_pt

from cetingest.model import BBox

_LINES = frozenset({"ml", "mlh"})
_RECTANGLES = frozenset({"mlllh", "mllll"})
_UNIT_SQUARE: tuple[Point, ...] = ((0, 0), (0, 1), (1, 0), (1, 1))
_UNPAINTED = frozenset({3, 7})
_WHITES: tuple[object, ...] = (1, (1, 1, 1), (0, 0, 0, 0))
_INKLESS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4, "ICCBased": 0}
# More filled shapes than any page of text has; each is compared with each white text
_MAX_FILLS = 2_000


class Frame(NamedTuple):
    """Where pdfminer's page stands in pdfplumber's coordinates: origin at the top left, the media box's offset kept."""

    left: float
    top: float
    height: float


class Paint(IntEnum):
    """How a text is painted: to be seen on any paper, not at all (render modes 3 and 7), or as white as paper."""

    INK = 0
    NONE = 1
    WHITE = 2


_INK = Paint.INK

_Shape = tuple[str, float, float]
"""What a code shows in one font and size: its text, how far it moves on, and its width on the page."""


class ShownText(NamedTuple):
    """Characters (text, x0, x1) that one operator shows on one baseline, in one font, size and colour.

    A tuple and no dataclass: a page has hundreds of them, a document a million characters. `size` is the height of the
    box as in pdfplumber (its width in a vertical font); `mcid` is the marked-content id, None outside; an artifact is
    marked as no part of the text (a running head).
    """

    fontname: Any
    size: float
    top: float
    bottom: float
    baseline: float
    is_upright: bool
    colour: Any
    mcid: Any
    characters: list[tuple[str, float, float]]
    is_artifact: bool = False
    paint: Paint = Paint.INK


class PageReader(PDFTextDevice):
    """A pdfminer device for one page. Read `texts`, `lines`, `rectangles` and `pictures` when the page is through."""

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager, frame: Frame) -> None:
        super().__init__(resources)
        self.texts: list[ShownText] = []
        self.lines: list[BBox] = []
        self.rectangles: list[BBox] = []
        self.pictures: list[BBox] = []
        self.has_shading = False
        self.lost_parts = 0
        self._fills: list[tuple[Matrix, Sequence[PathSegment]]] = []
        # The text state knows it and our device is not given it: the interpreter puts it here
        self.render_mode = 0
        self._frame = frame
        self._mcid: Any = None
        self._is_artifact = False
        self._known: dict[tuple[PDFFont, float, float, float], dict[int, _Shape]] = {}

    # --- text ---------------------------------------------------------------------------------------------------------

    def render_string_horizontal(
        self,
        seq: PDFTextSeq,
        matrix: Matrix,
        pos: Point,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> Point:
        """Show a string; what is the same for all its characters is computed once."""
        a, b, c, d, e, f = matrix
        if b or c:
            # turned text is rare, and each of its characters has a box of its own
            return super().render_string_horizontal(
                seq, matrix, pos, font, fontsize, scaling, charspace, wordspace, rise, dxscale, ncs, graphicstate
            )
        x, y = pos
        known = self._known.setdefault((font, fontsize, scaling, a), {})
        left = self._frame.left
        offset = y * c + e
        found: list[tuple[str, float, float]] = []
        add = found.append
        needs_space = False
        for part in seq:
            if isinstance(part, bytes):
                for cid in font.decode(part):
                    if needs_space:
                        x += charspace
                    shape = known.get(cid)
                    if shape is None:
                        advance = font.char_width(cid) * fontsize * scaling
                        shape = known[cid] = (self._text_of(font, cid), advance, a * advance)
                    text, advance, width = shape
                    x0 = x * a + offset
                    x1 = width + x0
                    add((text, x0 + left, x1 + left) if x0 <= x1 else (text, x1 + left, x0 + left))
                    x += advance
                    if cid == 32 and wordspace:
                        x += wordspace
                    needs_space = True
            elif isinstance(part, int | float):
                x -= part * dxscale
                needs_space = True
        if found:
            low = font.get_descent() * fontsize + rise
            origin = y * d + f
            bounds = (d * low + origin, d * (low + fontsize) + origin)
            self._add(font, bounds, origin, a * d * scaling > 0, graphicstate, found)
        return x, y

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Show one character of turned text or of a vertical font."""
        text, width, displacement = self._text_of(font, cid), font.char_width(cid), font.char_disp(cid)
        char = LTChar(matrix, font, fontsize, scaling, rise, text, width, displacement, ncs, graphicstate)
        left = self._frame.left
        box = [(text, char.x0 + left, char.x1 + left)]
        self._add(font, (char.y0, char.y1), matrix[5], char.upright, graphicstate, box, size=char.size)
        return char.adv

    def _add(
        self,
        font: PDFFont,
        bounds: tuple[float, float],
        origin: float,
        is_upright: bool,
        state: PDFGraphicState,
        characters: list[tuple[str, float, float]],
        *,
        size: float | None = None,
    ) -> None:
        y0, y1 = bounds if bounds[0] <= bounds[1] else bounds[::-1]
        _, top, height = self._frame
        bottom = (height - y0) + top
        self.texts.append(
            ShownText(
                font.fontname,
                y1 - y0 if size is None else size,
                (height - y1) + top,
                bottom,
                # it does not depend on the font's ascent and descent
                bottom - (origin - y0),
                is_upright,
                state.ncolor,
                self._mcid,
                characters,
                self._is_artifact,
                _INK if not self.render_mode and state.ncolor not in _WHITES else self._paint_of(state),
            )
        )

    def _paint_of(self, state: PDFGraphicState) -> Paint:
        if self.render_mode in _UNPAINTED:
            return Paint.NONE
        return Paint.WHITE if _is_white(state) else Paint.INK

    @staticmethod
    def _text_of(font: PDFFont, cid: int) -> str:
        try:
            return font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            return f"(cid:{cid})"

    # --- marked content -----------------------------------------------------------------------------------------------

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        """Enter marked content; as in pdfplumber, leaving an inner one leaves all."""
        self._mcid = props.get("MCID") if isinstance(props, dict) else None
        self._is_artifact = literal_name(tag) == "Artifact"

    def end_tag(self) -> None:
        """Leave marked content."""
        self._mcid = None
        self._is_artifact = False

    # --- strokes and pictures -----------------------------------------------------------------------------------------

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Keep straight lines and upright rectangles as boxes; a path of several is taken apart."""
        if fill and len(self._fills) < _MAX_FILLS and not _is_white(graphicstate):
            self._fills.append((self.ctm, path))
        starts = [n for n, segment in enumerate(path) if segment[0] == "m"]
        if starts[:1] != [0]:
            return
        for start, end in zip(starts, [*starts[1:], len(path)], strict=True):
            if end - start <= 6:  # m, four sides (the last of them redundant) and h
                self._keep_stroke(path[start:end])

    def _keep_stroke(self, path: Sequence[PathSegment]) -> None:
        shape = "".join(segment[0] for segment in path)
        points = [apply_matrix_pt(self.ctm, cast(Point, (path[0] if s[0] == "h" else s)[-2:])) for s in path]
        if len(shape) > 3 and shape.endswith("lh") and points[-2] == points[0]:
            shape = shape[:-2] + "h"
            points.pop()
        if shape in _LINES:
            self.lines.append(self._box_of(points[:2]))
        elif shape in _RECTANGLES and points[0] == points[4] and _is_upright(points):
            self.rectangles.append(self._box_of((points[0], points[2])))

    def _box_of(self, points: Iterable[Point]) -> BBox:
        left, top, height = self._frame
        xs, ys = zip(*points, strict=True)
        return min(xs) + left, (height - max(ys)) + top, max(xs) + left, (height - min(ys)) + top

    def fills(self) -> list[BBox]:
        """Return the boxes of what is painted in a colour."""
        return [
            self._box_of([apply_matrix_pt(ctm, segment[-2:]) for segment in path if len(segment) > 2])
            for ctm, path in self._fills
            if any(len(segment) > 2 for segment in path)
        ]

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep the box of a picture: a picture fills the unit square."""
        self.pictures.append(self._box_of([apply_matrix_pt(self.ctm, corner) for corner in _UNIT_SQUARE]))


def _is_white(state: PDFGraphicState) -> bool:
    """Tell white by its colour space too: the 1 of a spot colour is all of its ink."""
    colour = state.ncolor
    if colour not in _WHITES:
        return False
    count = _INKLESS.get(state.ncs.name)
    return count is not None and (len(colour) if isinstance(colour, tuple) else 1) == (count or state.ncs.ncomponents)


def _is_upright(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
