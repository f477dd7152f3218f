"""What a document says itself."""

from dataclasses import dataclass
from enum import StrEnum

from cetingest.model.geometry import Provenance
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
    """The document says that something should be done.

    `level` is priority (of the whole), lead (a sentence of a section) or bullet (an item of one); `sector` is cross
    where it is of no single one. `addressee` is who should do it, only where printed; `types` are classes of action,
    `actions` the single things asked for.
    """

    level: str
    sector: str | None
    heading: str | None
    text: str
    types: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    addressee: str | None = None


class Support(StrEnum):
    """How the citations of a finding stand; a footnote may cite several works, a finding have several footnotes."""

    SUPPORTED = "supported"  # all of them are live
    PARTLY = "partly"  # some are live or some are broken, but not all
    BROKEN = "broken"  # all of them are dead or lead to another work
    UNVERIFIED = "unverified"  # none is known to be live, none to be broken
    UNCITED = "uncited"  # there are none


class Polarity(StrEnum):
    """What an assessment says of its subject."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    NEUTRAL = "neutral"
    MIXED = "mixed"
    NEED = "need"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Finding):
    """The document says that `subject` is strong or weak in a field.

    The field is a sector of the family (or "overall", "cross" for all of them), a pillar of it where one is named
    (`pillar_printed` is its wording), and `topic` in the document's own words where no pillar fits. `is_relative` tells
    a comparison, `comparators` with whom (ISO 3166-1 alpha-3 of countries, else as printed). `hedge` is the word that
    weakens the statement ("relatively", "may be").
    """

    subject: str | None
    sector: str | None
    pillar: str | None
    pillar_printed: str | None
    topic: str | None
    polarity: Polarity
    is_relative: bool
    hedge: str | None
    comparators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Finding):
    """A law, fund, programme, body ... that a public actor has made or runs; `is_named` when it bears a proper name."""

    name: str
    is_named: bool
    kind: str
    sector: str | None
    country: str | None
    actor: str | None = None
    beneficiary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Finding):
    """A number with its unit: `value` in `unit`, scale applied ("1 trillion" is 1e12); `value_high` ends a range.

    `unit` is an ISO 4217 code for money (then `currency` too), "percent", "times", a symbol, or the noun counted.
    """

    kind: str
    value: float
    unit: str | None
    printed: str
    value_high: float | None = None
    currency: str | None = None
    period_length: float | None = None
    period_unit: str | None = None
    qualifier: str | None = None
    status: str | None = None
    subject: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Finding):
    """Something that happened, happens or is planned at a stated time; `date` is EDTF (2027, 2024-04-01/2025-03-31)."""

    kind: str
    date: str
    precision: str
    printed: str
    what: str
    modifier: str | None = None
    fiscal_year: int | None = None
    fiscal_calendar: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Finding):
    """The document says how two bodies stand to each other; ids where a side is an entity, always the words."""

    source: str
    relation: str
    target: str
    source_id: str | None = None
    target_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A body, person or place that the document names; `country` is ISO 3166-1 alpha-3."""

    entity_id: str
    name: str
    type: str
    abbreviation: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where an entity is named: characters `start`..`end` of the text of a block or of a footnote."""

    mention_id: str
    entity_id: str
    block_id: str | None
    footnote_id: str | None
    printed: str
    start: int
    end: int
    provenance: tuple[Provenance, ...] = ()


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
    assessments: tuple[Assessment, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    policies: tuple[Policy, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def statements(self) -> tuple[Finding, ...]:
        """The findings of every kind, each kind in the order of the document."""
        return (
            *self.rankings,
            *self.assessments,
            *self.recommendations,
            *self.policies,
            *self.quantities,
            *self.events,
            *self.relations,
        )
