"""From the fetches of a URL and the item that cites it to a verdict: a pure function."""

import re
from urllib.parse import urlsplit

from cetingest.links.outcomes import ARRIVED, REDIRECTS
from cetingest.links.phrases import is_parked, is_soft_404
from cetingest.links.strikes import STRIKES, STRIKES_TO_DEATH, count_strikes, is_gone_for_good
from cetingest.links.titles import Likeness, compare_titles
from cetingest.model import Content, Fetch, Item, Reach, Suggestion, Verdict, VerdictKind, WebPage

_WRONG = frozenset({Content.SOFT_404, Content.PARKED, Content.MISMATCH, Content.HOME_REDIRECT})
_UNKNOWABLE = frozenset({Reach.BLOCKED, Reach.RATE_LIMITED, Reach.DNS_FAILED, Reach.UNSAFE, Reach.NOT_FETCHED})

_KIND_OF_CONTENT = {
    Content.MATCH: VerdictKind.LIVE,
    Content.NOT_JUDGED: VerdictKind.LIVE,
    Content.WEAK: VerdictKind.SUSPECT,
    Content.NOT_COMPARABLE: VerdictKind.CANNOT_TELL,
    **dict.fromkeys(_WRONG, VerdictKind.LIVE_BUT_WRONG),
}

_HOME_PATH = re.compile(r"/?([a-z]{2}(-[a-z]{2,4})?/?)?((index|home|default|top)(\.[a-z]{2,5})?/?)?", re.IGNORECASE)

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
    in_vain: Fetch | None = None,
    is_offline: bool = False,
) -> Verdict:
    """Judge a URL by its online fetches, oldest first, and by the work that it is cited for.

    `in_vain` is the latest fetch that failed by this machine's fault, `is_offline` says that none was meant to be
    made; both matter only without fetches.
    """
    if not fetches:
        return _judge_nothing(url, in_vain, is_offline=is_offline)
    latest = fetches[-1]
    if latest.reach not in ARRIVED:
        return _judge_failure(url, fetches)
    likeness = judge_content(url, item, latest)
    return Verdict(
        url=url,
        verdict=_KIND_OF_CONTENT[likeness.content],
        reach=latest.reach,
        content=likeness.content,
        reason=_reason_of_content(likeness, latest),
        fetch=latest,
        suggestion=_suggest(latest, likeness.content),
    )


def _judge_nothing(url: str, in_vain: Fetch | None, *, is_offline: bool) -> Verdict:
    reason = "Not asked yet."
    if in_vain is not None and in_vain.reach is Reach.NOT_FETCHED:
        reason = f"Not asked: {in_vain.detail}."
    elif in_vain is not None or is_offline:
        reason = "Not asked: this machine is offline."
    return Verdict(
        url=url,
        verdict=VerdictKind.CANNOT_TELL,
        reach=Reach.NOT_FETCHED,
        content=Content.NOT_JUDGED,
        reason=reason,
    )


def judge_content(url: str, item: Item | None, fetch: Fetch) -> Likeness:
    """Compare the page of a fetch that arrived with the cited item; phrases of error pages decide first."""
    if fetch.page is None:
        return Likeness(Content.NOT_JUDGED, f"content not compared, since it is {_describe(fetch.content_type)}")
    cited = (item or {}).get("title", "")
    if (error := _error_page(fetch.page, cited, fetch)) is not None:
        return error
    likeness = compare_titles(cited, fetch.page, (item or {}).get("language"))
    if likeness.content is Content.MATCH:
        return likeness
    if _is_home_redirect(url, fetch):
        return Likeness(Content.HOME_REDIRECT, f"the address leads to the home page {fetch.final_url}")
    if _is_document(url) and likeness.content is not Content.MISMATCH:
        return Likeness(Content.WEAK, f"a document is cited but a web page was answered, {_title_of(fetch)}")
    return likeness


def _error_page(page: WebPage, cited: str, fetch: Fetch) -> Likeness | None:
    if is_parked(page, cited, fetch.final_url or fetch.url):
        return Likeness(Content.PARKED, "the address only offers the domain for sale")
    if is_soft_404(page, cited):
        return Likeness(Content.SOFT_404, _title_of(fetch))
    return None


