"""Entities that are being gathered: each name once, with the places where it stands."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from cetingest.findings.entities.names import Name
from cetingest.language.data_files import read_rows
from cetingest.language.text import fold, squeeze_spaces
from cetingest.language.words import compile_names
from cetingest.model import Provenance, Span

LEGAL = re.compile(r"(?:,?\s+(?:Corporation|Corp\.?|Inc\.?|Limited|Co\.?|Ltd\.?|GmbH|AG|SE|AB|S\.A\.|plc))+$")
# Longer runs of text hold no notes and paragraphs; they are read in part so that time grows with length only.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A text in which names are looked for."""

    number: int
    block_id: str | None
    footnote_id: str | None
    text: str
    provenance: tuple[Provenance, ...]


@dataclass
class Draft:
    """An entity that is being gathered."""

    key: str
    name: str
    type: str
    country: str | None
    abbreviation: str | None = None
    printed: Counter[str] = field(default_factory=Counter)
    at: list[tuple[Place, Span]] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # characters of its mentions, see _characters

    def add(self, place: Place, span: Span) -> None:
        """Note a place where the entity is named."""
        self.printed[place.text[slice(*span)]] += 1
        self.at.append((place, span))
        self.covered.update(_characters(place, span))

    def join(self, other: "Draft") -> None:
        """Take over the places where another name for it stands."""
        self.printed += other.printed
        self.at += [at for at in other.at if at not in self.at]


def _characters(place: Place, span: Span) -> range:
    """Number the characters of all places, so that one look-up tells whether a name stands there."""
    start = place.number * LONGEST
    return range(start + span[0], start + span[1])


@cache
def known_bodies() -> dict[str, dict[str, str]]:
    """Map the names, abbreviations and aliases of bodies.csv to their rows (own list of public facts)."""
    return {
        printed: row
        for row in read_rows("cetingest.findings", "entities/bodies.csv")
        for printed in (row["name"], row["abbreviation"], *row["aliases"].split("|"))
        if printed
    }


@cache
def known_regex() -> re.Pattern[str]:
    """Compile the names of bodies.csv."""
    return compile_names(known_bodies())


@dataclass
class Gathering:
    """The entities of a document so far; `covered` are the characters of all places that a name takes."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)

    def is_taken(self, place: Place, span: Span) -> bool:
        """Tell whether a name stands there already."""
        return not self.covered.isdisjoint(_characters(place, span))

    def name(self, place: Place, name: Name, country: str | None) -> None:
        """Add a name of a body, a person or a place."""
        text = squeeze_spaces(name.text)
        row = known_bodies().get(text) or known_bodies().get(LEGAL.sub("", text))
        if row and text in (row["abbreviation"], *row["aliases"].split("|")):
            text = row["name"]
        kind = row["type"] if row else name.type
        country = (row["country"] or country) if row else country
        key = _key(row["name"] if row else text, country)
        draft = self.drafts.setdefault(key, Draft(key, text, kind, country))
        if len(text) > len(draft.name):
            draft.name = text
        draft.abbreviation = draft.abbreviation or name.abbreviation or (row["abbreviation"] if row else None) or None
        self._add(draft, place, name.span)

    def mention(self, draft: Draft, place: Place, span: Span) -> None:
        """Add a place where an entity is named, unless it is the same place."""
        if draft.covered.isdisjoint(_characters(place, span)):
            self._add(draft, place, span)

    def of(self, key: str, name: str, kind: str, country: str | None) -> Draft:
        """Return the entity of a key, new if there is none."""
        return self.drafts.setdefault(key, Draft(key, name, kind, country))

    def _add(self, draft: Draft, place: Place, span: Span) -> None:
        draft.add(place, span)
        self.covered.update(_characters(place, span))


def _key(name: str, country: str | None) -> str:
    bare = re.sub(r"(?i)^the\s+|\s+\([^()]*\)$", "", LEGAL.sub("", name))
    return f"{fold(bare)}|{country or ''}"
