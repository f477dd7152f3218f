"""Reads what archives answer: Memento (RFC 7089), its link format (RFC 6690), Wayback's availability API."""

import datetime as dt
import email.utils
import json
import re
from dataclasses import dataclass

from cetingest.web.urls import BadUrlError, RefusedUrlError, redirect_url

# Lengths are bounded, so that a hostile list costs linear time.
_LINK = re.compile(
    r'<\s*([^<>]{1,8000}?)\s*>((?:\s{0,99};\s{0,99}[\w*-]{1,40}(?:\s{0,9}=\s{0,9}(?:"[^"]{0,1000}"|[^\s;,"]{0,1000}))?){0,20})'
)
_PARAMETER = re.compile(r'([\w*-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,1000})"|([^\s;,"]{0,1000}))')
# OpenWayback, pywb and the Wayback Machine name copies so: .../20240131120000/https://..., or with a flag, ...00id_/...
_COPY = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/((?:https?:/|www\.).*)", re.IGNORECASE | re.DOTALL)
_DAY_SECONDS = 86_400


class NoAnswerError(ValueError):
    """The answer does not tell whether the archive has a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that an archive keeps, and when it was made (UTC) if that is known."""

    url: str
    copied_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLink:
    """A link of a Link header or a link-format document."""

    url: str
    relations: frozenset[str]
    datetime: dt.datetime | None


def parse_links(text: str) -> tuple[WebLink, ...]:
    """Read the links of a Link header or a TimeMap; what is no link is passed over.

    >>> [(link.url, sorted(link.relations)) for link in parse_links('<a>; rel="original", <b>;rel="memento first"')]
    [('a', ['original']), ('b', ['first', 'memento'])]
    """
    links = []
    for url, parameters in _LINK.findall(text):
        values = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)}
        relations = frozenset(values.get("rel", "").lower().split())
        links.append(WebLink(url=url, relations=relations, datetime=http_date(values.get("datetime", ""))))
    return tuple(links)


def nearest_memento(timemap: str, base: str, wanted: dt.date | None) -> Copy | None:
    """Return the copy of a TimeMap nearest a day, or the newest; None when it lists none.

    Raises NoAnswerError when the text is no TimeMap.
    """
    links = parse_links(timemap)
    if not any("original" in relation or "memento" in relation for link in links for relation in link.relations):
        raise NoAnswerError("it answered no list of copies")
    copies = [
        Copy(url=url, copied_at=link.datetime)
        for link in links
        if "memento" in link.relations and link.datetime is not None and (url := _absolute(base, link.url)) is not None
    ]
    return min(copies, key=lambda copy: _distance(copy, wanted), default=None)


def closest_snapshot(body: bytes, base: str) -> Copy | None:
    """Return the copy that the availability API names; None when it says that there is none.

    Raises NoAnswerError when the text is no answer of that API.
    """
    try:
        found = json.loads(body)["archived_snapshots"].get("closest", {})
        if not found or not found["available"]:
            return None
        url = _absolute(base, found["url"])
        stamp = str(found.get("timestamp", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswerError("it answered what is no answer of an availability API") from error
    if url is None:
        raise NoAnswerError("it named a copy at an address that cannot be asked")
    return Copy(url=url, copied_at=_timestamp(stamp) or copied_at(url))


def copied_at(copy_url: str) -> dt.datetime | None:
    """Return when a copy was made, as its address says.

    >>> copied_at("https://web.archive.org/web/20240131120000id_/https://a.org/")
    datetime.datetime(2024, 1, 31, 12, 0, tzinfo=datetime.timezone.utc)
    """
    found = _COPY.search(copy_url)
    return _timestamp(found[1]) if found else None


def original_of(copy_url: str) -> str | None:
    """Return the URL that a copy is of, as its address says.

    >>> original_of("https://web.archive.org/web/20240131120000/http:/a.org/b?c=d")
    'http://a.org/b?c=d'
    """
    found = _COPY.search(copy_url)
    # servers on the way fold the two slashes of the inner address into one
    return re.sub(r"^(https?:)/+", r"\1//", found[2], flags=re.IGNORECASE) if found else None


def http_date(text: str) -> dt.datetime | None:
    """Read a date of HTTP; None when it is none.

    >>> http_date("Tue, 20 Jun 2000 18:02:59 GMT").isoformat()
    '2000-06-20T18:02:59+00:00'
    """
    try:
        found = email.utils.parsedate_to_datetime(text)
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def accept_datetime(wanted: dt.date) -> str:
    """Spell the noon of a day as the Accept-Datetime header wants it."""
    noon = dt.datetime(wanted.year, wanted.month, wanted.day, 12, tzinfo=dt.UTC)
    return email.utils.format_datetime(noon, usegmt=True)


def _distance(copy: Copy, wanted: dt.date | None) -> tuple[float, str]:
    made = copy.copied_at.timestamp() if copy.copied_at else 0.0
    if wanted is None:
        return -made, copy.url
    noon = dt.datetime(wanted.year, wanted.month, wanted.day, 12, tzinfo=dt.UTC)
    return abs(made - noon.timestamp()) / _DAY_SECONDS, copy.url


def _absolute(base: str, url: str) -> str | None:
    """Return a URL that can be asked, or None."""
    try:
        return redirect_url(base, url)
    except (BadUrlError, RefusedUrlError):
        return None


def _timestamp(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
