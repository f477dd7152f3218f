"""A sentence cut into clauses: what stands in contrast, in brackets, after a participle, in a relative clause.

One clause is one statement: its judging words are about its own subject and objects. The cut is by connecting words and
finite verbs; it knows no grammar beyond that.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from cetingest.findings.assessments.lexicon import lexicon
from cetingest.language.places import nation_code, nation_regex
from cetingest.model import Span


class ClauseKind(StrEnum):
    """How a clause hangs on its sentence."""

    MAIN = "main"
    CONTRAST = "contrast"  # "while X ...", "but X ...": a statement of its own, held against another
    PARTICIPLE = "participle"  # ", indicating X": what the clause before means
    RELATIVE = "relative"  # ", which ...": about the noun before
    ASIDE = "aside"  # in brackets, or after a colon


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: `text` is as long as its span; brackets and comparisons in it are blank."""

    span: Span
    text: str
    kind: ClauseKind


@dataclass(frozen=True, slots=True)
class Sliced:
    """A sentence's clauses in order, and with whom it compares."""

    clauses: tuple[Clause, ...]
    comparators: tuple[str, ...]


# A finite verb tells a clause from a list. Forms in -s are left out but for the usual ones: they look like plurals.
_FINITE = re.compile(
    r"(?<![\w-])(?<!to )(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|might|must|should|"
    r"remains?|lacks?|"
    r"shows?|leads?|lags?|ranks?|falls?|plays?|holds?|faces?|suffers?|relies|rely|depends?|continues?|becomes?|became|"
    r"exceeds?|hinders?|limits?|excels?|scores?|performs?|trails?|boasts?|enjoys?|demonstrates?|produces?|provides?|"
    r"threatens?|grew|rose|fell|find|finds|owes?|needs?|seems?|appears?|stands?|stagnates?|accounts?|leave|leaves|"
    r"controls?|dominates?|runs?|gives?|makes?|takes?|says?|supports?|finances?|funds?|publish(?:es)?|went|came|made|took|"
    r"lost|won|began)(?![\w-])",
    re.IGNORECASE,
)
# A form in -ed is a verb after a noun ("auctions produced"), an adjective after these words ("and specialized parts").
_PAST = re.compile(r"(?:(?P<before>[\w-]+)(?P<comma>,?)\s+)?(?<![\w-])(?P<verb>\w{3,}ed)(?![\w-])", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"(?:and|or|the|an?|its|their|of|in|for|on|at|by|with|from|to|most|more|highly|such|as|than|\w+ly)$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]{0,400}\)")
# "Japan, facing an ageing population, has ...": background between subject and verb.
_BACKGROUND = re.compile(r",\s+(?:facing|given|having|being|known|home to|long)\s[^,]{1,120},", re.IGNORECASE)
# "..., the former because of its debt and the latter ...": reasons of what is said of others.
_OF_EACH = re.compile(r",\s+the\s+(?:former|latter)\b[^;:]{0,400}", re.IGNORECASE)
_COMPARISON = re.compile(
    r"\b(?:compar(?:ed|ing)\s+(?:to|with)|in comparison (?:to|with)|relative to|unlike|versus|vs\.?|"
    # "less than a quarter" limits a number, it compares nobody
    r"than(?!\s+(?:half|an?\s+(?:half|third|quarter|fifth|tenth|fraction|dozen)|one\s|two\s|three\s|four\s|\d|"
    r"(?:doubled|tripled|trebled|quadrupled|halved)\b|(?:any|all)\s+others?\b|anyone\b|anywhere\b))|ahead of|"
    r"in contrast (?:to|with)|by the standards of|judged against|that (?:in|of)|those (?:in|of)|among|"
    r"against)\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:(?:the|other|most|many|its|some)\s+)?(?:top-|higher-|best-|better-|high-)?(?:other|leading|ranked|global|"
    r"regional|comparable|peer|scoring|performing|advanced|neighbouring|neighboring|large|major|OECD|industrial|"
    r"industrialised|industrialized)?\s*(?:countries|nations|economies|powers|peers|competitors|rivals|leaders|"
    r"neighbours|neighbors|front-?runners|leading group|average))\b",
    re.IGNORECASE,
)
_CONTRAST = r"while|whereas|although|though|but|yet|however|even though|even if|because|since|nevertheless|only|so"
_CUT = re.compile(
    rf"(?P<stop>;\s+|—\s*(?!including|such as)|:\s+(?=[a-z]))|(?:,\s*+|(?<!\s)\s++)(?P<word>{_CONTRAST})\s+(?=\w)"
    rf"|,\s+(?P<participle>{'|'.join(lexicon().participles)})\b(?:\s+that\b(?P<that>))?"
    r"|,\s+(?:(?:in|of|for|on)\s+)?(?P<relative>which|who|where)\s"
    r"|(?:,\s*+|(?<!\s)\s++)(?P<and>and)\s+(?=\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"\s*(?:{_CONTRAST}|as|despite|in spite of)\b(?!\s+(?:in|a|the result|well)\b)", re.IGNORECASE)
_DETERMINED = re.compile(r",\s+(?=(?:the|its|their|it|they|there|a|an|no|such|this|these|many|few)\b|[A-Z])")
_COMMA = re.compile(r",\s+(?!(?:and|or|but|including|such as|especially|as well as|e\.g)\b)")


# Sentences of the labelled reports have up to three clauses; past this many joints, the rest is one clause. Each joint
# is judged by the words up to the next one, so time would grow with the square of their number.
_MOST_JOINTS = 10


def slice_clauses(sentence: str, whole: tuple[Span, ...] = ()) -> Sliced:
    """Cut a sentence, but not within the spans of `whole`: names with an "and" of their own. Spans are the sentence's.

    >>> [c.text.strip() for c in slice_clauses("While data is scarce, models are good.").clauses]
    ['While data is scarce', 'models are good.']
    """
    text, asides = _without_brackets(sentence)
    for apart in (_BACKGROUND, _OF_EACH):
        text = apart.sub(lambda match: " " * len(match[0]), text)
    text, comparators = _without_comparisons(text, sentence)
    clauses = [Clause(span, text[slice(*span)], kind) for span, kind in _cut(text, whole)]
    clauses += [Clause(span, sentence[slice(*span)], ClauseKind.ASIDE) for span in asides[:_MOST_JOINTS]]
    return Sliced(tuple(clauses), comparators)


_STOP = re.compile(r"[,;:—]|\b(?:and|but|while)\b", re.IGNORECASE)
_HARD_STOP = re.compile(r"[,;:—]|\b(?:but|while)\b", re.IGNORECASE)


def _without_brackets(sentence: str) -> tuple[str, list[Span]]:
    """Blank brackets; those that hold a clause come back as asides, short ones are names, numbers and examples."""
    text, asides = sentence, []
    for match in _BRACKETS.finditer(sentence):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
        if _find_verb(match[0]) is not None:
            asides.append(match.span())
    return text, asides


_IS_ONE = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|ranks?|ranked|counts?|counted|placed?|remains?|stands?|belongs?)\s+(?:\w+ly\s+|still\s+|now\s+)?$"
    r"|\b(?:puts?|places?|ranks?|lists?|counts?)\s+(?:[\w'’-]+\s+){1,3}$"
)


