"""Dates in running text, as CSL dates with their spans."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cetingest.language.places import is_town
from cetingest.model import DateParts, Span

DateTuple = tuple[int, ...]

# Names in ten languages; a month name counts only beside a year, so short forms are safe.
_MONTH_NAMES = (
    "january|januar|января|stycznia|jänner|janvier|enero|gennaio|janeiro|januari|janv|jan|ene|genn|gen",
    "february|februar|февраля|lutego|février|fevrier|febrero|febbraio|fevereiro|februari|févr|feb|fev|febbr",
    "march|märz|марта|marca|mars|marzo|março|maart|marts|mar",
    "april|avril|апреля|kwietnia|abril|aprile|apr|avr|abr",
    "may|mai|мая|maja|mayo|maggio|maio|mei|maj|magg|mag",
    "june|juni|июня|czerwca|juin|junio|giugno|junho|jun|giu",
    "july|juli|июля|lipca|juillet|julio|luglio|julho|juill|juil|jul|lug",
    "august|août|августа|sierpnia|aout|agosto|augustus|augusti|aug|ago",
    "september|septembre|сентября|września|septiembre|settembre|setembro|sept|sep|sett|set",
    "october|oktober|октября|października|octobre|octubre|ottobre|outubro|oct|okt|ott|out",
    "november|novembre|ноября|listopada|noviembre|novembro|nov",
    "december|dezember|декабря|grudnia|décembre|diciembre|dicembre|dezembro|dec|dez|déc|dic",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_NAMES_OF_MONTHS = "|".join(_MONTH_NAMES)
# The first letters are looked at alone, which is a tenth of the cost of trying sixty names at each place.
_MONTH = rf"(?=[{''.join(sorted({name[0] for name in _MONTH_NUMBER}))}])(?P<month>{_NAMES_OF_MONTHS})\b\.?"
_NAMES_OF_MONTHS_ONLY = re.compile(rf"(?i)(?:{_NAMES_OF_MONTHS})\b")
_SEASON_NAMES = (
    "spring|frühjahr|frühling|printemps|primavera",
    "summer|sommer|été|verano|estate|verão",
    "autumn|fall|herbst|automne|otoño|autunno|outono",
    "winter|hiver|invierno|inverno",
)
_SEASON_NUMBER = {name: number for number, names in enumerate(_SEASON_NAMES, 1) for name in names.split("|")}
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ᵉʳ)?"
_OF = r"(?:de\s+|del\s+)?"
_DASH = r"\s?[-–—]\s?"
_NOT_IN_WORD = r"(?<![A-Za-z0-9_/.-])"

# A Japanese era's year 1 is the year after this number.
_ERA_START = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
    "reiwa": 2018, "heisei": 1988, "showa": 1925, "shōwa": 1925,
}  # fmt: skip
_ERA = "令和|平成|昭和|大正|明治"
_KANJI_DIGITS = "〇一二三四五六七八九"
_FULLWIDTH = {ord("０") + digit: str(digit) for digit in range(10)}

# Ranges and long forms stand before the shorter ones that they hold.
# Wider gaps stand where a URL was taken out: the words on both sides of it are no date.
_PATTERNS = tuple(
    re.compile(_NOT_IN_WORD + pattern.replace(r"\s+", r"\s{1,3}"), re.IGNORECASE)
    for pattern in (
        rf"{_MONTH}\s+{_DAY}{_DASH}(?P<last_day>\d{{1,2}}),?\s+{_YEAR}",
        rf"{_DAY}{_DASH}(?P<last_day>\d{{1,2}})\.?\s+{_OF}{_MONTH},?\s+{_OF}{_YEAR}",
        rf"{_MONTH}(?:{_DASH}|\s?/\s?)(?P<last_month>{_NAMES_OF_MONTHS})\b\.?,?\s+{_OF}{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+{_OF}{_MONTH},?\s+{_OF}{_YEAR}",
        rf"{_MONTH},?\s+{_OF}{_YEAR}",
        rf"(?<=\(){_YEAR},\s+{_MONTH}\s+{_DAY}(?=\))",  # author-date styles
        rf"(?<=\(){_YEAR},\s+{_DAY}\s+{_OF}{_MONTH}(?=\))",
        rf"(?<=\(){_YEAR},\s+{_MONTH}(?=\))",
        rf"(?P<season>{'|'.join(_SEASON_NAMES)}),?\s+{_OF}{_YEAR}",
        rf"(?:(?P<quarter>[1-4])(?:st|nd|rd|th|er|e|\.)?\s+(?:quarter|quartal|trimestre)\s+(?:of\s+)?{_OF}|"
        rf"(?:Q|T)(?P<q>[1-4])[\s/,-]{{1,2}}){_YEAR}",
        r"(?P<fiscal>(?:fiscal\s+(?:year\s+)?|FY\s?)(?:1[5-9]|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?)(?!\d)",
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2{_DAY}(?!\d)",
        rf"{_YEAR}\.\s(?P<month>\d{{1,2}})\.(?:\s(?P<day>\d{{1,2}})(?:\.|(?=\s*(?:[)\],;]|$))))?(?!\d)",  # Korean
        rf"{_YEAR}년(?:\s?(?P<month>\d{{1,2}})월(?:\s?(?P<day>\d{{1,2}})일)?)?",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        rf"(?P<day>\d{{1,2}})(?P<separator>[./-])\s?(?P<month>\d{{1,2}})(?P=separator)\s?{_YEAR}",
        rf"(?P<fiscal_year>(?:(?:1[5-9]|20)\d\d|(?:{_ERA})(?:\d{{1,2}}|元))\s*年度)",
        rf"(?:{_YEAR}|(?P<era>{_ERA})\s?(?P<era_year>\d{{1,2}}|元))\s*年(?:\s?[（(][^（）()]{{4,8}}[）)])?"
        r"(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?(?:版(?=\s?[,，、。]))?",
        rf"(?P<kanji_year>[{_KANJI_DIGITS}]{{4}})年(?:(?P<kanji_month>[一二三四五六七八九十]{{1,2}})月"
        r"(?:(?P<kanji_day>[一二三四五六七八九十]{1,3})日)?)?",
        r"(?P<era>reiwa|heisei|sh[oō]wa)\s+(?P<era_year>\d{1,2})\b",
    )
)
# "Ley 7/2021, de 20 de mayo", "Decreto-Lei n.º 88/2020, de 19 de outubro": acts have their year in the number.
_DAY_AFTER_NUMBER = re.compile(rf"(?i)(?<=/){_YEAR},?\s+de\s+(?P<day>\d{{1,2}})º?\s+de\s+{_MONTH}(?!\s+de\s+\d)")
# "2021a" is author-date style's; "c. 2010" is about that year; years joined by a dash are a range.
_LONE_YEAR = re.compile(
    rf"(?:(?:^|[,(.;:\[（])\s*|(?<=[\w.,:] )(?=\d{{4}}[a-z]?\)))(?P<circa>(?:c|ca|circa|um|vers|"
    rf"hacia)\b\.?\s*)?{_YEAR}(?:[a-z]|{_DASH}(?P<last_year>(?:1[5-9]|20)?\d\d))?"
    r"(?=\s*(?:[,.;:)\]）、。]|$))",
    re.IGNORECASE,
)
# "Title, Berlin 2019, S. 14": German notes name place and year without a comma. One word, or a town by its river.
_NO_PLACE = "Report|Outlook|Survey|Paper|Review|Index|Plan|Bericht|Strategie"
_PLACE_AND_YEAR = re.compile(
    rf"[,.]\s+(?P<place>(?!(?:{_NO_PLACE})\b)[A-ZÄÖÜ][\w-]{{2,20}}"
    rf"(?:\s(?:am|an der|a\.|i\.)\s\w+\.?|/[A-ZÄÖÜ][\w-]+|\s[A-Z][a-z]+)?)\s{_YEAR}(?=\s*(?:[,.;(]|$))"
)
# "Tübingen: Steinlach Verlag 2019, S. 14": so after a publisher.
_PUBLISHER_AND_YEAR = re.compile(
    rf"[,.:]\s+[A-ZÄÖÜ][\w./ -]{{2,30}}:\s[A-ZÀ-Þ][^,:;()\d]{{1,60}}?\s{_YEAR}(?=\s*(?:[,.;]|$))"
)
NO_DATE = re.compile(
    r"(?i)\b(?:n\.\s?d\.|o\.\s?[JD]\.|s\.\s?[df]\.|s\.\s?a\.|no date|undated|in press|forthcoming|im Erscheinen|"
    r"à paraître|en prensa)|刊行年不明|日付なし"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date and where it stands.

    `parts` is (year), (year, month) or (year, month, day), `last` the end of a range in the same form; `season` counts
    from 1 = spring; `literal` is a fiscal year as printed, since calendars of fiscal years differ.
    """

    span: Span
    parts: DateTuple
    last: DateTuple | None = None
    season: int | None = None
    is_circa: bool = False
    literal: str | None = None


