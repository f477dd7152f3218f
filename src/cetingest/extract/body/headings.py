"""Tell headings by their style."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from cetingest.extract.body.standing_alone import find_alone, name_of
from cetingest.extract.body.tags import NO_TAGS, Tags
from cetingest.extract.body.titles import find_title
from cetingest.extract.layout.lines import Line
from cetingest.language.data_files import read_rows

Style = tuple[float, bool, bool]  # size, is bold, is italic

# Headings as large as the text are bold; larger ones are 1.1 times the text at least (Typst's third level, WeasyPrint
# 1.02 with bold). Text a little larger than the rest (an abstract, a quotation) stays below.
_LARGER = 1.08
_MAX_CHARACTERS = 200
_MAX_BOLD_CHARACTERS = 110
_MIN_LETTERS = 2  # one is an initial or the number of an appendix
_NO_HEADING_END = (".", ";", ",", ":")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[ivxIVX]{1,5}\.|[A-Z]\.)\s+\S")


@dataclass(frozen=True, slots=True)
class HeadingStyles:
    """Knows the headings of a document: larger or bold lines, or what tags call so; `titles` are the title's lines.

    `alone` are lines in capitals or italics, or "Article 3", that stand alone above text.
    """

    body_size: float
    titles: frozenset[Line]
    tags: Tags = NO_TAGS
    alone: frozenset[Line] = frozenset()

    @classmethod
    def of_lines(
        cls,
        lines: Sequence[Line],
        body_size: float,
        outline: Iterable[tuple[int, str]] = (),
        tags: Tags = NO_TAGS,
        title: str | None = None,
    ) -> "HeadingStyles":
        """Find the title, and the headings that do not look like ones; `outline` and `title` are the file's."""
        names = {name_of(name) for _, name in outline}
        if names:
            names -= {name_of(line.text) for line in lines if _heading_style(line, body_size)}
        return cls(body_size, find_title(lines, body_size, title), tags, find_alone(lines, body_size, names))

    def style_of(self, line: Line) -> Style | None:
        """Return the heading style of a line, None when it is no heading."""
        if self.is_title(line):
            return type_of(line)
        is_heading = self.tags.is_heading(line)
        if is_heading is None:
            return type_of(line) if line in self.alone else _heading_style(line, self.body_size)
        return type_of(line) if is_heading else None

    def is_title(self, line: Line) -> bool:
        """Tell whether a line belongs to the document's title."""
        return line in self.titles


def is_caption(text: str) -> bool:
    """Tell whether a line begins a caption.

    >>> is_caption("Figure 6. Exports"), is_caption("figure 6. It shows")
    (True, False)
    """
    return _caption().match(text) is not None


@cache
def _caption() -> re.Pattern[str]:
    """Return the pattern of captions. A capital letter begins them: "figure 6." begins many a line of text."""
    words = [row["word"] for row in read_rows("cetingest.extract", "data/captions.csv")]
    found = "|".join(re.escape(word) for word in (*words, *(word.upper() for word in words)))
    return re.compile(rf"(?:{found})\s*\d+[.:–—\s]")


def type_of(line: Line) -> Style:
    """Return size, weight and slant of a line."""
    is_italic = all(run.is_italic for run in line.runs if not run.is_raised)
    return round(line.size, 1), line.is_bold, is_italic


def _heading_style(line: Line, body_size: float) -> Style | None:
    if not (_is_large(line, body_size) or _is_bold_heading(line, body_size)):
        return None
    if sum(map(str.isalpha, line.text)) < _MIN_LETTERS or line.wide_gaps > 1 or is_caption(line.text):
        return None
    return type_of(line)


def _is_large(line: Line, body_size: float) -> bool:
    return line.size >= _LARGER * body_size and len(line.text) <= _MAX_CHARACTERS


def _is_bold_heading(line: Line, body_size: float) -> bool:
    text = line.text
    if line.size < 0.97 * body_size or len(text) > _MAX_BOLD_CHARACTERS or not line.is_bold or text[:1].islower():
        return False
    return not text.endswith(_NO_HEADING_END) or _NUMBERED.match(text) is not None
