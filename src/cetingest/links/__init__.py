"""From cited URLs to verdicts: is the cited page there, and is it the cited work?

In the order of imports, from below: `urls` spells, `outcomes` classifies and `gates` tell whose turn a domain is;
`pages` says what a page or PDF tells of itself, `history` remembers every fetch; `asking` fetches politely, `judging`
concludes; `suggesting` finds what to put instead; `check` is what others call, `changes` tells what was otherwise and
`trend` how all stood in the past.

    with History.open("sqlite:///history.db") as history:
        fetch_urls(urls, settings=settings.links, history=history)
        fetch_probes(requests, settings.links, history)
        seek_suggestions(judged_links(cited_links(citations), history), settings=settings.links, history=history)
        verdicts = judge_citations(citations, history)
"""

from cetingest.links.asking.fetching import FetchSummary, fetch_urls
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
from cetingest.links.history import (
    History,
    HistoryState,
    Pruned,
    Restored,
    Rows,
    back_up,
    compact_history,
    look_at_history,
    prune_history,
    restore,
)
from cetingest.links.judging.verdicts import judge
from cetingest.links.suggesting.saving import save_pages, saving_keys
from cetingest.links.suggesting.suggestions import seek_suggestions
from cetingest.links.trend import TrendPoint, UrlState, trend_of
from cetingest.links.urls import bucket_of

__all__ = [
    "Change",
    "Event",
    "FetchSummary",
    "History",
    "HistoryState",
    "Pruned",
    "Restored",
    "Rows",
    "TrendPoint",
    "UrlState",
    "archive_answers_of",
    "back_up",
    "bucket_of",
    "changes_since",
    "check_urls",
    "cited_links",
    "compact_history",
    "fetch_probes",
    "fetch_urls",
    "judge",
    "judge_citations",
    "judge_requests",
    "judged_links",
    "look_at_history",
    "prune_history",
    "restore",
    "save_pages",
    "saving_keys",
    "seek_suggestions",
    "story_of",
    "trend_of",
    "verdict_line",
    "verdict_of",
]
