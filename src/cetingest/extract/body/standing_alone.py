"""Find headings as large as the text and not bold: lines in capitals or italics, or "Article 3", alone above text."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from cetingest.extract.body.edges import line_pitches
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line
from cetingest.language.data_files import read_rows
from cetingest.language.text import squeeze_spaces

_MIN_LETTERS = 3
_MAX_CHARACTERS = 80
# The space above a heading, in line pitches; and the text below it is a line of prose of so many characters.
_GAP = 1.25
_MIN_TEXT = 40
# A heading leaves this share of the text's width free; one over the whole width is a line of it.
_MAX_WIDTH = 0.8
# "2.1 Ports", and any number that outlines leave out.
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d_]")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,5})[.)]?\s+")
_NO_END = (".", ";", ",", ":", "-", "–", "—")


def find_alone(lines: Sequence[Line], body_size: float, names: Collection[str] = ()) -> frozenset[Line]:
    """Return the lines that stand alone and head what follows; several of them may follow each other.

    `names` are those of the file's outline that no other heading has: such a line may be anything else.
    """
    pitches = line_pitches(lines)
    found: set[Line] = set()
    for n in range(len(lines) - 1, -1, -1):
        line, before = lines[n], lines[n - 1] if n else None
        below = lines[n + 1] if n + 1 < len(lines) else None
        is_named = bool(names) and len(line.text) <= _MAX_CHARACTERS and name_of(line.text) in names
        if not (is_named or _may_head(line, body_size)) or below is None or not _is_near(line, below):
            continue
        pitch = pitches.get(line.size, 1.3 * line.size)
        is_apart = before is None or not _is_near(before, line) or line.baseline - before.baseline >= _GAP * pitch
        is_apart = is_apart or (before is not None and (before.is_bold or _may_head(before, body_size)))
        if is_apart and (is_named or below in found or below.is_bold or _is_text(line, below)):
            found.add(line)
    return frozenset(found)


def name_of(heading: str) -> str:
    """Return a heading without its number, as outlines have it, in one case.

    >>> name_of("2.1 Ports of the North"), name_of("IV. Ports")
    ('ports of the north', 'ports')
    """
    return squeeze_spaces(_NUMBER.sub("", heading)).casefold()


def is_division(text: str) -> bool:
    """Tell whether a line is the number of a division and nothing else.

    >>> is_division("Article 3"), is_division("Article 3 of the Treaty")
    (True, False)
    """
    return _division().fullmatch(text) is not None


@cache
def _division() -> re.Pattern[str]:
    words = [row["word"] for row in read_rows("cetingest.extract", "data/divisions.csv")]
    found = "|".join(re.escape(word) for word in (*words, *(word.upper() for word in words)))
    return re.compile(rf"(?:{found})\s+(?:\d{{1,3}}[a-z]?|[IVXLC]{{1,7}}|[A-Z])\.?")


def _may_head(line: Line, body_size: float) -> bool:
    text = line.text
    if line.column == BESIDE or len(text) > _MAX_CHARACTERS or line.size < 0.97 * body_size:
        return False
    if is_division(text) or (_NUMBERED.match(text) and line.wide_gaps <= 1 and not text.endswith(_NO_END)):
        return True
    if line.gaps:
        return False
    letters = sum(c.isalpha() for c in text)
    is_italic = all(run.is_italic for run in line.runs if not run.is_raised)
    is_begun = text[0].isupper() or text[0].isdigit()
    return letters >= _MIN_LETTERS and is_begun and not text.endswith(_NO_END) and (text.isupper() or is_italic)


def _is_near(before: Line, line: Line) -> bool:
    return (before.page_number, before.band, before.column) == (line.page_number, line.band, line.column)


def _is_text(line: Line, below: Line) -> bool:
    width, wider = (one.bbox[2] - one.bbox[0] for one in (line, below))
    is_prose = len(below.text) >= _MIN_TEXT and any(c.islower() for c in below.text)
    return width < _MAX_WIDTH * wider and is_prose and not all(run.is_italic for run in below.runs)
