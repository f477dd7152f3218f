"""URLs as texts print them: completed, compared, and found faulty. What is asked and remembered is `web.urls`' part."""

import ipaddress
import re
from urllib.parse import urlsplit

import idna

from cetingest.language.identifiers import identifier_url

STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that begins no escape."""
_ASCII_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_HOST_LABEL = re.compile(r"^(?!-)[\w-]{1,63}(?<!-)$")
_BARE = re.compile(r"www\d{0,2}\.|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


def absolute_url(url: str) -> str:
    """Give a URL printed without its scheme the one that every server answers or redirects from.

    >>> absolute_url("www.example.org/a"), absolute_url("example.org/a"), absolute_url("doi:10.1000/182")
    ('http://www.example.org/a', 'http://example.org/a', 'https://doi.org/10.1000/182')
    """
    return identifier_url(url) or (f"http://{url}" if _BARE.match(url) else url)


def same_address(one: str, other: str) -> bool:
    """Tell whether two URLs differ only in what no server sees: scheme security, case of the host, a bare slash.

    >>> same_address("http://Example.org", "https://example.org/"), same_address("https://a.org/x", "https://a.org/y")
    (True, False)
    """
    return _normalised(one) == _normalised(other)


def _normalised(url: str) -> str:
    try:
        parts = urlsplit(absolute_url(url))
    except ValueError:
        return url
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), parts.path or "/")
    scheme = "http" if parts.scheme.lower() == "https" else parts.scheme.lower()
    return f"{scheme}://{parts.netloc.lower()}{path}?{parts.query}#{parts.fragment}"


def fault_of_url(url: str) -> str | None:
    """Say why a mended URL cannot be asked for, or return None when it can (RFC 3986 syntax, DNS names).

    >>> fault_of_url("https://example.org/%zz")
    'has a percent sign without two hexadecimal digits'
    """
    try:
        parts = urlsplit(absolute_url(url))
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is no URL ({error})"
    is_elsewhere = parts.scheme.lower() not in ("", "http", "https", "ftp")
    if is_elsewhere or not host:
        return f"is no web address ({parts.scheme}:)" if is_elsewhere else "names no host"
    if re.search(r"\s", url):
        return "holds a space"
    labels = host.rstrip(".").split(".")
    if ":" not in host and (len(labels) < 2 or not all(map(_HOST_LABEL.match, labels))):
        return f"names {host!r}, which is no host name"
    if STRAY_PERCENT.search(url):
        return "has a percent sign without two hexadecimal digits"
    return None


def ascii_host(host: str) -> str:
    """Spell a host as it is asked for: lower-case ASCII (IDNA), IPv6 addresses in brackets.

    Raises ValueError when it is no host name or address.

    >>> ascii_host("例え.JP."), ascii_host("::0001")
    ('xn--r8jz45g.jp', '[::1]')
    """
    if "%" in host:
        raise ValueError(f"{host} is no host name")  # encoded, or an address with a network interface
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError as error:
            raise ValueError(f"[{host}] is no IPv6 address") from error
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise ValueError(f"{host} is no host name ({error})") from error
    host = host.removesuffix(".").lower()
    if len(host) > 253 or not all(_ASCII_LABEL.fullmatch(label) for label in host.split(".")):
        raise ValueError(f"{host} is no host name")
    return host
