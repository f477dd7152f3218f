"""What the rows of one dossier look up: things by their key, and which of them belong together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cetingest.datasets.tables import FindingTable
from cetingest.model import Citation, CitedUrl, Dossier, Finding, FindingList, Footnote, Provenance, Verdict
from cetingest.support.evidence import EvidencePath, Works, trace_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The things of a dossier by their key; `verdict_ids` are in the order of its verdicts."""

    works: Works
    footnotes: Mapping[str, Footnote]
    citations: Mapping[str, Citation]
    cited_urls: Mapping[str, CitedUrl]
    verdicts: Mapping[str, Verdict]
    evidence: Mapping[str, tuple[EvidencePath, ...]]
    """The ways from each finding to verdicts."""
    tables: Mapping[str, str]
    """The table of each id that a problem can name."""

    @classmethod
    def of(cls, dossier: Dossier) -> "Index":
        """Index a dossier."""
        works = Works.of(dossier)
        return cls(
            works=works,
            footnotes={footnote.footnote_id: footnote for footnote in dossier.document.footnotes},
            citations={citation.citation_id: citation for citation in dossier.citations.citations},
            cited_urls={cited.cited_url_id: cited for cited in dossier.citations.cited_urls},
            verdicts=_identified(dossier),
            evidence=trace_evidence(dossier, works),
            tables=_tables(dossier),
        )

    def verdict_of(self, citation: Citation) -> Verdict | None:
        """Return the verdict about the cited URL of a work."""
        return self.works.verdict_of(citation)

    def footnote_id_of(self, subject_id: str | None) -> str | None:
        """Return the footnote that a thing is or stands in."""
        if subject_id is None or subject_id in self.footnotes:
            return subject_id
        if subject_id in self.citations:
            return self.citations[subject_id].footnote_id
        cited = self.cited_urls.get(subject_id)
        return cited.footnote_id if cited else None

    def provenance_of(self, subject_id: str | None) -> tuple[Provenance, ...]:
        """Return where a footnote, citation or cited URL stands; a citation has its footnote's place."""
        if subject_id is not None and subject_id in self.cited_urls:
            return self.cited_urls[subject_id].provenance
        footnote = self.footnotes.get(self.footnote_id_of(subject_id) or "")
        return footnote.provenance if footnote else ()


def _identified(dossier: Dossier) -> dict[str, Verdict]:
    """Give each verdict a key made of what it is about, counted when there are several about the same."""
    seen: Counter[str] = Counter()
    identified = {}
    for verdict in dossier.verdicts:
        subject = verdict.cited_url_id or verdict.citation_id or dossier.document.document_id
        seen[subject] += 1
        identified[f"{subject}-v{seen[subject]}"] = verdict
    return identified


def _tables(dossier: Dossier) -> dict[str, str]:
    document, cited, found = dossier.document, dossier.citations, dossier.findings
    return {
        document.document_id: "documents",
        **{block.block_id: "blocks" for block in document.blocks},
        **{footnote.footnote_id: "footnotes" for footnote in document.footnotes},
        **{mark.footnote_reference_id: "footnote_references" for mark in document.footnote_references},
        **{cited_url.cited_url_id: "cited_urls" for cited_url in cited.cited_urls},
        **{citation.citation_id: "citations" for citation in cited.citations},
        **{finding.finding_id: table.value for table, members in findings_of(found) for finding in members},
    }


def findings_of(found: FindingList) -> tuple[tuple[FindingTable, tuple[Finding, ...]], ...]:
    """Return the findings of each kind with the table that they are rows of."""
    return tuple((table, getattr(found, table.value)) for table in FindingTable)
