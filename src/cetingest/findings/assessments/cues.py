"""The judging words of a clause, each with the polarity that negation, size and comparison leave it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest

from cetingest.findings.assessments.lexicon import Form, WordClass, lexicon
from cetingest.model import Polarity, Span

OPPOSITE = {Polarity.STRENGTH: Polarity.WEAKNESS, Polarity.WEAKNESS: Polarity.STRENGTH}
_BE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|remains?|remained|becomes?|become|became|stays?|seems?|appears?|looks?|gets?|"
    r"getting|considered|deemed|find|finds?|found|proved|proves?|be|has been|have been)"
    r"|\b(?:too|very|relatively|rather|more|less|still|especially|particularly|only|also|largely|quite|most|least|"
    r"comparatively|somewhat|fairly|as|not|yet|highly|academically|\w+ly|even|a))\s+$",
    re.IGNORECASE,
)
# What is wished, planned or conditional is not asserted.
_MODAL = re.compile(
    r"\b(?:(?:should|could|would|may|might|can|will|must|if|unless|ought|requires?|needs?)\b"
    r"|for\s+\w+ing\b|(?:potential|opportunit(?:y|ies)|scope|plans?|efforts?|aims?|goals?|ambitions?|race)\s+(?:for|to)\b)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:\b(?P<governor>\w+)\s+)?\bto\s+(?!the\b|an?\b|its\b|their\b|other\b)\w+", re.IGNORECASE)
_TO = re.compile(r"(?:\b(?P<governor>\w+)\s+)?\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# After these words "to" tells no purpose: "continues to fall", "is considered to have", "compared to strong rivals".
_FACTUAL = re.compile(
    r"(?:continu|beg[aiu]n|start|fail|tend|succeed|consider|said$|known$|believ|seem|appear|prov|find|difficult|hard$|"
    r"compar|due$|thank|relativ|able$|unable$|manag|com(?:e|es|ing)$|came$|similar|clos|equal|access|owing|accord|"
    r"contribut|lead|led$|inabil|abil|respond|add|attention)",
    re.IGNORECASE,
)
_TO_BETTER = re.compile(r"(?i)\b(?:top|leading|leaders?|higher|best|better|front-?runners?|global powers?)\b")
_PRONOUN = re.compile(r"^[\s,]*(?:\w+,?\s+)?(?:it|they|this|these)\b", re.IGNORECASE)
# "Those of the leaders" names a group; "are the leaders" judges.
_GROUP = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!among )(?<!one of )\b(?:the|these|those|other|all|its|with|behind)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:for|of|in|the|an?|and|with|on|to|by|its|their|most|highly|from)\s+$", re.IGNORECASE)
# A clause of the labelled reports has up to five judging words; one with more than this is a list or no language. Each
# is read by all that stands before it, so time would grow with the square of their number.
_MOST = 16
_NEGATION_REACH = 45  # characters: "neither technicians nor engineers are available" is 35 before its cue


@dataclass(frozen=True, slots=True)
class Cue:
    """A judging word.

    `is_before` tells that it stands before the noun it judges ("strong X"), `is_passive` that it is done to its subject
    ("X is constrained") or is a phrase, `is_burden` that it is the size of one ("high costs").
    """

    span: Span
    polarity: Polarity
    form: Form
    is_weak: bool
    is_before: bool
    is_passive: bool
    is_burden: bool


def find_cues(clause: str, antecedent: str = "") -> tuple[Cue, ...]:
    """Find the words that judge, from left to right; of two at one place the longer counts.

    A mere list of them judges nothing. `antecedent` is the clause before, to which "it" and "they" point.
    """
    judging = list(islice(lexicon().find(clause), _MOST + 1))
    if len(judging) > _MOST:
        return ()
    found = [(span, words) for span, words in judging if _is_used(clause, span, words)]
    found.sort(key=lambda entry: (entry[0][0], -entry[0][1], entry[1].is_weak))
    cues: list[Cue] = []
    for span, words in found:
        if (not cues or span[0] >= cues[-1].span[1]) and not _is_wished(clause[: span[0]]):
            cues.append(_cue(clause, span, words, antecedent))
    return tuple(cue for cue, after in zip_longest(cues, cues[1:]) if not (after and _is_denial_of(clause, cue, after)))


# "There is no shortage of X": what is denied is the shortage, which is read with its negation.
_DENIES = re.compile(r"(?i)\b(?:no|hardly any|almost no|little|few|without|neither|lacks?)$")


def _is_denial_of(clause: str, cue: Cue, after: Cue) -> bool:
    is_near = after.span[0] - cue.span[1] <= 1 and after.form is Form.NOUN
    return is_near and _DENIES.search(clause[slice(*cue.span)]) is not None


def _is_used(clause: str, span: Span, words: WordClass) -> bool:
    before = clause[: span[0]]
    if (used := _USED_IF.get(clause[slice(*span)].lower())) and not used(before):
        return False
    if words.form is Form.PREDICATIVE:
        is_after_verb = bool(_BE.search(before)) or _INVERTED.match(before) is not None
        return words.polarity is Polarity.NEUTRAL or is_after_verb or is_elided(before)
    if words.form is Form.VERB and clause[: span[1]].endswith("ed") and _ARTICLE.search(before):
        return False  # "imports of advanced chips": a participle before a noun is no verb
    if words.form is Form.DIFFERENCE:
        return bool(_TO_BETTER.search(clause))
    if words.form is Form.NOUN and clause[slice(*span)].lower() in (
        "leaders",
        "frontrunners",
        "front-runners",
        "pioneers",
    ):
        return not _GROUP.search(before)
    return True


_MEASURED = re.compile(
    r"\d\s?(?:[a-z²³%]{1,3}|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|years?|inch(?:es)?)\s+$"
)  # "18 m deep"
_INVERTED = re.compile(r"(?i)\W*(?:nor|neither)\s+(?:is|are|was|were)\b")  # "nor is capital easy to find"
# "At best" is a hedge; "the average farmer" is one of statistics, "an average result" is a judgement.
_USED_IF: Mapping[str, Callable[[str], bool]] = {
    "best": lambda before: re.search(r"(?i)\bat\s+(?:the\s+)?(?:very\s+)?$", before) is None,
    "worst": lambda before: re.search(r"(?i)\bat\s+(?:the\s+)?(?:very\s+)?$", before) is None,
    **dict.fromkeys(("deep", "wide", "high", "thick", "old"), lambda before: _MEASURED.search(before) is None),
    "long": lambda before: (
        re.search(r"(?i)\b(?:has|have|had|as|so|how|not|very)\s+$", before) is None and _MEASURED.search(before) is None
    ),
    "available": lambda before: re.search(r"(?i)\bwhat\s+(?:is|are|was|were)\s+$", before) is None,
    "longer": lambda before: re.search(r"(?i)\bno\s+$", before) is None,
    "average": lambda before: (
        re.search(r"(?i)\b(?:an|only|merely|just|about|around|roughly|at\s+best)\s+$", before) is not None
        or (_BE.search(before) is not None and re.search(r"(?i)\bthe\s+$", before) is None)
    ),
}

# "Rules exist but are not enforced", "promising, though far from sufficient": the subject is that of the clause before.
_NO_SUBJECT = re.compile(
    r"(?:[\s,]|\b(?:is|are|was|were|has|have|had|been|be|being|not|never|still|also|now|only|even|very|too|rather|quite|"
    r"far|from|no|longer|remains?|remained|far|yet|so|\w+ly)\b)*",
    re.IGNORECASE,
)


def is_elided(before: str) -> bool:
    """Tell whether the words before a cue, which open its clause, hold no subject."""
    return _NO_SUBJECT.fullmatch(before) is not None


def _is_wished(before: str) -> bool:
    """Tell whether what follows is wished or planned: a modal verb or a purpose stands before it."""
    if _MODAL.search(before):
        return True
    return any(
        not _FACTUAL.match(match["governor"] or "") and not re.search(r"[,;]", before[match.end() :])
        for pattern in (_INFINITIVE, _TO)
        for match in pattern.finditer(before)
    )


def _cue(clause: str, span: Span, words: WordClass, antecedent: str) -> Cue:
    polarity = words.polarity
    is_predicate = bool(_BE.search(clause[: span[0]])) or not _NOUN_AFTER.match(clause, span[1])
    is_predicate = is_predicate or _FIELD_AFTER.match(clause, span[1]) is not None
    is_adjective = words.form in (Form.ADJECTIVE, Form.MORE, Form.LESS) and not words.is_verb
    is_before = is_adjective and not is_predicate and words.form is not Form.PREDICATIVE
    is_burden = words.form in (Form.MORE, Form.LESS) and _is_of_burden(clause, span, is_before, antecedent)
    if is_burden:
        polarity = OPPOSITE[polarity]
    is_lessened = words.form is Form.NOUN and _LESSENED.search(clause[: span[0]])
    is_lost = is_before and _LOST.search(clause[: span[0]])
    if _is_negated(clause[: span[0]]) or is_lessened or is_lost:
        polarity = OPPOSITE.get(polarity, polarity)
    is_passive = words.is_phrase or (
        words.form is Form.VERB and clause[: span[1]].endswith("d") and bool(_PASSIVE.search(clause[: span[0]]))
    )
    return Cue(span, polarity, words.form, words.is_weak, is_before, is_passive, is_burden)


# "Space is the weakest sector" judges its subject.
_FIELD_AFTER = re.compile(
    r"\s+(?:sectors?|pillars?|areas?|fields?|categor(?:y|ies)|dimensions?|components?)\b(?!\s+(?:in|for|of)\b)",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"\s+(?!(?:of|in|among|than|at|for|on|by|with|and|or|but)\b)[\w“\"]", re.IGNORECASE)
# "Reducing its dependence" is good news.
_LESSENED = re.compile(
    r"(?i)\b(?:reduc(?:e[sd]?|ing)|lower(?:s|ed|ing)?|eas(?:e[sd]?|ing)|overc[oa]m(?:es?|ing)|remed(?:y|ies|ied|ying)|"
    r"alleviat(?:e[sd]?|ing)|mitigat(?:e[sd]?|ing)|eliminat(?:e[sd]?|ing)|narrow(?:s|ed|ing)?|clos(?:e[sd]?|ing))\s+"
    r"(?:(?:the|its|their|this|that|a)\s+)?(?:\w+\s+)?$"
)
# "Loses its best graduates" is bad news.
_LOST = re.compile(
    r"(?i)\b(?:los(?:e|es|ing|t)|shed(?:s|ding)?|poach(?:es|ed|ing)?|driv(?:es?|ing)\s+away|drove\s+away)\s+"
    r"(?:(?:many|most|some|much)\s+of\s+)?(?:(?:the|its|their|our)\s+)?$"
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|remains?|remained|gets?|got)\s+(?:(?:\w+ly|also|still|not)\s+)*$",
    re.IGNORECASE,
)


def _is_of_burden(clause: str, span: Span, is_before: bool, antecedent: str) -> bool:
    """Tell whether a size is one of a burden: the noun after "high", else the subject of "rises"."""
    if is_before:
        return bool(re.match(rf"\s+(?:\w+\s+){{0,2}}?{lexicon().burdens.pattern}", clause[span[1] :], re.IGNORECASE))
    subject = clause[: span[0]]
    return lexicon().burdens.search(antecedent if _PRONOUN.search(subject) else subject) is not None


def _is_negated(before: str) -> bool:
    near = re.split(r"[,;]", before[-_NEGATION_REACH:])[-1]
    if re.search(r"(?i)\bneither\b", before):
        return True
    return any(not _NOT_ONLY.match(near, m.end()) for m in lexicon().negations.finditer(near))


# "Not the only culprit", "not just weak", "no mere gap": these add, they deny nothing.
_NOT_ONLY = re.compile(r"\s*(?:the\s+|an?\s+)?(?:only|just|merely|simply|alone|but|mere|sole)\b", re.IGNORECASE)


def hedge_of(clause: str) -> str | None:
    """Return the word that weakens a clause, if there is one."""
    match = lexicon().hedges.search(clause)
    return match[0].lower() if match else None


def iterate_needs(sentence: str) -> Iterator[Span]:
    """Iterate over what a sentence says must get better: the words after an obligation and a verb of improvement."""
    for match in _NEED.finditer(sentence):
        if improve := lexicon().improve.match(sentence, match.end()):
            yield improve.end(), len(sentence)
    for match in _NEED_FOR.finditer(sentence):
        yield match.end(), len(sentence)


_NEED = re.compile(
    r"\b(?:(?:it\s+(?:is|remains|will be|would be)\s+(?:\w+ly\s+)?(?:important|essential|crucial|critical|necessary|"
    r"vital|imperative|key|urgent|indispensable)\s+to|(?:must|should|ought to|needs?\s+to|has\s+to|have\s+to))\s+"
    r"(?:(?:also|further|\w+ly)\s+)?)",
    re.IGNORECASE,
)
_NEED_FOR = re.compile(
    r"\b(?:need|needs)\s+for\s+(?:more|better|stronger|greater|improved|additional)?\s*", re.IGNORECASE
)
