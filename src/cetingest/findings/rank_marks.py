"""Where a sentence prints ranks: "ranks 4th", "in fifth place", "AI (9th)"; other ordinals are none."""

import re
from dataclasses import dataclass
from itertools import islice

from cetingest.language.numbers import CARDINALS, ORDINALS

# What follows a rank; a noun after it ("the fourth country", "21st century") makes it none.
_ENDS = (
    r"(?=[\s-]*(?:(?:place|position|rank|spot|slot|overall|globally|worldwide|internationally|in|for|on|among|out|of|behind|"
    r"ahead|after|between|with|and|but|while|whereas|though|although|thanks|owing|due|driven|led|supported|again|alongside|"
    r"respectively)\b|[,;.():—–]|$))"
)
_RANK = re.compile(
    rf"(?<![\w-])(?:(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})(?![A-Za-z]){_ENDS}"
    rf"|(?:No\.\s?|\#|number\s)(?P<number>\d{{1,3}}|{'|'.join(CARDINALS)})\b"
    r"|(?<=\brank of )(?P<bare>\d{1,3})(?![\w%.]))",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:\s+(?:also|only|just|currently|now|even|again|as|at|in|to|into|the|a|an|its|joint|equal|overall|back|up|down|low|"
    r"high|them|it|no\s+(?:better|higher|lower|worse)\s+than|[a-z]+\s+country))*\s+$"
)
_VERB = re.compile(
    r"\b(?:rank(?:s|ed|ing|ings)?|plac(?:e|es|ed|ing)|position(?:s|ed)?|com(?:es?|ing)|came|stands?|stood|sits?|sat|"
    r"finish(?:es|ed|ing)?|lands?|landed|lies|lay|follow(?:s|ed|ing)?|languish(?:es|ed|ing)?|ends?|ended|starts?|started|"
    r"appears?|scores?|scored|performs?|trails?|trailing|slip(?:s|ped|ping)?|drop(?:s|ped|ping)?|falls?|fell|fallen|falling|"
    r"ris(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|moves?|moved|moving|jump(?:s|ed|ing)?|remain(?:s|ed|ing)?|stays?|stayed|"
    rf"is|are|was|were){_FILLER}",
    re.IGNORECASE,
)
_RANK_IS = re.compile(
    r"\b(?:rank(?:ing)?|position|place)(?:\s+(?:in|for|on)\s+[\w\s-]{2,40}?)?(?P<lead>\s+(?:is|was|of)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
# "Does not get beyond 19th", "has never risen above 12th": the best rank is the one held.
_NOT_BEYOND = re.compile(
    r"\b(?:(?:does|did|do)(?:\s+not|n['’]t)|(?:has|have|had)\s+(?:not|never)|never|cannot)\s+"
    r"(?:get|got|gotten|go|gone|rise|risen|rose|climb(?:ed)?|come|came|rank(?:ed)?|move[d]?|make\s+it|made\s+it)\s+"
    r"(?:beyond|past|above|over|any\s+further\s+than|(?:higher|better|further)\s+than)\s+$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:(?:holds?|held|holding|occup(?:y|ies|ied|ying)|takes?|took|taking|earn(?:s|ed|ing)?|secur(?:e|es|ed|ing)|"
    r"claim(?:s|ed|ing)?|reach(?:es|ed|ing)?|achiev(?:e|es|ed|ing)|attain(?:s|ed|ing)?|shar(?:e|es|ed|ing))|in|at|to|with)"
    r"(?:\s+(?:the|a|an|its|joint|equal|them|it|[a-z]+\s+country))*\s+$",
    re.IGNORECASE,
)
# "Seventh, up from ninth", "rose from ninth to seventh": both ranks are stated, of two editions.
_MOVED_FROM = re.compile(
    r"\b(?:up|down|ris(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|mov(?:es?|ed|ing)|improv(?:es?|ed|ing)|"
    r"advanc(?:es?|ed|ing)|falls?|fell|fallen|falling|drop(?:s|ped|ping)?|slip(?:s|ped|ping)?|slid|tumbl(?:es?|ed|ing))\s+"
    r"(?:\w+ly\s+|back\s+)?from\s+$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\bfrom\s+(?:[\w-]+\s+){1,6}?(?P<to>to\s+)$", re.IGNORECASE)
_PLACE = re.compile(r"(?:\s+|-)(?:place|position|rank|spot|slot)\b", re.IGNORECASE)
_AT = re.compile(r"(?:,\s+|^)at\s+(?:the\s+)?$", re.IGNORECASE)
_OPENS_BRACKET = re.compile(r"\s\((?:rank(?:s|ed)?:?\s+|in\s+|at\s+)?$", re.IGNORECASE)
_CLOSES_BRACKET = re.compile(r"\s*(?:place|overall|globally|worldwide|(?:out\s+)?of\s+\d+)?\s*[),;]", re.IGNORECASE)
# "AI: 19th. Space: 17th."
_LISTED = re.compile(r"(?:^|[;,]\s|\band\s)[\w&-]+(?:\s[\w&-]+){0,3}:\s+$")
_ENDS_ITEM = re.compile(r"\s*(?:[;,.]|$)")
# One verb serves several ranks: "ranks 5th, AI 9th, and biotechnology 10th", "5th in space and only 7th in quantum".
_JOINED = re.compile(r"[^;.:()]{0,80}$")
_JOINT = re.compile(r",|\b(?:and|but|while|whereas|or)\b", re.IGNORECASE)
_OTHER_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|can|may|became?|becomes?|makes?|made|launch\w*|publish\w*)\b",
    re.IGNORECASE,
)
_NOT_STATED = re.compile(
    r"(?i)\b(?:not|never|could|would|might|may|to|should|can|if|aims?|hopes?|expected|likely)\s+(?:\w+\s+)?$"
)
_WISHED = re.compile(r"\b(?:not|never|could|would|might|may|should|if|aims?|hopes?|expected|likely)\b", re.IGNORECASE)
_LOOK_BACK = 100  # characters: a verb or the name of a field, and the small words between it and the rank
# A sentence of the labelled reports states up to five ranks; what has more than this is no sentence.
_MOST = 20


