"""Which findings still stand: finding -> footnote -> citation -> cited URL -> verdict, and what that comes to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cetingest.model import Citation, Dossier, Support, Verdict, VerdictKind

BROKEN = frozenset({VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePath:
    """One way from a finding to a verdict; one that ends early ends in None."""

    finding_id: str
    footnote_id: str
    citation_id: str | None
    cited_url_id: str | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The works and cited URLs of a document, by their footnote, and the verdicts about them."""

    citations: Mapping[str, Citation]
    by_footnote: Mapping[str, tuple[tuple[str | None, str | None], ...]]
    verdicts: Mapping[str, tuple[Verdict, ...]]

    @classmethod
    def of(cls, dossier: Dossier) -> "Works":
        """Look the works of a document up."""
        cited = dossier.citations
        citations = {citation.citation_id: citation for citation in cited.citations}
        ways: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
        for citation in cited.citations:
            ways[citation.footnote_id].append((citation.citation_id, _cited_url_of(citation, citations)))
        taken = {(footnote_id, url) for footnote_id, members in ways.items() for _, url in members}
        for url in cited.cited_urls:
            if url.footnote_id is not None and (url.footnote_id, url.cited_url_id) not in taken:
                ways[url.footnote_id].append((None, url.cited_url_id))
        verdicts: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in dossier.verdicts:
            if verdict.cited_url_id is not None:
                verdicts[verdict.cited_url_id].append(verdict)
        return cls(
            citations=citations,
            by_footnote={key: tuple(members) for key, members in ways.items()},
            verdicts={key: tuple(members) for key, members in verdicts.items()},
        )

    def verdict_of(self, citation: Citation) -> Verdict | None:
        """Return the verdict about the URL of a work, its own or that of the citation it points back to."""
        return self.verdict_on(citation.citation_id, _cited_url_of(citation, self.citations))

    def of_footnote(self, footnote_id: str) -> tuple[tuple[str | None, str | None], ...]:
        """Return (citation, its cited URL) of each work; a URL that belongs to no work stands alone."""
        return self.by_footnote.get(footnote_id, ((None, None),))

    def verdict_on(self, citation_id: str | None, cited_url_id: str | None) -> Verdict | None:
        """Return the verdict about a URL, the one made for the citation if there are several."""
        found = () if cited_url_id is None else self.verdicts.get(cited_url_id, ())
        return min(found, key=lambda verdict: verdict.citation_id != citation_id, default=None)


def trace_evidence(dossier: Dossier, works: Works | None = None) -> dict[str, tuple[EvidencePath, ...]]:
    """Return the ways from each finding of a document, by its id, in the order of its footnotes and their works."""
    works = works or Works.of(dossier)
    return {
        finding.finding_id: tuple(
            EvidencePath(
                finding_id=finding.finding_id,
                footnote_id=footnote_id,
                citation_id=citation_id,
                cited_url_id=cited_url_id,
                verdict=works.verdict_on(citation_id, cited_url_id),
            )
            for footnote_id in finding.footnote_ids
            for citation_id, cited_url_id in works.of_footnote(footnote_id)
        )
        for finding in dossier.findings.statements
    }


def support_of(paths: Iterable[EvidencePath]) -> Support:
    """Return what the ways from one finding come to.

    A work without a verdict (a book without a URL) counts as neither live nor broken, as `suspect` and `cannot_tell`
    do; a footnote that cites nothing does not count.
    """
    verdicts = [path.verdict.verdict if path.verdict else None for path in paths if path.citation_id or path.verdict]
    if not verdicts:
        return Support.UNCITED
    if all(verdict is VerdictKind.LIVE for verdict in verdicts):
        return Support.SUPPORTED
    if all(verdict in BROKEN for verdict in verdicts):
        return Support.BROKEN
    is_known = any(verdict is VerdictKind.LIVE or verdict in BROKEN for verdict in verdicts)
    return Support.PARTLY if is_known else Support.UNVERIFIED


def supports(dossier: Dossier) -> dict[str, Support]:
    """Return how the citations of each finding stand, by its id."""
    return {finding_id: support_of(paths) for finding_id, paths in trace_evidence(dossier).items()}


def _cited_url_of(citation: Citation, citations: Mapping[str, Citation]) -> str | None:
    """Return the cited URL of a work: its own, or that of the earlier citation it points back to."""
    return next((c.cited_url_id for c in _chain(citation, citations) if c.cited_url_id is not None), None)


def _chain(citation: Citation, citations: Mapping[str, Citation]) -> Iterator[Citation]:
    """Iterate over a citation and those it points back to; a circle ends where it began."""
    seen: set[str] = set()
    current: Citation | None = citation
    while current is not None and current.citation_id not in seen:
        yield current
        seen.add(current.citation_id)
        current = citations.get(current.antecedent_id or "")
