"""Identifiers of works: DOI, handle, arXiv number, ISBN. How they are printed, spelled and resolved."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

RESOLVERS = {"doi": "https://doi.org/", "handle": "https://hdl.handle.net/", "arxiv": "https://arxiv.org/abs/"}
AT_RESOLVERS = {
    "doi": re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE),
    "handle": re.compile(r"https?://hdl\.handle\.net/(?=\d)", re.IGNORECASE),
    "arxiv": re.compile(r"https?://(?:www\.)?arxiv\.org/abs/(?=.)", re.IGNORECASE),
}
"""What the addresses of identifiers begin with, the present resolvers and their older names."""

# How an identifier goes on behind its label: 10.1000/182, 1721.1/5, 2301.00001, hep-th/9901001
_DOI = r"10\.\d{4,9}/\S"
_HANDLE = r"\d[\d.]*/\w"
_ARXIV = r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}"
_SCHEMELESS = r"(?:dx\.)?doi\.org/10\.\d{4,9}/\w|hdl\.handle\.net/\d[\d.]*/\w"

IN_TEXT = (
    rf"(?P<doi>(?<![\w./])doi(?::\s?|\s)(?={_DOI}))"
    rf"|(?P<resolver>(?<![\w.@/-])(?={_SCHEMELESS}))"
    # bare, where the rest cannot be a date: 10.1038/nature12345
    r"|(?P<bare>(?<![\w./=-])(?=10\.\d{4,5}/[^\s/a-z]*[a-z][^\s/]*\d))"
    rf"|(?P<handle>(?<![\w./])(?:hdl|handle):\s?(?={_HANDLE}))"
    rf"|(?P<arxiv>(?<![\w./])arxiv:\s?(?={_ARXIV}))"
)
"""Where an identifier begins in a running text, to be used without regard to case; the groups name its kind."""

ARXIV_NUMBER = re.compile(r"(?<![\w.-])(?:\d{4}\.\d{4,5}|[a-z-]{1,20}(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
"""An arXiv number inside an address, without its version."""

ISBN = r"\bISBN(?:-1[03])?:?\s*(?P<value>(?:97[89][- ]?)?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,7}[- ]?[\dX])\b"
"""An ISBN with its label, to be used without regard to case."""

# Alone, a DOI needs no label, and spaces may have been taken out.
_ALONE = re.compile(
    rf"(?:(?P<doi>(?:doi:?\s?)?(?={_DOI}))"
    rf"|(?P<handle>(?:hdl|handle):\s?(?={_HANDLE}))"
    rf"|(?P<arxiv>arxiv:\s?(?={_ARXIV})))(?P<value>\S+)$",
    re.IGNORECASE,
)
_SCHEMELESS_ALONE = re.compile(rf"(?P<doi>(?=\S*doi\.org/))?(?={_SCHEMELESS})\S+$", re.IGNORECASE)
_BEGINS_DOI = re.compile(r"doi\b|10\.\d|(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"(?:doi:\s*|doi\.org/)(?P<doi>10\.\d{4,9}/\S+)$", re.IGNORECASE)
_WITHIN = re.compile(r"\b10\.\d{4,9}/[^\s\"<>?#]{1,200}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that a text consists of: its kind, a key of `RESOLVERS`, and its URL."""

    kind: str
    url: str


def read_identifier(text: str) -> Identifier | None:
    """Read a text that is a DOI, handle or arXiv number, or the address of one without its scheme.

    "?" and "#" are part of an identifier, but not of an address.

    >>> read_identifier("10.1000/a#1"), read_identifier("doi.org/10.1000/182")
    (Identifier(kind='doi', url='https://doi.org/10.1000/a%231'), Identifier(kind='doi', url='https://doi.org/10.1000/182'))
    """
    if (found := _ALONE.match(text)) is not None:
        kind = next(kind for kind in RESOLVERS if found[kind] is not None)
        return Identifier(kind, RESOLVERS[kind] + found["value"].replace("?", "%3F").replace("#", "%23"))
    if (found := _SCHEMELESS_ALONE.match(text)) is not None:
        return Identifier("handle" if found["doi"] is None else "doi", f"https://{text}")
    return None


def identifier_url(text: str) -> str | None:
    """Return the URL of an identifier at its resolver, None when the text is another URL or none.

    Old DOIs end in a check sign that may be "#". No address ends in an empty fragment, so that sign is the DOI's.

    >>> identifier_url("hdl:1721.1/5"), identifier_url("arXiv:2301.00001"), identifier_url("https://doi.org/10.1/x;2-#")
    ('https://hdl.handle.net/1721.1/5', 'https://arxiv.org/abs/2301.00001', 'https://doi.org/10.1/x;2-%23')
    """
    found = read_identifier(text)
    url = text if found is None else found.url
    if url.endswith("#") and url.count("#") == 1 and AT_RESOLVERS["doi"].match(url):
        return f"{url[:-1]}%23"
    return None if found is None else url


def begins_doi(text: str, start: int) -> bool:
    """Tell whether a DOI or its address begins at a place of a text."""
    return _BEGINS_DOI.match(text, start) is not None


def doi_at_resolver(url: str) -> str | None:
    """Return the DOI that a URL or identifier asks the resolver for, in lower case, without query and fragment.

    >>> doi_at_resolver("https://doi.org/10.1000/ABC%20d?x=1"), doi_at_resolver("https://example.org/10.1000/x")
    ('10.1000/abc d', None)
    """
    url = identifier_url(url) or url
    found = AT_RESOLVERS["doi"].match(url)
    return unquote(re.split(r"[?#]", url[found.end() :])[0]).casefold() if found else None


def doi_of_address(url: str) -> tuple[str, str] | None:
    """Return the DOI that an address ends in behind "doi:" or "doi.org/": as it stands there, and decoded.

    >>> doi_of_address("https://dx.doi.org/10.1002/a;2-%23")
    ('10.1002/a;2-%23', '10.1002/a;2-#')
    """
    found = _AFTER_LABEL.search(url)
    return (found["doi"], unquote(found["doi"])) if found else None


def find_doi(text: str) -> str | None:
    """Return the DOI that a short text such as a page's metadata is, or else the first that it names, in lower case.

    >>> find_doi("doi:10.1002/a<1::b>2-#"), find_doi("https://example.org/10.1000/x?y, in print")
    ('10.1002/a<1::b>2-#', '10.1000/x')
    """
    if (whole := doi_at_resolver(text.strip())) is not None:
        return whole
    found = _WITHIN.search(text)
    return found[0].rstrip(".,;").casefold() if found else None


def isbn_key(isbn: str) -> str:
    """Return what the two lengths of an ISBN share: nine digits, without the check digit.

    >>> isbn_key("978-0-306-40615-7") == isbn_key("0-306-40615-2")
    True
    """
    return re.sub(r"[^\dX]", "", isbn)[-10:-1]