def _without_comparisons(text: str, sentence: str) -> tuple[str, tuple[str, ...]]:
    """Blank those with whom the sentence compares; a comparison ends with the last country or group that it names."""
    comparators: list[str] = []
    position = 0
    while match := _COMPARISON.search(text, position):
        if _IS_ONE.search(text, max(0, match.start() - 30), match.start()) and match[0].lower().startswith("among"):
            position = match.end()  # "is among the leaders" judges, "weak among the leaders" compares
            continue
        end, named = _named_after(text, match.end())
        comparators += named
        if match[0].lower().startswith("than") and not named:
            end = _next_stop(text, match.end())
        if end > match.end() or named:
            text = text[: match.start()] + " " * (end - match.start()) + text[end:]
        position = max(end, match.end())
    if named := [nation_code(m[0]) for b in _BRACKETS.finditer(sentence) for m in nation_regex().finditer(b[0])]:
        comparators += named if comparators else []
    return text, tuple(dict.fromkeys(comparators))


_BETWEEN_NAMES = re.compile(
    r"(?:\s|,|\b(?:and|or|the|like|such as|those|of|in|that|to|most|all|other|per|percent|cent|times|GDP)\b|[\d.%])*"
)


def _named_after(text: str, start: int) -> tuple[int, list[str]]:
    """Return the end of a run of countries and groups, and their names."""
    named: list[str] = []
    end = start
    while match := _BETWEEN_NAMES.match(text, end):
        here = nation_regex().match(text, match.end())
        group = _OTHERS.match(text, end) or _OTHERS.match(text, match.end())
        if group and (not here or group.end() > here.end()):
            named.append(re.sub(r"^(?:the|its)\s+", "", " ".join(group[0].split())))
            end = group.end()
        elif here:
            named.append(nation_code(here[0]))
            end = here.end() + (2 if text.startswith("'s", here.end()) else 0)
        else:
            break
    return end, named


