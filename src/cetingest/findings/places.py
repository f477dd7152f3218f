"""Words for peoples, regions and blocs.

demonyms.csv names the people or the adjective of a country as English dictionaries do; regions.csv holds the regions
and blocs of states that policy reports name, under the names those blocs give themselves.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cetingest.findings.countries import adjective_codes, country_codes
from cetingest.findings.words import alternatives


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the world, or a bloc of states; `type` is region or bloc."""

    region_id: str
    name: str
    type: str
    printed: tuple[str, ...]


@cache
def demonym_codes() -> dict[str, str]:
    """Map "Japanese" to JPN: ISO 3166-1 alpha-3; adjectives of continents are left out."""
    codes = set(country_codes().values())
    return {name: code for name, code in adjective_codes().items() if code in codes}


@cache
def demonym_regex() -> re.Pattern[str]:
    """Compile all demonyms, the longest first."""
    return any_of(demonym_codes())


@cache
def regions() -> dict[str, Region]:
    """Map each printed form of a region or bloc to it."""
    made = [
        Region(f"{row['type']}:{row['id']}", row["name"], row["type"], tuple(row["printed"].split("|")))
        for row in rows("regions.csv")
    ]
    return {printed: region for region in made for printed in region.printed}


@cache
def region_regex() -> re.Pattern[str]:
    """Compile the printed forms of regions and blocs, the longest first."""
    return any_of(regions())


def rows(name: str) -> list[dict[str, str]]:
    """Read a data file of this package."""
    with files("cetingest.findings").joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Compile names that stand as whole words, the longest first: "South Korea" before "Korea"."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(names)})(?![\w])")
