"""Dates of notes: the common forms, those of citation styles, and years that stand alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from cetingest.language.date_finder import (
    DASH,
    DAY,
    OF,
    YEAR,
    FoundDate,
    any_of,
    common_forms,
    compile_form,
    found_date,
    held,
    needs,
    pieces,
    plain_digits,
    read_date,
    scan,
)
from cetingest.language.date_words import numbers
from cetingest.language.dates import PartialDate
from cetingest.language.places import is_town
from cetingest.model import Span

# "Title, Berlin 2019, S. 14": German notes name place and year without a comma. One word, or a town by its river.
_NO_PLACE = "Report|Outlook|Survey|Paper|Review|Index|Plan|Bericht|Strategie"
_PLACE_AND_YEAR = re.compile(
    rf"[,.]\s+(?P<place>(?!(?:{_NO_PLACE})\b)[A-ZÄÖÜ][\w-]{{2,20}}"
    rf"(?:\s(?:am|an der|a\.|i\.)\s\w+\.?|/[A-ZÄÖÜ][\w-]+|\s[A-Z][a-z]+)?)\s{YEAR}(?=\s*(?:[,.;(]|$))"
)
# "Tübingen: Steinlach Verlag 2019, S. 14": so after a publisher.
_PUBLISHER_AND_YEAR = re.compile(
    rf"[,.:]\s+[A-ZÄÖÜ][\w./ -]{{2,30}}:\s[A-ZÀ-Þ][^,:;()\d]{{1,60}}?\s{YEAR}(?=\s*(?:[,.;]|$))"
)
NO_DATE = re.compile(
    r"(?i)\b(?:n\.\s?d\.|o\.\s?[JD]\.|s\.\s?[df]\.|s\.\s?a\.|no date|undated|in press|forthcoming|im Erscheinen|"
    r"à paraître|en prensa)|刊行年不明|日付なし"
)


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], FoundDate | None]]


@lru_cache(maxsize=16)  # a note is asked for its dates several times while it is read
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find dates with more than a year, and Japanese, Chinese and fiscal years, in order.

    >>> [found.date.edtf() for found in find_dates("June 2023, accessed 8 May 2025; 令和5年6月; (c. May 1910)")]
    ['2023-06', '2025-05-08', '2023-06', '1910-05~']
    """
    plain = plain_digits(text)
    found = scan(plain, _forms_with(held(plain)))
    return tuple(_with_circa(text, date) for date in sorted(found, key=lambda date: date.span))


@cache
def _forms() -> tuple[_Form, ...]:
    """Compile the forms of notes: those of fiscal years and author-date styles first, that of acts last."""
    p = pieces()
    fiscal_years = (
        r"(?P<fiscal>(?:fiscal\s+(?:year\s+)?|FY\s?)(?P<year>(?:1[5-9]|20)\d\d)(?:[/–-]\d\d(?:\d\d)?)?)(?!\d)",
        rf"(?P<fiscal>(?:(?P<year>(?:1[5-9]|20)\d\d)|(?P<era>{p.era})(?P<era_year>\d{{1,2}}|元))\s*年度)",
    )
    author_date = (
        rf"(?<=\(){YEAR},\s+{p.month}\s+{DAY}(?=\))",
        rf"(?<=\(){YEAR},\s+{DAY}\s+{OF}{p.month}(?=\))",
        rf"(?<=\(){YEAR},\s+{p.month}(?=\))",
    )
    # "Ley 7/2021, de 20 de mayo", "Decreto-Lei n.º 88/2020, de 19 de outubro": acts have their year in the number.
    of_act = rf"(?<=/){YEAR},?\s+de\s+(?P<day>\d{{1,2}})º?\s+de\s+{p.month}(?!\s+de\s+\d)"
    return (
        *((compile_form(form), _read_fiscal_year) for form in fiscal_years),
        *((form, found_date) for form in (*map(compile_form, author_date), *common_forms())),
        (re.compile(of_act, re.IGNORECASE), found_date),
    )


