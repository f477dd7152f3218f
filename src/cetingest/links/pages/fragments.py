"""Places within a page: is the place after the # of a cited URL there?"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

_FRAGMENT_CHARACTERS = 200
_FRAGMENTS_A_PAGE = 50
# "#!" and "#/" are addresses within a script's own pages; ":~:" marks text; "top" is every page's.
_NO_PLACE = re.compile(r"^(?:!|/|:~:|top$|$)", re.IGNORECASE)
_PDF_PAGE = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)", re.IGNORECASE)


def fragment_of(url: str) -> str | None:
    """Return the place that a URL names within its page, or None.

    >>> fragment_of("https://a.test/x#sec%2D2:~:text=word"), fragment_of("https://a.test/#/route")
    ('sec-2', None)
    """
    found = unquote(url.partition("#")[2]).partition(":~:")[0]
    return None if _NO_PLACE.search(found) or len(found) > _FRAGMENT_CHARACTERS else found


def wanted_fragments(urls: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct places that some URLs name."""
    return tuple(dict.fromkeys(f for url in urls if (f := fragment_of(url))))[:_FRAGMENTS_A_PAGE]


def page_number_of(fragment: str) -> int | None:
    """Return the page of a PDF that a fragment names (RFC 8118 3).

    >>> page_number_of("page=12&zoom=80"), page_number_of("section")
    (12, None)
    """
    found = _PDF_PAGE.search(fragment)
    return int(found[1]) if found else None


def sort_fragments(text: str, fragments: tuple[str, ...], *, is_whole: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the wanted places a page's markup has, and which it surely has not."""
    if not fragments:
        return (), ()
    found = tuple(fragment for fragment in fragments if _has(text, fragment))
    # A page that was cut may have the place further down; "page=3" is no place of a web page.
    missing = tuple(f for f in fragments if f not in found and page_number_of(f) is None) if is_whole else ()
    return found, missing


def _has(text: str, fragment: str) -> bool:
    """Tell whether an element has the place as its id or name; GitHub puts a prefix before those of documents."""
    # Cheaper than the expression, and most pages lack the place.
    if fragment not in text:
        return False
    wanted = re.escape(fragment)
    return (
        re.search(rf"""\b(?:id|name)\s{{0,3}}=\s{{0,3}}(["']?)(?:user-content-)?{wanted}(?:\1|[\s>])""", text)
        is not None
    )
