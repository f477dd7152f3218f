"""From cited URLs to verdicts: is the cited page there, and is it the cited work?

In the order of imports, from below: `pages` says what a page or PDF tells of itself; `fetching` asks politely,
`verdicts` concludes; `replacements` finds what to put instead; `check` is what others call, `changes` tells what
changed, `trend` how all URLs stood in the past. The door to the web is `web`, the memory of all answers `history`.

    with History.open("sqlite:///history.db") as history:
        fetch_urls(urls, settings=settings.links, history=history)
        fetch_probes(requests, settings.links, history)
        seek_suggestions(judged_links(cited_links(citations), history), settings=settings.links, history=history)
        verdicts = judge_citations(citations, history)
"""

from cetingest.links.changes import Change, Event, archive_answers_of, changes_since, story_of, verdict_of
from cetingest.links.check import (
    check_urls,
    cited_links,
    fetch_probes,
    judge_citations,
    judge_requests,
    judged_links,
    verdict_line,
)
from cetingest.links.fetching.fetch import FetchSummary, fetch_urls
from cetingest.links.replacements.replacements import seek_suggestions
from cetingest.links.replacements.saving import save_pages, saving_keys
from cetingest.links.trend import TrendPoint, UrlState, trend_of
from cetingest.links.verdicts.verdicts import judge

__all__ = [
    "Change",
    "Event",
    "FetchSummary",
    "TrendPoint",
    "UrlState",
    "archive_answers_of",
    "changes_since",
    "check_urls",
    "cited_links",
    "fetch_probes",
    "fetch_urls",
    "judge",
    "judge_citations",
    "judge_requests",
    "judged_links",
    "save_pages",
    "saving_keys",
    "seek_suggestions",
    "story_of",
    "trend_of",
    "verdict_line",
    "verdict_of",
]
