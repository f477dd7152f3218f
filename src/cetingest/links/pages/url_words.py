"""What the address of a page says of it: an error, a login, consent to cookies, a domain for sale."""

import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from cetingest.language.data_files import read_words

# Where the words of each list stand.
_PLACES = {
    "error_paths": r"(?:^|[/_-])(?:{words})(?:\.[a-z]{{2,5}})?/?$",
    "error_queries": r"(?:^|[&;])(?:{words})=?",
    "login_paths": r"/(?:{words})(?:/|\.[a-z]{{2,5}}|$)",
    "consent_paths": r"/(?:{words})(?:/|\.|$)",
    "consent_hosts": r"^(?:{words})\.",
}


@functools.cache
def url_words() -> Mapping[str, Any]:
    """Read data/url_words.yaml."""
    return read_words("cetingest.links.pages", "data/url_words.yaml")


def has_words(place: str, text: str) -> bool:
    """Tell whether a path, query or host has one of the words that the file lists for such a place."""
    return _expression(place).search(text) is not None


@functools.cache
def _expression(place: str) -> re.Pattern[str]:
    words = "|".join(url_words()[place]["words"])
    return re.compile(_PLACES[place].format(words=words), re.IGNORECASE)


def is_error_address(url: str) -> bool:
    """Tell whether an address is named after an error.

    >>> is_error_address("https://a.test/errors/404.html"), is_error_address("https://a.test/rooms/404b")
    (True, False)
    """
    parts = urlsplit(url)
    return has_words("error_paths", unquote(parts.path)) or has_words("error_queries", parts.query)


def is_login_address(url: str) -> bool:
    """Tell whether an address is that of a login."""
    return has_words("login_paths", urlsplit(url).path)


def is_consent_address(url: str) -> bool:
    """Tell whether an address is one where sites ask for consent to cookies."""
    parts = urlsplit(url)
    return has_words("consent_hosts", parts.hostname or "") or has_words("consent_paths", parts.path)


def is_parking_address(url: str) -> bool:
    """Tell whether an address belongs to somebody who sells domains."""
    host = urlsplit(url).hostname or ""
    return any(host == parking or host.endswith(f".{parking}") for parking in url_words()["parking_hosts"])
