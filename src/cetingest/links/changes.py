"""What happened to URLs over time. Everything comes from history, nothing is asked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.history import History
from cetingest.links.check import judge_requests
from cetingest.links.replacements.replacements import Judged, with_suggestions
from cetingest.model import ArchiveAnswer, Fetch, Item, Verdict, VerdictKind
from cetingest.web.urls import BadUrlError, RefusedUrlError, request_url

_INSTANT = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fetch of a URL and the verdict at that moment; `is_change` where it was another before."""

    fetch: Fetch
    verdict: Verdict
    is_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A URL whose verdict changed. `before` is None when the URL had not been asked by then."""

    url: str
    before: Verdict | None
    after: Verdict


def story_of(url: str, item: Item | None, history: History) -> tuple[Event, ...]:
    """Return all fetches of a URL, oldest first, also those that failed by this machine's fault."""
    events: list[Event] = []
    kind: VerdictKind | None = None
    for fetch in history.everything_of(url):
        then = history.as_of(fetch.fetched_at + _INSTANT)
        [verdict] = judge_requests([(url, item)], then)
        events.append(Event(fetch=fetch, verdict=verdict, is_change=verdict.verdict is not kind))
        kind = verdict.verdict
    return tuple(events)


def verdict_of(url: str, item: Item | None, history: History) -> Verdict:
    """Return the present verdict on a URL, with what to put instead."""
    [verdict] = judge_requests([(url, item)], history)
    [verdict] = with_suggestions([Judged(verdict=verdict, item=item)], history)
    return verdict


def archive_answers_of(url: str, history: History) -> tuple[ArchiveAnswer, ...]:
    """Return what archives said of a URL, oldest first."""
    try:
        asked = request_url(url)
    except (BadUrlError, RefusedUrlError):
        return ()
    return history.archive_answers_of([asked])[asked]


def changes_since(
    requests: Sequence[tuple[str, Item | None]], moment: dt.datetime, history: History
) -> tuple[Change, ...]:
    """Return the URLs, in order, whose verdict has changed since a moment."""
    news = history.tried_since([url for url, _ in requests], moment)
    fresh = [(url, item) for url, item in requests if url in news]
    befores = judge_requests(fresh, history.as_of(moment))
    afters = judge_requests(fresh, history)
    changes = [
        Change(url=url, before=before if before.fetch is not None else None, after=after)
        for (url, _), before, after in zip(fresh, befores, afters, strict=True)
    ]
    return tuple(c for c in changes if c.before is None or c.before.verdict is not c.after.verdict)
