"""Which sector and whose matter a judgement is, by its clause, its sentence and its section."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cetingest.findings.context import Sentence
from cetingest.findings.family import Family
from cetingest.findings.taxonomy import OVERALL, Vocabulary, pillar_terms, sector_terms, term_regex, vocabulary
from cetingest.language.places import nation_code, nation_regex, subject_code

CROSS = "cross"
# "The other technologies" are those that the paragraph has not named so far; "these areas" are those that it has.
_KINDS = r"(?:technolog(?:y|ies)|sectors?|fields?|areas?|domains?|chapters?|dimensions?|pillars?|indicators?)"
_OTHERS = re.compile(
    rf"\b(?:the\s+)?(?:other|remaining|rest of the)\s+(?:\w+\s+){{0,2}}{_KINDS}\b(?!,? (?:such as|like))", re.IGNORECASE
)
_SEVERAL = re.compile(
    rf"\b(?:these|those|all|across|both|every|each|each of the)\s+(?:\w+\s+){{0,2}}{_KINDS}\b", re.IGNORECASE
)
# The subject of a clause: after its connecting word and what is put in front of it.
_LEAD = re.compile(
    r"\s*(?:(?:while|whereas|although|though|but|yet|however|and|as|because|since|moreover|in contrast|by contrast|"
    r"nevertheless|still|also|that|nonetheless|conversely|similarly),?\s+)*(?:(?:in|for|on|within|even|despite|amid|"
    r"since|with|under|by|at)\s[^,]{0,120},\s+)?(?:the|many|some|most|several|only|few|leading|large|major|like)?\s*",
    re.IGNORECASE,
)
# "That in the United States" is a yardstick, no place.
_IN = re.compile(r"(?<!\bthat )(?<!\bthose )(?<!\bthan )(?<!\blevel )(?<!\blevels )\bin\s+(?:the\s+)?$", re.IGNORECASE)


# "Among the leaders in Europe", "the largest in Asia": Europe is what the superlative reaches over.
_REACH = re.compile(
    r"(?i)\b(?:leaders?|leading|front-?runners?|best|worst|first|last|top|only|no other|"
    r"(?:most|least)\s+\w+|\w{3,}est)\b[^,;]{0,40}$"
    r"|\bwhat\b[^,;]{0,40}$|\bas\s+in\s+(?:the\s+)?$"  # a yardstick
)
_SELF = re.compile(r"(?i)\bthe\s+(?:country|nation|kingdom|republic|island)\b(?!['’])")


@dataclass(frozen=True, slots=True)
class Fields:
    """A family's words made ready: those of each sector's pillars, of all sectors, and of both together."""

    family: Family
    pillars: Mapping[str, Vocabulary]
    sectors: Vocabulary
    every: Vocabulary
    owners: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence's words are read by: its section's sector, else the sectors that it and its paragraph name."""

    sector: str | None
    named_before: tuple[str, ...]
    terms: Vocabulary


def fields_of(family: Family) -> Fields:
    """Make a family's words ready to be found."""
    owners: dict[str, frozenset[str]] = {}
    for sector in family.sectors:
        for pillar in sector.pillars:
            owners[pillar.id] = owners.get(pillar.id, frozenset()) | {sector.id}
    return Fields(
        family=family,
        pillars={sector.id: vocabulary(pillar_terms(family, sector.id)) for sector in family.sectors},
        sectors=vocabulary(sector_terms(family)),
        every=vocabulary((*sector_terms(family), *pillar_terms(family))),
        owners=owners,
    )


def scope_of(fields: Fields, sentence: Sentence) -> Scope:
    """Return the scope of a sentence: in a sector's section the sector's pillars, else all sectors and pillars."""
    if sentence.sector:
        return Scope(sentence.sector, (), fields.pillars[sentence.sector])
    before = sentence.block.text[max(0, sentence.span[0] - _LOOK_BACK) : sentence.span[0]]
    named = tuple(dict.fromkeys(term.key[0] for term in fields.sectors.find(before)))
    return Scope(None, named, fields.every)


_LOOK_BACK = 2_000  # characters of the paragraph before a sentence; longer paragraphs do not hold one thought


def sectors_of_clause(text: str, scope: Scope, fields: Fields) -> tuple[str, ...]:
    """Return the sectors that a clause without a pillar is about: the section's, the others, or overall."""
    if _OTHERS.search(text):
        known = {*scope.named_before}
        if scope.sector is None:
            return tuple(sector.id for sector in fields.family.sectors if sector.id not in known)
        return (scope.sector,)
    if scope.sector:
        return (scope.sector,)
    if _SEVERAL.search(text):
        return (CROSS,)
    return (OVERALL,)


def _is_place(before: str) -> bool:
    """Tell whether "in" before a country makes it the place of what is said."""
    return _IN.search(before) is not None and _REACH.search(before) is None


def key_of_pillar(
    key: tuple[str, ...], position: int, sentence: str, scope: Scope, fields: Fields
) -> tuple[str, str | None] | None:
    """Return sector and pillar that a found term means at `position`; outside sections the sector named last.

    A pillar that several sectors have and no named one tells, is of all of them (`cross`).
    """
    if scope.sector:
        return scope.sector, key[1] if len(key) > 1 else None
    if len(key) == 1:
        return key[0], None
    owners = fields.owners[key[1]]
    if _SEVERAL.search(sentence):
        return CROSS, key[1]
    named = [term.key[0] for term in fields.sectors.find(sentence[:position])]
    if not named and len(scope.named_before) == 1:  # of several it is open which is meant
        named += scope.named_before
    if named and named[-1] in owners:
        return named[-1], key[1]
    return (next(iter(owners)), key[1]) if len(owners) == 1 else (CROSS, key[1])


def subjects_of(clause: str, subject: str) -> tuple[str, ...]:
    """Return whom a clause is about: the countries that open it or where it takes place, else the document's subject.

    >>> subjects_of("while China and the US lead", "Japan"), subjects_of("the market is small", "Japan")
    (('CHN', 'USA'), ('JPN',))
    """
    own = subject_code(subject)
    start = _LEAD.match(clause)
    position = start.end() if start else 0
    named: list[str] = []
    while match := nation_regex().match(clause, position):
        named.append(nation_code(match[0]))
        glue = re.compile(r"(?:\s*(?:,|and|or)\s*)+(?:the\s+)?").match(clause, match.end())
        position = glue.end() if glue else len(clause)
    if not named:
        named = [nation_code(m[0]) for m in nation_regex().finditer(clause) if _is_place(clause[: m.start()])]
    if not named or own in named or term_regex(subject).search(clause) or _SELF.search(clause):
        return (own,)
    # The adjective of a neighbour that shares the name ("Korean") is the subject's own.
    return (own,) if any(subject_code(subject) == code for code in named) else tuple(dict.fromkeys(named))
