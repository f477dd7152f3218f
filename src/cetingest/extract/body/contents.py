"""The entries of a table of contents: those with leaders, and those of chapters, which LaTeX sets bold without."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cetingest.extract.layout.lines import Line

_LEADERS = re.compile(r"(?:\.\s?){5,}\s*(?:\d+|[ivxl]+)$")
_PAGE_AT_END = re.compile(r"\s(?:\d{1,4}|[ivxl]{1,6})$")
_SAME_EDGE = 2.0  # points


def has_leaders(text: str) -> bool:
    """Tell whether dots lead to a page number.

    >>> has_leaders("2.1 The grid . . . . . . . 4"), has_leaders("See p. 4")
    (True, False)
    """
    return _LEADERS.search(text) is not None


def find_entries(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the lines with leaders, and those beside them whose page number stands at the same edge after a gap."""
    found = {line for line in lines if has_leaders(line.text)}
    if not found:
        return frozenset()
    steps = list(pairwise(lines))
    for before, line in (*steps, *((b, a) for a, b in reversed(steps))):
        if before in found and _is_like(line, before):
            found.add(line)
    return frozenset(found)


def _is_like(line: Line, entry: Line) -> bool:
    is_level = line.page_number == entry.page_number and abs(line.bbox[2] - entry.bbox[2]) < _SAME_EDGE
    return is_level and bool(line.wide_gaps) and _PAGE_AT_END.search(line.text) is not None
