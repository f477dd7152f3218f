"""Dates as exact as they are printed, written as EDTF and as CSL-JSON, and read back from both.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/); of its levels this
uses what reports print: days, months, years, decades, seasons, quarters, halves, "about", and intervals.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Self

from cetingest.model import DateParts

# EDTF numbers the divisions of a year like months: 21-24 seasons, 33-36 quarters, 40-41 halves. Here: what is added.
_DIVISIONS = {"month": 0, "season": 20, "quarter": 32, "half": 39}
_PARTS = {"month": 12, "season": 4, "quarter": 4, "half": 2}
_CSL_SEASONS = range(21, 25)  # CSL processors also take a season in the place of the month

_EDTF = re.compile(
    r"(?P<year>-?\d{4}|Y-?\d{5,})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?(?P<circa>~?)|(?P<decade>-?\d{3})X(?P<about>~?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, or a part of it, or a decade; with `last`, the time from one date to another.

    `season` counts from 1 = spring. A decade holds its first year. `is_circa` is said of the whole date, and
    `last` never says it again. `literal` is the date as printed where its calendar is unknown: a fiscal year.
    Raises ValueError when no calendar has such a date.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    is_decade: bool = False
    is_circa: bool = False
    last: "PartialDate | None" = None
    literal: str | None = None

    def __post_init__(self) -> None:
        if fault := self._fault():
            raise ValueError(f"{self.year}: {fault}")

    def _fault(self) -> str | None:
        divisions = {name: part for name in _DIVISIONS if (part := getattr(self, name)) is not None}
        if len(divisions) + self.is_decade > 1:
            return "a date has one of month, season, quarter, half and decade"
        for name, part in divisions.items():
            if not 1 <= part <= _PARTS[name]:
                return f"there is no {name} {part}"
        if self.day is not None and not _is_day(self.year, self.month, self.day):
            return "there is no such day"
        if self.is_decade and (self.year % 10 or abs(self.year) > 9999):
            return "a decade begins in a round year"
        if self.last is not None and (self.last.last or self.last.is_circa or self.last.literal):
            return "the end of a time is a date alone"
        return None

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Self:
        """Return a year, month or day."""
        return cls(year=year, month=month, day=day)

    @property
    def precision(self) -> str:
        """Name the finest part that is known: day, month, season, quarter, half, decade, year; period for two dates."""
        if self.last is not None:
            return "period"
        if self.is_decade:
            return "decade"
        return next((name for name in ("day", *_DIVISIONS) if getattr(self, name) is not None), "year")

    @property
    def last_year(self) -> int:
        """Return the year in which it ends."""
        end = self.last or self
        return end.year + 9 if end.is_decade else end.year

    @property
    def parts(self) -> tuple[int, ...]:
        """Return (year), (year, month) or (year, month, day): the beginning, as CSL and calendars write it."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    def edtf(self) -> str:
        """Write it as EDTF.

        >>> PartialDate.of(2025, 5, 8).edtf(), PartialDate(year=2021, season=1).edtf()
        ('2025-05-08', '2021-21')
        >>> PartialDate(year=1910, is_circa=True).edtf(), PartialDate(year=1990, is_decade=True).edtf()
        ('1910~', '199X')
        >>> PartialDate(year=2024, month=4, last=PartialDate.of(2025, 3)).edtf()
        '2024-04/2025-03'
        """
        circa = "~" if self.is_circa else ""
        return "/".join(_write_one(date) + circa for date in (self, self.last) if date)


def _write_one(date: PartialDate) -> str:
    if date.is_decade:
        return f"{_write_year(date.year)[:-1]}X"
    numbers = (number + (getattr(date, name) or 0) for name, number in _DIVISIONS.items() if getattr(date, name))
    return "-".join([_write_year(date.year), *(f"{part:02}" for part in (*numbers, date.day) if part)])


def _write_year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:05}" if year < 0 else f"{year:04}"


def parse_edtf(text: str) -> PartialDate:
    """Read what `PartialDate.edtf` writes. Raises ValueError for anything else.

    >>> parse_edtf("2021-21~") == PartialDate(year=2021, season=1, is_circa=True)
    True
    """
    first, *more = (_parse_one(part) for part in text.split("/"))
    if not more:
        return first
    if len(more) > 1 or more[0].is_circa != first.is_circa:
        raise ValueError(f"{text!r} is no interval of two dates of one kind")
    return replace(first, last=replace(more[0], is_circa=False))


