"""Cities, states and provinces by their names.

cities.csv: GeoNames (geonames.org, CC BY 4.0), cities of 100,000 people and more and capitals, without those whose
name is an English word or a country's; provinces.csv: own list of states and provinces that policy reports name.
"""

import re
from functools import cache

from cetingest.language.data_files import read_rows
from cetingest.language.text import fold
from cetingest.language.words import compile_names

_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*\s(?:of\s|de\s)?)$")
_PREPOSED = re.compile(
    r"(?:\b(?:In|At|From|Near|Outside|And|Both|With|To|Between|Like|Only|While|But|Dr|Mr|Ms)|^|[.!?:]\s*[A-Z]\w*)\s$"
)
# "A plant in Dholera", "based in Khavda": a capital after such a noun and "in" is a place, known or not.
_SITED = re.compile(
    r"\b(?:plants?|fabs?|factor(?:y|ies)|sites?|headquarters|headquartered|campus|facilit(?:y|ies)|labs?|laborator(?:y|ies)|"
    r"cent(?:re|er)s?|offices?|ports?|works|gigafactor(?:y|ies)|reactors?|clusters?|hubs?|based|located|built|opened|city|town|"
    r"village|homes?|clinics?|hospitals?|schools?|one|project|parks?)\s+(?:in|near|outside|at|of)\s+"
    r"(?P<name>(?!(?:The|Phase|Article|Part|Chapter|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Q[1-4])\b)[A-Z][a-zà-ž]{2,}(?:\s[A-Z][a-zà-ž]{2,})?)(?=[,.;:)]|\s(?:and|or|in|with|since|by|to|has|have|"
    r"is|are|was|were|will|which|that|as|for|on|from)\b)"
)


@cache
def _countries_of() -> dict[str, dict[str, int]]:
    """Map names to the countries that have a place of that name, with its thousands of people."""
    found: dict[str, dict[str, int]] = {}
    for row in read_rows("cetingest.findings", "entities/cities.csv"):
        for name in {row["name"], fold(row["name"]).title()}:
            found.setdefault(name, {})[row["country"]] = int(row["thousands"])
    for row in read_rows("cetingest.findings", "entities/provinces.csv"):
        found.setdefault(row["name"], {})[row["country"]] = _PROVINCE
    return found


_PROVINCE = 1_000_000  # a state is meant rather than a town of its name
# A foreign town below this is rarely named, and its name often is a family's or a firm's ("Austin", "Lincoln").
_FOREIGN = 250  # thousands of people


_IN = re.compile(r"\b(?:in|near|from|at|to|outside|between)\s$")


@cache
def _regex() -> re.Pattern[str]:
    return compile_names(_countries_of())


City = tuple[int, int, str, str]  # start, end, name, country


def find_cities(text: str, home: str | None) -> list[City]:
    """Find places: start, end, name and country; of several of a name the own country's, else the largest."""
    found = []
    for match in _regex().finditer(text):
        countries = _countries_of()[match[0]]
        country = home if home in countries else max(countries, key=lambda code: countries[code])
        if country != home and countries[country] < _FOREIGN and not _IN.search(text, 0, match.start()):
            continue
        if not _is_part_of_name(text, match):
            found.append((*match.span(), match[0], country))
    return found


def find_sites(text: str) -> list[tuple[int, int, str]]:
    """Find names that a noun of place and "in", or "in" before a lone capital, make a place."""
    alone = (match for match in _ALONE.finditer(text) if not _NOT_AT.fullmatch(match["before"] or ""))
    return [(*match.span("name"), match["name"]) for match in (*_SITED.finditer(text), *alone)]


# "A firm in Foobury has": one capitalised word after "in" is a place, unless it is a time, a part or a field of study.
_ALONE = re.compile(
    r"(?:(?<!\w)(?P<before>\w+)|[,;)])\sin\s(?P<name>(?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Spring|Summer|Autumn|Winter|Phase|Article|Part|Chapter|Annex|Appendix|Table|Figure|Box|Section|Parliament|"
    r"Congress|Council|Cabinet|Government|Recommendation|Law|History|Latin|Python|Java|The|"
    r"\w+(?:ics|ogy|ing|tion|ment|ism|ity))\b)"
    r"[A-Z][a-zà-ž]{2,})(?=[,.;:)](?!\s[A-Z])|\s(?:and|or|since|by|to|has|have|had|is|are|was|were|will|which|that|as|for|on|"
    r"from)\b)"
)
# What stands in a firm or a cause and not at a place: "invests in Acme", "a stake in Acme".
_NOT_AT = re.compile(
    r"(?i)invest(?:s|ed|ing|ments?)?|stakes?|shares?|interests?|confidence|trust|believes?|engaged|involved|"
    r"participate[sd]?|degree|doctorate|prize|professor|written"
)
_LISTED = r"[A-Z][a-zà-ž]{2,}(?:\s[A-Z][a-zà-ž]{2,})?"
_LIST = re.compile(
    rf"\b(?:in|from|near|between|outside)\s(?P<names>{_LISTED}(?:,\s{_LISTED}){{0,8}},?\sand\s{_LISTED})(?=[.,;:)]|\s[a-z])"
)


def find_listed(text: str) -> list[tuple[int, int, str]]:
    """Find names that stand in a list with a city: "in Foo, Bar and London"; what else the list may hold is left in."""
    found = []
    for match in _LIST.finditer(text):
        names = [(*name.span(), name[0]) for name in re.compile(_LISTED).finditer(text, *match.span("names"))]
        if any(name in _countries_of() for _, _, name in names):
            found += names
    return found


def country_of_city_in(name: str) -> str | None:
    """Return the country of the one large city that a body's name holds: "Stockholm Institute"."""
    matches = [match[0] for match in _regex().finditer(name)]
    countries = {code for city in matches for code, size in _countries_of()[city].items() if size >= _FOREIGN}
    return countries.pop() if len(countries) == 1 else None


def _is_part_of_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether capitals stand around a place: "University of Oxford", "London School", "Jack London"."""
    if re.match(r"\s(?!(?:North|South|East|West)\b)[A-Z]\w", text[match.end() : match.end() + 3]):
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    return bool(_NAME_BEFORE.search(before)) and not _PREPOSED.search(before)