def _next_stop(text: str, start: int, *, past_and: bool = False) -> int:
    match = (_HARD_STOP if past_and else _STOP).search(text, start)
    return match.start() if match else len(text)


def _find_verb(text: str, position: int = 0) -> int | None:
    """Return where the first finite verb of a text stands, or None."""
    places = [match.start() for match in [_FINITE.search(text, position)] if match]
    for match in _PAST.finditer(text, position):
        if match["before"] and not match["comma"] and not _NO_NOUN.match(match["before"]):
            places.append(match.start("verb"))
            break
    return min(places, default=None)


def _cut(text: str, whole: tuple[Span, ...]) -> list[tuple[Span, ClauseKind]]:
    """Cut at connecting words where both sides are clauses."""
    pieces: list[tuple[Span, ClauseKind]] = []
    start, kind = 0, ClauseKind.MAIN
    opening = _OPENING.match(text)
    if opening and (comma := _end_of_phrase(text, opening) or _end_of_opening(text, opening.end())):
        pieces.append(((0, comma), ClauseKind.CONTRAST))
        start = comma + 1
    for match in islice(_CUT.finditer(text, start), _MOST_JOINTS):
        if match.start() < start or any(a < match.start() < b for a, b in whole) or not _is_cut(text, start, match):
            continue
        pieces.append(((start, match.start()), kind))
        kind = _kind_after(match)
        start = match.start("participle") if kind is ClauseKind.PARTICIPLE else match.end()
        # "In X, while A is good, B is bad": nothing is said before "while", so it opens the sentence.
        if (
            match["word"]
            and _find_verb(text[slice(*pieces[-1][0])]) is None
            and (comma := _end_of_opening(text, start))
        ):
            pieces.append(((start, comma), kind))
            start, kind = comma + 1, ClauseKind.MAIN
    pieces.append(((start, len(text)), kind))
    return [piece for piece in pieces if text[slice(*piece[0])].strip(" ,.;—")]


def _end_of_phrase(text: str, opening: re.Match[str]) -> int | None:
    """Find the comma that ends "Despite X, ...": the last one before the verb, for the phrase has none."""
    if not opening[0].strip().lower().startswith(("despite", "in spite")):
        return None
    verb = _find_verb(text, opening.end())
    comma = text.rfind(",", opening.end(), verb) if verb is not None else -1
    return comma if comma > 0 else None


def _end_of_opening(text: str, start: int) -> int | None:
    """Find the comma that ends "While X is Y, ...": after its verb, best before a determiner, which opens a clause."""
    verb = _find_verb(text, start)
    if verb is None:
        comma = text.find(",", start)
        return comma if comma > 0 else None
    later = [m.start() for m in _COMMA.finditer(text, verb) if _find_verb(text, m.end()) is not None]
    determined = [m.start() for m in _DETERMINED.finditer(text, verb) if m.start() in later]
    return next(iter(determined or later), None)


_NOT_YET = re.compile(r"\b(?:not|has|have|had|is|are|as)$", re.IGNORECASE)  # "not yet ready", "has yet to start"


def _is_cut(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a connecting word parts clauses; "and" and the contrasts part words too."""
    if match["stop"] or match["participle"] or match["relative"]:
        return True
    if match["word"] and match["word"].lower() == "yet" and _NOT_YET.search(text, start, match.start()):
        return False
    rest = text[match.end() : _next_stop(text, match.end(), past_and=match[0].startswith(","))]
    verb = _find_verb(rest)
    if match["word"]:
        return match["word"].lower() not in ("only", "so", "since") or verb is not None
    # "A and B are": a subject of its own stands between "and" and the verb, and a verb before.
    return bool(verb and rest[:verb].strip() and _find_verb(text[start : match.start()]) is not None)


def _kind_after(match: re.Match[str]) -> ClauseKind:
    if match["participle"] and match["that"] is None:
        return ClauseKind.PARTICIPLE
    if match["relative"]:
        return ClauseKind.RELATIVE
    if match["stop"] and match["stop"].startswith(":"):
        return ClauseKind.ASIDE
    return ClauseKind.CONTRAST if match["word"] else ClauseKind.MAIN
