"""Names of countries and their ISO 3166-1 alpha-3 codes.

countries.csv holds the English names of the tz database (public domain) and the usual other ones.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from cetingest.findings.words import alternatives


@cache
def country_codes() -> dict[str, str]:
    """Map country names in English to ISO 3166-1 alpha-3 codes."""
    with files("cetingest.findings").joinpath("countries.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}


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


@cache
def adjective_codes() -> dict[str, str]:
    """Map adjectives ("Dutch") to ISO 3166-1 alpha-3 codes of countries, or to the names of continents."""
    with files("cetingest.findings").joinpath("demonyms.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}


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
