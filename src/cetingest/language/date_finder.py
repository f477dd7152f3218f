"""Dates in a text: the forms that every reader of texts knows, and how their figures are read.

A finder is a list of forms in the order of trust. Citations use all forms in all languages and add their own styles;
findings use those of English prose and add relative dates and fiscal years.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from cetingest.language.date_words import numbers
from cetingest.language.dates import PartialDate
from cetingest.language.numbers import read_kanji
from cetingest.model import Span

_T = TypeVar("_T")

_NOT_IN_WORD = r"(?<![A-Za-z0-9_/.-])"
DASH = r"\s?[-–—]\s?"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ᵉʳ)?"
OF = r"(?:of\s+|del?\s+)?"
# "In January of 1912" is prose: with it, a comment of a note would be taken for a citation.
_OF_YEAR = r"(?:del?\s+)?"
_KANJI_DIGITS = "〇一二三四五六七八九"
_FULLWIDTH = {ord("０") + digit: str(digit) for digit in range(10)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date and where it stands."""

    span: Span
    date: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Patterns of parts of dates, with the group names that `read_date` knows."""

    year: str
    of_year: str
    month: str
    last_month: str
    season: str
    era: str

    @property
    def day_month_year(self) -> str:
        """8 May 2025, 8. Mai 2025, 8 de mayo de 2025, 8th of May 2025."""
        return rf"{DAY}\s+{OF}{self.month},?\s+{self.of_year}"

    @property
    def month_day_year(self) -> str:
        """May 8, 2025."""
        return rf"{self.month}\s+{DAY},?\s+{self.year}"

    @property
    def month_year(self) -> str:
        """May 2025, mayo de 2025."""
        return rf"{self.month},?\s+{self.of_year}"

    @property
    def season_year(self) -> str:
        """Spring 2021, primavera de 2021."""
        return rf"{self.season},?\s+{self.of_year}"


def pieces(*languages: str, year: str = YEAR, before_year: str = _OF_YEAR) -> Pieces:
    """Return the patterns of some languages, or of all; `before_year` stands between month or season and year."""
    months = numbers("months", *languages)
    names = any_of(months)
    return Pieces(
        year=year,
        of_year=before_year + year,
        # The first letters are looked at alone, which is a tenth of the cost of trying all names at each place.
        month=rf"(?=[{''.join(sorted({name[0] for name in months}))}])(?P<month>{names})\b\.?",
        last_month=rf"(?P<last_month>{names})\b\.?",
        season=rf"(?P<season>{any_of(numbers('seasons', *languages))})",
        era=any_of(era for era in numbers("eras") if not era[0].isascii()),
    )


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def common_forms() -> tuple[re.Pattern[str], ...]:
    """Compile the forms of all languages. Ranges and long forms stand before the shorter ones that they hold."""
    p = pieces()
    year, month = p.year, p.month
    latin_era = any_of(era for era in numbers("eras") if era[0].isascii())
    forms = (
        rf"{month}\s+{DAY}{DASH}(?P<last_day>\d{{1,2}}),?\s+{year}",
        rf"{DAY}{DASH}(?P<last_day>\d{{1,2}})\.?\s+{OF}{month},?\s+{p.of_year}",
        rf"{month}(?:{DASH}|\s?/\s?){p.last_month},?\s+{p.of_year}",
        p.month_day_year,
        p.day_month_year,
        p.month_year,
        p.season_year,
        rf"(?P<quarter>[1-4])(?:st|nd|rd|th|er|e|\.)?\s+(?:{any_of(numbers('quarters'))})\s+{OF}{year}",
        rf"(?:Q|T)(?P<quarter>[1-4])[\s/,-]{{1,2}}{year}",
        rf"{year}([-/.])(?P<month>\d{{1,2}})\2{DAY}(?!\d)",
        rf"{year}\.\s(?P<month>\d{{1,2}})\.(?:\s(?P<day>\d{{1,2}})(?:\.|(?=\s*(?:[)\],;]|$))))?(?!\d)",  # Korean
        rf"{year}년(?:\s?(?P<month>\d{{1,2}})월(?:\s?(?P<day>\d{{1,2}})일)?)?",
        rf"{year}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        rf"(?P<day>\d{{1,2}})(?P<separator>[./-])\s?(?P<month>\d{{1,2}})(?P=separator)\s?{year}",
        rf"(?:{year}|(?P<era>{p.era})\s?(?P<era_year>\d{{1,2}}|元))\s*年(?:\s?[（(][^（）()]{{4,8}}[）)])?"
        r"(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?(?:版(?=\s?[,，、。]))?",
        rf"(?P<kanji_year>[{_KANJI_DIGITS}]{{4}})年(?:(?P<kanji_month>[一二三四五六七八九十]{{1,2}})月"
        r"(?:(?P<kanji_day>[一二三四五六七八九十]{1,3})日)?)?",
        rf"(?P<era>{latin_era})\s+(?P<era_year>\d{{1,2}})\b",
    )
    return tuple(map(compile_form, forms))


@cache
def _common_forms_with(held_parts: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(form for form in common_forms() if needs(form) <= held_parts)


def compile_form(form: str) -> re.Pattern[str]:
    r"""Compile a form that begins no part of a word; `\s+` in it is a gap of up to three spaces.

    Where a URL was taken out, the gap is wider: the words on both sides are no date.
    """
    return re.compile(_NOT_IN_WORD + form.replace(r"\s+", r"\s{1,3}"), re.IGNORECASE)


def find_common_dates(text: str) -> tuple[FoundDate, ...]:
    """Find the dates of the common forms with more than a year, in order.

    >>> [(date.span, date.date.edtf()) for date in find_common_dates("June 2023, 令和5年6月, Spring 2021")]
    [((0, 9), '2023-06'), ((11, 17), '2023-06'), ((19, 30), '2021-21')]
    """
    plain = plain_digits(text)
    found = scan(plain, ((form, found_date) for form in _common_forms_with(held(plain))))
    return tuple(sorted(found, key=lambda date: date.span))


def needs(form: re.Pattern[str]) -> frozenset[str]:
    """Return what a text must hold ("year", "month") for a form to be worth a search.

    No part of the form that stands for a month's name or a year may be optional.
    """
    has_era = not form.groupindex.keys().isdisjoint(("era_year", "kanji_year"))
    has_month = any_of(numbers("months")) in form.pattern
    return frozenset({*(() if has_era else ("year",)), *(("month",) if has_month else ())})


def held(text: str) -> frozenset[str]:
    """Return what a text in plain digits holds of "year" and "month": most texts name no month, many no year."""
    if _ANY_YEAR.search(text) is None:
        return frozenset()
    return frozenset(("year", "month") if _any_month().search(text.casefold()) else ("year",))


_ANY_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@cache
def _any_month() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{any_of({name.casefold() for name in numbers('months')})})\b")


def scan(text: str, forms: Iterable[tuple[re.Pattern[str], Callable[[re.Match[str]], _T | None]]]) -> list[_T]:
    """Read all matches of forms with the reader of each; what a form has read, no later one reads again."""
    taken = bytearray(len(text))
    found: list[_T] = []
    for pattern, read in forms:
        for match in pattern.finditer(text):
            start, end = match.span()
            if taken.find(1, start, end) < 0 and (date := read(match)) is not None:
                taken[start:end] = b"\1" * (end - start)
                found.append(date)
    return found


def plain_digits(text: str) -> str:
    """Write the digits of Japanese type (０-９) as ASCII."""
    return text.translate(_FULLWIDTH)


def found_date(match: re.Match[str]) -> FoundDate | None:
    """Read a match as a date with its place."""
    date = read_date(match)
    return FoundDate(span=match.span(), date=date) if date else None


def read_date(match: re.Match[str]) -> PartialDate | None:
    """Read the named groups of a match, or return None when the calendar has no such date.

    Of 3/4/2023 and 3-4-2023 only the year is sure; 20/12/2024 and 18.9.2023 have one reading.
    """
    groups = {name: value.lower() for name, value in match.groupdict().items() if value}
    if decade := groups.get("decade"):
        return PartialDate(year=int(decade) * 10, is_decade=True)
    year = _year(groups)
    if season := groups.get("season"):
        return PartialDate(year=year, season=numbers("seasons")[season])
    if quarter := groups.get("quarter"):
        return PartialDate(year=year, quarter=_number(quarter, "ordinals"))
    if half := groups.get("half"):
        number = _number(half, "ordinals")
        return PartialDate(year=year, half=number) if number <= 2 else None
    return _day_or_month(year, groups)


def _day_or_month(year: int, groups: dict[str, str]) -> PartialDate | None:
    month, day = _month(groups), _day(groups)
    if last_month := groups.get("last_month"):
        return PartialDate(year=year, month=month, last=PartialDate.of(year, numbers("months")[last_month]))
    date = _on_calendar(year, month, day, is_ambiguous=groups.get("separator") in ("/", "-"))
    if date and (last_day := groups.get("last_day")):
        return replace(date, last=_on_calendar(year, month, int(last_day)))
    return date


def _on_calendar(year: int, month: int, day: int, *, is_ambiguous: bool = False) -> PartialDate | None:
    """Return a day, or a month without one (0), or a year; None when there is no such day or month."""
    if not month:
        return PartialDate.of(year)
    if is_ambiguous and month <= 12 and day <= 12 and month != day:
        return PartialDate.of(year)  # 3/4/2023 is March in one country and April in the next
    if month > 12 >= day:
        month, day = day, month  # 12/20/2024: month first
    try:
        return PartialDate.of(year, month, day or None)
    except ValueError:
        return None


def _year(groups: dict[str, str]) -> int:
    if era := groups.get("era"):
        return numbers("eras")[era] + (1 if groups["era_year"] == "元" else int(groups["era_year"]))
    if kanji := groups.get("kanji_year"):
        return read_kanji(kanji)
    return int(groups["year"])


def _month(groups: dict[str, str]) -> int:
    """Return the number of the month, 0 when none is named."""
    if kanji := groups.get("kanji_month"):
        return read_kanji(kanji)
    return _number(groups.get("month", "0"), "months")


def _number(printed: str, words: str) -> int:
    return int(printed) if printed.isdigit() else numbers(words)[printed]


def _day(groups: dict[str, str]) -> int:
    return read_kanji(groups["kanji_day"]) if "kanji_day" in groups else int(groups.get("day", 0))
