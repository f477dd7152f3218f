"""How URLs are asked and remembered, and whose servers they are on."""

import functools
import hashlib
import re
from urllib.parse import quote, urljoin, urlsplit

from cetingest.language.identifiers import AT_RESOLVERS, identifier_url
from cetingest.language.urls import STRAY_PERCENT, absolute_url, ascii_host
from cetingest.settings import LinkSettings
from cetingest.web.suffixes import public_suffixes

DEFAULT_PORTS = {"http": 80, "https": 443}

# RFC 3986 reserved characters and "%" stay as they are; all else that is not unreserved gets percent-encoded. Square
# brackets and "|" are not allowed in paths but servers know them only bare.
_SAFE_IN_PATH = "!$%&'()*+,/:;=@[]|~"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


class BadUrlError(ValueError):
    """The text is no URL that could be asked."""


class RefusedUrlError(ValueError):
    """The URL is sound, but cetingest does not ask it: it has another scheme, port or network."""


def history_key(url: str) -> str:
    """Return what a URL is remembered by: without its fragment and without user name and password.

    >>> history_key("https://user:secret@example.org/a?b=c#page=3")
    'https://example.org/a?b=c'
    >>> history_key("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    """
    url = url.strip()
    # urldefrag fails for half an IPv6 address, which documents may print
    bare = (identifier_url(url) or url).partition("#")[0]
    return re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#\\]*@", r"\1", bare)


def request_url(url: str) -> str:
    """Spell a URL as it is asked: ASCII, percent-encoded, without fragment, user name and password.

    Raises BadUrlError when it cannot be a web address, RefusedUrlError when it has another scheme than http and https.

    >>> request_url("https://ja.wikipedia.org/wiki/量子 計算#歴史")
    'https://ja.wikipedia.org/wiki/%E9%87%8F%E5%AD%90%20%E8%A8%88%E7%AE%97'
    >>> request_url("HTTP://例え.JP:80")
    'http://xn--r8jz45g.jp/'
    >>> request_url("www.example.org")
    'http://www.example.org/'
    """
    url = absolute_url(url.strip())
    if _CONTROLS.search(url):
        raise BadUrlError("it holds a control character, half a character or a backslash")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadUrlError("its host cannot be read") from error
    try:
        port = parts.port
    except ValueError as error:
        raise BadUrlError("its port is no number from 1 to 65535") from error
    scheme = parts.scheme.lower()
    if not scheme:
        raise BadUrlError("it has no scheme such as https://")
    if scheme not in DEFAULT_PORTS:
        raise RefusedUrlError(f"{scheme}: is not asked, only http: and https: are")
    if not parts.hostname:
        raise BadUrlError("it names no host")
    if port == 0:
        raise BadUrlError("its port is no number from 1 to 65535")
    try:
        host = ascii_host(parts.hostname)
    except ValueError as error:
        raise BadUrlError(str(error)) from error
    authority = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = quote(STRAY_PERCENT.sub("%25", parts.path), safe=_SAFE_IN_PATH) or "/"
    query = quote(STRAY_PERCENT.sub("%25", parts.query), safe=_SAFE_IN_QUERY)
    return f"{scheme}://{authority}{path}" + (f"?{query}" if query else "")


def asked_url(url: str, settings: LinkSettings) -> str:
    """Spell a URL as it is asked, at the resolver of the settings if it is an identifier's; raises as `request_url`.

    >>> asked_url("https://dx.doi.org/10.1000/182", LinkSettings(doi_resolver="https://doi.example/"))
    'https://doi.example/10.1000/182'
    """
    url = request_url(url)
    for name, pattern in AT_RESOLVERS.items():
        if (found := pattern.match(url)) is not None:
            return str(getattr(settings, f"{name}_resolver")) + url[found.end() :]
    return url


def redirect_url(base: str, location: str) -> str:
    """Return the URL to which `base` redirects; raises as `request_url` does.

    >>> redirect_url("https://example.org/a/b", "../c d")
    'https://example.org/c%20d'
    """
    try:
        joined = urljoin(base, location.strip())
    except ValueError as error:
        raise BadUrlError("its host cannot be read") from error
    return request_url(joined)


@functools.lru_cache(maxsize=4_096)
def host_and_port(url: str) -> tuple[str, int]:
    """Return host (without brackets) and port of a URL that `request_url` made."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


@functools.lru_cache(maxsize=65_536)
def registrable_domain(host: str) -> str:
    """Return the domain that somebody registered, to whom politeness is owed; an address is its own.

    >>> registrable_domain("journal.meti.go.jp")
    'meti.go.jp'
    >>> registrable_domain("192.0.2.1"), registrable_domain("www.acme.example")
    ('192.0.2.1', 'acme.example')
    """
    if found := public_suffixes()(host).top_domain_under_public_suffix:
        return found
    is_address = ":" in host or host.replace(".", "").isdigit()
    return host if is_address else ".".join(host.split(".")[-2:])  # the list's own rule for suffixes it does not name


def domain_of(url: str) -> str:
    """Return the registrable domain of a URL that `request_url` made."""
    return registrable_domain(host_and_port(url)[0])


def bucket_of(url: str, count: int) -> int:
    """Return which of `count` buckets, from 0, a URL belongs to: all URLs of a registrable domain to the same one.

    Stable over processes, machines and versions of Python, and the same for all spellings that history remembers as
    one. Text that is no web address has a bucket too, by itself. Raises ValueError when `count` is below 1.

    >>> bucket_of("https://www.example.org/a#b", 16) == bucket_of("http://me@EXAMPLE.org:8080/c", 16)
    True
    """
    if count < 1:
        raise ValueError(f"URLs go into 1 bucket or more, not into {count}")
    key = history_key(url)
    try:
        owner = domain_of(request_url(key))
    except (BadUrlError, RefusedUrlError):
        owner = key
    digest = hashlib.sha256(owner.encode("utf-8", errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % count
