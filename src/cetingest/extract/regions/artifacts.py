"""Find the running heads and feet that a tagged file calls no part of its text."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.margin_rows import MAX_SIZE, MarginRow, begins_caption, margin_rows
from cetingest.model import MarginKind

_MAX_ARTIFACTS = 0.25
# Of what is tagged so, so many rows at the edge of a page may be its head; where more are, the text is tagged so too.
_MAX_ROWS = 5


def find_artifacts(
    pages: Sequence[PageLines], outside: set[Line], body_size: float
) -> Iterator[tuple[Line, MarginKind]]:
    """Yield the lines of heads and feet that are tagged so and stand apart from the text.

    A file that tags its text so is not believed; `outside` are the lines known to be outside the text.
    """
    lines = [line for page in pages for line in page.lines]
    marked = {line for line in lines if line.tag is not None and line.tag.role == "Artifact"}
    if len(marked) > _MAX_ARTIFACTS * len(lines):
        return
    for page in pages if marked else ():
        for is_top, kind in ((True, MarginKind.HEADER), (False, MarginKind.FOOTER)):
            for rows in margin_rows(page, page.lines, body_size, is_top=is_top, count=_MAX_ROWS + 1):
                found = list(takewhile(lambda row: marked.issuperset(set(row.lines) - outside), rows))
                if len(found) <= _MAX_ROWS:
                    yield from (
                        (line, kind)
                        for row in found
                        if _may_run(row, body_size)
                        for line in row.lines
                        if line in marked
                    )


def _may_run(row: MarginRow, body_size: float) -> bool:
    """Tell whether a row may be a running head: apart from the text, no heading and no caption."""
    return row.is_apart and row.size <= MAX_SIZE * body_size and not begins_caption(row.text)
