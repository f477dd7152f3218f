"""Find the assessments of a document: for each clause what it judges, how, and whom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cetingest.findings.asked import by_block, is_asked
from cetingest.findings.assessments.clauses import Clause, ClauseKind, Sliced, slice_clauses
from cetingest.findings.assessments.cues import Cue, find_cues, hedge_of, iterate_needs
from cetingest.findings.assessments.fields import (
    CROSS,
    Fields,
    Scope,
    fields_of,
    key_of_pillar,
    scope_of,
    sectors_of_clause,
    subjects_of,
)
from cetingest.findings.assessments.lexicon import Form, lexicon
from cetingest.findings.assessments.targets import Target, find_targets, topic_of
from cetingest.findings.context import Context, Sentence
from cetingest.findings.countries import subject_code
from cetingest.findings.family import SectionRole
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.taxonomy import TitleMatch
from cetingest.model import Assessment, BlockKind, Polarity, Ranking, Recommendation, Span

# The longest sentence of the labelled reports has 330 characters; what is longer is a list or no sentence.
LONGEST = 1_500
_FRONTED = re.compile(
    r"^\s*(?:also\s+|even\s+)?(?:within|in|for|on|as for|in terms of|regarding|concerning|when it comes to|"
    r"with regard to|across|inside)\s+(?P<what>[^,]{3,80}),",
    re.IGNORECASE,
)
_NOUN_PHRASE = 60  # characters: "high scores in position, navigation, and timing" has 43 after its adjective
_CAUSES = re.compile(r"\b(?:reasons?|causes?|factors?)\b(?!\s+to\b)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|[\s,;])\(?(?:\d|[ivx]{1,3}|[a-e])\)\s+")
_POINTS_BACK = re.compile(r"\b(?:such|this|these|it|they|them|the country|there|that)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:\w+er than|more|less|most|least|relative|relatively|compared|comparable|comparison|similar|than|best|worst|"
    r"leads?|ahead|behind|outperform\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One assessment in the making."""

    subject: str
    sector: str
    pillar: str | None
    pillar_printed: str | None
    topic: str | None
    polarity: Polarity
    clause: Clause
    is_relative: bool
    comparators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one sentence."""

    sentence: Sentence
    sliced: Sliced
    scope: Scope
    title: TitleMatch
    fields: Fields
    is_ranking: bool

    @property
    def own(self) -> str:
        return subject_code(self.title.subject)


def find_assessments(
    context: Context, rankings: Iterable[Ranking], recommendations: Iterable[Recommendation]
) -> tuple[Assessment, ...]:
    """Find what a document judges strong, weak, middling or in need, in the fields of its family's index.

    Sentences that say what should be done judge nothing, but an overview may tell what must get better (`need`). A
    sentence that states a rank judges only pillars: the sectors that drive a rank are the ranking's drivers.
    """
    if (title := context.title) is None:
        return ()
    ranked = {(r.quote.block_id, r.quote.start) for r in rankings}
    asked = by_block(recommendations)
    fields = fields_of(title.family)
    found: list[Assessment] = []
    before: list[_Judgement] = []
    for sentence in context.sentences:
        if sentence.role is SectionRole.GOVERNANCE or sentence.block.kind not in (
            BlockKind.PARAGRAPH,
            BlockKind.LIST_ITEM,
        ):
            continue
        scope = scope_of(fields, sentence)
        text = sentence.text[:LONGEST]
        reader = _Reader(
            sentence,
            slice_clauses(text, tuple(term.span for term in scope.terms.find(text))),
            scope,
            title,
            fields,
            (sentence.block.block_id, sentence.span[0]) in ranked,
        )
        if is_asked(asked, sentence):
            judged = list(_needs(reader)) if sentence.role is not SectionRole.RECOMMENDATION else []
        else:
            judged = _judge(reader, before)
        found += [_assessment(context, sentence, one, len(found) + n) for n, one in enumerate(judged, 1)]
        before = judged
    return tuple(found)


def _assessment(context: Context, sentence: Sentence, one: _Judgement, number: int) -> Assessment:
    quote = quote_of(sentence.block, sentence.span)
    return Assessment(
        finding_id=f"{context.document.document_id}-assessment-{number}",
        quote=quote,
        footnote_ids=footnotes_of(context.document, quote),
        subject=one.subject,
        sector=one.sector,
        pillar=one.pillar,
        pillar_printed=one.pillar_printed,
        topic=one.topic,
        polarity=one.polarity,
        is_relative=one.is_relative,
        hedge=hedge_of(one.clause.text),
        comparators=one.comparators,
    )


def _judge(reader: _Reader, before: list[_Judgement]) -> list[_Judgement]:
    """Judge each clause; what a later one only repeats is left out."""
    if causes := _causes(reader, before):
        return causes
    judged: list[_Judgement] = []
    for index, clause in enumerate(reader.sliced.clauses):
        for one in _of_clause(reader, index, clause):
            if not _repeats(one, judged):
                judged.append(one)
    return [*judged, *_public_action(reader, judged)]


def _repeats(one: _Judgement, judged: list[_Judgement]) -> bool:
    """Tell whether a clause without a subject of its own says again what stands; an aside is an example of it."""
    for other in judged:
        is_same = (one.sector, one.polarity, one.subject) == (other.sector, other.polarity, other.subject)
        if is_same and one.clause is other.clause and one.pillar == other.pillar:
            return True
        if (
            is_same
            and one.clause.kind in (ClauseKind.PARTICIPLE, ClauseKind.ASIDE, ClauseKind.RELATIVE)
            and (one.pillar == other.pillar or (one.pillar is None and one.clause.kind is not ClauseKind.PARTICIPLE))
        ):
            return True
    return False


def _of_clause(reader: _Reader, index: int, clause: Clause) -> Iterator[_Judgement]:
    cues = find_cues(clause.text, reader.sliced.clauses[index - 1].text if index else "")
    if _is_of_comparators(reader, index, clause):
        yield from _of_comparators(reader, clause, cues)
        return
    subjects = subjects_of(clause.text, reader.title.subject)
    is_of_others = reader.own not in subjects
    if is_of_others and _is_yardstick(reader, index):
        return
    judged: list[_Judgement] = []
    for polarity in dict.fromkeys(cue.polarity for cue in cues):
        same = [cue for cue in cues if cue.polarity is polarity]
        targets = _targets(reader, clause, cues, same) or _borrowed(reader, index, clause)
        made = [one for subject in subjects for one in _judgements(reader, clause, same, targets, subject, polarity)]
        # "Progress in X is insufficient": of two judgements of one field the predicate's, which comes later, counts.
        told = {(one.sector, one.pillar) for one in made if one.pillar}
        judged = [one for one in judged if (one.sector, one.pillar) not in told] + made
    yield from judged


def _is_of_comparators(reader: _Reader, index: int, clause: Clause) -> bool:
    """Tell whether a relative clause follows those compared with: "than in France, which ..."."""
    return clause.kind is ClauseKind.RELATIVE and index > 0 and reader.sliced.clauses[index - 1].text.endswith("  ")


def _of_comparators(reader: _Reader, clause: Clause, cues: tuple[Cue, ...]) -> Iterator[_Judgement]:
    """Read what is said of those compared with: of the subject it says a comparison, neither strength nor weakness."""
    targets = _targets(reader, clause, cues, list(cues))
    for sector, pillar, printed in dict.fromkeys(_fields(reader, clause, targets)):
        comparators = reader.sliced.comparators
        yield _Judgement(reader.own, sector, pillar, printed, None, Polarity.NEUTRAL, clause, True, comparators)


def _is_yardstick(reader: _Reader, index: int) -> bool:
    """Tell whether a clause about others is there for comparison with the subject, which another clause is about."""
    others = [other for n, other in enumerate(reader.sliced.clauses) if n != index]
    return any(
        reader.own in subjects_of(other.text, reader.title.subject) and find_cues(other.text) for other in others
    )


def _targets(reader: _Reader, clause: Clause, cues: tuple[Cue, ...], same: list[Cue]) -> tuple[Target, ...]:
    """Find what cues of one polarity judge: what follows, else the subject; of a predicate the subject first."""
    targets: list[Target] = []
    for cue in same:
        later = [other.span[0] for other in cues if other.span[0] >= cue.span[1] and other.polarity is not cue.polarity]
        after = (cue.span[1], min(later, default=len(clause.text)))
        earlier = [
            other.span[1] for other in cues if other.span[1] <= cue.span[0] and other.polarity is not cue.polarity
        ]
        subject = (max(earlier, default=0), cue.span[0])
        is_predicate = cue.form in (Form.ADJECTIVE, Form.PREDICATIVE, Form.MORE, Form.LESS) and not cue.is_before
        places: tuple[Span, ...] = (subject, after) if is_predicate else (after, subject)
        if cue.is_before and cue.form in (Form.MORE, Form.LESS):  # "low X" is of X and of nothing else
            places = ((cue.span[1], min(after[1], cue.span[1] + _NOUN_PHRASE)),)
        for place in places:
            if found := find_targets(clause.text, place, reader.scope.terms, with_unknown=False):
                targets += found
                break
    return tuple(targets)


def _borrowed(reader: _Reader, index: int, clause: Clause) -> tuple[Target, ...]:
    """Find the field of a clause that names none: in front of the sentence, or in the clause held against it."""
    if clause.kind is ClauseKind.PARTICIPLE:
        return ()
    terms = reader.scope.terms
    fronted = _FRONTED.match(reader.sentence.text)
    if fronted and (found := find_targets(reader.sentence.text, fronted.span("what"), terms)):
        return found
    for other in reader.sliced.clauses[:index]:
        is_of_others = reader.own not in subjects_of(other.text, reader.title.subject)
        points_there = is_of_others or _POINTS_BACK.search(clause.text)
        if points_there and (found := find_targets(other.text, (0, len(other.text)), terms)):
            return found[:1]
    return ()


def _judgements(
    reader: _Reader, clause: Clause, cues: list[Cue], targets: tuple[Target, ...], subject: str, polarity: Polarity
) -> Iterator[_Judgement]:
    comparators = tuple(name for name in reader.sliced.comparators if name != subject)
    is_relative = bool(comparators) or bool(_RELATIVE.search(clause.text))
    for sector, pillar, printed in dict.fromkeys(_fields(reader, clause, targets)):
        yield _Judgement(subject, sector, pillar, printed, None, polarity, clause, is_relative, comparators)
    if targets or reader.is_ranking or all(cue.is_weak for cue in cues) or _is_consequence(clause, cues):
        return
    topic = topic_of(clause.text, (cues[0].span[1], len(clause.text))) or topic_of(clause.text, (0, cues[0].span[0]))
    for sector in sectors_of_clause(clause.text, reader.scope, reader.fields):
        yield _Judgement(subject, sector, None, None, topic, polarity, clause, is_relative, comparators)


def _is_consequence(clause: Clause, cues: list[Cue]) -> bool:
    """Tell whether a participle judges by itself (", hindering X"): it tells the effect of what was judged."""
    return clause.kind is ClauseKind.PARTICIPLE and all(not clause.text[: cue.span[0]].strip(" ,") for cue in cues)


def _fields(
    reader: _Reader, clause: Clause, targets: tuple[Target, ...]
) -> Iterator[tuple[str, str | None, str | None]]:
    for target in targets:
        position = clause.span[0] + target.span[0]
        if target.key is None:
            yield (reader.scope.sector or CROSS), None, target.printed
            continue
        where = key_of_pillar(target.key, position, reader.sentence.text, reader.scope, reader.fields)
        if where and not (reader.is_ranking and where[1] is None):
            yield *where, target.printed


def _needs(reader: _Reader) -> Iterator[_Judgement]:
    """Find the fields that a sentence says must get better."""
    sentence = reader.sentence.text[:LONGEST]
    whole = Clause((0, len(sentence)), sentence, ClauseKind.MAIN)
    for span in iterate_needs(sentence):
        targets = find_targets(sentence, span, reader.scope.terms, with_unknown=True)
        for sector, pillar, printed in dict.fromkeys(_fields(reader, whole, targets)):
            yield _Judgement(reader.own, sector, pillar, printed, None, Polarity.NEED, whole, False, ())


def _causes(reader: _Reader, before: list[_Judgement]) -> list[_Judgement]:
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
            _Judgement(
                last.subject, last.sector, last.pillar, None, topic, last.polarity, clause, False, last.comparators
            )
        )
    return made


def _public_action(reader: _Reader, judged: list[_Judgement]) -> Iterator[_Judgement]:
    """Find the fields that the public side acts on: that says neither strength nor weakness."""
    if judged or reader.scope.sector is None or not reader.sliced.clauses:
        return
    clause = reader.sliced.clauses[0]
    actor = lexicon().public_actors.search(clause.text[:60])
    action = lexicon().public_actions.search(clause.text, actor.end()) if actor else None
    if action is None or re.search(r"(?i)\b(?:to|has|have)\s+$", clause.text[: action.start()]):
        return
    targets = find_targets(clause.text, (action.end(), len(clause.text)), reader.scope.terms)
    for sector, pillar, printed in dict.fromkeys(_fields(reader, clause, targets[:1])):
        yield _Judgement(reader.own, sector, pillar, printed, None, Polarity.NEUTRAL, clause, False, ())
