"""What the report says in words: labels, what to do, the sentence over the totals. Plain text, no markup."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from cetingest.language.dates import from_csl
from cetingest.model import (
    Content,
    DateParts,
    ProblemCode,
    Reach,
    Severity,
    Signal,
    Speaks,
    Support,
    Verdict,
    VerdictKind,
)

SERIOUSNESS = (
    VerdictKind.DEAD,
    VerdictKind.LIVE_BUT_WRONG,
    VerdictKind.SUSPECT,
    VerdictKind.CANNOT_TELL,
    VerdictKind.LIVE,
)
"""Most serious first: the order of everything in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWords:
    """How a verdict is named and explained."""

    label: str
    short: str
    explanation: str


VERDICTS: Mapping[VerdictKind, VerdictWords] = {
    VerdictKind.DEAD: VerdictWords(
        label="Dead",
        short="The URL leads nowhere any more.",
        explanation="The server said more than once that the page is gone, or the URL kept failing over days. "
        "A reader finds nothing there.",
    ),
    VerdictKind.LIVE_BUT_WRONG: VerdictWords(
        label="Live but wrong",
        short="Something answers, but not the work cited.",
        explanation="The URL answers, but with another page than the one cited: an error page dressed as a page, the "
        "site’s home page, a domain for sale, or another work.",
    ),
    VerdictKind.SUSPECT: VerdictWords(
        label="Suspect",
        short="Something is off; a person should look.",
        explanation="There are signs of trouble, but no proof: the titles hardly agree, or the URL failed, which may "
        "pass. Worth a minute of a person’s time.",
    ),
    VerdictKind.CANNOT_TELL: VerdictWords(
        label="Cannot tell",
        short="We could not see, so we do not judge.",
        explanation="The server refuses programs, the page is in another language than the footnote, or nobody was "
        "asked. This says nothing against the citation: open it in a browser to see.",
    ),
    VerdictKind.LIVE: VerdictWords(
        label="Live",
        short="The URL leads to a page.",
        explanation="The URL answers, and nothing speaks against its being the work cited. A page that has moved but "
        "is still reached counts as live.",
    ),
}

SUPPORTS: Mapping[Support, str] = {
    Support.BROKEN: "Stands on broken citations only",
    Support.PARTLY: "Some of its citations are known to stand or to be broken, but not all",
    Support.UNVERIFIED: "Its citations could not be verified",
    Support.SUPPORTED: "Its citations stand",
    Support.UNCITED: "Cites no work",
}
"""What a reader is told of one statement."""

SUPPORTED_COUNTS: Mapping[Support, str] = {
    Support.BROKEN: "on broken citations only",
    Support.PARTLY: "partly supported",
    Support.UNVERIFIED: "on citations that could not be verified",
    Support.SUPPORTED: "supported",
    Support.UNCITED: "without a citation",
}
"""The same, behind a number of statements."""

VERDICT_PROBLEMS = frozenset(
    {
        ProblemCode.CITATION_DEAD,
        ProblemCode.CITATION_WRONG_PAGE,
        ProblemCode.CITATION_SUSPECT,
        ProblemCode.CITATION_UNVERIFIED,
        ProblemCode.CITATION_MOVED,
    }
)
"""Problems that repeat a verdict: the cards show them already."""

SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}

REACHES: Mapping[Reach, str] = {
    Reach.OK: "reached",
    Reach.MOVED_PERMANENT: "reached, moved for good",
    Reach.MOVED_TEMPORARY: "reached, moved for now",
    Reach.GONE: "the page is gone",
    Reach.BLOCKED: "the server refuses programs",
    Reach.RATE_LIMITED: "the server asks to come back later",
    Reach.CLIENT_ERROR: "the server refuses the request",
    Reach.SERVER_ERROR: "the server fails",
    Reach.TIMEOUT: "no answer in time",
    Reach.DNS_NOT_FOUND: "no such site (its name does not exist)",
    Reach.DNS_FAILED: "the site’s name could not be looked up",
    Reach.TLS_EXPIRED: "the site’s certificate has expired",
    Reach.TLS_HOSTNAME: "the site’s certificate is for another name",
    Reach.TLS_UNTRUSTED: "the site’s certificate is not trusted",
    Reach.TLS_FAILED: "no secure connection",
    Reach.CONNECTION_FAILED: "no connection",
    Reach.TOO_MANY_REDIRECTS: "redirected in circles",
    Reach.BAD_URL: "not a URL that can be asked",
    Reach.UNSAFE: "not asked: the address is not public",
    Reach.NOT_FETCHED: "not asked",
}

