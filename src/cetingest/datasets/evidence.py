"""The table of evidence: findings tied to what they stand on."""

from collections.abc import Iterator

from cetingest.datasets.cells import Row, place
from cetingest.datasets.subjects import Index, findings_of
from cetingest.model import Dossier


def evidence_rows(dossier: Dossier, index: Index) -> Iterator[Row]:
    """Yield a row per way from a finding to a verdict; a footnote that cites nothing ends the way early, in nulls."""
    keys = {id(verdict): key for key, verdict in index.verdicts.items()}
    for table, members in findings_of(dossier.findings):
        for finding in members:
            for number, path in enumerate(index.evidence[finding.finding_id], start=1):
                yield {
                    "evidence_id": f"{finding.finding_id}-e{number}",
                    "document_id": dossier.document.document_id,
                    "finding_table": table.value,
                    "finding_id": finding.finding_id,
                    "footnote_id": path.footnote_id,
                    "citation_id": path.citation_id,
                    "cited_url_id": path.cited_url_id,
                    "verdict_id": keys[id(path.verdict)] if path.verdict else None,
                    "verdict": path.verdict.verdict.value if path.verdict else None,
                    **place(index.provenance_of(path.footnote_id)),
                }
