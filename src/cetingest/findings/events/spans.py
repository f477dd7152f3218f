"""Two dates that bound a stretch of time: "from February 2022 to March 2024", "between 3 May and 7 June 2024"."""

import re
from dataclasses import replace
from functools import cache

from cetingest.findings.events.dates import EventDate
from cetingest.language.date_finder import pieces
from cetingest.language.date_words import numbers
from cetingest.language.dates import PartialDate

_BOUNDS = ("day", "month", "quarter", "season")
_OPENS = re.compile(r"(?i)\b(?:(?P<between>between)|from)\s+$")
_AND = re.compile(r"(?i)\s+and\s+")
_TO = re.compile(r"(?i)\s+(?:up\s+)?(?:to|until|till|through)\s+|\s?[–—]\s?")
_FAR = 60  # characters before a date in which the first one stands


@cache
def _without_year() -> re.Pattern[str]:
    """Compile the first date of a stretch when the year stands with the second one only."""
    return re.compile(
        rf"\b(?:between|from)\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{pieces('en').month}"
        r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?\s+(?:and|to|until|till|through)\s+$",
        re.IGNORECASE,
    )


def join_spans(text: str, dates: tuple[EventDate, ...]) -> tuple[EventDate, ...]:
    """Make one date, an EDTF interval, of two that bound a stretch of time; years alone are read so before."""
    joined: list[EventDate] = []
    for date in dates:
        start = _start_of_pair(text, joined[-1], date) if joined else None
        if start is not None:
            joined[-1] = _interval(joined[-1].date, date, start)
        elif date.precision in ("day", "month") and (first := _first_without_year(text, date)):
            joined.append(_interval(first[0], date, first[1]))
        else:
            joined.append(date)
    return tuple(joined)


def _start_of_pair(text: str, first: EventDate, second: EventDate) -> int | None:
    """Return where the words of a stretch begin, or None when the dates bound none."""
    if first.precision not in _BOUNDS or second.precision not in _BOUNDS or _order(first.date) >= _order(second.date):
        return None
    opening = _OPENS.search(text, max(0, first.core[0] - 20), first.core[0])
    link = text[first.core[1] : second.core[0]]
    is_bound = (_AND if opening and opening["between"] else _TO).fullmatch(link) is not None
    return (opening.start() if opening else first.core[0]) if is_bound else None


def _order(date: PartialDate) -> str:
    return replace(date, is_circa=False).edtf()


def _first_without_year(text: str, second: EventDate) -> tuple[PartialDate, int] | None:
    """Read the date before another one that has its year, and where its words begin."""
    found = _without_year().search(text, max(0, second.core[0] - _FAR), second.core[0])
    if found is None:
        return None
    day = found["day"] or found["after"]
    try:
        first = PartialDate.of(second.date.year, numbers("months")[found["month"].lower()], int(day) if day else None)
    except ValueError:
        return None
    return first, found.start()


def _interval(first: PartialDate, second: EventDate, start: int) -> EventDate:
    """Make one date of two; no word for "about" can stand between them."""
    place = (start, second.core[1])
    date = replace(first, last=replace(second.date, is_circa=False))
    return replace(second, span=place, core=place, date=date, precision="period", modifier=None)
