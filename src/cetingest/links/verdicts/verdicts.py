"""From the fetches of a URL and the cited item to a verdict: a pure function."""

from urllib.parse import urlsplit

from cetingest.history.strikes import (
    STRIKES,
    STRIKES_TO_DEATH,
    count_strikes,
    is_gone_for_good,
    is_host_name_gone,
)
from cetingest.language.identifiers import doi_at_resolver
from cetingest.language.numbers import ordinal
from cetingest.links.verdicts.content import NO_SURROUNDINGS, Judgement, Surroundings, judge_content
from cetingest.model import Content, Fetch, Item, Reach, Signal, SignalKind, Speaks, Suggestion, Verdict, VerdictKind
from cetingest.web.reach import ARRIVED, REDIRECTS

_WRONG = frozenset({Content.SOFT_404, Content.PARKED, Content.MISMATCH, Content.HOME_REDIRECT})
_UNKNOWABLE = frozenset({Reach.BLOCKED, Reach.RATE_LIMITED, Reach.DNS_FAILED, Reach.UNSAFE, Reach.NOT_FETCHED})

_KIND_OF_CONTENT = {
    Content.MATCH: VerdictKind.LIVE,
    Content.NOT_JUDGED: VerdictKind.LIVE,
    Content.WEAK: VerdictKind.SUSPECT,
    Content.NOT_COMPARABLE: VerdictKind.CANNOT_TELL,
    **dict.fromkeys(_WRONG, VerdictKind.LIVE_BUT_WRONG),
}

# What happened, as a clause after "The server" or a sentence of its own.
_FAILURES = {
    Reach.GONE: "The server says that this page is not there ({status})",
    Reach.BLOCKED: "The server refused to answer a program ({status}); the page may well be there",
    Reach.RATE_LIMITED: "The server asked for fewer requests ({status}); the page may well be there",
    Reach.CLIENT_ERROR: "The server did not accept the request ({status})",
    Reach.SERVER_ERROR: "The server failed ({status})",
    Reach.TIMEOUT: "The server did not answer in time",
    Reach.DNS_NOT_FOUND: "The host name {host} does not exist",
    Reach.DNS_FAILED: "The host name {host} could not be looked up; that may be this machine's network",
    Reach.TLS_EXPIRED: "The certificate of {host} has expired",
    Reach.TLS_HOSTNAME: "The certificate of {host} was made for another host",
    Reach.TLS_UNTRUSTED: "The certificate of {host} comes from an authority that is not trusted",
    Reach.TLS_FAILED: "No secure connection to {host} came about",
    Reach.CONNECTION_FAILED: "The server could not be reached",
    Reach.TOO_MANY_REDIRECTS: "The server redirects in a circle",
    Reach.BAD_URL: "This is no web address that could be asked",
    Reach.UNSAFE: "This address was not asked",
}
_AIMLESS_REDIRECT = "The server redirects without saying where ({status})"
_WITH_DETAIL = frozenset({Reach.CONNECTION_FAILED, Reach.TLS_FAILED, Reach.BAD_URL, Reach.UNSAFE})


def judge(
    url: str,
    item: Item | None,
    fetches: tuple[Fetch, ...],
    *,
    offline_fetch: Fetch | None = None,
    is_offline: bool = False,
    around: Surroundings = NO_SURROUNDINGS,
) -> Verdict:
    """Judge a URL by its online fetches, oldest first, and by the work that it is cited for.

    `offline_fetch` is the latest fetch that failed by this machine's fault, `is_offline` says that none was meant to be
    made; both matter only without fetches. `around` is what other URLs tell of it.
    """
    if not fetches:
        return _judge_nothing(url, offline_fetch, is_offline=is_offline)
    latest = fetches[-1]
    if latest.reach not in ARRIVED:
        return _judge_failure(url, fetches)
    judged = judge_content(url, item, latest, around)
    return Verdict(
        url=url,
        verdict=_kind_of(judged),
        reach=Reach.BLOCKED if judged.is_blocked else latest.reach,
        content=judged.content,
        reason=_reason_of_content(judged, latest),
        fetch=latest,
        suggestion=_suggest(latest, judged),
        signals=judged.signals,
    )


def _kind_of(judged: Judgement) -> VerdictKind:
    if judged.is_blocked or judged.is_unread:
        return VerdictKind.CANNOT_TELL
    return _KIND_OF_CONTENT[judged.content]


def _judge_nothing(url: str, offline_fetch: Fetch | None, *, is_offline: bool) -> Verdict:
    reason = "Not asked yet."
    if offline_fetch is not None and offline_fetch.reach is Reach.NOT_FETCHED:
        reason = f"Not asked: {offline_fetch.detail}."
    elif offline_fetch is not None or is_offline:
        reason = "Not asked: this machine is offline."
    return Verdict(
        url=url,
        verdict=VerdictKind.CANNOT_TELL,
        reach=Reach.NOT_FETCHED,
        content=Content.NOT_JUDGED,
        reason=reason,
    )


