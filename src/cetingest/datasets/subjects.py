"""What the rows of one dossier look up: things by their key, and which of them belong together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cetingest.model import Citation, CitedUrl, Dossier, Footnote, Provenance, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The things of a dossier by their key; `verdict_ids` are in the order of its verdicts."""

    footnotes: Mapping[str, Footnote]
    citations: Mapping[str, Citation]
    cited_urls: Mapping[str, CitedUrl]
    verdicts: Mapping[str, Verdict]
    tables: Mapping[str, str]
    """The table of each id that a problem can name."""

    @classmethod
    def of(cls, dossier: Dossier) -> "Index":
        """Index a dossier."""
        return cls(
            footnotes={footnote.footnote_id: footnote for footnote in dossier.document.footnotes},
            citations={citation.citation_id: citation for citation in dossier.citations.citations},
            cited_urls={cited.cited_url_id: cited for cited in dossier.citations.cited_urls},
            verdicts=_identified(dossier),
            tables=_tables(dossier),
        )

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

    def cited_url_of(self, citation: Citation) -> str | None:
        """Return the cited URL of a work: its own, or that of the earlier citation it points back to."""
        seen = {citation.citation_id}
        while citation.cited_url_id is None:
            earlier = self.citations.get(citation.antecedent_id or "")
            if earlier is None or earlier.citation_id in seen:
                return None
            seen.add(earlier.citation_id)
            citation = earlier
        return citation.cited_url_id

    def verdict_on(self, citation_id: str | None, cited_url_id: str | None) -> tuple[str, Verdict] | None:
        """Return the verdict about a URL, the one made for the citation if there are several."""
        found = [(key, v) for key, v in self.verdicts.items() if cited_url_id and v.cited_url_id == cited_url_id]
        return min(found, key=lambda entry: entry[1].citation_id != citation_id, default=None)


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
        **{ranking.finding_id: "rankings" for ranking in found.rankings},
        **{recommendation.finding_id: "recommendations" for recommendation in found.recommendations},
    }
