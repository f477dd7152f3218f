"""Statements that judge without a judging word of their own: by pointing, as a need, as a reason, by public action."""

import re
from collections.abc import Iterator

from cetingest.findings.assessments.clauses import Clause, ClauseKind
from cetingest.findings.assessments.cues import OPPOSITE, find_cues, iterate_needs
from cetingest.findings.assessments.lexicon import lexicon
from cetingest.findings.assessments.reader import LONGEST, Judgement, Reader
from cetingest.findings.assessments.targets import find_targets, topic_of
from cetingest.language.places import nation_regex
from cetingest.model import Polarity

_CAUSES = re.compile(r"\b(?:reasons?|causes?|factors?)\b(?!\s+to\b)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|[\s,;])\(?(?:\d|[ivx]{1,3}|[a-e])\)\s+")

# "X is not.", "The same cannot be said of X", "The same is true of X": the judgement before, turned or kept.
_ELLIPSIS = re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|can|could)(?:\s+not|n['’]t)\s*[.!;]?\s*$")
# "Mountain roads are another matter."
_OTHERWISE = re.compile(
    r"(?i)\b(?:is|are|was|were|remains?|tells?|told)\s+(?:quite\s+|very\s+|altogether\s+|a\s+)*"
    r"(?:another|different|opposite)\s+(?:matter|story|tale|picture|thing|case|question)\b|"
    r"\b(?:the\s+)?(?:opposite|reverse|contrary)\s+(?:is\s+true|holds|applies|is\s+the\s+case)\b"
)
_SAME = re.compile(
    r"(?i)\bthe same\s+(?:is\s+(?P<no>not\s+)?(?:true|the case)|holds(?:\s+true)?|goes|applies|"
    r"(?:can(?P<cannot>not|\s+not|\s+hardly)?|could)\s+be\s+said)\s+(?:of|for|to|about)\b"
)


def read_elliptic(reader: Reader, clause: Clause, judged: list[Judgement]) -> Iterator[Judgement]:
    """Read a clause that judges by pointing to the judgement before it."""
    same = _SAME.search(clause.text)
    is_otherwise = _OTHERWISE.search(clause.text) and len({one.polarity for one in judged}) == 1
    if not judged or not (same or _ELLIPSIS.search(clause.text) or is_otherwise):
        return
    polarity = judged[-1].polarity
    if not same or same["no"] or same["cannot"]:
        polarity = OPPOSITE.get(polarity, polarity)
    targets = find_targets(clause.text, (0, len(clause.text)), reader.scope.terms)
    for sector, pillar, printed in reader.fields_of(clause, targets):
        yield Judgement(reader.own, sector, pillar, printed, None, polarity, clause, False, ())


# "Well developed, in contrast to X", "stronger in A than in X": of X the opposite holds.
_CONTRASTED = re.compile(
    r"(?i)(?:\b(?:in contrast to|unlike|as opposed to|contrary to)|"
    r"\b(?:better|worse|more|less|further|[a-z]{3,}er)\s[^,;.]{3,80}?\sthan\s+(?:in|on|at|for))\s+(?P<what>[^,;.]{3,60})"
)


def read_contrasted(reader: Reader, judged: list[Judgement]) -> Iterator[Judgement]:
    """Read the fields that a sentence holds against the one that it judges; countries are compared, not judged."""
    text = reader.sentence.text[:LONGEST]
    match = _CONTRASTED.search(text)
    if match is None or not judged or nation_regex().search(match["what"]):
        return
    polarity = OPPOSITE.get(judged[0].polarity)
    known = {(one.sector, one.pillar) for one in judged}
    whole = Clause((0, len(text)), text, ClauseKind.MAIN)
    for sector, pillar, printed in reader.fields_of(whole, find_targets(text, match.span("what"), reader.scope.terms)):
        if polarity and (sector, pillar) not in known:
            yield Judgement(reader.own, sector, pillar, printed, None, polarity, whole, True, ())


_NEITHER = re.compile(r"(?i)\bneither\s+(?P<first>[^,;]{2,80}?)\s+nor\s+(?P<second>[^,;]{2,80})")


def read_neither(reader: Reader, clause: Clause) -> Iterator[Judgement]:
    """Read "neither A nor B is made here": without a judging word too, both are denied."""
    match = _NEITHER.search(clause.text)
    if match is None or find_cues(clause.text):
        return
    targets = find_targets(clause.text, match.span("first"), reader.scope.terms)
    targets += find_targets(clause.text, match.span("second"), reader.scope.terms)
    for sector, pillar, printed in reader.fields_of(clause, targets):
        yield Judgement(reader.own, sector, pillar, printed, None, Polarity.WEAKNESS, clause, False, ())


def read_needs(reader: Reader) -> Iterator[Judgement]:
    """Find the fields that a sentence says must get better."""
    sentence = reader.sentence.text[:LONGEST]
    whole = Clause((0, len(sentence)), sentence, ClauseKind.MAIN)
    for span in iterate_needs(sentence):
        targets = find_targets(sentence, span, reader.scope.terms, with_unknown=True)
        for sector, pillar, printed in reader.fields_of(whole, targets):
            yield Judgement(reader.own, sector, pillar, printed, None, Polarity.NEED, whole, False, ())


def read_causes(reader: Reader, before: list[Judgement]) -> list[Judgement]:
    """Read the reasons given for what was judged just before: each is of the same field and polarity."""
    text = reader.sentence.text[:LONGEST]
    starts = [match.end() for match in _NUMBERED.finditer(text)]
    if not before or len(starts) < 2 or not _CAUSES.search(text):
        return []
    last = before[-1]
    made = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        clause = Clause((start, end), text[start:end], ClauseKind.MAIN)
        topic = topic_of(text, (start, end))
        made.append(
            Judgement(
                last.subject, last.sector, last.pillar, None, topic, last.polarity, clause, False, last.comparators
            )
        )
    return made


def read_public_action(reader: Reader, judged: list[Judgement]) -> Iterator[Judgement]:
    """Find the fields that the public side acts on: that says neither strength nor weakness."""
    if judged or reader.scope.sector is None or not reader.sliced.clauses:
        return
    clause = reader.sliced.clauses[0]
    actor = lexicon().public_actors.search(clause.text[:60])
    action = lexicon().public_actions.search(clause.text, actor.end()) if actor else None
    if action is None or re.search(r"(?i)\b(?:to|has|have)\s+$", clause.text[: action.start()]):
        return
    targets = find_targets(clause.text, (action.end(), len(clause.text)), reader.scope.terms)
    for sector, pillar, printed in reader.fields_of(clause, targets[:1]):
        yield Judgement(reader.own, sector, pillar, printed, None, Polarity.NEUTRAL, clause, False, ())
