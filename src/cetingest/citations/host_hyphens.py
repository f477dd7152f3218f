"""Hyphens that an editor or typesetter set into a host, where the same host stands without it elsewhere."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from cetingest.citations.hyperlinks import LocatedUrl
from cetingest.language.urls import absolute_url
from cetingest.model import UrlSource

HOST_HYPHEN = "host-hyphen-removed"
_WWW = re.compile(r"www\d{0,2}\.")


def mend_hosts(urls: Mapping[str, tuple[LocatedUrl, ...]]) -> dict[str, tuple[LocatedUrl, ...]]:
    """Take the hyphen out of hosts that the same document prints or links without it at least as often.

    `urls` are those of the notes and blocks by their ids. A host to which a link leads is right as it is printed.
    """
    everywhere = [url for group in urls.values() for url in group]
    counts = Counter(_host(url.url) for url in everywhere)
    linked = {_host(url.differing_target or url.url) for url in everywhere if url.source != UrlSource.TEXT}
    spellings = {
        host: spelling
        for host in counts
        if "-" in host and host not in linked and (spelling := _spelling(host, counts)) is not None
    }
    return {owner: tuple(_mended(url, spellings) for url in group) for owner, group in urls.items()}


def _spelling(host: str, counts: Mapping[str, int]) -> str | None:
    """Return the host without one of its hyphens, if that one is as usual in the document."""
    return next((other for other in _without_one_hyphen(host) if counts.get(other, 0) >= counts[host]), None)


def _without_one_hyphen(host: str) -> Iterable[str]:
    return (host[: sign.start()] + host[sign.end() :] for sign in re.finditer("-", host))


def _mended(url: LocatedUrl, spellings: Mapping[str, str]) -> LocatedUrl:
    host = _host(url.url)
    if host not in spellings:
        return url
    start = url.url.casefold().index(host)
    mended = url.url[:start] + spellings[host] + url.url[start + len(host) :]
    rules = "+".join(rule for rule in (url.mended_by, HOST_HYPHEN) if rule)
    return dataclasses.replace(url, url=mended, mended_by=rules)


def _host(url: str) -> str:
    try:
        host = urlsplit(absolute_url(url)).hostname or ""
    except ValueError:
        return ""
    return _WWW.sub("", host, count=1) if _WWW.match(host) else host
