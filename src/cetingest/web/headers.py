"""Headers of an answer as values: when to ask again, and where a redirect leads."""

import email.utils
import time
from collections.abc import Mapping

_DIGITS = 12
"""Of a number of seconds: 30,000 years. Thousands of digits, as a hostile server may send, are no float."""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After in seconds, given as a number or as a date by the server's own clock (RFC 9110 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:_DIGITS])
    if (until := _timestamp(value)) is None:
        return None
    server_now = _timestamp(headers.get("Date", ""))
    return max(0.0, until - (time.time() if server_now is None else server_now))


def decoded_location(location: str | None) -> str | None:
    """Read UTF-8 bytes that the HTTP library handed over as Latin-1."""
    if location is None:
        return None
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _timestamp(date: str) -> float | None:
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
