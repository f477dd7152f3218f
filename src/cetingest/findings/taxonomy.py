"""How the words of a report are recognised as its family's: title, sections, sectors, pillars."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from cetingest.findings.family import Family, MatchRule, SectionRole
from cetingest.language.places import nation_regex
from cetingest.language.text import fold, squeeze_spaces
from cetingest.model import Span

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Term:
    """A spelling of something a family names; `key` is (sector,) or (sector, pillar)."""

    surface: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a text."""

    span: Span
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """What a document's title says under a family's pattern: the subject as printed and the edition."""

    family: Family
    subject: str
    edition: str | None


def match_titles(families: Iterable[Family], titles: Iterable[str]) -> tuple[TitleMatch, ...]:
    """Find the family whose pattern one of the titles fits, of several the one with the longest text of its own.

    So a pattern for any report ("{subject} Report") leaves alone those that a fuller one describes. Several that are
    alike in this are all returned: a document belongs to none of them then.
    """
    titles = [squeeze_spaces(title) for title in titles]
    matches = [
        TitleMatch(family, match["subject"].strip(), match.groupdict().get("edition"))
        for family in families
        for match in [next(filter(None, (_title_regex(family).fullmatch(title) for title in titles)), None)]
        if match
    ]
    longest = max((_own_text(match.family) for match in matches), default=0)
    return tuple(match for match in matches if _own_text(match.family) == longest)


def _own_text(family: Family) -> int:
    """Count the characters of a title pattern outside its places."""
    return len(re.sub(r"\{\w+\}", "", family.title_pattern))


def role_of_section(family: Family | None, section_path: tuple[str, ...]) -> SectionRole | None:
    """Return the role of the innermost heading that has one; without a family by words that most reports use."""
    for heading in reversed(section_path):
        folded = fold(heading)
        for known in family.section_roles if family else ():
            if fold(known.heading) == folded:
                return known.role
        for pattern, role in _GENERIC_ROLES:
            if pattern.search(heading):
                return role
    return None


def sector_of_section(family: Family | None, section_path: tuple[str, ...]) -> str | None:
    """Return the sector that the innermost telling heading names, else None."""
    if family is None:
        return None
    for heading in reversed(section_path):
        if key := match_term(heading, sector_terms(family), family.match):
            return key[0]
    return None


@cache
def sector_terms(family: Family) -> tuple[Term, ...]:
    """Return the spellings of a family's sectors."""
    return tuple(
        Term(s, (sector.id,)) for sector in family.sectors for s in (sector.label, *sector.aliases, *sector.headings)
    )


