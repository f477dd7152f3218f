"""What a judging word is about: the fields of the family that its phrase names, or the phrase itself."""

import re
from dataclasses import dataclass

from cetingest.findings.taxonomy import FoundTerm, Vocabulary
from cetingest.model import Span

# Between coordinated nouns; anything else with a preposition in it makes the later noun a part of the earlier one.
_COORDINATED = re.compile(
    r"(?:\s|,|;|—|–|/|:|\b(?:and|or|nor|both|as well as|including|such as|but|also|in|the|of|its|e\.g\.)\b)*"
)
_COORDINATOR = re.compile(r"[,;:—]|\b(?:and|or|nor|including|such as|as well as)\b", re.IGNORECASE)
_JUST_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|nor))\s*(?:the\s+|its\s+)?$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s*(?:in|of|for|on|at|from|to|by|with|within|across)\s", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:,\s*(?:and|or)?|\b(?:and|or)\b)\s*(?P<item>[A-Za-z][\w-]*(?:\s[\w-]+){0,2}?)\s*(?=,|\band\b|\bor\b|[.;]|$)"
)
_TOPIC_END = re.compile(
    r"[,;:.(—]|\s(?:to|that|which|for|from|because|due|so|as|by|with|than|while|and are|is|are|has)\s"
)
_ARTICLE = re.compile(r"^(?:in|of|for|at|on|the|a|an|its|their|both|across|also|been|is|are|was)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing judged: a family's key ((sector,) or (sector, pillar)) as printed, or printed words alone."""

    key: tuple[str, ...] | None
    printed: str
    span: Span


def find_targets(text: str, span: Span, terms: Vocabulary, *, with_unknown: bool = False) -> tuple[Target, ...]:
    """Find the coordinated fields of a phrase: of "rules on gene therapy" only the rules, of "A, B and C" all three.

    With `with_unknown` the items of a list of fields that no family knows are targets too.
    """
    start, end = span
    targets: list[Target] = []
    kept = True
    last: FoundTerm | None = None
    for term in terms.find(text[start:end]):
        if last is not None:
            kept = _is_kept(text[start + last.span[1] : start + term.span[0]], kept)
        last = term
        if kept:
            place = (start + term.span[0], start + term.span[1])
            targets.append(Target(term.key, text[slice(*place)], place))
    if with_unknown and len(targets) > 1:
        targets += _unknown_items(text, targets, end)
    return tuple(sorted(targets, key=lambda target: target.span))


# "Its best field is A, followed by B": the superlative is A's.
_RANKED_LOWER = re.compile(r"(?i)\b(?:followed by|ahead of|before|then)\s*$")


def _is_kept(between: str, was_kept: bool) -> bool:
    if _RANKED_LOWER.search(between):
        return False
    if _JUST_JOINED.fullmatch(between):
        return was_kept
    if _COORDINATED.fullmatch(between) and _COORDINATOR.search(between):
        return True
    if _PREPOSITION.match(between) and not re.search(r",|\b(?:including|such as)\b", between):
        return False
    return _COORDINATOR.search(between) is not None


def _unknown_items(text: str, targets: list[Target], end: int) -> list[Target]:
    """Return the short items between the first and the last known one, or right after it, that are none themselves."""
    found = []
    first, taken = targets[0].span[1], [target.span for target in targets]
    for match in _ITEM.finditer(text, first, end):
        place = match.span("item")
        if not any(place[0] < other[1] and other[0] < place[1] for other in taken):
            found.append(Target(None, match["item"], place))
    return found


def topic_of(text: str, span: Span) -> str | None:
    """Return the words of a phrase up to its end, at most eight, without the article."""
    phrase = text[slice(*span)].strip(" ,.")
    while (bare := _ARTICLE.sub("", phrase)) != phrase:
        phrase = bare
    if match := _TOPIC_END.search(phrase):
        phrase = phrase[: match.start()]
    return " ".join(phrase.split()[:8]) or None
