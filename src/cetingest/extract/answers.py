"""What the child answers and the parent keeps: a page that was read, and the text of the document in pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain

from cetingest.model import Block, Footnote, FootnoteReference, Hyperlink, MarginText, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """One page as the child answers it; `unmapped` and `turned` count characters, `lines` is `PageLines` as JSON.

    `is_stamped_picture` tells a scan that a library or a database has stamped.
    """

    page_number: int
    width: float
    height: float
    characters: int
    unmapped: int
    turned: int
    lost_parts: int
    has_lines: bool
    has_image: bool
    is_stamped_picture: bool
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The parts of `model.Document` that are made of text."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    footnote_references: tuple[FootnoteReference, ...]
    hyperlinks: tuple[Hyperlink, ...]
    margins: tuple[MarginText, ...]
    problems: tuple[Problem, ...]

    def cut(self, size: int) -> Iterator["Assembled"]:
        """Yield pieces with so many blocks, notes and so on at most."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        for start in range(0, max(map(len, parts.values())), size):
            yield Assembled(**{name: part[start : start + size] for name, part in parts.items()})

    @classmethod
    def join(cls, pieces: Sequence["Assembled"]) -> "Assembled":
        """Put pieces together again."""
        return cls(**{part.name: tuple(chain(*(getattr(p, part.name) for p in pieces))) for part in fields(cls)})