def _parse_one(text: str) -> PartialDate:
    if (found := _EDTF.fullmatch(text)) is None:
        raise ValueError(f"{text!r} is no EDTF date of those that are written here")
    if found["decade"]:
        return PartialDate(year=int(found["decade"]) * 10, is_decade=True, is_circa=bool(found["about"]))
    year, part, day = int(found["year"].lstrip("Y")), int(found["part"] or 0), int(found["day"] or 0)
    name, before = next((item for item in reversed(_DIVISIONS.items()) if part > item[1]), ("month", 0))
    division = {name: part - before} if found["part"] else {}
    return PartialDate(
        year=year,
        month=division.get("month"),
        day=day if found["day"] else None,
        season=division.get("season"),
        quarter=division.get("quarter"),
        half=division.get("half"),
        is_circa=bool(found["circa"]),
    )


def to_csl(date: PartialDate) -> DateParts:
    """Write a date as CSL-JSON. It knows no quarters, halves and decades: these become intervals.

    >>> to_csl(PartialDate(year=2021, season=1, is_circa=True))
    {'date-parts': ((2021,),), 'season': 1, 'circa': True}
    """
    first, last = _csl_parts(date)[0], _csl_parts(date.last or date)[1]
    is_long = date.last is not None or first != last
    value: DateParts = {"date-parts": (first, last) if is_long else (first,)}
    if date.season is not None and not is_long:
        value = {"date-parts": ((date.year,),), "season": date.season}
    if date.is_circa:
        value["circa"] = True
    if date.literal:
        value["literal"] = date.literal
    return value


def from_csl(date: DateParts) -> PartialDate | None:
    """Read a CSL-JSON date as far as a calendar has it; None when it holds none.

    >>> from_csl({"date-parts": ((2023, 2, 31),)}).edtf(), from_csl({"date-parts": ()})
    ('2023-02', None)
    """
    dates = [_from_parts(parts) for parts in date["date-parts"][:2] if parts]
    if not dates:
        return None
    first = dates[0]
    if (season := date.get("season")) in range(1, 5) and first.month is None:
        first = replace(first, season=season)
    last = dates[1] if len(dates) > 1 else None
    return replace(first, last=last, is_circa=bool(date.get("circa")), literal=date.get("literal"))


def edtf_of_csl(date: DateParts | None) -> str | None:
    """Write a CSL-JSON date as EDTF; None without a date.

    >>> edtf_of_csl({"date-parts": ((1910,),), "circa": True})
    '1910~'
    """
    found = from_csl(date) if date else None
    return found.edtf() if found else None


def _from_parts(parts: tuple[int, ...]) -> PartialDate:
    """Read (year, month, day) and leave out what no calendar has."""
    year, *rest = parts[:3]
    if rest and rest[0] in _CSL_SEASONS:
        return PartialDate(year=year, season=_CSL_SEASONS.index(rest[0]) + 1)
    if not rest or not 1 <= rest[0] <= 12:
        return PartialDate(year=year)
    day = rest[1] if len(rest) > 1 and _is_day(year, rest[0], rest[1]) else None
    return PartialDate.of(year, rest[0], day)


def _csl_parts(date: PartialDate) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where a date begins and where it ends: a quarter by its months, a decade by its years."""
    if date.is_decade:
        return (date.year,), (date.year + 9,)
    if date.season:
        return ((date.year, _CSL_SEASONS[date.season - 1]),) * 2
    for number, months in ((date.quarter, 3), (date.half, 6)):
        if number:
            return (date.year, months * (number - 1) + 1), (date.year, months * number)
    return date.parts, date.parts


def _is_day(year: int, month: int | None, day: int) -> bool:
    """Tell whether the calendar has a day; years before 1 and after 9999 count like those of the same leap years."""
    try:
        dt.date(year if 1 <= year <= 9999 else 2000 + year % 400, month or 0, day)
    except ValueError:
        return False
    return True