_FIND_AGAIN = "Look for the work by its title, at its publisher or in a web archive, and replace the URL."
_BY_HAND = "Open it in a browser. If the right page appears, the citation is fine."
_WAIT = "Nothing to mend yet. It will be asked again; if it still fails then, look for a replacement."

_TO_DO_BY_CONTENT: Mapping[Content, str] = {
    Content.SOFT_404: f"Treat it as dead. {_FIND_AGAIN}",
    Content.PARKED: f"Remove the URL: whoever owns the domain now can show readers anything. {_FIND_AGAIN}",
    Content.HOME_REDIRECT: "Search the site for the work by its title and cite its present address.",
    Content.MISMATCH: "Open both the page and the footnote. If it is another work, correct the URL; if the work was "
    "only renamed, correct the title.",
    Content.WEAK: "Compare the page with the footnote. If it is the same work, nothing needs to change.",
    Content.NOT_COMPARABLE: _BY_HAND,
}

_TO_DO_BY_REACH: Mapping[Reach, str] = {
    Reach.GONE: _FIND_AGAIN,
    Reach.DNS_NOT_FOUND: f"The whole site is gone or has a new name. {_FIND_AGAIN}",
    Reach.BLOCKED: f"{_BY_HAND} A refusal to programs is not a death.",
    Reach.RATE_LIMITED: f"{_WAIT} Or open it in a browser now.",
    Reach.CLIENT_ERROR: f"{_BY_HAND} If not, {_FIND_AGAIN[0].lower()}{_FIND_AGAIN[1:]}",
    Reach.SERVER_ERROR: _WAIT,
    Reach.TIMEOUT: _WAIT,
    Reach.DNS_FAILED: _WAIT,
    Reach.TLS_EXPIRED: "Readers see a warning. Look whether the site has a newer address; else cite an archived copy.",
    Reach.TLS_HOSTNAME: "Readers see a warning. Look for the site’s right address and cite that.",
    Reach.TLS_UNTRUSTED: _BY_HAND,
    Reach.TLS_FAILED: _BY_HAND,
    Reach.CONNECTION_FAILED: _WAIT,
    Reach.TOO_MANY_REDIRECTS: f"{_BY_HAND} Sites that insist on cookies look like this to a program.",
    Reach.BAD_URL: "Compare the URL with the printed footnote and correct it.",
    Reach.UNSAFE: "A public document should not cite an address inside a network; replace it by a public one.",
    Reach.NOT_FETCHED: "Connect this machine to the internet and run `cetingest run` again.",
}


_DEADLY = frozenset({Reach.GONE, Reach.DNS_NOT_FOUND})
"""Answers that prove a death when they come again, and nothing when they came once."""


def what_to_do(verdict: Verdict) -> str | None:
    """Say in one or two sentences what a reviewer should do about a verdict; None when there is nothing to do."""
    if is_offline(verdict):
        return _TO_DO_BY_REACH[Reach.NOT_FETCHED]
    if verdict.verdict is VerdictKind.LIVE:
        return "Nothing urgent. In the next edition, cite the address below." if verdict.suggestion else None
    if verdict.suggestion is not None:
        return "Check the suggestion below; if it is the work cited, put it in place of the URL."
    if verdict.content in _TO_DO_BY_CONTENT:
        return _TO_DO_BY_CONTENT[verdict.content]
    if verdict.verdict is VerdictKind.SUSPECT and verdict.reach in _DEADLY:
        return _WAIT
    return _TO_DO_BY_REACH.get(verdict.reach, _BY_HAND)


_SPEAKS = {Speaks.FOR: "For it", Speaks.AGAINST: "Against it", Speaks.NEITHER: "To know"}


def signal_words(signal: Signal) -> str:
    """Say what a signal speaks for and what was found."""
    return f"{_SPEAKS[signal.speaks]}: {signal.detail}"