def _judge_failure(url: str, fetches: tuple[Fetch, ...]) -> Verdict:
    latest = fetches[-1]
    kind, more = _kind_of_failure(fetches)
    host = urlsplit(latest.final_url or latest.url).hostname or ""
    is_aimless = latest.reach is Reach.CLIENT_ERROR and latest.status_code in REDIRECTS
    sentence = _AIMLESS_REDIRECT if is_aimless else _FAILURES[latest.reach]
    happened = sentence.format(status=latest.status_code, host=host)
    if latest.reach in _WITH_DETAIL and latest.detail:
        happened += f": {latest.detail}"
    return Verdict(
        url=url,
        verdict=kind,
        reach=latest.reach,
        content=Content.NOT_JUDGED,
        reason=f"{happened}{more}.",
        fetch=latest,
    )


def _kind_of_failure(fetches: tuple[Fetch, ...]) -> tuple[VerdictKind, str]:
    reach = fetches[-1].reach
    if reach in _UNKNOWABLE:
        return VerdictKind.CANNOT_TELL, ""
    if is_gone_for_good(fetches):
        return VerdictKind.DEAD, ", and said so before"
    if reach not in STRIKES:
        return VerdictKind.SUSPECT, ""
    strikes = count_strikes(fetches)
    if strikes >= STRIKES_TO_DEATH:
        return VerdictKind.DEAD, f", the {_ordinal(strikes)} failure on different days"
    return VerdictKind.SUSPECT, f"; failure {strikes} of {STRIKES_TO_DEATH} before it counts as dead"


def _reason_of_content(likeness: Likeness, fetch: Fetch) -> str:
    lead = {
        Content.MATCH: "The cited page is there",
        Content.NOT_JUDGED: "The address answers",
        Content.WEAK: "A page is there, but it may not be the cited one",
        Content.MISMATCH: "Another page is there",
        Content.SOFT_404: "The cited page is not there: the server answers with an error page",
        Content.PARKED: "The site is gone",
        Content.HOME_REDIRECT: "The cited page is not there",
        Content.NOT_COMPARABLE: "A page is there; look at it",
    }[likeness.content]
    # What moved is the page itself; a home page or another work at the end of a redirect is not it.
    has_moved = fetch.reach is Reach.MOVED_PERMANENT and likeness.content not in _WRONG
    moved = f" It moved to {fetch.final_url}." if has_moved else ""
    joint = ", " if likeness.content is Content.SOFT_404 else ": "
    return f"{lead}{joint}{likeness.why}.{moved}"


def _suggest(fetch: Fetch, content: Content) -> Suggestion | None:
    is_doubtful = content in _WRONG or content is Content.WEAK
    if fetch.reach is not Reach.MOVED_PERMANENT or fetch.final_url is None or is_doubtful:
        return None
    return Suggestion(url=fetch.final_url, why="The server redirects there permanently.")


def _is_home_redirect(url: str, fetch: Fetch) -> bool:
    """Tell whether a page below the root was asked and a home page answered."""
    if not fetch.redirects or fetch.final_url is None:
        return False
    asked, final = urlsplit(url), urlsplit(fetch.final_url)
    is_home = _HOME_PATH.fullmatch(final.path) is not None and not final.query
    return is_home and (_HOME_PATH.fullmatch(asked.path) is None or bool(asked.query))


def _is_document(url: str) -> bool:
    return urlsplit(url).path.lower().endswith((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx"))


def _describe(content_type: str | None) -> str:
    kind = (content_type or "").partition(";")[0].strip().lower()
    names = {"application/pdf": "a PDF", "text/html": "no web page although served as one", "": "of no named kind"}
    return names.get(kind, f"of kind {kind}")


def _title_of(fetch: Fetch) -> str:
    titles = fetch.page.titles if fetch.page else ()
    return f"titled “{titles[0]}”" if titles else "without a title"


def _ordinal(number: int) -> str:
    return f"{number}{'th' if number != 3 else 'rd'}"