@cache
def _forms_with(held_parts: frozenset[str]) -> tuple[_Form, ...]:
    return tuple(form for form in _forms() if needs(form[0]) <= held_parts)


def _read_fiscal_year(match: re.Match[str]) -> FoundDate | None:
    """Read the number of a fiscal year; it is kept as printed, since calendars of fiscal years differ."""
    date = read_date(match)
    return FoundDate(span=match.span(), date=replace(date, literal=match["fiscal"])) if date else None


def _with_circa(text: str, found: FoundDate) -> FoundDate:
    """Take in a word before a date that says that it is only about right."""
    start = found.span[0]
    before = _circa_before().search(text, max(0, start - _LONGEST_CIRCA), start)
    if before is None:
        return found
    return FoundDate(span=(before.start("circa"), found.span[1]), date=replace(found.date, is_circa=True))


_LONGEST_CIRCA = 20  # characters: the word, its full stop, spaces and the sign before it


@cache
def _circa_before() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,(.;:\[（]\s*){_circa()}$", re.IGNORECASE)


def _circa() -> str:
    return rf"(?P<circa>(?:{any_of(numbers('circa'))})\b\.?\s*)"


def find_lone_year(text: str) -> FoundDate | None:
    """Find a year that stands between punctuation or ends a bracket, so that a year in a title is no date.

    >>> find_lone_year("DX White Paper 2023"), find_lone_year("(London: Verso, 2023)").date.edtf()
    (None, '2023')
    """
    return next(find_lone_years(text), None)


def find_lone_years(text: str) -> Iterator[FoundDate]:
    """Find every year that stands between punctuation, in order."""
    for match in _lone_year().finditer(text):
        until = match["last_year"]
        last = PartialDate(year=int(match["year"][: 4 - len(until)] + until)) if until else None  # "2017–19"
        start = match.start("circa") if match["circa"] else match.start("year")
        date = PartialDate(year=int(match["year"]), last=last, is_circa=bool(match["circa"]))
        yield FoundDate(span=(start, match.end()), date=date)


@cache
def _lone_year() -> re.Pattern[str]:
    """Compile it: "2021a" is author-date style's; "c. 2010" is about that year; years with a dash are a range."""
    return re.compile(
        rf"(?:(?:^|[,(.;:\[（])\s*|(?<=[\w.,:] )(?=\d{{4}}[a-z]?\))){_circa()}?{YEAR}"
        rf"(?:[a-z]|{DASH}(?P<last_year>(?:1[5-9]|20)?\d\d))?(?=\s*(?:[,.;:)\]）、。]|$))",
        re.IGNORECASE,
    )


def find_place_and_year(text: str, start: int = 0) -> tuple[Span | None, FoundDate] | None:
    """Find the year of publication after a place, or after place and publisher, as in German notes.

    The span is the place's, when it stands alone.

    >>> find_place_and_year("Vogt, Lieferketten, Berlin 2019, S. 14")[1].date.edtf()
    '2019'
    """
    if published := _PUBLISHER_AND_YEAR.search(text, start):
        return None, found_year(published)
    found = [m for m in _PLACE_AND_YEAR.finditer(text, start) if not _begins_with_month(m["place"])]
    if not found:
        return None
    # "Umweltgutachten 2020, Berlin 2020": the place of publication comes last
    match = next((m for m in found if is_town(m["place"])), found[-1])
    return match.span("place"), found_year(match)


def found_year(match: re.Match[str]) -> FoundDate:
    """Return the group `year` of a match as a date."""
    return FoundDate(span=match.span("year"), date=PartialDate(year=int(match["year"])))


def shifted(found: FoundDate, offset: int) -> FoundDate:
    """Count the place of a date, found in a part of a text that begins at `offset`, in the whole text."""
    return replace(found, span=(found.span[0] + offset, found.span[1] + offset))


def _begins_with_month(place: str) -> bool:
    first = re.match(r"\w+", place)
    return first is not None and first[0].lower() in numbers("months")
