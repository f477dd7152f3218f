"""Other spellings of a URL at which the same page may answer: with https, with or without www."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from cetingest.model import Reach
from cetingest.web.urls import BadUrlError, RefusedUrlError, registrable_domain, request_url


def variants_of(url: str, reach: Reach) -> tuple[tuple[str, str], ...]:
    """Return the spellings to try for a URL that failed with `reach`, best first, each with words for what differs.

    https replaces http, never the other way. "www." is tried only before a registered domain, where the two usually
    are one site, and https alone only where the name exists.

    >>> variants_of("http://www.a.example/x?y=1", Reach.GONE)
    (('https://www.a.example/x?y=1', 'with https'), ('https://a.example/x?y=1', 'with https and without www'))
    >>> variants_of("https://journal.a.example/", Reach.TIMEOUT)
    ()
    """
    try:
        parts = urlsplit(request_url(url))
        host = parts.hostname or ""
        if _is_address(host) or parts.port is not None:
            return ()
    except (BadUrlError, RefusedUrlError, ValueError):
        return ()
    names = [(host, "")] if parts.scheme == "http" and reach is not Reach.DNS_NOT_FOUND else []
    if host.startswith("www."):
        names.append((host.removeprefix("www."), "without www"))
    elif host == registrable_domain(host):
        names.append((f"www.{host}", "with www"))
    secured = "with https" if parts.scheme == "http" else ""
    return tuple(
        (urlunsplit(("https", name, parts.path, parts.query, "")), " and ".join(w for w in (secured, words) if w))
        for name, words in names
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
