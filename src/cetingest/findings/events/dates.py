"""Dates in running text, as EDTF (Extended Date/Time Format, ISO 8601-2:2019, levels 0 to 2)."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from cetingest.findings.events.fiscal import FiscalYear, fiscal_year, has_own_fiscal_year
from cetingest.language.numbers import word_number
from cetingest.model import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What dates are counted by: the country whose fiscal years they are, the year "the past decade" ends in."""

    country: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `span` holds its modifier too, `core` the date alone; `last_year` is that of its end."""

    span: Span
    core: Span
    date: str
    precision: str
    last_year: int
    modifier: str | None = None
    fiscal: FiscalYear | None = None

    @property
    def is_span(self) -> bool:
        """Tell whether it is a stretch of several years."""
        return self.precision in ("period", "decade")


MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d%])"
_SECOND = r"(?P<second>(?:1[89]|20)\d\d|\d\d)(?![\d%])"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ORDINAL = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_DASH = r"\s?[-–—/]\s?"
_NUMBER = r"(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)"
_FISCAL = r"(?:FY|(?:fiscal|financial)(?:\s+years?)?)"

# EDTF numbers of divisions of a year: 21-24 seasons, 33-36 quarters, 40-41 halves (ISO 8601-2, table of sub-years).
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_FIRST_QUARTER, _FIRST_HALF = 33, 40

_Reader = Callable[[re.Match[str], Setting], FoundDate | None]


def _found(match: re.Match[str], date: str, precision: str, last_year: int) -> FoundDate:
    return FoundDate(match.span(), match.span(), date, precision, last_year)


def _read_day(match: re.Match[str], _: Setting) -> FoundDate | None:
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return _found(match, date.isoformat(), "day", year)


def _read_month(match: re.Match[str], _: Setting) -> FoundDate | None:
    year, month = int(match["year"]), _month(match["month"])
    return _found(match, f"{year:04}-{month:02}", "month", year) if 1 <= month <= 12 else None


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else MONTHS[printed.lower()]


def _read_season(match: re.Match[str], _: Setting) -> FoundDate:
    year = int(match["year"])
    return _found(match, f"{year}-{_SEASONS[match['season'].lower()]}", "season", year)


def _read_quarter(match: re.Match[str], _: Setting) -> FoundDate:
    year = int(match["year"])
    return _found(match, f"{year}-{_FIRST_QUARTER - 1 + _nth(match['nth'])}", "quarter", year)


def _read_half(match: re.Match[str], _: Setting) -> FoundDate | None:
    year, nth = int(match["year"]), _nth(match["nth"])
    return _found(match, f"{year}-{_FIRST_HALF - 1 + nth}", "half", year) if nth <= 2 else None


def _nth(printed: str) -> int:
    return int(printed) if printed.isdigit() else _ORDINALS[printed.lower()]


def _read_fiscal(match: re.Match[str], setting: Setting) -> FoundDate | None:
    printed, second = match["fiscal"], match["second"]
    number = int(printed) if len(printed) == 4 else 2000 + int(printed)
    if second and int(second) % 100 != (number + 1) % 100:
        return None
    year = fiscal_year(number, setting.country, is_first_of_two=second is not None)
    return replace(_found(match, year.edtf, "fiscal_year", int(year.end[:4])), fiscal=year)


def _read_years(match: re.Match[str], setting: Setting) -> FoundDate | None:
    """Read two years. 2024-25 is a fiscal year where those differ from calendar years, else a period."""
    first, printed = int(match["year"]), match["second"]
    second = int(printed) if len(printed) == 4 else first - first % 100 + int(printed)
    if second <= first:
        return None
    if len(printed) == 2 and second == first + 1 and has_own_fiscal_year(setting.country):
        year = fiscal_year(first, setting.country, is_first_of_two=True)
        return replace(_found(match, year.edtf, "fiscal_year", second), fiscal=year)
    return _found(match, f"{first}/{second}", "period", second)


def _read_decade(match: re.Match[str], _: Setting) -> FoundDate:
    return _found(match, f"{match['decade']}X", "decade", int(match["decade"]) * 10 + 9)


def _read_this_decade(match: re.Match[str], setting: Setting) -> FoundDate | None:
    """The end of a decade that runs is the round year that ends it: from 2025, 2030."""
    if setting.year is None:
        return None
    year = setting.year - setting.year % 10 + 10
    return replace(_found(match, str(year), "decade_end", year), modifier="by the end of")


def _read_relative(match: re.Match[str], setting: Setting) -> FoundDate | None:
    length = word_number(match["number"]) if match["number"] else 1.0
    if setting.year is None or length is None or length != int(length) or length > 200:
        return None
    years = int(length) * (10 if match["unit"].lower().startswith("decade") else 1)
    if years < 2:
        return None
    past = match["way"].lower() in ("past", "last", "previous", "preceding")
    first, last = (setting.year - years, setting.year) if past else (setting.year, setting.year + years)
    return _found(match, f"{first}/{last}", "decade" if years == 10 else "period", last)


def _read_ago(match: re.Match[str], setting: Setting) -> FoundDate | None:
    length = 1.0 if match["number"].lower() == "a" else word_number(match["number"])
    if setting.year is None or length is None or length != int(length):
        return None
    year = setting.year - int(length) * (10 if match["unit"].lower().startswith("decade") else 1)
    return _found(match, f"{year}", "year", year) if year > 1000 else None


def _read_year(match: re.Match[str], _: Setting) -> FoundDate:
    return _found(match, match["year"], "year", int(match["year"]))


_RELATIVE = (
    rf"the\s+(?P<way>past|last|previous|preceding|next|coming|following)\s+(?:{_NUMBER}\s+)?(?P<unit>decades?|years?)\b"
)
_NOT_IN_WORD = r"(?<![\w/.])(?:(?<!-)|(?<=mid-)|(?<=end-)|(?<=pre-)|(?<=post-))"
# In the order of trust: what reads more of a date comes first and keeps the place.
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(_NOT_IN_WORD + pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"{_DAY}\s+(?:of\s+)?{MONTH},?\s+{_YEAR}", _read_day),
        (rf"{MONTH}\s+{_DAY},?\s+{_YEAR}", _read_day),
        (rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _read_day),
        (rf"{_YEAR}年\s?(?P<month>\d{{1,2}})月\s?(?P<day>\d{{1,2}})日", _read_day),
        (rf"{_YEAR}年\s?(?P<month>\d{{1,2}})月", _read_month),
        (r"(?P<fiscal>(?:19|20)\d\d)(?P<second>(?!))?年度", _read_fiscal),
        (rf"{_FISCAL}[\s-]?[’']?(?P<fiscal>(?:19|20)\d\d|\d\d)(?!\d)(?:{_DASH}{_SECOND})?", _read_fiscal),
        (rf"(?P<fiscal>(?:19|20)\d\d){_DASH}{_SECOND}\s+(?:fiscal|financial|budget)\s+year", _read_fiscal),
        (r"(?P<fiscal>(?:19|20)\d\d)(?P<second>(?!))?\s+(?:fiscal|financial)\s+year", _read_fiscal),
        (rf"(?:Q(?P<nth>[1-4])\s?(?:of\s+)?){_YEAR}", _read_quarter),
        (rf"{_YEAR}\s?Q(?P<nth>[1-4])\b", _read_quarter),
        (rf"{_ORDINAL}\s+quarter\s+of\s+{_YEAR}", _read_quarter),
        (rf"(?:H(?P<nth>[12])\s?(?:of\s+)?){_YEAR}", _read_half),
        (rf"(?P<nth>[12])H\s?(?:of\s+)?{_YEAR}", _read_half),
        (rf"{_ORDINAL}\s+half\s+of\s+{_YEAR}", _read_half),
        (rf"(?P<season>spring|summer|autumn|fall|winter),?\s+(?:of\s+)?{_YEAR}", _read_season),
        (rf"{MONTH},?\s+(?:of\s+)?{_YEAR}", _read_month),
        (rf"between\s+{_YEAR}\s+and\s+{_SECOND}", _read_years),
        (rf"from\s+{_YEAR}\s+(?:up\s+)?(?:to|until|till|through)\s+{_SECOND}", _read_years),
        (rf"{_YEAR}(?:{_DASH}|\s+to\s+){_SECOND}", _read_years),
        (r"(?P<decade>(?:1[89]|20)\d)0[’']?s\b", _read_decade),
        (r"(?:by|before|towards?)\s+the\s+(?:end\s+)?of\s+(?:the|this)\s+decade\b", _read_this_decade),
        (_RELATIVE, _read_relative),
        (rf"{_NUMBER}\s+(?P<unit>decades?|years?)\s+ago\b", _read_ago),
        (_YEAR, _read_year),
    )
)
_END = r"(?:the\s+)?(?:very\s+)?(?:end[\s-]of|end[\s-])\s*"
_FILL = r"(?:the\s+)?(?:(?P<part>early|mid|late|beginning of|start of|middle of)[\s-]+(?:the\s+)?)?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<word>by|at|before|after|since|until|till|from|as\s+of|through|around|circa|in|on|during|over|within|"
    rf"for|across|throughout|no\s+later\s+than|starting(?:\s+in)?|beginning(?:\s+in)?|to|up\s+to|towards?|of)\s+)?"
    rf"(?P<end>{_END})?{_FILL}(?:around|about|at\s+least)?\s*$",
    re.IGNORECASE,
)
_SAYS_NOTHING = (
    "in",
    "on",
    "during",
    "over",
    "within",
    "for",
    "across",
    "throughout",
    "at",
    "to",
    "of",
    "towards",
    "toward",
)
# A lone year needs a word that makes it a date; "White Paper 2023" and "Agenda 2030" are names.
_YEAR_FOLLOWS = re.compile(r"(?:saw|was|marked|brought|became|will be)\b", re.IGNORECASE)
_PRICES = re.compile(r"\s*(?:constant\s+)?(?:prices|terms|dollars|euros|yen|pounds|levels)\b", re.IGNORECASE)
_AIM_FOLLOWS = re.compile(r"\s+(?:\w+\s+)?(?:targets?|goals?|objectives?|deadlines?|ambitions?)\b")
_NAME_FOLLOWS = re.compile(r"\s+[A-Z]")
_SERIES = re.compile(r"\s*(?:,|,?\s*(?:and|or|to))\s*$")


def find_dates(text: str, setting: Setting) -> tuple[FoundDate, ...]:
    """Find the dates of a text that tell when something is, from left to right, with their modifiers.

    Years within names, in citations ("(Lee, 2020)") and of prices ("in 2015 dollars") are none. A fiscal year is that
    of the setting's country.

    >>> [d.date for d in find_dates("by the end of FY2024, in March 2021 and since 2015", Setting("JPN", 2025))]
    ['2025-03-31', '2021-03', '2015']
    """
    found: list[FoundDate] = []
    for date in sorted(_candidates(text, setting), key=lambda date: date.core):
        previous = found[-1] if found else None
        if (dated := _dated(text, date, previous)) is not None:
            found.append(dated)
    return tuple(found)


def mask_dates(text: str, setting: Setting) -> tuple[Span, ...]:
    """Return where dates of any sort stand, also those within names: their figures measure nothing."""
    return tuple(sorted(date.core for date in _candidates(text, setting) if date.precision != "year"))


# Every date holds one of these; most sentences hold none, and looking for it costs a tenth of looking for dates.
_HINT = re.compile(
    r"\d|年|月|(?i:decade|centur|year|month|quarter|half|week|today|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)"
)


@lru_cache(maxsize=4)  # the finders of events and of quantities ask for the same sentence, one after the other
def _candidates(text: str, setting: Setting) -> tuple[FoundDate, ...]:
    if _HINT.search(text) is None:
        return ()
    found: list[FoundDate] = []
    taken: set[int] = set()
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(text):
            date = reader(match, setting) if taken.isdisjoint(range(*match.span())) else None
            if date is not None:
                taken.update(range(*match.span()))
                found.append(date)
    return tuple(found)


def _dated(text: str, date: FoundDate, previous: FoundDate | None) -> FoundDate | None:
    """Add a date's modifier, or return None for a year that dates nothing."""
    start, end = date.core
    before = _BEFORE.search(text, max(0, start - 60), start)
    word = _words(before["word"]) if before and before["word"] else None
    part = before["part"] if before else None
    is_series = previous is not None and _SERIES.fullmatch(text, previous.span[1], start) is not None
    if not (word or part or (before and before["end"]) or is_series or _stands_alone(text, date)):
        return None
    if date.precision == "year" and not part and not _is_a_date(text, date, word):
        return None
    if before and before["end"]:
        date = _end_of(date)
    modifier = date.modifier or _modifier(word, bool(before and before["end"]), part)
    return replace(date, span=(before.start() if before else start, end), modifier=modifier)


