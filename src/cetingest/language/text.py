"""Pure string helpers."""

import ipaddress
import re
import unicodedata

import idna

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(  # of the categories Cf and Cs
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)
# As people write them: doi:10.1000/182, DOI 10.1000/182, 10.1000/182, hdl:1721.1/5, arXiv:2301.00001v2
_IDENTIFIER = re.compile(
    r"(?:(?P<doi>(?:doi(?::\s?|\s))?(?=10\.\d{4,9}/\S))"
    r"|(?P<handle>(?:hdl|handle):\s?(?=\d[\d.]*/\S))"
    r"|(?P<arxiv>arxiv:\s?(?=\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})))(?P<value>\S+)$",
    re.IGNORECASE,
)
RESOLVERS = {"doi": "https://doi.org/", "handle": "https://hdl.handle.net/", "arxiv": "https://arxiv.org/abs/"}
_ASCII_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def slugify(name: str) -> str:
    """Turn a file name into a readable key of lower-case ASCII letters, digits and hyphens.

    Names in other scripts keep their letters, so that two Japanese files do not become one key.

    >>> slugify("CETI 2025: Japan Report")
    'ceti-2025-japan-report'
    >>> slugify("経済 安保")
    '経済-安保'
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "document"


def squeeze_spaces(text: str) -> str:
    r"""Replace each run of white space by one space and trim the ends.

    >>> squeeze_spaces("  a\n b ")
    'a b'
    """
    return " ".join(text.split())


def strip_controls(text: str) -> str:
    r"""Squeeze spaces and drop what steers a terminal or turns the reading direction instead of being read.

    Joiners stay (letters of Persian and Hindi need them), and so do the visible number signs of Arabic. Lone surrogates
    go: JSON can spell them, and no file can hold them.

    >>> strip_controls("a\x1b[2J\n\u202eb\ufeff")
    'a [2J b'
    """
    squeezed = squeeze_spaces(text)
    if squeezed.isprintable():  # nearly all texts, at a tenth of the cost
        return squeezed
    return squeeze_spaces(_INVISIBLE.sub("", _CONTROL.sub(" ", text)))


def fold(text: str) -> str:
    """Fold a text for comparison: compatibility forms, case, accents of Latin letters and punctuation disappear.

    >>> fold("“Économie”,  2023")
    'economie 2023'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f"))
    recomposed = unicodedata.normalize("NFC", kept)
    return squeeze_spaces(re.sub(r"[\W_]+", " ", recomposed))


def absolute_url(url: str) -> str:
    """Give a URL printed without its scheme the one that every server answers or redirects from.

    >>> absolute_url("www.example.org/a"), absolute_url("https://example.org"), absolute_url("doi:10.1000/182")
    ('http://www.example.org/a', 'https://example.org', 'https://doi.org/10.1000/182')
    """
    return identifier_url(url) or (f"http://{url}" if url[:4].casefold() == "www." else url)


def identifier_url(text: str) -> str | None:
    """Return the URL of a DOI, handle or arXiv number at its resolver; "?" and "#" are part of an identifier.

    >>> identifier_url("10.1000/a#1"), identifier_url("hdl:1721.1/5"), identifier_url("arXiv:2301.00001")
    ('https://doi.org/10.1000/a%231', 'https://hdl.handle.net/1721.1/5', 'https://arxiv.org/abs/2301.00001')
    """
    if (found := _IDENTIFIER.match(text)) is None:
        return None
    name = next(name for name in RESOLVERS if found[name] is not None)
    return RESOLVERS[name] + found["value"].replace("?", "%3F").replace("#", "%23")


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
