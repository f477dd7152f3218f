"""Dates in running text, as CSL date-parts with their spans."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.model import DateParts, Span

DateTuple = tuple[int, ...]

# English, German, French and Spanish names; a month name counts only beside a year, so short forms are safe.
_MONTH_NAMES = (
    "january|januar|janvier|enero|jan",
    "february|februar|février|fevrier|febrero|feb",
    "march|märz|mars|marzo|mar",
    "april|avril|abril|apr",
    "may|mai|mayo",
    "june|juni|juin|junio|jun",
    "july|juli|juillet|julio|jul",
    "august|août|aout|agosto|aug",
    "september|septembre|septiembre|sept|sep",
    "october|oktober|octobre|octubre|oct|okt",
    "november|novembre|noviembre|nov",
    "december|dezember|décembre|diciembre|dec|dez",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)})\b\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})"
_NOT_IN_WORD = r"(?<![A-Za-z0-9_/.-])"

# A Japanese era's year 1 is the year after this number.
_ERA_START = {"令和": 2018, "平成": 1988, "昭和": 1925}

_PATTERNS = tuple(
    re.compile(_NOT_IN_WORD + pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"(?:spring|summer|autumn|fall|winter),?\s+{_YEAR}",
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2{_DAY}(?!\d)",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        rf"{_DAY}(?P<separator>[./])(?P<month>\d{{1,2}})(?P=separator){_YEAR}",
        rf"(?:{_YEAR}|(?P<era>令和|平成|昭和)(?P<era_year>\d{{1,2}}|元))\s*年"
        rf"(?:\s*(?P<month>\d{{1,2}})\s*月(?:\s*{_DAY}\s*日)?)?",
    )
)
_LONE_YEAR = re.compile(rf"(?:^|[,(.;\[（])\s*{_YEAR}(?=\s*(?:[,.;)\]）、。]|$))")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands; `parts` is (year), (year, month) or (year, month, day)."""

    span: Span
    parts: DateTuple


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find dates with at least a month or season (of which the year is kept), and Japanese years, in order.

    Of 3/4/2023 only the year is sure; 20/12/2024 and 18.9.2023 have one reading.

    >>> [date.parts for date in find_dates("June 2023, accessed 8 May 2025; 令和5年6月")]
    [(2023, 6), (2025, 5, 8), (2023, 6)]
    """
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = _parts(match)
            if parts and all(match.end() <= other.span[0] or other.span[1] <= match.start() for other in found):
                found.append(FoundDate(match.span(), parts))
    return tuple(sorted(found, key=lambda date: date.span))


def find_lone_year(text: str) -> FoundDate | None:
    """Find a year that stands between punctuation, so that a year in a title is no date.

    >>> find_lone_year("DX White Paper 2023"), find_lone_year("(London: Verso, 2023)").parts
    (None, (2023,))
    """
    return next(find_lone_years(text), None)


def find_lone_years(text: str) -> Iterator[FoundDate]:
    """Find every year that stands between punctuation, in order."""
    for match in _LONE_YEAR.finditer(text):
        yield FoundDate(match.span("year"), (int(match["year"]),))


def as_date_parts(parts: DateTuple) -> DateParts:
    """Wrap (year, month, day) as CSL-JSON's date variable."""
    return {"date-parts": (parts,)}


def _parts(match: re.Match[str]) -> DateTuple | None:
    """Return the figures of a match as a date of the calendar, or None when there is no such day."""
    groups = match.groupdict()
    if groups.get("era"):
        year = _ERA_START[groups["era"]] + (1 if groups["era_year"] == "元" else int(groups["era_year"]))
    else:
        year = int(groups["year"])
    if not groups.get("month"):
        return (year,)
    name = groups["month"].lower()
    month = int(name) if name.isdigit() else _MONTH_NUMBER[name]
    if not groups.get("day"):
        return (year, month) if 1 <= month <= 12 else None
    day = int(groups["day"])
    if groups.get("separator") == "/" and month <= 12 and day <= 12 and month != day:
        return (year,)  # 3/4/2023 is March in one country and April in the next
    return _calendar_day(year, month, day)


def _calendar_day(year: int, month: int, day: int) -> DateTuple | None:
    if month > 12 >= day:
        month, day = day, month  # 12/20/2024: month first
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)