def _judge_failure(url: str, fetches: tuple[Fetch, ...]) -> Verdict:
    latest = fetches[-1]
    kind, more = kind_of_failure(fetches)
    host = "" if latest.reach is Reach.BAD_URL else urlsplit(latest.final_url or latest.url).hostname or ""
    is_aimless = latest.reach is Reach.CLIENT_ERROR and latest.status_code in REDIRECTS
    sentence = _AIMLESS_REDIRECT if is_aimless else _FAILURES[latest.reach]
    happened = sentence.format(status=latest.status_code, host=host)
    if (
        latest.reach is Reach.GONE
        and (doi := doi_at_resolver(latest.final_url or url if latest.redirects else url)) is not None
    ):
        happened = f"The DOI {doi} is not registered ({latest.status_code})"
    if latest.reach in _WITH_DETAIL and latest.detail:
        happened += f": {latest.detail}"
    return Verdict(
        url=url,
        verdict=kind,
        reach=latest.reach,
        content=Content.NOT_JUDGED,
        reason=f"{happened}{more}.",
        fetch=latest,
        signals=_signals_of_failure(fetches),
    )


def _signals_of_failure(fetches: tuple[Fetch, ...]) -> tuple[Signal, ...]:
    """Return what the history adds: how often the URL failed, and when it last answered."""
    latest = fetches[-1]
    said = []
    asked = (latest.url, latest.redirects[0].url) if latest.redirects else ()
    if (doi := next(filter(None, map(doi_at_resolver, asked)), None)) is not None:
        said.append((Speaks.FOR, f"the DOI {doi} is registered"))
    if latest.reach in STRIKES and len(fetches) > 1:
        said.append((Speaks.AGAINST, f"failures on different days: {count_strikes(fetches)}"))
    if (stood := next((f for f in reversed(fetches) if f.reach in ARRIVED), None)) is not None:
        said.append((Speaks.FOR, f"it answered on {stood.fetched_at:%Y-%m-%d}"))
    return tuple(
        Signal(kind=SignalKind.REDIRECT if "DOI" in d else SignalKind.HISTORY, speaks=s, detail=d) for s, d in said
    )


def kind_of_failure(fetches: tuple[Fetch, ...]) -> tuple[VerdictKind, str]:
    """Return the verdict on a URL whose latest fetch got no page, and the end of its reason."""
    reach = fetches[-1].reach
    if reach in _UNKNOWABLE:
        return VerdictKind.CANNOT_TELL, ""
    if is_gone_for_good(fetches):
        return VerdictKind.DEAD, ", and said so before"
    if is_host_name_gone(fetches):
        return VerdictKind.DEAD, ", and did not on another day"
    if reach not in STRIKES:
        return VerdictKind.SUSPECT, ""
    strikes = count_strikes(fetches)
    if strikes >= STRIKES_TO_DEATH:
        return VerdictKind.DEAD, f", the {ordinal(strikes)} failure on different days"
    return VerdictKind.SUSPECT, f"; failure {strikes} of {STRIKES_TO_DEATH} before it counts as dead"


_LEADS = {
    Content.MATCH: "The cited page is there",
    Content.NOT_JUDGED: "The address answers",
    Content.WEAK: "A page is there, but it may not be the cited one",
    Content.MISMATCH: "Another page is there",
    Content.SOFT_404: "The cited page is not there: the server answers with an error page",
    Content.PARKED: "The site is gone",
    Content.HOME_REDIRECT: "The cited page is not there",
    Content.NOT_COMPARABLE: "A page is there; look at it",
}


def _reason_of_content(judged: Judgement, fetch: Fetch) -> str:
    lead = _LEADS[judged.content]
    if judged.is_blocked:
        lead = "The page could not be seen; it may well be there"
    elif judged.is_unread:
        lead = "The address answers; look at it"
    # Only the page itself can have moved: a home page or another work at the end of a redirect is not it.
    has_moved = fetch.reach is Reach.MOVED_PERMANENT and judged.content not in _WRONG and not judged.is_blocked
    moved = f" It moved to {fetch.final_url}." if has_moved else ""
    joint = ", " if judged.why.startswith(("titled", "without a title")) else ": "
    return f"{lead}{joint}{judged.why}.{moved}"


def _suggest(fetch: Fetch, judged: Judgement) -> Suggestion | None:
    is_doubtful = judged.content in _WRONG or judged.content is Content.WEAK or judged.is_blocked
    if fetch.reach is not Reach.MOVED_PERMANENT or fetch.final_url is None or is_doubtful:
        return None
    return Suggestion(url=fetch.final_url, why="The server redirects there permanently.")
