"""Dates as web pages, their addresses and their texts write them, in ISO form at the precision they have."""

import re
from collections.abc import Iterator

from cetingest.language.date_words import numbers

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ERA_LETTERS = {"r": "令和", "h": "平成"}

_IN_TEXT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?:(?<!\d){_YEAR}|(?P<era>令和|平成|昭和)\s?(?P<era_year>\d{{1,2}}|元))\s?年(?:度)?"
        rf"(?:\s?(?P<month>\d{{1,2}})\s?月(?:\s?(?P<day>\d{{1,2}})\s?日)?)?",
        rf"(?<!\d){_YEAR}\s?년(?:\s?(?P<month>\d{{1,2}})\s?월(?:\s?(?P<day>\d{{1,2}})\s?일)?)?",
        r"(?<![a-z0-9])(?P<era>[RH])(?P<era_year>\d{1,2})[./年](?P<month>\d{1,2})[./月](?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"\b{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
    )
)
# /2023/06/06/, /2023/0606/, /20230606/, /202306/, /2023-06-06-title, r050606
_IN_PATH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/_.]?(?P<month>0[1-9]|1[0-2])[-/_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d){_YEAR}[-/_.]?(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"\b{_MONTH}-{_YEAR}(?!\d)",
        r"(?<![a-z0-9])(?P<era>r)0?(?P<era_year>\d{1,2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"/{_YEAR}(?:/|$)",
    )
)
_COMPACT = re.compile(rf"^{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:\d{{6}})?$")
_LONE_YEAR = re.compile(rf"^{_YEAR}(?:-(?P<month>\d\d))?$")
_TEXT_CHARACTERS = 2_000


def iso_date(text: str) -> str | None:
    """Return the date of a short text that is meant as a date.

    >>> iso_date("2023-06-06T09:00:00+09:00"), iso_date("令和5年6月6日"), iso_date("2023/6"), iso_date("6 June 2023")
    ('2023-06-06', '2023-06-06', None, '2023-06-06')
    """
    text = text.strip()[:100]
    for pattern in (_COMPACT, _LONE_YEAR):
        if found := pattern.match(text):
            return _iso(found)
    return next(dates_in_text(text), None)


def dates_in_text(text: str) -> Iterator[str]:
    """Iterate over the dates of a running text, first the forms that have one reading.

    >>> list(dates_in_text("公表日：令和元年7月、更新日：2023年6月6日"))
    ['2019-07', '2023-06-06']
    """
    for pattern in _IN_TEXT:
        for found in pattern.finditer(text[:_TEXT_CHARACTERS]):
            if date := _iso(found):
                yield date


def dates_in_path(path: str) -> tuple[str, ...]:
    """Return the dates that the path of a URL holds.

    >>> dates_in_path("/press/2023/06/20230606002.html"), dates_in_path("/shingikai/r050606/")
    (('2023-06',), ('2023-06-06',))
    """
    for pattern in _IN_PATH:
        if found := tuple(date for match in pattern.finditer(path[:_TEXT_CHARACTERS]) if (date := _iso(match))):
            return found
    return ()


def _iso(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = _year(parts)
    month = _month(parts.get("month") or "0")
    day = int(parts.get("day") or 0)
    if month > 12 or day > 31 or not 1900 <= year < 2100:
        return None
    return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("year"):
        return int(parts["year"] or 0)
    era, era_year = (parts.get("era") or "").lower(), parts.get("era_year") or ""
    year_before = numbers("eras").get(_ERA_LETTERS.get(era, era), 0)
    return year_before + (1 if era_year == "元" else int(era_year or 0))


def _month(text: str) -> int:
    """Return the number of a month, by its figures or by the first three letters of its name in English."""
    return int(text) if text.isdecimal() else numbers("months", "en")[text[:3].lower()]
