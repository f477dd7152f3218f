"""Find the lines of the document's title: what the metadata call it where that is printed, else the largest type."""

from collections import Counter
from collections.abc import Sequence

from cetingest.extract.layout.lines import Line

_LARGER = 1.08
_MIN_LETTERS = 5  # fewer are an initial or a logo
# The title of the metadata is looked for so far, and counts as printed when this share of it is: an author or a report
# number may stand before or after it.
_MAX_LINES = 150
_MIN_SHARE = 0.6
_MAX_CENTRED = 8  # lines
# A printed title of fewer words may be the name of a series, set larger than the title.
_FEW_WORDS = 3


def find_title(lines: Sequence[Line], body_size: float, metadata: str | None = None) -> frozenset[Line]:
    """Return the lines of the title, none where only the metadata have one; `metadata` is their title."""
    named = _find_named(lines[:_MAX_LINES], body_size, metadata or "")
    if named:
        return frozenset(named)
    largest = _find_largest(lines, body_size) or _find_centred(lines, body_size)
    words = " ".join(line.text for line in largest).split()
    is_doubtful = len(words) < _FEW_WORDS <= len((metadata or "").split())
    return frozenset() if is_doubtful else frozenset(largest)


def _find_centred(lines: Sequence[Line], body_size: float) -> list[Line]:
    """Return the bold lines in the middle of the page that a document as large as its text begins with."""
    first = [line for line in lines[:_MAX_LINES] if line.page_number == lines[0].page_number]
    if any(line.size >= _LARGER * body_size for line in first):
        return []
    left, right = min((x.bbox[0] for x in first), default=0.0), max((x.bbox[2] for x in first), default=0.0)
    found: list[Line] = []
    for line in first:
        margins = line.bbox[0] - left, right - line.bbox[2]
        if not line.is_bold or abs(margins[0] - margins[1]) > line.size or min(margins) < line.size:
            break
        found.append(line)
    letters = sum(c.isalpha() for line in found for c in line.text)
    return found if letters >= _MIN_LETTERS and len(found) <= _MAX_CENTRED else []


def _find_named(lines: Sequence[Line], body_size: float, title: str) -> list[Line]:
    """Return the neighbouring lines that print the title of the metadata; of several prints the largest.

    One or two words are found in larger type only: text may hold them anywhere.
    """
    wanted = _bare(title)
    least = body_size * (0.97 if len(title.split()) >= _FEW_WORDS else _LARGER)
    found: list[list[Line]] = []
    for n, line in enumerate(lines):
        if line.size < least or not _bare(line.text):
            continue
        printed, end = "", n
        while end < len(lines) and printed + _bare(lines[end].text) in wanted:
            printed += _bare(lines[end].text)
            end += 1
        if len(printed) >= _MIN_SHARE * max(len(wanted), _MIN_LETTERS):
            first = n if wanted.startswith(printed) else _reach(lines, n, -1)
            last = end - 1 if wanted.endswith(printed) else _reach(lines, end - 1, 1)
            found.append(list(lines[first : last + 1]))
    return max(found, key=lambda run: run[0].size, default=[])


def _reach(lines: Sequence[Line], n: int, step: int) -> int:
    """Return how far lines of one style go on from one of them: metadata may spell a part of a title otherwise."""
    style = lines[n].size, lines[n].is_bold
    while 0 <= n + step < len(lines) and (lines[n + step].size, lines[n + step].is_bold) == style:
        n += step
    return n


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _find_largest(lines: Sequence[Line], body_size: float) -> list[Line]:
    """Return the lines in the largest type of the first page, when that is larger than the text and used once.

    They may go on at the top of the next page. After a colon the next larger lines belong to them.
    """
    letters: Counter[float] = Counter()
    for line in lines:
        if line.page_number == lines[0].page_number and line.size >= _LARGER * body_size and line.wide_gaps <= 1:
            letters[line.size] += sum(c.isalpha() for c in line.text)
    size = max((size for size, count in letters.items() if count >= _MIN_LETTERS), default=0.0)
    if not size:
        return []
    start = end = next(n for n, line in enumerate(lines) if line.size == size)
    while end < len(lines) and lines[end].size == size:
        end += 1
    if any(line.size >= size and line.page_number > lines[start].page_number for line in lines[end:]):
        return []  # later pages use the size too: it is a heading's
    if lines[end - 1].text.endswith(":"):
        rest = [line for line in lines[end : end + 1] if line.size >= _LARGER * body_size]
        while rest and end < len(lines) and lines[end].size == rest[0].size:
            end += 1
    return list(lines[start:end])
