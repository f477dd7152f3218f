"""Addresses printed without scheme and "www.": a host under a public suffix, then a path."""

import re

from cetingest.web.suffixes import has_public_suffix

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}"
HOST_IN_TEXT = rf"(?P<host>(?<![a-z0-9_.@/\\-])(?={_HOST}/[\w~%?]))"
"""Where such an address may begin in a running text, to be used without regard to case; `is_address` decides."""

_PARTS = re.compile(rf"(?P<host>{_HOST})/(?P<path>[\w.~%?=&-]{{1,200}})(?P<more>/?)", re.IGNORECASE)
_REST_OF_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}(?=/|[\s,;)\]>]|$)")
# Endings of file names that are public suffixes too: "setup.py/..." is no place in Paraguay.
_FILE_ENDINGS = ("md", "mov", "ps", "py", "rs", "sh", "zip")


def is_address(text: str, start: int = 0) -> bool:
    """Tell whether a host and path are an address, where a host without "www." begins at `start`.

    >>> [is_address(text) for text in ("example.org/report.pdf", "Acme.com/Apex", "a.com/b.com", "setup.py/x")]
    [True, False, False, False]
    """
    found = _PARTS.match(text, start)
    if found is None or not _is_host(found["host"]):
        return False
    # Lists of names: "Acme.com/Apex" and "a.com/b.com"
    is_name = found["path"].isalpha() and found["path"].istitle() and not found["more"]
    return not (found["host"][0].isupper() and is_name) and not _is_host(found["path"].rstrip("."))


def is_relative(target: str) -> bool:
    """Tell whether a link's target names a file beside the document rather than a host ("index.php/a")."""
    found = _PARTS.match(target)
    return found is not None and not _is_host(found["host"])


def goes_on(host: str, text: str, position: int) -> bool:
    """Tell whether a host that a space cut after a dot goes on at a place of the text: "www. example.org/"."""
    found = _REST_OF_HOST.match(text, position)
    return found is not None and not has_public_suffix(host.rstrip(".")) and has_public_suffix(host + found[0])


def _is_host(host: str) -> bool:
    ending = host.rpartition(".")[2]
    if not ending.islower() or (host.count(".") == 1 and ending in _FILE_ENDINGS):
        return False
    return has_public_suffix(host)
