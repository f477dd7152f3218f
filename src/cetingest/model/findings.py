"""What a document says itself."""

from dataclasses import dataclass

from cetingest.model.places import Provenance
from cetingest.model.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The exact words a finding rests on: characters `start`..`end` of the text of a block."""

    block_id: str
    start: int
    end: int
    text: str
    section_path: tuple[str, ...]
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement of the document's own, and the footnotes that stand with it."""

    finding_id: str
    quote: Quote
    footnote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What a ranking is said to be driven by: a sector, or a pillar of it."""

    sector: str
    pillar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Finding):
    """The document says that `subject` has `rank` in `sector` (or "overall") of an index."""

    subject: str
    index: str | None
    edition: str | None
    sector: str
    rank: int
    rank_printed: str
    out_of: int | None = None
    basis: str | None = None
    drivers: tuple[Driver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Finding):
    """The document says that something should be done. `level` is priority (of the whole) or sector."""

    level: str
    sector: str | None
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """The findings of one document; `family` names the family file that configured the reading, if one matched.

    `subject` (ISO 3166-1 alpha-3 of a country, else as printed) and `edition` are those of the document's title.
    """

    document_id: str
    family: str | None = None
    subject: str | None = None
    edition: str | None = None
    rankings: tuple[Ranking, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    problems: tuple[Problem, ...] = ()
