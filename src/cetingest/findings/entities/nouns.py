"""What a body is, by the noun its name is built on (nouns.csv, own list).

`stands` tells where a noun makes a name: at its head ("Agency for ..."), at its tail ("... Agency"), both, at its end
with no capital after it ("... Aerospace"), or nowhere (type): it only types a name that something else makes one.
"""

import re
from functools import cache

from cetingest.language.data_files import read_rows
from cetingest.language.words import alternatives

# States make up organisations of this name; a company or a charity rarely calls itself so.
_INTERNATIONAL = re.compile(r"(?:International|World|Inter-?(?:[A-Z]|governmental)\w*|Pan-?[A-Z]\w*)\s")
_STATES = ("Organization", "Organisation", "Assembly")
# "Office of Pharmaceutical Industry Research": what it does outweighs what it is called.
_RESEARCH = re.compile(r"Office of .*Research$")
_COMPLEMENT = re.compile(r"\s(?:of|for|on|in|de|des|du|für)\s")


def type_of(name: str) -> str | None:
    """Return what a body is by the noun that its name is built on: the last one before "of" or "for".

    >>> type_of("Ministry of Finance"), type_of("Acme Corp."), type_of("Grasp")
    ('ministry', 'company', None)
    >>> type_of("Agency for Research Institutes"), type_of("World Customs Organization")
    ('public_agency', 'international_organisation')
    """
    if _RESEARCH.search(name):
        return "research_institute"
    found: re.Match[str] | None = None
    for match in _any_noun().finditer(name):
        if found and _COMPLEMENT.search(name, found.end() - 1, match.start() + 1):
            break
        found = match
    if found is None:
        return None
    is_of_states = found[0] in _STATES and _INTERNATIONAL.match(name.removeprefix("The "))
    return "international_organisation" if is_of_states else _types()[found[0]]


def nouns_at(*places: str) -> str:
    """Return a pattern of the nouns that stand at one of the places, the longest first."""
    return alternatives(
        row["noun"] for row in read_rows("cetingest.findings", "entities/nouns.csv") if row["stands"] in places
    )


@cache
def _types() -> dict[str, str]:
    return {row["noun"]: row["type"] for row in read_rows("cetingest.findings", "entities/nouns.csv")}


@cache
def _any_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_types())})(?!\w)")