@lru_cache(maxsize=16)  # a note is asked for its dates several times while it is read
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find dates with more than a year, and Japanese, Chinese and fiscal years, in order.

    Of 3/4/2023 and 3-4-2023 only the year is sure; 20/12/2024 and 18.9.2023 have one reading.

    >>> [date.parts for date in find_dates("June 2023, accessed 8 May 2025; 令和5年6月")]
    [(2023, 6), (2025, 5, 8), (2023, 6)]
    """
    found: list[FoundDate] = []
    text = text.translate(_FULLWIDTH)
    for pattern in (*_PATTERNS, _DAY_AFTER_NUMBER):
        for match in pattern.finditer(text):
            date = _read(match)
            if date and all(match.end() <= other.span[0] or other.span[1] <= match.start() for other in found):
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.span))


def find_lone_year(text: str) -> FoundDate | None:
    """Find a year that stands between punctuation or ends a bracket, so that a year in a title is no date.

    >>> find_lone_year("DX White Paper 2023"), find_lone_year("(London: Verso, 2023)").parts
    (None, (2023,))
    """
    return next(find_lone_years(text), None)


def find_lone_years(text: str) -> Iterator[FoundDate]:
    """Find every year that stands between punctuation, in order."""
    for match in _LONE_YEAR.finditer(text):
        until = match["last_year"]
        last = (int(match["year"][: 4 - len(until)] + until),) if until else None  # "2017–19"
        start = match.start("circa") if match["circa"] else match.start("year")
        yield FoundDate(
            span=(start, match.end()), parts=(int(match["year"]),), last=last, is_circa=bool(match["circa"])
        )


def find_place_and_year(text: str, start: int = 0) -> tuple[Span | None, FoundDate] | None:
    """Find the year of publication after a place, or after place and publisher, as in German notes.

    The span is the place's, when it stands alone.

    >>> find_place_and_year("Vogt, Lieferketten, Berlin 2019, S. 14")[1].parts
    (2019,)
    """
    if published := _PUBLISHER_AND_YEAR.search(text, start):
        return None, FoundDate(span=published.span("year"), parts=(int(published["year"]),))
    found = [m for m in _PLACE_AND_YEAR.finditer(text, start) if not _NAMES_OF_MONTHS_ONLY.match(m["place"])]
    if not found:
        return None
    # "Umweltgutachten 2020, Berlin 2020": the place of publication comes last
    match = next((m for m in found if is_town(m["place"])), found[-1])
    return match.span("place"), FoundDate(span=match.span("year"), parts=(int(match["year"]),))


def as_date_parts(date: FoundDate | DateTuple) -> DateParts:
    """Return a found date, or (year, month, day), as CSL-JSON's date variable."""
    if isinstance(date, tuple):
        return {"date-parts": (date,)}
    value: DateParts = {"date-parts": (date.parts, date.last) if date.last else (date.parts,)}
    if date.season:
        value["season"] = date.season
    if date.is_circa:
        value["circa"] = True
    if date.literal:
        value["literal"] = date.literal
    return value


