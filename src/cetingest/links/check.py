"""What the rest of cetingest asks of this package: URLs in, verdicts out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cetingest.links.fetching import fetch_urls
from cetingest.links.history import History
from cetingest.links.verdicts import judge
from cetingest.model import Citation, CitationList, Fetch, Item, Verdict
from cetingest.settings import LinkSettings


def check_urls(
    requests: Sequence[tuple[str, Item | None]],
    settings: LinkSettings,
    on_fetched: Callable[[Fetch], None] | None = None,
) -> tuple[Verdict, ...]:
    """Fetch and judge URLs with the items they are cited for, in order, remembering nothing afterwards.

    Raises SettingsError when the settings cannot be used.
    """
    urls = [url for url, _ in requests]
    with History.open() as history:
        fetch_urls(urls, settings=settings, history=history, on_fetched=on_fetched)
        fetches, offline = history.fetches_of(urls), history.offline_fetches(urls)
    return tuple(
        judge(url, item, fetches[url], in_vain=offline.get(url), is_offline=settings.is_offline)
        for url, item in requests
    )


def judge_citations(citations: CitationList, history: History) -> tuple[Verdict, ...]:
    """Judge each cited URL of a document, in order, by what history knows of it; nothing is asked."""
    urls = [cited.url for cited in citations.cited_urls]
    fetches, offline = history.fetches_of(urls), history.offline_fetches(urls)
    carriers = _carriers(citations.citations)
    verdicts = []
    for cited in citations.cited_urls:
        carrier = carriers.get(cited.cited_url_id)
        item = carrier.item if carrier else None
        verdict = judge(cited.url, item, fetches[cited.url], in_vain=offline.get(cited.url))
        citation_id = carrier.citation_id if carrier else None
        verdicts.append(replace(verdict, cited_url_id=cited.cited_url_id, citation_id=citation_id))
    return tuple(verdicts)


def verdict_line(verdict: Verdict) -> dict[str, object]:
    """Return the JSON object that `cetingest check --format json` prints for a verdict."""
    fetch = verdict.fetch
    page = fetch.page if fetch else None
    suggestion = verdict.suggestion
    return {
        "url": verdict.url,
        "verdict": str(verdict.verdict),
        "reach": str(verdict.reach),
        "content": str(verdict.content),
        "status_code": fetch.status_code if fetch else None,
        "final_url": fetch.final_url if fetch else None,
        "redirects": [{"url": hop.url, "status_code": hop.status_code} for hop in fetch.redirects] if fetch else [],
        "content_type": fetch.content_type if fetch else None,
        "title": page.titles[0] if page and page.titles else None,
        "fetched_at": fetch.fetched_at.isoformat(timespec="seconds") if fetch else None,
        "attempts": fetch.attempts if fetch else 0,
        "reason": verdict.reason,
        "suggestion": {"url": suggestion.url, "why": suggestion.why} if suggestion else None,
        "evidence": [{"kind": str(s.kind), "speaks": str(s.speaks), "detail": s.detail} for s in verdict.evidence],
    }


def _carriers(citations: tuple[Citation, ...]) -> dict[str, Citation]:
    """Map each cited URL to the citation that carries it, the first one if there are several."""
    carriers: dict[str, Citation] = {}
    for citation in citations:
        if citation.cited_url_id is not None:
            carriers.setdefault(citation.cited_url_id, citation)
    return carriers
