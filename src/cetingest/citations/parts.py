"""Pieces of a work's text between commas, each with its place in the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cetingest.model import Span

# "and" between names or the last two of a list, in the languages of notes
AND = r"(?:and|&|und|et|y|e)"


class Part(NamedTuple):
    """A piece of a text; it begins at `start` and is printed as `text`."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Return its place in the text that it was cut from."""
        return (self.start, self.end)


def part_of(text: str, start: int, end: int, strip: str | None = None) -> Part:
    """Cut a piece from a text, without white space (or the characters of `strip`) around it.

    >>> part_of("a, b ,c", 2, 5)
    Part(text='b', start=3)
    """
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(strip))
    return Part(piece.strip(strip), start)


def join_parts(text: str, parts: Sequence[Part]) -> Part:
    """Return the piece from the first to the last of some parts, with what stands between them."""
    return Part(text[parts[0].start : parts[-1].end], parts[0].start)


def split_parts(text: str, start: int = 0, end: int | None = None, *, separators: str = ",、，") -> tuple[Part, ...]:
    """Split at commas outside brackets; empty parts disappear.

    >>> [part.text for part in split_parts("Ann Lee (CEO, Acme), A Title, , 8th Meeting")]
    ['Ann Lee (CEO, Acme)', 'A Title', '8th Meeting']
    """
    end = len(text) if end is None else end
    cuts, depth = [start], 0
    for position in range(start, end):
        character = text[position]
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(0, depth - 1)
        elif depth == 0 and character in separators:
            cuts.append(position + 1)
    if depth:  # brackets that never close protect nothing
        cuts = [start, *(m.end() for m in re.compile(f"[{separators}]").finditer(text, start, end))]
    bounds = zip(cuts, [cut - 1 for cut in cuts[1:]] + [end], strict=True)
    parts = (part_of(text, first, last) for first, last in bounds)
    return tuple(part for part in parts if part.text)


def letters(text: str) -> str:
    """Return only the letters and figures of a text, in lower case, to compare words whatever stands between them."""
    return re.sub(r"\W", "", text).lower()


def blank(text: str, span: Span) -> str:
    """Overwrite a span with spaces, so that the offsets of the rest stay true."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def tidy_title(text: str) -> str:
    """Trim a title's closing comma or full stop and the space around it; question marks are its own."""
    return " ".join(tidy(Part(text, 0)).text.split())


def tidy(title: Part) -> Part:
    """Trim a title's closing comma or full stop and the space around it, and keep its place."""
    bare = re.sub(r"(?:\s+[.,;]+)+$", "", title.text.rstrip())
    bare = bare.rstrip(" ,;\u00a0\u202f").removesuffix(".").rstrip(" ,;\u00a0\u202f")
    return part_of(bare, 0, len(bare), " ,;\u00a0\u202f\t\n")._replace(
        start=title.start + len(bare) - len(bare.lstrip(" ,;\u00a0\u202f\t\n"))
    )
