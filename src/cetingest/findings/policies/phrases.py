"""Noun phrases whose head is a policy's: where each begins, and whether it is a name."""

import re
from collections.abc import Iterator

from cetingest.findings.policies.vocabulary import vocabulary
from cetingest.language.places import nation_regex
from cetingest.model import Span

_WORD = re.compile(r"[\w’'&./-]+")
# Small words that a name may hold between its capitals: "Fund for Research and Innovation".
_IN_NAME = ("of", "for", "on", "and", "the", "in")
_OPENS_PHRASE = re.compile(
    r"(?:an?|the|no|every|any|each|its|their|this|that|several|new|some|two|three|six|more|to|of|in|with|by|for|and|or|has|have|had|is|are|"
    r"was|were|also|which|under|through|from|at|on|as|yet|but|however|while|whereas|although|though|since|because|if|when|"
    r"where|after|before|until|despite|unlike|such|so|thus|hence|even|only|both|neither|either|many|most|another|against|"
    r"between|during|within|without|among|per|via|like|nor|our|your|these|those)$",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 6  # words of an unnamed policy before its head: "fast-tracked approval system" has two


def is_name(text: str, start: int, head: Span) -> bool:
    """Tell a name from a phrase that holds a capital: "Mi Taxi programme", but "AI bill", "Brazilian fund"."""
    if text[head[0]].isupper():
        return True
    words = _WORD.findall(text[start : head[0]])
    is_possessive = bool(words) and re.search(r"['’]s?$", words[-1]) is not None  # "IBM's facility"
    if not words or not words[-1][0].isupper() or is_possessive or text[: head[1]].endswith("s"):
        return False
    return any(re.search(r"[a-z]", word) and not nation_regex().fullmatch(word) for word in words)


# "National Centre for Space Studies", "Department for Science, Innovation and Technology".
_GOES_ON = re.compile(
    r"\s+(?:of|for|on)\s+(?:the\s+)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Spring|Summer|Autumn|Winter)\b)[A-Z][\w-]*(?:(?:,|,?\s+and|\s+&|\s+of)?\s+[A-Z][\w-]*){0,7}"
)
# "Project Beethoven", "Vision 2030", "Mission Innovation": the noun opens the name.
_TITLED = re.compile(
    r"(?:Project|Operation|Mission|Vision|Plan|Agenda|Pilot|Campaign)(?P<rest>\s+(?:20\d\d|[A-Z][\w-]*))\b"
)


def phrases(text: str) -> Iterator[tuple[Span, str]]:
    """Iterate over head nouns of policies and their kinds; of "Chips Act fund" only the last word is a head."""
    matches = list(vocabulary().heads.finditer(text))
    for index, match in enumerate(matches):
        follows = matches[index + 1].start() - match.end() if index + 1 < len(matches) else None
        # ... but "the programme funds ten projects": a plural after a singular is a verb.
        is_verb = follows == 1 and matches[index + 1][0].endswith("s") and not match[0].endswith("s")
        if follows is not None and follows <= 1 and not is_verb:
            continue
        if index and match.start() - matches[index - 1].end() == 1 and match[0].islower() and match[0].endswith("s"):
            continue
        goes_on = _GOES_ON.match(text, match.end()) if match[0][0].isupper() else None
        goes_on = goes_on or _TITLED.match(text, match.start())
        yield (
            (match.start(), goes_on.end() if goes_on else match.end()),
            vocabulary().kinds[re.sub(r"\s+", " ", match[0].lower())],
        )


def is_titled(text: str, span: Span) -> bool:
    """Tell whether a phrase's noun opens its name."""
    return _TITLED.match(text, *span) is not None


def name_start(text: str, head: Span) -> tuple[bool, int]:
    """Return whether a phrase is written as a name, and where it begins."""
    words = list(_WORD.finditer(text, max(0, head[0] - REACH), head[0]))
    start, is_named, taken = head[0], False, 0
    for match in reversed(words):
        word, first = match[0], match.start()
        gap = text[match.end() : start]
        if gap.strip() or "  " in gap:
            break
        opens_sentence = first == 0 and not is_named
        is_capital = (word[0].isupper() or word[0].isdigit()) and not opens_sentence
        if is_capital and not (_OPENS_PHRASE.match(word) or word in vocabulary().generic_names):
            is_named, start = True, first
        elif is_named:
            if word not in _IN_NAME or not _capital_before(text, first):
                break
            start = first
        elif _OPENS_PHRASE.match(word) or taken >= _LONGEST_PHRASE or vocabulary().creates.fullmatch(word):
            break
        else:
            start, taken = first, taken + 1
    if text[start : start + 4].lower() == "the ":
        start += 4
    return is_named, start


REACH = 90  # characters before a head noun that its name may take


def _capital_before(text: str, position: int) -> bool:
    """Tell whether a small word stands within a name: a capital right before it that opens no sentence."""
    match = re.search(r"([A-Z][\w-]*)\s+$", text[max(0, position - 40) : position])
    return bool(match and not _OPENS_PHRASE.match(match[1]))


def bears_name(text: str, head: Span, is_named: bool) -> bool:
    """Tell whether a phrase is a proper name, or has one in brackets after it: "a research centre (G-QuAT)"."""
    return is_named or bool(re.match(r"\s*\([A-Z][\w-]*[A-Z][\w-]*\)", text[head[1] :]))


# "The tax incentive PADIS": the name stands after the noun.
NAME_AFTER = re.compile(r"\s+(?P<name>[A-Z][\w’'-]*[A-Z][\w’'-]*)(?=[\s,.;])")


def name_of(text: str, span: Span) -> str:
    """Return a phrase with the abbreviation that stands in brackets after it."""
    abbreviation = re.match(r"\s*\([A-Z][\w-]*[A-Z][\w-]*\)", text[span[1] :])
    return text[span[0] : span[1]] + (abbreviation[0] if abbreviation else "")
