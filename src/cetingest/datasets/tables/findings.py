"""Tables of what a document says, and of the citations it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.datasets.columns import ForeignKey, Table, flag, integer, number, records, text, texts
from cetingest.datasets.sources import RowContext
from cetingest.datasets.subjects import FindingTable, Index, findings_of
from cetingest.datasets.tables.shared_columns import (
    AT_URL,
    DOCUMENT_ID,
    FINDING,
    IN_BLOCK,
    IN_DOCUMENT,
    IN_FOOTNOTE,
    OF_CITATION,
    place,
)
from cetingest.model import Polarity, Provenance, VerdictKind
from cetingest.support.evidence import EvidencePath

RANKINGS = Table(
    name="rankings",
    description="One row per statement of the document that someone has a rank in an index.",
    rows="findings.rankings",
    primary_key="ranking_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("ranking_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("subject", "Who is ranked."),
        text("index", "The index.", nullable=True),
        text("edition", "Its edition, such as 2025.", nullable=True),
        text("sector", "The sector ranked, or overall."),
        integer("rank", "The rank, 1 = best."),
        text("rank_printed", "The rank as printed, such as 'fourth'."),
        integer("out_of", "How many were ranked; null when the document does not say.", nullable=True),
        text("basis", "What the rank is computed over, if the document says.", nullable=True),
        records(
            "drivers",
            "What the rank is said to be driven by.",
            text("sector", "A sector."),
            text("pillar", "A pillar of it.", nullable=True),
        ),
        *FINDING,
    ),
)

RECOMMENDATIONS = Table(
    name="recommendations",
    description="One row per statement of the document that something should be done.",
    rows="findings.recommendations",
    primary_key="recommendation_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("recommendation_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text(
            "level",
            "Whether it is a priority of the whole, leads a list, or stands in one (docs/findings.md).",
        ),
        text("sector", "The sector it belongs to.", nullable=True),
        text("heading", "Its heading or lead-in.", nullable=True),
        text("text", "What should be done."),
        texts("types", "What kinds of action it asks for (docs/findings.md)."),
        texts("actions", "The single actions asked for."),
        text("addressee", "Who should do it; null when the document names nobody.", nullable=True),
        *FINDING,
    ),
)


ASSESSMENTS = Table(
    name="assessments",
    description="One row per statement of the document that someone is strong or weak in a field.",
    rows="findings.assessments",
    primary_key="assessment_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("assessment_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("subject", "Who is assessed: ISO 3166-1 alpha-3 of a country, else as printed.", nullable=True),
        text("sector", "The sector, or overall, or cross (several).", nullable=True),
        text("pillar", "The pillar of the sector, by its id in the family file.", nullable=True),
        text("pillar_printed", "The pillar as printed.", nullable=True),
        text("topic", "What is assessed, in the document's words, where no pillar fits.", nullable=True),
        text("polarity", "What is said of it.", values=Polarity),
        flag("is_relative", "True when it is a comparison."),
        text("hedge", "The word that weakens the statement, such as 'relatively'.", nullable=True),
        texts("comparators", "With whom it compares: ISO 3166-1 alpha-3 of countries, else as printed."),
        *FINDING,
    ),
)

POLICIES = Table(
    name="policies",
    description="One row per law, fund, programme, body ... that the document says a public actor has made or runs.",
    rows="findings.policies",
    primary_key="policy_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("policy_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("name", "Its name, or a description in the document's words."),
        flag("is_named", "True when the document gives it a proper name."),
        text("kind", "What it is: law, fund, subsidy, regulation ... (docs/findings.md)."),
        text("sector", "The sector it belongs to.", nullable=True),
        text("country", "Whose policy it is (ISO 3166-1 alpha-3).", nullable=True),
        text("actor", "Who made or runs it.", nullable=True),
        text("beneficiary", "Who gains by it.", nullable=True),
        *FINDING,
    ),
)

QUANTITIES = Table(
    name="quantities",
    description="One row per number with a unit that the document states.",
    rows="findings.quantities",
    primary_key="quantity_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("quantity_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("kind", "What is measured: money, percent, ratio, length, count ... (docs/findings.md)."),
        number("value", "The number in `unit`, scale applied: '1 trillion' is 1e12.", nullable=True),
        number("value_high", "The end of a range that begins with `value`.", nullable=True),
        text("unit", "ISO 4217 code of money, a unit's symbol, percent, times, or the noun counted.", nullable=True),
        text("currency", "ISO 4217 code of money.", nullable=True),
        text("printed", "The quantity as printed."),
        number("period_length", "Length of the period that the quantity covers, in `period_unit`.", nullable=True),
        text("period_unit", "Unit of the period, such as year.", nullable=True),
        text("qualifier", "The word that limits it, such as 'about' or 'Target'.", nullable=True),
        text("status", "Whether it is a target, planned, or a fact.", nullable=True),
        text("subject", "Whose quantity it is: ISO 3166-1 alpha-3 of a country, else as printed.", nullable=True),
        text("about", "What it is a quantity of, in the document's words.", nullable=True),
        *FINDING,
    ),
)

EVENTS = Table(
    name="events",
    description="One row per thing that the document says happened, happens or is planned at a stated time.",
    rows="findings.events",
    primary_key="event_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("event_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("kind", "What happens: establishment, target, milestone, trend ... (docs/findings.md)."),
        text("date", "When (EDTF): 2027, 2024-04, 2015/2025, 2021-21 for spring 2021, 1910~ for about 1910."),
        text("precision", "How exact the date is: day, month, year, fiscal_year, decade ..."),
        text("modifier", "The word before the date, such as 'by'.", nullable=True),
        integer("fiscal_year", "The fiscal year, when one is named.", nullable=True),
        text("fiscal_calendar", "The calendar by which a fiscal year was turned into a date.", nullable=True),
        text("printed", "The date as printed."),
        text("what", "What happens, in the document's words."),
        text("status", "Whether it is done, planned or announced.", nullable=True),
        *FINDING,
    ),
)

RELATIONS = Table(
    name="relations",
    description="One row per statement of the document about the relation between two bodies.",
    rows="findings.relations",
    primary_key="relation_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_BLOCK,
        ForeignKey(column="source_id", table="entities"),
        ForeignKey(column="target_id", table="entities"),
    ),
    columns=(
        text("relation_id", "Readable key.", source="finding_id"),
        DOCUMENT_ID,
        text("source", "The first body, as printed."),
        text("source_id", "Its entity, if it is one.", nullable=True),
        text(
            "relation",
            "How the first stands to the second: chaired_by, oversees, partners_with ... (docs/findings.md).",
        ),
        text("target", "The second body, as printed."),
        text("target_id", "Its entity, if it is one.", nullable=True),
        *FINDING,
    ),
)

ENTITIES = Table(
    name="entities",
    description="One row per body, person or place that documents name. Shared by all documents.",
    rows="findings.entities",
    primary_key="entity_id",
    columns=(
        text("entity_id", "Readable key, the same in every document."),
        text("name", "Its name in full."),
        text("type", "What it is: ministry, company, country, person ... (docs/findings.md)."),
        text("abbreviation", "Its abbreviation.", nullable=True),
        text("country", "Its country (ISO 3166-1 alpha-3).", nullable=True),
        texts("aliases", "Other names that documents give it."),
        texts("roles", "What it does in the documents, such as 'cited author'."),
    ),
)

MENTIONS = Table(
    name="mentions",
    description="One row per place where a document names an entity.",
    rows="findings.mentions",
    primary_key="mention_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK, IN_FOOTNOTE, ForeignKey(column="entity_id", table="entities")),
    columns=(
        text("mention_id", "Readable key."),
        DOCUMENT_ID,
        text("entity_id", "The entity."),
        text("block_id", "The block that names it; null in a footnote.", nullable=True),
        text("footnote_id", "The footnote that names it; null in the body.", nullable=True),
        text("printed", "The name as printed."),
        integer(
            "span_start", "First character of `printed` in the text of the block or footnote, from 0.", source="start"
        ),
        integer("span_end", "The character after it.", source="end"),
        *place(),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _KnownPath:
    """A way from a finding to a verdict, with its key, the finding's table and the verdict's key."""

    evidence_id: str
    finding_table: FindingTable
    path: EvidencePath
    verdict_id: str | None


def _known_paths(index: Index) -> Iterator[_KnownPath]:
    verdict_ids = {id(verdict): key for key, verdict in zip(index.verdict_ids, index.dossier.verdicts, strict=True)}
    for table, findings in findings_of(index.dossier.findings):
        for finding in findings:
            for count, path in enumerate(index.evidence[finding.finding_id], start=1):
                yield _KnownPath(
                    evidence_id=f"{finding.finding_id}-e{count}",
                    finding_table=table,
                    path=path,
                    verdict_id=verdict_ids[id(path.verdict)] if path.verdict else None,
                )


def _footnote_provenance(row: RowContext[_KnownPath]) -> tuple[Provenance, ...]:
    return row.index.provenance_of(row.thing.path.footnote_id)


EVIDENCE = Table(
    name="evidence",
    description="One row per path finding -> footnote -> citation -> cited URL -> verdict; what a path does not "
    "reach is null.",
    rows=_known_paths,
    primary_key="evidence_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_FOOTNOTE,
        OF_CITATION,
        AT_URL,
        ForeignKey(column="verdict_id", table="verdicts"),
    ),
    columns=(
        text("evidence_id", "Readable key."),
        DOCUMENT_ID,
        text("finding_table", "The table of the finding.", values=FindingTable),
        text("finding_id", "Its key there.", source="path.finding_id"),
        text("footnote_id", "A footnote of the finding.", source="path.footnote_id"),
        text("citation_id", "A work that the footnote cites.", source="path.citation_id", nullable=True),
        text(
            "cited_url_id",
            "A URL of the work, or of the footnote when it cites none.",
            source="path.cited_url_id",
            nullable=True,
        ),
        text("verdict_id", "The verdict about the URL.", nullable=True),
        text("verdict", "What it concludes.", source="path.verdict.verdict", nullable=True, values=VerdictKind),
        *place(_footnote_provenance),
    ),
)