def _read(match: re.Match[str]) -> FoundDate | None:
    """Return the figures of a match as a date of the calendar, or None when there is no such day."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    span = match.span()
    if fiscal := groups.get("fiscal") or groups.get("fiscal_year"):
        return FoundDate(span=span, parts=(_fiscal_year(fiscal),), literal=fiscal)
    year = _year(groups)
    if season := groups.get("season"):
        return FoundDate(span=span, parts=(year,), season=_SEASON_NUMBER[season.lower()])
    if quarter := int(groups.get("quarter") or groups.get("q") or 0):
        return FoundDate(span=span, parts=(year, 3 * quarter - 2), last=(year, 3 * quarter))
    parts = _calendar(year, _month(groups), _day(groups), is_ambiguous=groups.get("separator") in ("/", "-"))
    if parts is None:
        return None
    last: DateTuple | None = None
    if "last_month" in groups:
        last = (year, _MONTH_NUMBER[groups["last_month"].lower()])
    elif "last_day" in groups:
        last = _calendar(year, _month(groups), int(groups["last_day"]))
    return FoundDate(span=span, parts=parts, last=last)


def _fiscal_year(printed: str) -> int:
    if match := re.search(rf"(?P<era>{_ERA})(?P<year>\d+|元)", printed):
        return _ERA_START[match["era"]] + (1 if match["year"] == "元" else int(match["year"]))
    match = re.search(r"\d{4}", printed)
    assert match is not None, "every fiscal year that is no era's holds four figures"  # noqa: S101
    return int(match[0])


def _year(groups: dict[str, str]) -> int:
    if era := groups.get("era"):
        return _ERA_START[era.lower()] + (1 if groups["era_year"] == "元" else int(groups["era_year"]))
    if kanji := groups.get("kanji_year"):
        return int("".join(str(_KANJI_DIGITS.index(digit)) for digit in kanji))
    return int(groups["year"])


def _month(groups: dict[str, str]) -> int:
    """Return the number of the month, 0 when none is named."""
    if kanji := groups.get("kanji_month"):
        return _kanji_number(kanji)
    name = groups.get("month", "0").lower()
    return int(name) if name.isdigit() else _MONTH_NUMBER[name]


def _day(groups: dict[str, str]) -> int:
    return _kanji_number(groups["kanji_day"]) if "kanji_day" in groups else int(groups.get("day", 0))


def _kanji_number(kanji: str) -> int:
    """Read a number up to 99: 三, 十二, 二十, 三十一."""
    tens, ten, ones = kanji.rpartition("十")
    if not ten:
        return _KANJI_DIGITS.find(kanji)
    return 10 * (_KANJI_DIGITS.find(tens) if tens else 1) + (_KANJI_DIGITS.find(ones) if ones else 0)


def _calendar(year: int, month: int, day: int, *, is_ambiguous: bool = False) -> DateTuple | None:
    if not month:
        return (year,)
    if not day:
        return (year, month) if 1 <= month <= 12 else None
    if is_ambiguous and month <= 12 and day <= 12 and month != day:
        return (year,)  # 3/4/2023 is March in one country and April in the next
    if month > 12 >= day:
        month, day = day, month  # 12/20/2024: month first
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)
