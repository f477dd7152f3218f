"""From cited URLs to verdicts: is the cited page there, and is it the cited work?

`urls` spells, `addresses` vets, `http` asks (the only door to the web), `queue` keeps it polite, `errands` follows one
URL, `outcomes` classifies, `answers` reads (`pages`, `pdfs`), `fetching` runs, `offline` doubts our own network,
`history` remembers every fetch, `strikes` and `ages` count them, `titles`, `phrases` and `signals` compare, `content`
and `verdicts` judge, `probes` asks what settles doubts, `suggestions` finds what to put instead (`variants`,
`archives`), `changes` tells what was otherwise, `check` is what others call.

    with History.open("sqlite:///history.db") as history:
        fetch_urls(urls, settings=settings.links, history=history)
        fetch_probes(cited_requests(citations), settings.links, history)
        seek_suggestions(judged_citations(citations, history), settings=settings.links, history=history)
        verdicts = judge_citations(citations, history)
"""

from cetingest.links.changes import Change, Event, archive_answers_of, changes_since, story_of, verdict_of
from cetingest.links.check import (
    check_urls,
    cited_requests,
    fetch_probes,
    judge_citations,
    judge_requests,
    judged_citations,
    verdict_line,
)
from cetingest.links.fetching import FetchSummary, fetch_urls
from cetingest.links.history import History
from cetingest.links.suggestions import seek_suggestions
from cetingest.links.verdicts import judge

__all__ = [
    "Change",
    "Event",
    "FetchSummary",
    "History",
    "archive_answers_of",
    "changes_since",
    "check_urls",
    "cited_requests",
    "fetch_probes",
    "fetch_urls",
    "judge",
    "judge_citations",
    "judge_requests",
    "judged_citations",
    "seek_suggestions",
    "story_of",
    "verdict_line",
    "verdict_of",
]