@dataclass(frozen=True, slots=True)
class RankMark:
    """A rank as printed; `lead` is where the words that make it one begin ("ranks", "in", the bracket)."""

    lead: int
    end: int
    printed: str
    rank: int
    is_bracketed: bool
    is_moved: bool = False  # of the same field as the rank before: "from ninth to seventh"


def find_marks(sentence: str) -> tuple[RankMark, ...]:
    """Find the ranks that a sentence states, from left to right; what it only wishes or denies is left out.

    >>> [mark.rank for mark in find_marks("It ranks 4th overall and, as the fifth country to try, 2nd in space.")]
    [4, 2]
    """
    marks: list[RankMark] = []
    for match in islice(_RANK.finditer(sentence), _MOST):
        before, after = sentence[max(0, match.start() - _LOOK_BACK) : match.start()], sentence[match.end() :]
        offset = match.start() - len(before)
        lead = _lead(before, after, sentence, marks, offset)
        if lead is None or _NOT_STATED.search(sentence[max(0, lead - _LOOK_BACK) : lead]):
            continue
        is_bracketed = _OPENS_BRACKET.search(before) is not None
        if is_bracketed and _WISHED.search(sentence, 0, match.start()):
            continue
        printed = (match["number"] and match[0]) or match["ordinal"] or match["bare"]
        is_moved = bool(marks) and (_MOVED_FROM.search(before) or _MOVED_TO.search(before)) is not None
        marks.append(RankMark(lead, match.end(), printed, _number(match), is_bracketed, is_moved))
    return tuple(marks)


def _lead(  # noqa: PLR0911 (one for each form of words)
    before: str, after: str, sentence: str, marks: list[RankMark], offset: int
) -> int | None:
    """Return where the words begin that make an ordinal a rank, or None."""
    if (bracket := _OPENS_BRACKET.search(before)) and _CLOSES_BRACKET.match(after):
        return offset + bracket.start()
    if match := _MOVED_FROM.search(before):
        return offset + match.start()
    if marks and (match := _MOVED_TO.search(before)):
        return offset + match.start("to")
    if match := _RANK_IS.search(before):
        return offset + match.start("lead")
    takes = _TAKES.search(before) if _PLACE.match(after) else None
    if match := _NOT_BEYOND.search(before) or _VERB.search(before) or _AT.search(before) or takes:
        return offset + match.start()
    start = offset + len(before)
    opens_with_place = not before.strip() and _PLACE.match(after)
    if opens_with_place or (_LISTED.search(before) and _ENDS_ITEM.match(after)):
        return start
    return start if marks and _is_joined(sentence, marks[-1], start) else None


def _is_joined(sentence: str, mark: RankMark, start: int) -> bool:
    """Tell whether the verb of the rank before serves this one too."""
    between = sentence[mark.end : start]
    is_near = not mark.is_bracketed and _JOINED.match(between) and _JOINT.search(between)
    return bool(is_near) and not _OTHER_VERB.search(between)


def _number(match: re.Match[str]) -> int:
    word = (match["ordinal"] or match["number"] or match["bare"]).lower()
    for words in (ORDINALS, CARDINALS):
        if word in words:
            return words.index(word) + 1
    return int(re.sub(r"\D", "", word))
