"""What error pages, parked domains, walls and sites under repair say, in nine languages: phrases.txt, and who says it.

A phrase in a title suffices; in the text it counts only on a page that is short as a whole, since long pages speak of
many things.
"""

import functools
import re
import unicodedata
from enum import StrEnum
from importlib import resources
from urllib.parse import unquote, urlsplit

from cetingest.model import WebPage

_PARKING_HOSTS = (
    "sedo.com",
    "sedoparking.com",
    "hugedomains.com",
    "dan.com",
    "afternic.com",
    "bodis.com",
    "parkingcrew.net",
)
_ERROR_PATH = re.compile(
    r"(?:^|[/_-])(?:404|page-?not-?found|not-?found|notfound|page_not_found|404-error|error-?404|errors?/404|pagenotfound|file-?not-?found)"
    r"(?:\.[a-z]{2,5})?/?$",
    re.IGNORECASE,
)
_ERROR_QUERY = re.compile(r"(?:^|[&;])(?:aspxerrorpath|errorcode|error|404;?)=?", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:login|log-in|signin|sign-in|logon|sso|wayf|oauth2?|authorize|saml2?|adfs|cas/login|shibboleth|idp|user/login|account/login|auth)"
    r"(?:/|\.[a-z]{2,5}|$)",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(
    r"^consent\.|/(?:consent|collectconsent|cookie-?wall|privacy-gate|cookie-consent)(?:/|\.|$)", re.IGNORECASE
)
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_SPACE_IN_CJK = re.compile(rf"(?<=[{_CJK}、。])\s+(?=[{_CJK}])")

_SHORT_TEXT = 1_500
"""Characters of visible text below which a page is short as a whole. Error pages with a full menu stay below about
1,200; `WebPage.text_start` ends at 2,000."""


class _Kind(StrEnum):
    """The sections of phrases.txt."""

    NOT_FOUND = "not_found"
    PARKED = "parked"
    PASSING = "passing"
    CHALLENGE = "challenge"
    LOGIN = "login"
    CONSENT = "consent"
    PAYWALL = "paywall"
    TAKEN_OVER = "taken_over"


_Phrase = tuple[str, re.Pattern[str]]


@functools.cache
def _phrases() -> dict[_Kind, tuple[_Phrase, ...]]:
    """Return the phrases of each kind: a cue, and the expression to try where it stands."""
    found: dict[_Kind, list[_Phrase]] = {}
    kind = _Kind.NOT_FOUND
    for line in resources.files(__package__).joinpath("phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = _Kind(line[1 : line.index("]")])
        elif line and not line.startswith("#"):
            cues, _, expression = line.partition(" :: ")
            compiled = re.compile(expression)
            found.setdefault(kind, []).extend((cue, compiled) for cue in cues.split("|"))
    return {kind: tuple(phrases) for kind, phrases in found.items()}


def _stands_in(kind: _Kind, plain: str) -> bool:
    if plain:
        for cue, expression in _phrases()[kind]:
            if cue in plain and expression.search(plain) is not None:
                return True
    return False


def is_soft_404(page: WebPage, cited_title: str) -> bool:
    """Tell whether a page that was answered as found says that it was not. The cited work's own words do not count."""
    return _says(page, _Kind.NOT_FOUND, cited_title)


def is_soft_404_by_text(page: WebPage) -> bool:
    """Tell whether the titles of a page that says so are silent about it: its text may speak of something else."""
    return not _titles_say(page, _Kind.NOT_FOUND)


def is_taken_over(page: WebPage, cited_title: str) -> bool:
    """Tell whether the titles of a page advertise what lapsed domains are bought for, such as gambling."""
    return _titles_say(page, _Kind.TAKEN_OVER) and not _stands_in(_Kind.TAKEN_OVER, _plain(cited_title))


def is_error_address(final_url: str) -> bool:
    """Tell whether a redirect led to an address that is named after the error.

    >>> is_error_address("https://a.test/errors/404.html"), is_error_address("https://a.test/rooms/404b")
    (True, False)
    """
    parts = urlsplit(final_url)
    return _ERROR_PATH.search(unquote(parts.path)) is not None or _ERROR_QUERY.search(parts.query) is not None


def is_parked(page: WebPage, cited_title: str, final_url: str) -> bool:
    """Tell whether a page only offers its domain for sale."""
    host = urlsplit(final_url).hostname or ""
    on_parking_host = any(host == parking or host.endswith(f".{parking}") for parking in _PARKING_HOSTS)
    return on_parking_host or _says(page, _Kind.PARKED, cited_title)


def is_passing_failure(page: WebPage, cited_title: str) -> bool:
    """Tell whether a page only says that the site is under repair or overloaded."""
    return _says(page, _Kind.PASSING, cited_title)


def is_challenge(page: WebPage) -> bool:
    """Tell whether a page is that of a bot wall."""
    return "challenge" in page.marks or _says(page, _Kind.CHALLENGE, "")


def wall_of(page: WebPage, cited_title: str, final_url: str, *, is_redirected: bool) -> str | None:
    """Return what stands between a program and the page, as a clause for a person, or None."""
    if "challenge" in page.marks or _says(page, _Kind.CHALLENGE, cited_title):
        return "the server first wants proof that no program is asking"
    parts = urlsplit(final_url)
    is_login = _says(page, _Kind.LOGIN, cited_title) or (is_redirected and _LOGIN_PATH.search(parts.path))
    if is_login and ("password_field" in page.marks or is_redirected or _titles_say(page, _Kind.LOGIN)):
        return "a login is wanted first"
    at_consent = _CONSENT_PLACE.search(parts.hostname or "") or _CONSENT_PLACE.search(parts.path)
    if (is_redirected and at_consent) or _titles_say(page, _Kind.CONSENT):
        return "consent to cookies or terms is wanted first"
    if _titles_say(page, _Kind.PAYWALL):
        return "the text is for subscribers"
    return None


def is_for_subscribers(page: WebPage) -> bool:
    """Tell whether a page says that only subscribers read on."""
    return _stands_in(_Kind.PAYWALL, _plain(page.text_start))


def _titles_say(page: WebPage, kind: _Kind) -> bool:
    return any(_stands_in(kind, _plain(text)) for text in page.titles)


def _says(page: WebPage, kind: _Kind, cited_title: str) -> bool:
    if _stands_in(kind, _plain(cited_title)):
        return False
    texts = list(page.titles)
    if len(page.text_start) < _SHORT_TEXT:
        texts.append(page.text_start)
    return any(_stands_in(kind, _plain(text)) for text in texts)


@functools.lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Fold case and forms; spaces between East Asian signs come from markup and go."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _SPACE_IN_CJK.sub("", folded)
