"""What the rows of one dossier look up: things by their key, and which of them belong together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cetingest.model import (
    Citation,
    CitedUrl,
    Dossier,
    Finding,
    FindingList,
    Footnote,
    NoteKind,
    Provenance,
    Verdict,
)
from cetingest.problems import problem_ids
from cetingest.support.evidence import EvidencePath, Works, trace_evidence


class FindingTable(StrEnum):
    """The tables whose rows `evidence` ties to footnotes; each is named after the field of `FindingList` it holds."""

    RANKINGS = "rankings"
    ASSESSMENTS = "assessments"
    RECOMMENDATIONS = "recommendations"
    POLICIES = "policies"
    QUANTITIES = "quantities"
    EVENTS = "events"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A dossier, and its things by their key."""

    dossier: Dossier
    works: Works
    footnotes: Mapping[str, Footnote]
    note_kinds: Mapping[str, NoteKind]
    """What each footnote holds, by its id."""
    citations: Mapping[str, Citation]
    cited_urls: Mapping[str, CitedUrl]
    verdict_ids: tuple[str, ...]
    """In the order of the dossier's verdicts."""
    problem_ids: tuple[str, ...]
    """In the order of the dossier's problems."""
    evidence: Mapping[str, tuple[EvidencePath, ...]]
    """The ways from each finding to verdicts."""
    tables: Mapping[str, str]
    """The table of each id that a problem can name."""

    @classmethod
    def of(cls, dossier: Dossier) -> "Index":
        """Index a dossier."""
        works = Works.of(dossier)
        return cls(
            dossier=dossier,
            works=works,
            footnotes={footnote.footnote_id: footnote for footnote in dossier.document.footnotes},
            note_kinds={reading.footnote_id: reading.kind for reading in dossier.citations.readings},
            citations={citation.citation_id: citation for citation in dossier.citations.citations},
            cited_urls={cited.cited_url_id: cited for cited in dossier.citations.cited_urls},
            verdict_ids=_verdict_ids(dossier),
            problem_ids=tuple(problem_ids(dossier.problems)),
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


def subject_id_of(verdict: Verdict) -> str | None:
    """Return the key of what a verdict is about: a cited URL, or a citation that has none."""
    return verdict.cited_url_id or verdict.citation_id


def _verdict_ids(dossier: Dossier) -> tuple[str, ...]:
    """Give each verdict a key made of what it is about, counted when there are several about the same."""
    seen: Counter[str] = Counter()
    keys = []
    for verdict in dossier.verdicts:
        subject = subject_id_of(verdict) or dossier.document.document_id
        seen[subject] += 1
        keys.append(f"{subject}-v{seen[subject]}")
    return tuple(keys)


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
