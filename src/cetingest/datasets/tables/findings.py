"""Tables of what a document says, and of the citations it rests on."""

from enum import StrEnum

from cetingest.datasets.columns import ForeignKey, Table, integer, records, text
from cetingest.datasets.tables.shared_columns import (
    AT_URL,
    DOCUMENT_ID,
    FINDING,
    IN_BLOCK,
    IN_DOCUMENT,
    IN_FOOTNOTE,
    OF_CITATION,
    PLACE,
)
from cetingest.model import VerdictKind

RANKINGS = Table(
    name="rankings",
    description="One row per statement of the document that someone has a rank in an index.",
    primary_key="ranking_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("ranking_id", "Readable key."),
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
    primary_key="recommendation_id",
    foreign_keys=(IN_DOCUMENT, IN_BLOCK),
    columns=(
        text("recommendation_id", "Readable key."),
        DOCUMENT_ID,
        text("level", "priority (of the whole document) or sector."),
        text("sector", "The sector it belongs to.", nullable=True),
        text("heading", "Its heading or lead-in.", nullable=True),
        text("text", "What should be done."),
        *FINDING,
    ),
)


class FindingTable(StrEnum):
    """The tables whose rows `evidence` ties to footnotes."""

    RANKINGS = "rankings"
    RECOMMENDATIONS = "recommendations"


EVIDENCE = Table(
    name="evidence",
    description="One row per path finding -> footnote -> citation -> cited URL -> verdict; a path that ends early ends "
    "in nulls.",
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
        text("finding_id", "Its key there."),
        text("footnote_id", "A footnote that stands with it."),
        text("citation_id", "A work that the footnote cites.", nullable=True),
        text("cited_url_id", "A URL of the work, or of the footnote when it cites none.", nullable=True),
        text("verdict_id", "The verdict about the URL.", nullable=True),
        text("verdict", "What it concludes.", nullable=True, values=VerdictKind),
        *PLACE,
    ),
)
