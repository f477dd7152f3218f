"""Dates in running text, with the words before them that say how they are meant."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from cetingest.findings.events.fiscal import FiscalYear, fiscal_year, has_own_fiscal_year
from cetingest.language.date_finder import any_of, pieces, read_date, scan
from cetingest.language.date_words import date_words, numbers
from cetingest.language.dates import PartialDate
from cetingest.language.numbers import word_number
from cetingest.model import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What dates are counted by: the country whose fiscal years they are, the year "the past decade" ends in."""

    country: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """A date in a text: `span` holds its modifier too, `core` the date alone; `last_year` is that of its end."""

    span: Span
    core: Span
    date: PartialDate
    precision: str
    last_year: int
    modifier: str | None = None
    fiscal: FiscalYear | None = None

    @property
    def is_span(self) -> bool:
        """Tell whether it is a stretch of several years."""
        return self.precision in ("period", "decade")


YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d%])"
_SECOND = r"(?P<second>(?:1[89]|20)\d\d|\d\d)(?![\d%])"
_DASH = r"\s?[-–—/]\s?"
_NUMBER = r"(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)"
_FISCAL = r"(?:FY|(?:fiscal|financial)(?:\s+years?)?)"

_Reader = Callable[[re.Match[str], Setting], EventDate | None]


def _found(match: re.Match[str], date: PartialDate, precision: str | None = None) -> EventDate:
    return EventDate(
        span=match.span(),
        core=match.span(),
        date=date,
        precision=precision or date.precision,
        last_year=date.last_year,
    )


def _years(first: int, last: int) -> PartialDate:
    return PartialDate(year=first, last=PartialDate(year=last))


def _read_plain(match: re.Match[str], _: Setting) -> EventDate | None:
    date = read_date(match)
    return _found(match, date) if date else None


def _read_fiscal(match: re.Match[str], setting: Setting) -> EventDate | None:
    printed, second = match["fiscal"], match["second"]
    number = int(printed) if len(printed) == 4 else 2000 + int(printed)
    if second and int(second) % 100 != (number + 1) % 100:
        return None
    year = fiscal_year(number, setting.country, is_first_of_two=second is not None)
    return replace(_found(match, year.date, "fiscal_year"), fiscal=year)


def _read_years(match: re.Match[str], setting: Setting) -> EventDate | None:
    """Read two years. 2024-25 is a fiscal year where those differ from calendar years, else a period."""
    first, printed = int(match["year"]), match["second"]
    second = int(printed) if len(printed) == 4 else first - first % 100 + int(printed)
    if second <= first:
        return None
    if len(printed) == 2 and second == first + 1 and has_own_fiscal_year(setting.country):
        year = fiscal_year(first, setting.country, is_first_of_two=True)
        return replace(_found(match, year.date, "fiscal_year"), fiscal=year)
    return _found(match, _years(first, second))


def _read_this_decade(match: re.Match[str], setting: Setting) -> EventDate | None:
    """The end of a decade that runs is the round year that ends it: from 2025, 2030."""
    if setting.year is None:
        return None
    year = PartialDate(year=setting.year - setting.year % 10 + 10)
    return replace(_found(match, year, "decade_end"), modifier="by the end of")


def _read_relative(match: re.Match[str], setting: Setting) -> EventDate | None:
    length = word_number(match["number"]) if match["number"] else 1.0
    if setting.year is None or length is None or length != int(length) or length > 200:
        return None
    years = int(length) * (10 if match["unit"].lower().startswith("decade") else 1)
    if years < 2:
        return None
    past = match["way"].lower() in ("past", "last", "previous", "preceding")
    first, last = (setting.year - years, setting.year) if past else (setting.year, setting.year + years)
    return _found(match, _years(first, last), "decade" if years == 10 else "period")


def _read_ago(match: re.Match[str], setting: Setting) -> EventDate | None:
    length = 1.0 if match["number"].lower() == "a" else word_number(match["number"])
    if setting.year is None or length is None or length != int(length):
        return None
    year = setting.year - int(length) * (10 if match["unit"].lower().startswith("decade") else 1)
    return _found(match, PartialDate(year=year)) if year > 1000 else None


