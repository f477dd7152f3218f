"""What the rest of cetingest calls: URLs in, verdicts out."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cetingest.history import History
from cetingest.history.strikes import with_past
from cetingest.links.fetching.fetch import fetch_urls, utc_now
from cetingest.links.replacements.replacements import Judged, seek_suggestions, with_suggestions
from cetingest.links.replacements.saving import save_pages, saving_keys
from cetingest.links.verdicts.content import NO_SURROUNDINGS
from cetingest.links.verdicts.misreading import allow_for_misreading
from cetingest.links.verdicts.probes import count_targets, probe_urls, surroundings_of
from cetingest.links.verdicts.verdicts import judge
from cetingest.model import Citation, CitationList, Fetch, Item, LinkRequest, Verdict
from cetingest.settings import LinkSettings

IN_MEMORY = "sqlite://"


def check_urls(
    requests: Sequence[tuple[str, Item | None]],
    settings: LinkSettings,
    on_fetched: Callable[[Fetch], None] | None = None,
    place: str | Path = IN_MEMORY,
) -> tuple[Verdict, ...]:
    """Fetch and judge URLs with the items they are cited for, in order.

    `place` is the history to use and keep. By default nothing is kept, and no page is handed to archives.
    Raises SettingsError when the settings cannot be used, StorageError when the history cannot.
    """
    saving_keys(settings)
    with History.open(place) as history:
        urls = [url for url, _ in requests]
        summary = fetch_urls(urls, settings=settings, history=history, on_fetched=on_fetched)
        if not summary.is_offline:
            fetch_probes(requests, settings, history)
        judged = _with_items(requests, judge_requests(requests, history, is_offline=settings.is_offline))
        if not summary.is_offline:
            seek_suggestions(judged, settings=settings, history=history)
            if place != IN_MEMORY:
                save_pages(judged, settings=settings, history=history)
        return with_suggestions(judged, history)


def fetch_probes(requests: Sequence[tuple[str, Item | None]], settings: LinkSettings, history: History) -> None:
    """Fetch what can settle doubts about fetched pages: at most two URLs for each page, and once."""
    if not settings.asks_neighbours:
        return
    fetches = history.fetches_of([url for url, _ in requests])
    probes = [probe for url, item in requests for probe in probe_urls(judge(url, item, fetches[url]), item)]
    # A probe is often missing on purpose, so the ages of cited URLs do not fit it: any answer holds for `live_days`.
    tried = history.tried_within(probes, dt.timedelta(days=settings.live_days), utc_now())
    new = [probe for probe in probes if probe not in tried]
    if new:
        fetch_urls(new, settings=settings, history=history.for_uncited_urls(), asks_twice=False)


def judge_requests(
    requests: Sequence[tuple[str, Item | None]], history: History, *, is_offline: bool = False
) -> tuple[Verdict, ...]:
    """Judge URLs with the items they are cited for, in order. Only history is read."""
    urls = [url for url, _ in requests]
    fetches, offline = history.fetches_of(urls), history.offline_fetches(urls)
    targets = count_targets(requests, fetches)
    first = [
        judge(url, item, fetches[url], offline_fetch=offline.get(url), is_offline=is_offline) for url, item in requests
    ]
    probes = [probe_urls(verdict, item) for verdict, (_, item) in zip(first, requests, strict=True)]
    known = history.fetches_of([probe for some in probes for probe in some])

    def with_surroundings(verdict: Verdict, item: Item | None, some: tuple[str, ...]) -> Verdict:
        seen = fetches[verdict.url]
        if not seen:
            return verdict
        around = surroundings_of(seen[-1], some, known, targets[seen[-1].final_url or ""] or 1)
        return with_past(verdict if around == NO_SURROUNDINGS else judge(verdict.url, item, seen, around=around), seen)

    return tuple(with_surroundings(*one) for one in zip(first, (item for _, item in requests), probes, strict=True))


def cited_links(citations: CitationList) -> tuple[LinkRequest, ...]:
    """Return each cited URL of a document with the item of the citation that carries it, in order."""
    carriers = _carriers(citations.citations)
    return tuple(
        LinkRequest(
            url=cited.url,
            item=carrier.item if (carrier := carriers.get(cited.cited_url_id)) else None,
            candidates=cited.candidates,
        )
        for cited in citations.cited_urls
    )


def judge_citations(citations: CitationList, history: History) -> tuple[Verdict, ...]:
    """Judge each cited URL of a document, in order. Only history is read."""
    carriers = _carriers(citations.citations)
    verdicts = with_suggestions(judged_links(cited_links(citations), history), history)
    return tuple(
        replace(
            allow_for_misreading(verdict, cited.text_doubt),
            cited_url_id=cited.cited_url_id,
            citation_id=carrier.citation_id if (carrier := carriers.get(cited.cited_url_id)) else None,
        )
        for cited, verdict in zip(citations.cited_urls, verdicts, strict=True)
    )


def judged_links(links: Sequence[LinkRequest], history: History) -> tuple[Judged, ...]:
    """Judge links, in order, without suggestions from other pages. Only history is read."""
    verdicts = judge_requests([(link.url, link.item) for link in links], history)
    return tuple(
        Judged(verdict=verdict, item=link.item, candidates=link.candidates)
        for link, verdict in zip(links, verdicts, strict=True)
    )


def _with_items(requests: Sequence[tuple[str, Item | None]], verdicts: Sequence[Verdict]) -> tuple[Judged, ...]:
    return tuple(Judged(verdict=verdict, item=item) for (_, item), verdict in zip(requests, verdicts, strict=True))


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
        "evidence": [{"kind": str(s.kind), "speaks": str(s.speaks), "detail": s.detail} for s in verdict.signals],
    }


def _carriers(citations: tuple[Citation, ...]) -> dict[str, Citation]:
    """Map each cited URL to the citation that carries it, the first one if there are several."""
    carriers: dict[str, Citation] = {}
    for citation in citations:
        if citation.cited_url_id is not None:
            carriers.setdefault(citation.cited_url_id, citation)
    return carriers