def _words(printed: str) -> str:
    return " ".join(printed.lower().split())


def _stands_alone(text: str, date: FoundDate) -> bool:
    """Tell whether a date without preposition dates something: it is no attribute ("its March 2024 report")."""
    start, end = date.core
    if text[start:end].lower().endswith("ago"):
        return True
    if date.precision == "year":
        return bool(_YEAR_FOLLOWS.match(text[end : end + 12].lstrip()) or _AIM_FOLLOWS.match(text, end))
    if date.precision in ("period", "decade", "decade_end", "fiscal_year"):
        is_bracketed = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"  # "the Plan (2008-2020)"
        return is_bracketed or re.match(r"between|from|the\s|by|before", text[start:end], re.IGNORECASE) is not None
    return re.search(r"(?i)\b(?:its|the|a|an|their|['’]s)\s+$", text[max(0, start - 12) : start]) is None


def _is_a_date(text: str, date: FoundDate, word: str | None) -> bool:
    """Tell whether a lone year after a preposition is no part of a name, price or title."""
    start, end = date.core
    is_attribute = re.search(r"\bthe\s+$", text[max(0, start - 6) : start]) is not None
    if _PRICES.match(text, end) or (is_attribute and _NAME_FOLLOWS.match(text, end)):
        return False
    # "the Act of 2022" is a name, "the crisis of 2008" is not.
    return word != "of" or re.search(r"[A-Z]\w+\s+of\s+$", text[max(0, start - 40) : start]) is None


def _modifier(word: str | None, has_end: bool, part: str | None) -> str | None:
    if word in _SAYS_NOTHING or word is None:
        word = None
    if has_end:
        return f"{word or 'at'} the end of"
    return word or (part.lower() if part else None)


def _end_of(date: FoundDate) -> FoundDate:
    """Return the last day of a date."""
    if date.precision == "year":
        return replace(date, date=f"{date.date}-12-31", precision="year_end")
    if date.precision == "month":
        year, month = map(int, date.date.split("-"))
        last = calendar.monthrange(year, month)[1]
        return replace(date, date=f"{date.date}-{last:02}", precision="month_end")
    if date.fiscal:
        return replace(date, date=date.fiscal.end, precision="fiscal_year_end")
    return date
