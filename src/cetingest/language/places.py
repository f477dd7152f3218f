"""Countries, peoples, regions and towns by the names that reports and notes print.

The words lie in data/countries.csv (the English names of the tz database, public domain, and the usual other ones),
demonyms.csv, regions.csv (blocs under the names they give themselves) and towns.csv; docs/words.md tells their columns.
"""

import re
from dataclasses import dataclass
from functools import cache

from cetingest.language.data_files import read_rows
from cetingest.language.words import alternatives, compile_names


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the world, or a bloc of states; `type` is region or bloc."""

    region_id: str
    name: str
    type: str
    printed: tuple[str, ...]


# --- countries --------------------------------------------------------------------------------------------------------


@cache
def country_codes() -> dict[str, str]:
    """Map names of states in English to ISO 3166-1 alpha-3 codes."""
    return {row["name"]: row["code"] for row in _countries() if (row["language"], row["kind"]) == ("en", "state")}


@cache
def country_regex() -> re.Pattern[str]:
    """Compile all names, the longest first: "South Korea" before "Korea"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(country_codes())})(?!\w)")


def subject_code(printed: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country, or the printed name of any other subject.

    >>> subject_code("the United Kingdom"), subject_code("Europe")
    ('GBR', 'Europe')
    """
    bare = re.sub(r"^the\s+", "", printed.strip(), flags=re.IGNORECASE)
    return country_codes().get(bare, bare)


def is_country(text: str) -> bool:
    """Tell whether a text names a state, a part of one or the European Union, in any language or in capitals.

    >>> is_country("United States"), is_country("BRASIL"), is_country("Scotland"), is_country("United States Senate")
    (True, True, True, False)
    """
    return _bare(text) in _country_names()


def ends_in_country(name: str) -> bool:
    """Tell whether a name of several words ends in a country, as those of bodies do and those of persons do not.

    >>> [ends_in_country(name) for name in ("Statistics Mauritius", "Statistics South Africa", "Ann Georgia")]
    [True, True, False]
    """
    words = name.split()
    last = (" ".join(words[-count:]) for count in (1, 2) if len(words) > count)
    return any(is_country(text) and not is_family_name(text) for text in last)


def is_family_name(text: str) -> bool:
    """Tell whether the name of a country ends a person's name more often than a body's: "Georgia", not "Jordan"."""
    return any(row["name"] == text and row["family_name"] == "often" for row in _countries())


@cache
def also_family_names() -> frozenset[str]:
    """Return the countries that families are named like, more or less often: "Georgia" and "Jordan"."""
    return frozenset(row["name"] for row in _countries() if row["family_name"])


@cache
def _country_names() -> frozenset[str]:
    return frozenset(_bare(row["name"]) for row in _countries()) | {"european union"}


def _bare(text: str) -> str:
    return text.casefold().strip(" .")


@cache
def _countries() -> tuple[dict[str, str], ...]:
    return tuple(read_rows("cetingest.language", "data/countries.csv"))


# --- peoples and regions ----------------------------------------------------------------------------------------------


@cache
def adjective_codes() -> dict[str, str]:
    """Map adjectives ("Dutch") to ISO 3166-1 alpha-3 codes of countries, or to the names of continents."""
    return {row["name"]: row["code"] for row in read_rows("cetingest.language", "data/demonyms.csv")}


@cache
def demonym_codes() -> dict[str, str]:
    """Map "Japanese" to JPN: ISO 3166-1 alpha-3; adjectives of continents are left out."""
    codes = set(country_codes().values())
    return {name: code for name, code in adjective_codes().items() if code in codes}


@cache
def demonym_regex() -> re.Pattern[str]:
    """Compile all demonyms, the longest first."""
    return compile_names(demonym_codes())


@cache
def nation_regex() -> re.Pattern[str]:
    """Compile names and adjectives of countries, the longest first."""
    names = {**country_codes(), **adjective_codes(), "Europe": "", "EU": ""}
    return re.compile(rf"(?<![\w-])(?:{alternatives(names)})(?!\w)")


def nation_code(printed: str) -> str:
    """Return the code of a country by its name or adjective, or the printed name of a larger region.

    >>> nation_code("Dutch"), nation_code("EU"), nation_code("South Korea")
    ('NLD', 'EU', 'KOR')
    """
    return adjective_codes().get(printed) or country_codes().get(printed, printed)


@cache
def regions() -> dict[str, Region]:
    """Map each printed form of a region or bloc to it."""
    made = [
        Region(f"{row['type']}:{row['id']}", row["name"], row["type"], tuple(row["printed"].split("|")))
        for row in read_rows("cetingest.language", "data/regions.csv")
    ]
    return {printed: region for region in made for printed in region.printed}


@cache
def region_regex() -> re.Pattern[str]:
    """Compile the printed forms of regions and blocs, the longest first."""
    return compile_names(regions())


# --- towns ------------------------------------------------------------------------------------------------------------

# What follows the comma within a place: "Washington, DC: World Bank", "Cambridge, Mass.: MIT Press".
TOWN_REGION = r"(?:D\.?\s?C\.?|[A-Z]{2}|(?:Mass|Conn|Calif|Cal|Md|Va|N\.\s?J|N\.\s?Y)\.)"


def is_town(text: str) -> bool:
    """Tell whether a text names a town of publication, or two to four of them, and nothing else.

    >>> is_town("Washington, DC"), is_town("Paris Match"), is_town("London and New York")
    (True, False, True)
    """
    return _towns_regex().fullmatch(text) is not None


@cache
def _towns_regex() -> re.Pattern[str]:
    towns = alternatives(row["name"] for row in read_rows("cetingest.language", "data/towns.csv"))
    others = rf"(?:\s?/\s?|\sand\s|\s?[-–]\s?|\sund\s|\set\s)(?:{towns})(?:,?\s{TOWN_REGION})?"
    return re.compile(rf"(?:{towns})(?:,?\s(?!UP$){TOWN_REGION})?(?:{others}){{0,3}}")