def is_offline(verdict: Verdict) -> bool:
    """Tell whether a verdict says something about this machine only: it was offline, or nobody was asked."""
    if verdict.verdict is not VerdictKind.CANNOT_TELL:
        return False
    return verdict.reach is Reach.NOT_FETCHED or (verdict.fetch is not None and verdict.fetch.is_offline)


def headline(counts: Mapping[VerdictKind, int], offline: int) -> str:
    """Say in plain words how the cited URLs stand; `offline` of them could not be asked from this machine.

    >>> headline({VerdictKind.DEAD: 3, VerdictKind.SUSPECT: 2, VerdictKind.LIVE: 30}, 0)
    '3 of 35 cited URLs are dead; 2 need a look.'
    """
    total = sum(counts.values())
    if total == 0:
        return "No cited URL was found."
    if offline == total:
        return (
            f"None of the {total:,} cited URLs could be checked." if total > 1 else "The one cited URL was not checked."
        )
    parts = _complaints(counts, total, offline)
    if not parts:
        return f"All {total:,} cited URLs lead to a page." if total > 1 else "The one cited URL leads to a page."
    return f"{parts[0]}; {listed(parts[1:])}." if len(parts) > 1 else f"{parts[0]}."


def _complaints(counts: Mapping[VerdictKind, int], total: int, offline: int) -> tuple[str, ...]:
    unclear = counts.get(VerdictKind.CANNOT_TELL, 0) - offline
    clauses = (
        (counts.get(VerdictKind.DEAD, 0), "is dead", "are dead"),
        (counts.get(VerdictKind.LIVE_BUT_WRONG, 0), "leads to a wrong page", "lead to a wrong page"),
        (counts.get(VerdictKind.SUSPECT, 0), "needs a look", "need a look"),
        (unclear, "could not be judged", "could not be judged"),
        (offline, "was not asked", "were not asked"),
    )
    said: list[str] = []
    for number, singular, plural in clauses:
        if number:
            subject = str(number) if said else _subject(number, total)
            said.append(f"{subject} {singular if number == 1 else plural}")
    return tuple(said)


def _subject(number: int, total: int) -> str:
    if total == 1:
        return "The one cited URL"
    return f"All {total:,} cited URLs" if number == total else f"{number:,} of {total:,} cited URLs"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: tuple[str, ...]) -> str:
    """Join words as a sentence does.

    >>> listed(("1", "2", "3"))
    '1, 2 and 3'
    """
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def shortened(text: str, limit: int = 140) -> str:
    """Cut a text after a word, at most `limit` characters long; text without spaces is cut anywhere.

    >>> shortened("one two three", 9)
    'one two…'
    """
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:") + "…"


def status_words(status_code: int) -> str:
    """Return a status code with its standard phrase.

    >>> status_words(404), status_words(999)
    ('404 Not Found', '999')
    """
    try:
        return f"{status_code} {HTTPStatus(status_code).phrase}"
    except ValueError:
        return str(status_code)


def readable_time(moment: dt.datetime) -> str:
    """Write a time for a person, in UTC; a time without a zone is taken as UTC.

    >>> readable_time(dt.datetime(2026, 5, 8, 9, 4, tzinfo=dt.UTC))
    '8 May 2026, 09:04 UTC'
    """
    utc = in_utc(moment)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"


def readable_date(date: DateParts | None) -> str:
    """Write the beginning of a CSL date as exact as it is; an empty text without one.

    >>> readable_date({"date-parts": ((2024, 2, 22),)}), readable_date({"date-parts": ((2023, 6), (2023, 7))})
    ('22 February 2024', 'June 2023')
    >>> readable_date({"date-parts": ((2021,),), "season": 1}), readable_date({"date-parts": ((1910,),), "circa": True})
    ('spring 2021', 'about 1910')
    """
    found = from_csl(date) if date else None
    if found is None:
        return ""
    month = f"{dt.date(2000, found.month, 1):%B}" if found.month else ""
    season = ("", "spring", "summer", "autumn", "winter")[found.season or 0]
    words = ("about" if found.is_circa else "", found.day or "", month or season, found.year)
    return " ".join(str(word) for word in words if word != "")


def in_utc(moment: dt.datetime) -> dt.datetime:
    """Return the same moment in UTC; a time without a zone is taken as UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
