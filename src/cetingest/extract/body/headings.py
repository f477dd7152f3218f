"""Tell headings by their style, and rank the styles to levels."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from cetingest.extract.body.tags import NO_TAGS, Tags
from cetingest.extract.layout.lines import Line
from cetingest.language.data_files import read_rows
from cetingest.language.text import fold

Style = tuple[float, bool, bool]  # size, is bold, is italic

# Headings as large as the text are bold; larger ones are 1.1 times the text at least (Typst's third level, WeasyPrint
# 1.02 with bold). Text a little larger than the rest (an abstract, a quotation) stays below.
_LARGER = 1.08
_MAX_CHARACTERS = 200
_MAX_BOLD_CHARACTERS = 110
_MIN_TITLE_LETTERS = 5  # fewer are an initial or a logo
_NO_HEADING_END = (".", ";", ",", ":")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[ivxIVX]{1,5}\.|[A-Z]\.)\s+\S")


@dataclass(frozen=True, slots=True)
class HeadingStyles:
    """The heading styles of a document: `levels` ranks them, outermost 1; `titles` holds the lines of the title."""

    body_size: float
    levels: dict[Style, int]
    titles: frozenset[Line]
    tags: Tags = NO_TAGS
    top_level: int = 1

    @classmethod
    def of_lines(
        cls, lines: Sequence[Line], body_size: float, outline: Iterable[tuple[int, str]] = (), tags: Tags = NO_TAGS
    ) -> "HeadingStyles":
        """Collect the styles; tags, or the file's outline where its titles are found, say the levels."""
        titles = _title_lines(lines, body_size)
        counts: Counter[Style] = Counter()
        voted: dict[Style, Counter[int]] = {}
        outline_levels = {fold(title): level for level, title in outline}
        for line in lines:
            style = _style_of(line, body_size, tags)
            if style is None or line in titles:
                continue
            counts[style] += 1
            level = outline_levels.get(fold(line.text))
            if level is not None:
                voted.setdefault(style, Counter())[level] += 1
        ranked = sorted(counts, key=lambda s: (-s[0], not s[1], s[2]))
        levels = {style: rank for rank, style in enumerate(ranked, start=1)}
        if voted:
            lowest = min(level for votes in voted.values() for level in votes)
            levels |= {s: votes.most_common(1)[0][0] - lowest + 1 for s, votes in voted.items()}
        tagged = [level for line in lines if line not in titles and (level := tags.level_of(line))]
        return cls(body_size, levels, titles, tags, min(tagged, default=1))

    def style_of(self, line: Line) -> Style | None:
        """Return the heading style of a line, None when it is no heading."""
        return (
            _heading_style(line, self.body_size) if self.is_title(line) else _style_of(line, self.body_size, self.tags)
        )

    def is_title(self, line: Line) -> bool:
        """Tell whether a line belongs to the document's title."""
        return line in self.titles

    def level_of(self, line: Line) -> int | None:
        """Return the level of a heading line, 1 the outermost."""
        tagged = self.tags.level_of(line)
        if tagged is not None:
            return tagged - self.top_level + 1
        style = self.style_of(line)
        return self.levels.get(style) if style else None


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


def _style_of(line: Line, body_size: float, tags: Tags) -> Style | None:
    """Return the style of a line that is a heading by its tag or, where tags do not say, by its type."""
    is_heading = tags.is_heading(line)
    if is_heading is None:
        return _heading_style(line, body_size)
    return _type_of(line) if is_heading else None


def _type_of(line: Line) -> Style:
    is_italic = all(run.is_italic for run in line.runs if not run.is_raised)
    return round(line.size, 1), line.is_bold, is_italic


def _heading_style(line: Line, body_size: float) -> Style | None:
    text = line.text
    if not any(c.isalpha() for c in text) or line.wide_gaps > 1 or is_caption(text):
        return None
    style = _type_of(line)
    if line.size >= _LARGER * body_size and len(text) <= _MAX_CHARACTERS:
        return style
    if (
        is_caption(text)
        or not line.is_bold
        or line.size < 0.97 * body_size
        or len(text) > _MAX_BOLD_CHARACTERS
        or text[0].islower()
    ):
        return None
    is_closed = text.endswith(_NO_HEADING_END) and not _NUMBERED.match(text)
    return None if is_closed else style


def _title_lines(lines: Sequence[Line], body_size: float) -> frozenset[Line]:
    """Return the lines in the largest type of the first page, when that is larger than the text."""
    if not lines:
        return frozenset()
    first_page = [line for line in lines if line.page_number == lines[0].page_number]
    letters: Counter[float] = Counter()
    for line in first_page:
        if _heading_style(line, body_size) and line.size >= _LARGER * body_size:
            letters[line.size] += sum(c.isalpha() for c in line.text)
    size = max((size for size, count in letters.items() if count >= _MIN_TITLE_LETTERS), default=0.0)
    if not size:
        return frozenset()
    if sum(line.size >= size for line in lines) > len([line for line in first_page if line.size >= size]):
        return frozenset()  # later pages use the size too: it is a heading's
    first = next(n for n, line in enumerate(first_page) if line.size == size)
    found: list[Line] = []
    for line in first_page[first:]:
        if line.size != size:
            break
        found.append(line)
    return frozenset(found)
