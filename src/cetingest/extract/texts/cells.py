"""Join the cells of a table to one text, cell by cell, that still knows where on the pages each part stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.glyphs import round_box
from cetingest.extract.layout.lines import Line
from cetingest.extract.texts.joining import Joined, Part, join_parts, provenance_of
from cetingest.extract.texts.line_ends import Vocabulary
from cetingest.model import BBox, Cell, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSource:
    """The pieces of lines that one cell holds, and their boxes."""

    parts: tuple[Part, ...] = ()
    boxes: tuple[BBox, ...] = ()
    is_head: bool = False


def join_cells(
    rows: Sequence[Sequence[CellSource]], lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[Joined, tuple[tuple[Cell, ...], ...]]:
    """Return the text of a table of these lines and its cells; a space stands between two cells."""
    texts = [[join_parts(source.parts, vocabulary) if source.parts else None for source in row] for row in rows]
    made = tuple(
        tuple(_make_cell(source, joined) for source, joined in zip(row, joined_row, strict=True))
        for row, joined_row in zip(rows, texts, strict=True)
    )
    filled = [joined for row in texts for joined in row if joined is not None and joined.text]
    return _join(filled, provenance_of(iter(lines))), made


def _make_cell(source: CellSource, joined: Joined | None) -> Cell:
    if joined is None:
        return Cell(text="", is_head=source.is_head)
    boxes: dict[int, BBox] = {}
    for part, b in zip(source.parts, source.boxes, strict=True):
        a = boxes.get(part.line.page_number, b)
        boxes[part.line.page_number] = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    places = tuple(Provenance(page_number=page, bbox=round_box(box)) for page, box in boxes.items())
    return Cell(text=joined.text, is_head=source.is_head, provenance=places)


def _join(cells: Sequence[Joined], provenance: tuple[Provenance, ...]) -> Joined:
    starts = list(_starts(cells))
    offsets: Mapping[tuple[Line, int], int] = {
        key: start + offset
        for start, cell in zip(starts, cells, strict=True)
        for key, offset in cell.cut_offsets.items()
    }
    return Joined(
        text=" ".join(cell.text for cell in cells),
        provenance=provenance,
        emphasis=tuple(
            replace(run, start=start + run.start, end=start + run.end)
            for start, cell in zip(starts, cells, strict=True)
            for run in cell.emphasis
        ),
        links=tuple(
            replace(link, start=start + link.start, end=start + link.end)
            for start, cell in zip(starts, cells, strict=True)
            for link in cell.links
        ),
        cut_offsets=offsets,
    )


def _starts(cells: Sequence[Joined]) -> Iterator[int]:
    at = 0
    for cell in cells:
        yield at
        at += len(cell.text) + 1