_RELATIVE = (
    rf"the\s+(?P<way>past|last|previous|preceding|next|coming|following)\s+(?:{_NUMBER}\s+)?(?P<unit>decades?|years?)\b"
)
_NOT_IN_WORD = r"(?<![\w/.])(?:(?<!-)|(?<=mid-)|(?<=end-)|(?<=pre-)|(?<=post-))"


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Compile the forms in the order of trust: what reads more of a date comes first and keeps the place."""
    p = pieces("en", year=YEAR, before_year=r"(?:of\s+)?")
    nth = any_of(numbers("ordinals", "en"))
    readers: tuple[tuple[_Reader, tuple[str, ...]], ...] = (
        (
            _read_plain,
            (
                p.day_month_year,
                p.month_day_year,
                rf"{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
                rf"{YEAR}年\s?(?P<month>\d{{1,2}})月\s?(?P<day>\d{{1,2}})日",
                rf"{YEAR}年\s?(?P<month>\d{{1,2}})月",
            ),
        ),
        (
            _read_fiscal,
            (
                r"(?P<fiscal>(?:19|20)\d\d)(?P<second>(?!))?年度",
                rf"{_FISCAL}[\s-]?[’']?(?P<fiscal>(?:19|20)\d\d|\d\d)(?!\d)(?:{_DASH}{_SECOND})?",
                rf"(?P<fiscal>(?:19|20)\d\d){_DASH}{_SECOND}\s+(?:fiscal|financial|budget)\s+year",
                r"(?P<fiscal>(?:19|20)\d\d)(?P<second>(?!))?\s+(?:fiscal|financial)\s+year",
            ),
        ),
        (
            _read_plain,
            (
                rf"(?:Q(?P<quarter>[1-4])\s?(?:of\s+)?){YEAR}",
                rf"{YEAR}\s?Q(?P<quarter>[1-4])\b",
                rf"(?P<quarter>{nth})\s+quarter\s+of\s+{YEAR}",
                rf"(?:H(?P<half>[12])\s?(?:of\s+)?){YEAR}",
                rf"(?P<half>[12])H\s?(?:of\s+)?{YEAR}",
                rf"(?P<half>{nth})\s+half\s+of\s+{YEAR}",
                p.season_year,
                p.month_year,
            ),
        ),
        (
            _read_years,
            (
                rf"between\s+{YEAR}\s+and\s+{_SECOND}",
                rf"from\s+{YEAR}\s+(?:up\s+)?(?:to|until|till|through)\s+{_SECOND}",
                rf"{YEAR}(?:{_DASH}|\s+to\s+){_SECOND}",
            ),
        ),
        (_read_plain, (r"(?P<decade>(?:1[89]|20)\d)0[’']?s\b",)),
        (_read_this_decade, (r"(?:by|before|towards?)\s+the\s+(?:end\s+)?of\s+(?:the|this)\s+decade\b",)),
        (_read_relative, (_RELATIVE,)),
        (_read_ago, (rf"{_NUMBER}\s+(?P<unit>decades?|years?)\s+ago\b",)),
        (_read_plain, (YEAR,)),
    )
    return tuple(
        (re.compile(_NOT_IN_WORD + form, re.IGNORECASE), reader) for reader, forms in readers for form in forms
    )


_END = r"(?:the\s+)?(?:very\s+)?(?:end[\s-]of|end[\s-])\s*"
_FILL = r"(?:the\s+)?(?:(?P<part>early|mid|late|beginning of|start of|middle of)[\s-]+(?:the\s+)?)?"


@cache
def _before() -> re.Pattern[str]:
    """Compile what stands before a date: preposition, "end of" or "early", and a word for "about"."""
    return re.compile(
        rf"(?<!\w)(?:(?P<word>by|at|before|after|since|until|till|from|as\s+of|through|{_circa('')}|in|on|during|over|"
        rf"within|for|across|throughout|no\s+later\s+than|starting(?:\s+in)?|beginning(?:\s+in)?|to|up\s+to|towards?|"
        rf"of)\s+)?(?P<end>{_END})?{_FILL}(?P<about>{_circa('', 'after_preposition')}|at\s+least)?\s*$",
        re.IGNORECASE,
    )


def _circa(*where: str) -> str:
    """Return the alternatives of words for "about" that count there; "c." and "ca." need their full stop."""
    words = [word.word for word in date_words("circa") if word.where in where]
    short = "|".join(rf"{word}\." for word in words if len(word) <= 2)
    return f"(?-i:{short})|{any_of(word for word in words if len(word) > 2)}"


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


def find_dates(text: str, setting: Setting) -> tuple[EventDate, ...]:
    """Find the dates of a text that tell when something is, from left to right, with their modifiers.

    Years within names, in citations ("(Lee, 2020)") and of prices ("in 2015 dollars") are none. A fiscal year is that
    of the setting's country.

    >>> [d.date.edtf() for d in find_dates("by the end of FY2024, in March 2021 and since 2015", Setting("JPN", 2025))]
    ['2025-03-31', '2021-03', '2015']
    """
    found: list[EventDate] = []
    for date in sorted(_candidates(text, setting), key=lambda date: date.core):
        previous = found[-1] if found else None
        if (dated := _dated(text, date, previous)) is not None:
            found.append(dated)
    return tuple(found)


def mask_dates(text: str, setting: Setting) -> tuple[Span, ...]:
    """Return where dates of any sort stand, also those within names: their figures measure nothing."""
    return tuple(sorted(date.core for date in _candidates(text, setting) if date.precision != "year"))


# Every date holds one of these; most sentences hold none, and looking for it costs a tenth of looking for dates.
_HINT = re.compile(r"\d|(?i:decade|year)")


@lru_cache(maxsize=4)  # the finders of events and of quantities ask for the same sentence, one after the other
def _candidates(text: str, setting: Setting) -> tuple[EventDate, ...]:
    if _HINT.search(text) is None:
        return ()
    return tuple(scan(text, ((form, partial(_read_with, setting, reader)) for form, reader in _forms())))


def _read_with(setting: Setting, reader: _Reader, match: re.Match[str]) -> EventDate | None:
    return reader(match, setting)


def _dated(text: str, date: EventDate, previous: EventDate | None) -> EventDate | None:
    """Add a date's modifier, or return None for a year that dates nothing."""
    start, end = date.core
    before = _before().search(text, max(0, start - 60), start)
    word = _words(before["word"]) if before and before["word"] else None
    part = before["part"] if before else None
    is_series = previous is not None and _SERIES.fullmatch(text, previous.span[1], start) is not None
    if not (word or part or (before and before["end"]) or is_series or _stands_alone(text, date)):
        return None
    if date.precision == "year" and not part and not _is_a_date(text, date, word):
        return None
    if before and before["end"]:
        date = _end_of(date)
    if before and (_is_circa(before["word"]) or _is_circa(before["about"])):
        date = replace(date, date=replace(date.date, is_circa=True))
    modifier = date.modifier or _modifier(word, bool(before and before["end"]), part)
    return replace(date, span=(before.start() if before else start, end), modifier=modifier)


def _is_circa(word: str | None) -> bool:
    return word is not None and word.lower().removesuffix(".") in numbers("circa")


def _words(printed: str) -> str:
    return " ".join(printed.lower().split())


def _stands_alone(text: str, date: EventDate) -> bool:
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


def _is_a_date(text: str, date: EventDate, word: str | None) -> bool:
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


def _end_of(found: EventDate) -> EventDate:
    """Return the last day of a date."""
    if found.precision not in ("year", "month", "fiscal_year"):
        return found
    end = (found.date.last if found.fiscal else None) or _last_day(found.date.year, found.date.month or 12)
    return replace(found, date=end, precision=f"{found.precision}_end")


def _last_day(year: int, month: int) -> PartialDate:
    return PartialDate.of(year, month, calendar.monthrange(year, month)[1])
