"""Families of reports: what a series of reports on one index is about."""

from dataclasses import dataclass
from enum import StrEnum


class SectionRole(StrEnum):
    """What a section does in a report; an assessment is none of the others, whatever the heading above it."""

    SUMMARY = "summary"
    OVERVIEW = "overview"
    ASSESSMENT = "assessment"
    RECOMMENDATION = "recommendation"
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """One component of a sector's score, of which it makes the share `weight`."""

    id: str
    label: str
    weight: float | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """One field that the index ranks; `headings` are the titles of its section."""

    id: str
    label: str
    weight: float | None = None
    headings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    pillars: tuple[Pillar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAliases:
    """Further spellings of a pillar in every sector that has one of that id."""

    pillar: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRole:
    """A heading and the role of the section under it."""

    heading: str
    role: SectionRole


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRule:
    """From which rapidfuzz token_sort_ratio (0 to 100) a word is a term, and how far ahead of the next it must be."""

    cutoff: float = 90.0
    ambiguous_margin: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A series of reports on one index; `title_pattern` holds {edition} and {subject}."""

    family: str
    index: str
    title_pattern: str
    sectors: tuple[Sector, ...]
    section_roles: tuple[HeadingRole, ...]
    shared_aliases: tuple[SharedAliases, ...] = ()
    match: MatchRule = MatchRule()
