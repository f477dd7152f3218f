"""Findings tied to what they stand on: finding -> footnote -> citation -> cited URL -> verdict."""

from collections.abc import Iterator

from cetingest.datasets.cells import Row, place
from cetingest.datasets.subjects import Index
from cetingest.datasets.tables import FindingTable
from cetingest.model import Dossier, Finding


def evidence_rows(dossier: Dossier, index: Index) -> Iterator[Row]:
    """Yield a row per way from a finding to a verdict; a footnote that cites nothing ends the way early, in nulls."""
    findings: tuple[tuple[FindingTable, tuple[Finding, ...]], ...] = (
        (FindingTable.RANKINGS, dossier.findings.rankings),
        (FindingTable.RECOMMENDATIONS, dossier.findings.recommendations),
    )
    for table, members in findings:
        for finding in members:
            ways = ((note, *way) for note in finding.footnote_ids for way in _ways(note, index))
            for number, (footnote_id, citation_id, cited_url_id) in enumerate(ways, start=1):
                verdict_id, verdict = index.verdict_on(citation_id, cited_url_id) or (None, None)
                yield {
                    "evidence_id": f"{finding.finding_id}-e{number}",
                    "document_id": dossier.document.document_id,
                    "finding_table": table.value,
                    "finding_id": finding.finding_id,
                    "footnote_id": footnote_id,
                    "citation_id": citation_id,
                    "cited_url_id": cited_url_id,
                    "verdict_id": verdict_id,
                    "verdict": verdict.verdict.value if verdict else None,
                    **place(index.provenance_of(footnote_id)),
                }


def _ways(footnote_id: str, index: Index) -> list[tuple[str | None, str | None]]:
    """Pair the footnote's works with their URLs; a URL of the footnote that belongs to no work stands alone."""
    works = [c for c in index.citations.values() if c.footnote_id == footnote_id]
    ways: list[tuple[str | None, str | None]] = [(c.citation_id, index.cited_url_of(c)) for c in works]
    taken = {cited_url_id for _, cited_url_id in ways}
    alone = (u for u in index.cited_urls.values() if u.footnote_id == footnote_id and u.cited_url_id not in taken)
    ways += [(None, cited.cited_url_id) for cited in alone]
    return ways or [(None, None)]