@cache
def pillar_terms(family: Family, sector_id: str | None = None) -> tuple[Term, ...]:
    """Return the spellings of the pillars of one sector, or of all; a sector's own stand before the shared ones."""
    shared = {entry.pillar: entry.aliases for entry in family.shared_aliases}
    pillars = [(s, p) for s in family.sectors if sector_id in (None, s.id) for p in s.pillars]
    own = [Term(spelling, (s.id, p.id)) for s, p in pillars for spelling in (p.label, *p.aliases)]
    return (*own, *(Term(spelling, (s.id, p.id)) for s, p in pillars for spelling in shared.get(p.id, ())))


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Terms made ready to be found: for each first letter its terms, the longest first, and their pattern."""

    by_initial: Mapping[str, tuple[tuple[Term, ...], re.Pattern[str]]]

    def find(self, text: str) -> tuple[FoundTerm, ...]:
        """Find terms on word boundaries, singular or plural, left to right; of two at one place the longer counts."""
        found, end = [], 0
        for word in _WORD_START.finditer(text):
            entry = self.by_initial.get(word[0].lower())
            if entry and word.start() >= end and (match := entry[1].match(text, word.start())):
                end = match.end()
                if _opens_name(text, match):
                    continue
                found.append(FoundTerm(match.span(), entry[0][(match.lastindex or 1) - 1].key))
        return tuple(found)


# "AI" in "AI Basic Act", "Exploration" in "Aerospace Exploration Agency": a capital right after a capital makes a name.
_CAPITAL_AFTER = re.compile(r" (?=[A-Z][a-z])")


def _opens_name(text: str, match: re.Match[str]) -> bool:
    after = _CAPITAL_AFTER.match(text, match.end())
    return bool(after and match[0][0].isupper() and not nation_regex().match(text, after.end()))


@cache
def vocabulary(terms: tuple[Term, ...]) -> Vocabulary:
    """Compile terms; of two spelled alike the first counts.

    By letters, since one pattern of all terms takes ten times as long on a text.
    """
    made = {}
    for letter in dict.fromkeys(term.surface[:1].lower() for term in terms):
        alike = [term for term in terms if term.surface[:1].lower() == letter]
        ordered = tuple(sorted(alike, key=lambda term: -len(term.surface)))
        made[letter] = ordered, re.compile("|".join(f"({_term_pattern(term.surface)})" for term in ordered))
    return Vocabulary(made)


def find_terms(text: str, terms: tuple[Term, ...]) -> tuple[FoundTerm, ...]:
    """Find terms in a text, as `Vocabulary.find` does."""
    return vocabulary(terms).find(text)


_WORD_START = re.compile(r"(?<![\w-])\w")


def match_term(phrase: str, terms: tuple[Term, ...], rule: MatchRule) -> tuple[str, ...] | None:
    """Return the key of the one term that a phrase means; None when none fits or two fit alike.

    Aliases on word boundaries come first: of those the longest, if only one key has it. Then rapidfuzz
    token_sort_ratio; partial ratios are out, since they find short labels in long phrases (facts of the index: 1 of 25
    wrong at 80).
    """
    found = find_terms(phrase, terms)
    if found:
        longest = max(term.span[1] - term.span[0] for term in found)
        keys = {term.key for term in found if term.span[1] - term.span[0] == longest}
        return keys.pop() if len(keys) == 1 else None
    best: dict[tuple[str, ...], float] = {}
    folded = fold(phrase)
    for surface, key in _folded(terms):
        best[key] = max(fuzz.token_sort_ratio(folded, surface), best.get(key, 0.0))
    ranked = sorted(best.items(), key=lambda entry: -entry[1])
    if not ranked or ranked[0][1] < rule.cutoff:
        return None
    is_clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= rule.ambiguous_margin
    return ranked[0][0] if is_clear else None


@cache
def _folded(terms: tuple[Term, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((fold(term.surface), term.key) for term in terms)


@cache
def term_regex(surface: str) -> re.Pattern[str]:
    """Compile a spelling: whole words, last word singular or plural; initials keep their case.

    >>> bool(term_regex("Biotechnology").search("in biotechnologies")), bool(term_regex("AI").search("to aid ai"))
    (True, False)
    """
    return re.compile(_term_pattern(surface))


def _term_pattern(surface: str) -> str:
    *head, last = surface.split()
    stem = re.sub(r"(?<=[^s])s$", "", last) if last.islower() else last
    ending = re.escape(stem[:-1]) + "(?:y|ies)" if stem.endswith("y") else re.escape(stem) + "(?:s|es)?"
    pattern = r"(?<![\w-])" + r"\s+".join([*map(re.escape, head), ending]) + r"(?!\w)"
    return pattern if surface.isupper() else f"(?i:{pattern})"


_GENERIC_ROLES = (
    (
        re.compile(
            r"(?i)^(?:\W|\d)*(?:executive\s+|policy\s+)?summary\b|"
            r"^(?:\W|\d)*(?:key|main) (?:findings|messages|takeaways|points|results|conclusions)\b|"
            r"^(?:\W|\d)*(?:in brief|at a glance|in a nutshell|overview|abstract|highlights)\W*$|要旨|概要"
        ),
        SectionRole.SUMMARY,
    ),
    (
        re.compile(
            r"(?i)\brecommend(?:ation|ed)|\bproposals?\b|\bways? forward\b|"
            r"\bpolicy (?:options|asks|actions|implications)\b|"
            r"\b(?:calls? to action|action points|our asks|what to do)\b|"
            r"\b(?:priority|proposed|recommended|key) (?:actions|measures|steps)\b|"
            r"\bwhat (?:should|must|needs to|has to|can|could) (?:be done|happen|change|do)\b|提言|勧告"
        ),
        SectionRole.RECOMMENDATION,
    ),
)


def _title_regex(family: Family) -> re.Pattern[str]:
    pattern = re.escape(family.title_pattern)
    pattern = pattern.replace(re.escape("{edition}"), r"(?P<edition>\d{4}(?:[–/-]\d{2,4})?)")
    return re.compile(
        pattern.replace(re.escape("{subject}"), r"(?P<subject>.+?)").replace(r"\ ", r"\s+"), re.IGNORECASE
    )
