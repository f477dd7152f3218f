"""Two dates that bound a stretch of time: "from February 2022 to March 2024", "between 3 May and 7 June 2024"."""

import re
from dataclasses import replace

from cetingest.findings.events.dates import MONTH, MONTHS, FoundDate

_BOUNDS = ("day", "month", "quarter", "season")
_OPENS = re.compile(r"(?i)\b(?:(?P<between>between)|from)\s+$")
_AND = re.compile(r"(?i)\s+and\s+")
_TO = re.compile(r"(?i)\s+(?:up\s+)?(?:to|until|till|through)\s+|\s?[–—]\s?")
# The year stands with the second date only.
_WITHOUT_YEAR = re.compile(
    rf"(?i)\b(?:between|from)\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{MONTH}(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?"
    r"\s+(?:and|to|until|till|through)\s+$"
)

_FAR = 60  # characters before a date in which the first one stands


def join_spans(text: str, dates: tuple[FoundDate, ...]) -> tuple[FoundDate, ...]:
    """Make one date, an EDTF interval, of two that bound a stretch of time; years alone are read so before."""
    joined: list[FoundDate] = []
    for date in dates:
        start = _start_of_pair(text, joined[-1], date) if joined else None
        if start is not None:
            joined[-1] = _interval(joined[-1].date, date, start)
        elif date.precision in ("day", "month") and (
            first := _WITHOUT_YEAR.search(text, max(0, date.core[0] - _FAR), date.core[0])
        ):
            joined.append(_interval(_first_of(first, date), date, first.start()))
        else:
            joined.append(date)
    return tuple(joined)


def _start_of_pair(text: str, first: FoundDate, second: FoundDate) -> int | None:
    """Return where the words of a stretch begin, or None when the dates bound none."""
    if first.precision not in _BOUNDS or second.precision not in _BOUNDS or first.date >= second.date:
        return None
    opening = _OPENS.search(text, max(0, first.core[0] - 20), first.core[0])
    link = text[first.core[1] : second.core[0]]
    is_bound = (_AND if opening and opening["between"] else _TO).fullmatch(link) is not None
    return (opening.start() if opening else first.core[0]) if is_bound else None


def _first_of(match: re.Match[str], second: FoundDate) -> str:
    month, day = MONTHS[match["month"].lower()], match["day"] or match["after"]
    return f"{second.date[:4]}-{month:02}" + (f"-{int(day):02}" if day else "")


def _interval(first: str, second: FoundDate, start: int) -> FoundDate:
    end = second.core[1]
    return replace(
        second, span=(start, end), core=(start, end), date=f"{first}/{second.date}", precision="period", modifier=None
    )
