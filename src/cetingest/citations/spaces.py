"""Spaces that typesetting or text recognition set into a URL."""

import re

from cetingest.citations.hosts import goes_on

_SUFFIX = r"(?:pdf|html?|aspx?|php|docx?|xlsx?|csv)(?![\w/])"
# No word holds these: a file's name, or a path with figures or hyphens ("and/or" is two words).
_REST_OF_PATH = re.compile(
    r"(?:[\w.~%-]{1,100}/ ){0,8}"
    rf"(?:(?:[\w.~%-]{{0,200}}/)?[\w~%-]{{1,200}}(?:\.[\w~%-]{{1,100}}){{0,3}}\.{_SUFFIX}|"
    r"(?=\S{0,200}[\d_%-])[\w.~%-]{1,200}/[\w./~%-]{0,400}(?![\w/])|"
    r"[\w~%-]{1,100} /[\w~%-]{1,100}[/.]\w)",
    re.ASCII,
)
# Signs of a path that begin no word: "/archive/", "/a_1.html", "?id=3", ".pdf", "_b.html"
_BEGINS_WITH_SIGN = re.compile(
    rf"/[\w.~%-]{{0,100}}(?:[/_\d]|\.{_SUFFIX})|\?[\w-]{{1,50}}=\w|\.{_SUFFIX}|_\w{{1,100}}\.{_SUFFIX}", re.ASCII
)
_QUERY = re.compile(r"[\w-]{1,50}=\w", re.ASCII)
_BARE_SUFFIX = re.compile(_SUFFIX)
_PREFIX_OF_DOI = re.compile(r"10\.\d{4,9}/")
_LONGEST_PREFIX = len("10.123456789/")
_REST_OF_DOI = re.compile(r"(?=\S{0,100}\d)[\w.()/-]", re.ASCII)
_SEEMS_REST = re.compile(r" /(?!or\b)\w| / \w{1,100}[/.]\w", re.ASCII)


def is_rest_after_space(text: str, body: int, end: int, *, has_path: bool) -> bool:
    """Tell whether what follows the space at `end` of a URL, whose host begins at `body`, can be no word.

    >>> text = "https://a.org/x /y/2.html"
    >>> is_rest_after_space(text, 8, 15, has_path=True)
    True
    """
    rest = end + 1
    if _BEGINS_WITH_SIGN.match(text, rest):
        return True
    last = text[end - 1]
    if _PREFIX_OF_DOI.fullmatch(text[max(body, end - _LONGEST_PREFIX) : end].rpartition("org/")[2]):
        return _REST_OF_DOI.match(text, rest) is not None
    if last in "-_/":
        return _REST_OF_PATH.match(text, rest) is not None
    if last == "?":
        return _QUERY.match(text, rest) is not None
    if last == ".":
        return _BARE_SUFFIX.match(text, rest) is not None if has_path else goes_on(text[body:end], text, rest)
    return False


def seems_rest(text: str, end: int) -> bool:
    """Tell whether the words behind a URL look like its rest, without being it for certain: "a.org /archive"."""
    return _SEEMS_REST.match(text, end) is not None
