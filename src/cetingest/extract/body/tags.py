"""Judge the tags of a tagged PDF by its lines, and say what may be believed of them.

Word, LibreOffice, Chromium, Typst and InDesign tag well; converters make each line a paragraph, or a page one.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cetingest.extract.layout.lines import Line

# Tags count when they cover this share of the lines at least.
_MIN_TAGGED = 0.4
# This share of the line ends may contradict the tags: where they begin a paragraph, and where they do not. In ten files
# of good producers nearly none do; where each line is tagged as a paragraph, most do.
_MAX_WRONG = 0.08
_FEW = 10
# Headings are at most this share of the lines, and at most this share of them ends as sentences do.
_MAX_HEADINGS = 0.3
_MAX_CLOSED = 0.4
_MIN_HEADINGS = 3
# Tables and figures are believed up to this share of the lines: above it tables lay out the page, or a scanned page is
# tagged as one figure. Of the lines of a real table at least the second share have gaps.
_MAX_FLOATS = 0.5
_MIN_GAPS = 0.4
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"”’»)\]\d]*$")
_HEADING = re.compile(r"H[1-6]?")
_TEXT = frozenset({"P", "LI"})
_SHORT = 0.85


@dataclass(frozen=True, slots=True)
class Tags:
    """What is believed of the tags.

    `has_blocks`: where paragraphs and items begin and end; `has_headings`: which lines are headings;
    `has_all_headings`: other lines are none, whatever they look like. `floats` are the elements of tables and figures.
    """

    has_blocks: bool = False
    has_headings: bool = False
    has_all_headings: bool = False
    floats: frozenset[int] = frozenset()

    @classmethod
    def of_lines(cls, body: Sequence[Line], is_full: Callable[[Line, Line], bool]) -> "Tags":
        """Judge the tags of a body by its line ends."""
        tagged = sum(line.tag is not None and line.tag.role != "Artifact" for line in body)
        if not tagged or tagged < _MIN_TAGGED * len(body):
            return cls()
        headings = [line for line in body if line.tag and _HEADING.fullmatch(line.tag.role)]
        closed = sum(line.text.endswith((".", ";", ",")) for line in headings)
        has_headings = 0 < len(headings) <= _MAX_HEADINGS * len(body) and closed <= _MAX_CLOSED * len(headings)
        return cls(
            has_blocks=_are_paragraphs(body, is_full),
            has_headings=has_headings,
            has_all_headings=has_headings and len({line.tag for line in headings}) >= _MIN_HEADINGS,
            floats=_find_floats(body),
        )

    def role_of(self, line: Line) -> str:
        """Return what the tags call a line where they are believed, else ""."""
        if line.tag is None:
            return ""
        role, element = line.tag
        if role in ("Table", "Figure"):
            is_believed = element in self.floats
        else:
            is_believed = self.has_headings if _HEADING.fullmatch(role) else self.has_blocks
        return role if is_believed else ""

    def are_one(self, before: Line, line: Line) -> bool | None:
        """Tell whether two lines belong to one paragraph, item, heading or caption; None when tags do not say."""
        if not (self.role_of(before) and self.role_of(line)) or before.tag is None or line.tag is None:
            return None
        return before.tag.element == line.tag.element

    def is_heading(self, line: Line) -> bool | None:
        """Tell whether a line is one of a heading; None when tags do not say."""
        if not self.has_headings or line.tag is None:
            return None
        return bool(_HEADING.fullmatch(line.tag.role)) or (False if self.has_all_headings else None)

    def level_of(self, line: Line) -> int | None:
        """Return the level that a heading line is tagged with; None when tags do not say."""
        role = line.tag.role if self.is_heading(line) and line.tag else ""
        return int(role[1:]) if role[1:] else None


NO_TAGS = Tags()


def _find_floats(body: Sequence[Line]) -> frozenset[int]:
    """Return the figures, and the tables that have columns: a box around text is tagged as a table of one cell, too."""
    inside = [line for line in body if line.tag and line.tag.role in ("Table", "Figure")]
    if len(inside) > _MAX_FLOATS * len(body):
        return frozenset()
    lines = Counter(line.tag for line in inside)
    gaps = Counter(line.tag for line in inside if line.gaps)
    return frozenset(
        tag.element for tag, count in lines.items() if tag and (tag.role == "Figure" or gaps[tag] >= _MIN_GAPS * count)
    )


def _are_paragraphs(body: Sequence[Line], is_full: Callable[[Line, Line], bool]) -> bool:
    """Tell whether the text begins and ends where tags say that its paragraphs do."""
    joined = parted = wrongly_joined = wrongly_parted = 0
    for before, line in pairwise(body):
        is_text = before.tag and line.tag and before.tag.role in _TEXT and line.tag.role in _TEXT
        is_near = (before.page_number, before.band, before.column) == (line.page_number, line.band, line.column)
        if not (is_text and is_near) or before.tag is None or line.tag is None:
            continue
        is_open = is_full(before, line) and not _SENTENCE_END.search(before.text)
        if before.tag.element == line.tag.element:
            joined += 1
            width = before.bbox[2] - before.bbox[0]
            is_short = not is_full(before, line) and width < _SHORT * (line.bbox[2] - line.bbox[0])
            wrongly_joined += is_short and bool(_SENTENCE_END.search(before.text)) and line.text[:1].isupper()
        else:
            parted += 1
            wrongly_parted += is_open and line.text[:1].islower()
    return wrongly_joined <= _MAX_WRONG * max(joined, _FEW) and wrongly_parted <= _MAX_WRONG * max(parted, _FEW)
