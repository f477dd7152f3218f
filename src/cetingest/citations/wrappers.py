"""Unwrap the links that mail filters, search engines and social networks put around a URL.

Only those whose target is readable from the wrapper itself: a short link tells its target to its server alone.
"""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# A wrapper repeats its target at most three times over (percent signs encoded twice); browsers refuse longer URLs.
_LONGEST = 8_000
# (host, path, query parameters that hold the target). Sources: the documentation of each service and the lists of
# ClearURLs (https://docs.clearurls.xyz, MIT).
_BY_PARAMETER = (
    (r"(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us)", r".*", ("url",)),
    (r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", r"/url", ("q", "url")),
    (r"scholar\.google(?:\.[a-z]{2,3}){1,2}", r"/scholar_url", ("url",)),
    (r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", r"/amp/.*|/imgres", ("imgrefurl",)),
    (r"urldefense\.proofpoint\.com", r"/v1/url", ("u",)),
    (r"(?:l|lm|www|m)\.facebook\.com|l\.messenger\.com", r"/l\.php", ("u",)),
    (r"l\.(?:instagram|threads)\.(?:com|net)|l\.wl\.co", r"/.*", ("u",)),
    (r"t\.umblr\.com", r"/redirect", ("z",)),
    (r"(?:www\.)?linkedin\.com", r"/redir/.*|/safety/go/?|/slink", ("url",)),
    (r"(?:www\.)?slack-redir\.net", r"/link", ("url",)),
    (r"out\.reddit\.com|exit\.sc|(?:www\.)?steamcommunity\.com", r".*", ("url",)),
    (r"(?:www\.)?youtube\.com", r"/redirect", ("q",)),
    (r"(?:www\.)?vk\.com", r"/away\.php", ("to",)),
    (r"(?:www\.)?duckduckgo\.com", r"/l/?", ("uddg",)),
    (r"linkprotect\.cudasvc\.com", r"/url", ("a",)),
    (r"(?:clicktime|url-protection)\.symantec\.com", r".*", ("u",)),
    # How libraries let readers in from outside (EZproxy): https://proxy.example.edu/login?url=https://...
    (r"[\w.-]*(?:proxy|libproxy)[\w.-]*", r"/login", ("url", "qurl")),
)
_RULES = tuple((re.compile(host), re.compile(path), names) for host, path, names in _BY_PARAMETER)
_TARGET = re.compile(r"https?://[\w\[]", re.IGNORECASE)
_DEFENSE = re.compile(r"/v3/__(?P<url>.+?)__;(?P<bytes>[\w-]*=*)(?:!|$)")
_DEFENSE_STAR = re.compile(r"\*(?:\*(.))?")
_RUNS = {
    letter: length
    for length, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)
}
_COUNTED = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs(?:enc|mi)|yclid)=[^&#]*&?", re.I)


def unwrap(url: str) -> str:
    """Return the URL inside a wrapper, or the URL itself when it is none whose target can be read.

    >>> unwrap("https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa&usg=x")
    'https://example.org/a'
    >>> unwrap("https://urldefense.com/v3/__https://example.org/a*b__;Iw!!x$")
    'https://example.org/a#b'
    """
    if len(url) > _LONGEST:
        return url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return url
    targets = (read(host, parts.path, parts.query, url) for read in _READERS)
    target = next((target for target in targets if target and _TARGET.match(target)), None)
    if target is None or any(ord(c) < 0x20 or c == "\x7f" for c in target):
        return url
    return re.sub(r"\s", lambda found: quote(found[0]), target)


def without_counters(url: str) -> str:
    """Return a URL without the parameters that only count where its readers come from.

    >>> without_counters("https://example.org/a?utm_source=x&id=3&fbclid=y#top")
    'https://example.org/a?id=3#top'
    """
    path, mark, query = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = query.partition("#")
    kept = _COUNTED.sub("", query) if _COUNTED.search(query) else query
    return path + ("?" if kept else "") + kept.rstrip("&" if kept != query else "") + hash_mark + fragment


def _by_parameter(host: str, path: str, query: str, _url: str) -> str | None:
    for host_rule, path_rule, names in _RULES:
        if host_rule.fullmatch(host) and path_rule.fullmatch(path):
            values = dict(reversed(parse_qsl(query, max_num_fields=100))) if query.count("&") < 100 else {}
            return next((values[name] for name in names if name in values), None)
    return None


def _proofpoint_2(host: str, path: str, query: str, _url: str) -> str | None:
    """Read https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a (hyphens for %, underscores for /)."""
    if host != "urldefense.proofpoint.com" or path != "/v2/url":
        return None
    found = re.search(r"(?:^|&)u=([^&]*)", query)
    return unquote(found[1].translate(str.maketrans("-_", "%/"))) if found else None


def _proofpoint_3(host: str, _path: str, _query: str, url: str) -> str | None:
    """Read https://urldefense.com/v3/__https://example.org/a*b__;Iw!!...: stars stand for the bytes after it."""
    if host not in ("urldefense.com", "urldefense.us", "urldefense.proofpoint.com"):
        return None
    found = _DEFENSE.search(url)
    if not found:
        return None
    packed = found["bytes"]
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    at = 0

    def restore(star: re.Match[str]) -> str:
        nonlocal at
        length = _RUNS.get(star[1], 0) if star[1] else 1
        piece = data[at : at + length]
        at += length
        return piece or star[0]

    # A slash of "//" is lost where the wrapper is printed or normalised
    return re.sub(r"^(https?:/)(?!/)", r"\1/", _DEFENSE_STAR.sub(restore, found["url"]))


def _yahoo(host: str, path: str, _query: str, _url: str) -> str | None:
    found = re.search(r"/RU=([^/]+)/", path) if host == "r.search.yahoo.com" else None
    return unquote(found[1]) if found else None


def _bing(host: str, path: str, query: str, _url: str) -> str | None:
    found = re.search(r"(?:^|&)u=a1([\w-]+)", query) if host == "www.bing.com" and path == "/ck/a" else None
    if not found:
        return None
    try:
        return base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


def _amazon_mail(host: str, path: str, _query: str, _url: str) -> str | None:
    found = re.match(r"/L0/([^/]+)/", path) if host.endswith(".awstrack.me") else None
    return unquote(found[1]) if found else None


_READERS: tuple[Callable[[str, str, str, str], str | None], ...] = (
    _by_parameter,
    _proofpoint_2,
    _proofpoint_3,
    _yahoo,
    _bing,
    _amazon_mail,
)
