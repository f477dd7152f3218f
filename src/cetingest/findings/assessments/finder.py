"""Find the assessments of a document: for each clause what it judges, how, and whom."""

import re
from collections.abc import Iterable, Iterator

from cetingest.findings.asked import by_block, is_asked
from cetingest.findings.assessments.aims import find_aims, targets_of
from cetingest.findings.assessments.clauses import Clause, ClauseKind, slice_clauses
from cetingest.findings.assessments.cues import Cue, find_cues, hedge_of
from cetingest.findings.assessments.fields import Scope, fields_of, scope_of, sectors_of_clause, subjects_of
from cetingest.findings.assessments.indirect import (
    read_causes,
    read_contrasted,
    read_elliptic,
    read_needs,
    read_neither,
    read_public_action,
)
from cetingest.findings.assessments.labels import Labels, as_declared, is_label
from cetingest.findings.assessments.lexicon import lexicon
from cetingest.findings.assessments.reader import LONGEST, Judgement, Reader
from cetingest.findings.assessments.targets import Target, find_targets, topic_of
from cetingest.findings.context import Context, Sentence
from cetingest.findings.family import SectionRole
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.rankings import start_of_drivers
from cetingest.model import Assessment, BlockKind, Polarity, Ranking, Recommendation

_RELATIVE = re.compile(
    r"\b(?:\w+er than|more|less|most|least|relative|relatively|compared|comparable|comparison|similar|than|best|worst|"
    r"leads?|ahead|behind|outperform\w*)\b",
    re.IGNORECASE,
)


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
    before: list[Judgement] = []
    last: Sentence | None = None
    labels, declared = Labels(), None
    for sentence in context.sentences:
        if sentence.role is SectionRole.GOVERNANCE or sentence.block.kind not in (
            BlockKind.PARAGRAPH,
            BlockKind.LIST_ITEM,
        ):
            continue
        is_first = last is None or last.block is not sentence.block
        declared = labels.of(sentence.block) if is_first else declared
        if is_label(sentence.text):
            last = None if is_first else last
            continue
        scope = scope_of(fields, sentence)
        text = sentence.text[:LONGEST]
        reader = Reader(
            sentence,
            slice_clauses(text, tuple(term.span for term in scope.terms.find(text))),
            scope,
            title,
            fields,
            (sentence.block.block_id, sentence.span[0]) in ranked,
            start_of_drivers(text),
            _first_field(last, scope) if last and last.block is sentence.block else (),
        )
        if is_asked(asked, sentence):
            judged = list(read_needs(reader)) if sentence.role is not SectionRole.RECOMMENDATION else []
        else:
            judged = _judge(reader, before)
            judged = as_declared(reader, judged, declared) if declared and is_first else judged
        found += [_assessment(context, sentence, one, len(found) + n) for n, one in enumerate(judged, 1)]
        before, last = judged, sentence
    return tuple(found)


def _first_field(sentence: Sentence, scope: Scope) -> tuple[Target, ...]:
    text = sentence.text[:LONGEST]
    return find_targets(text, (0, len(text)), scope.terms)[:1]


def _assessment(context: Context, sentence: Sentence, one: Judgement, number: int) -> Assessment:
    quote = quote_of(sentence.block, sentence.span)
    return Assessment(
        finding_id=f"{context.document.document_id}-assessment-{number}",
        quote=quote,
        footnote_ids=footnotes_of(context, quote),
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


# "Without more staff, this would fail": what holds on a condition is not asserted.
_CONDITIONAL = re.compile(
    r"(?:Without|If|Unless|Were|Had|Should|Absent|But for)\s[^.;]{0,200}?\b(?:would|could|might|will|should|must|may)\b"
)


def _judge(reader: Reader, before: list[Judgement]) -> list[Judgement]:
    """Judge each clause; what a later one only repeats is left out."""
    if _CONDITIONAL.match(reader.sentence.text):
        return []
    if causes := read_causes(reader, before):
        return causes
    judged: list[Judgement] = []
    for index, clause in enumerate(reader.sliced.clauses):
        indirect = (*read_elliptic(reader, clause, [*before, *judged]), *read_neither(reader, clause))
        for one in (*_of_clause(reader, index, clause), *indirect):
            if not _repeats(reader, one, judged):
                judged.append(one)
    return [*judged, *read_contrasted(reader, judged), *read_public_action(reader, judged)]


def _repeats(reader: Reader, one: Judgement, judged: list[Judgement]) -> bool:
    """Tell whether a clause says again what stands: of one pillar once is enough, and asides are examples."""
    for other in judged:
        is_same = (one.sector, one.polarity, one.subject) == (other.sector, other.polarity, other.subject)
        is_again = one.clause is other.clause or (one.pillar is not None and not _concludes(reader, one.clause))
        if is_same and one.pillar == other.pillar and is_again:
            return True
        if (
            is_same
            and one.clause.kind in (ClauseKind.PARTICIPLE, ClauseKind.ASIDE, ClauseKind.RELATIVE)
            and (one.pillar == other.pillar or (one.pillar is None and one.clause.kind is not ClauseKind.PARTICIPLE))
        ):
            return True
    return False


def _concludes(reader: Reader, clause: Clause) -> bool:
    """Tell whether a clause draws a conclusion of its own: ", suggesting that ..."."""
    before = reader.sentence.text[: clause.span[0]].split()
    return len(before) > 1 and before[-1] == "that" and before[-2].lower() in lexicon().participles


def _of_clause(reader: Reader, index: int, clause: Clause) -> Iterator[Judgement]:
    cues = _cues(reader, index, clause)
    if _announces(reader, index, clause, cues):
        return
    if _is_of_comparators(reader, index, clause):
        yield from _of_comparators(reader, clause, cues)
        return
    subjects = subjects_of(clause.text, reader.title.subject)
    is_of_others = reader.own not in subjects
    if is_of_others and _is_yardstick(reader, index):
        return
    judged: list[Judgement] = []
    for polarity in dict.fromkeys(cue.polarity for cue in cues):
        same = [cue for cue in cues if cue.polarity is polarity]
        targets = find_aims(reader, index, clause, cues, same)
        made = [one for subject in subjects for one in _judgements(reader, clause, same, targets, subject, polarity)]
        # "Progress in X is insufficient": of two judgements of one field the predicate's, which comes later, counts.
        told = {(one.sector, one.pillar) for one in made if one.pillar}
        judged = [one for one in judged if (one.sector, one.pillar) not in told] + made
    yield from judged


def _cues(reader: Reader, index: int, clause: Clause) -> tuple[Cue, ...]:
    """Find the judging words that are no part of a field's name ("top models"); "mixed" outdoes all others."""
    spans = [term.span for term in reader.scope.terms.find(clause.text)]
    cues = [
        cue
        for cue in find_cues(clause.text, reader.sliced.clauses[index - 1].text if index else "")
        if not any(start <= cue.span[0] and cue.span[1] <= end for start, end in spans)
    ]
    return tuple([cue for cue in cues if cue.polarity is Polarity.MIXED] or cues)


_COUNTED = re.compile(r"(?i)\b(?:two|three|four|five|six|several|some|many|the following|following)\s+(?:[\w-]+\s+)?$")


def _announces(reader: Reader, index: int, clause: Clause, cues: tuple[Cue, ...]) -> bool:
    """Tell whether a clause only counts what the colon after it tells: "Two gaps remain: capital is scarce"."""
    after = reader.sliced.clauses[index + 1 : index + 2]
    is_list = bool(after) and after[0].kind is ClauseKind.ASIDE and bool(find_cues(after[0].text))
    return is_list and bool(cues) and _COUNTED.search(clause.text[: cues[0].span[0]]) is not None


def _is_of_comparators(reader: Reader, index: int, clause: Clause) -> bool:
    """Tell whether a relative clause follows those compared with: "than in France, which ..."."""
    return clause.kind is ClauseKind.RELATIVE and index > 0 and reader.sliced.clauses[index - 1].text.endswith("  ")


def _of_comparators(reader: Reader, clause: Clause, cues: tuple[Cue, ...]) -> Iterator[Judgement]:
    """Read what is said of those compared with: of the subject it says a comparison, neither strength nor weakness."""
    targets = targets_of(reader, clause, cues, list(cues))
    for sector, pillar, printed in reader.fields_of(clause, targets):
        comparators = reader.sliced.comparators
        yield Judgement(reader.own, sector, pillar, printed, None, Polarity.NEUTRAL, clause, True, comparators)


def _is_yardstick(reader: Reader, index: int) -> bool:
    """Tell whether a clause about others is there for comparison with the subject, which another clause is about."""
    others = [other for n, other in enumerate(reader.sliced.clauses) if n != index]
    return any(
        reader.own in subjects_of(other.text, reader.title.subject) and find_cues(other.text) for other in others
    )


def _judgements(
    reader: Reader, clause: Clause, cues: list[Cue], targets: tuple[Target, ...], subject: str, polarity: Polarity
) -> Iterator[Judgement]:
    comparators = tuple(name for name in reader.sliced.comparators if name != subject)
    is_relative = bool(comparators) or bool(_RELATIVE.search(clause.text))
    for sector, pillar, printed in reader.fields_of(clause, targets):
        yield Judgement(subject, sector, pillar, printed, None, polarity, clause, is_relative, comparators)
    if (
        targets
        or reader.is_ranking
        or all(cue.is_weak or cue.is_before for cue in cues)
        or _is_consequence(clause, cues)
    ):
        return
    topic = topic_of(clause.text, (cues[0].span[1], len(clause.text))) or topic_of(clause.text, (0, cues[0].span[0]))
    for sector in sectors_of_clause(clause.text, reader.scope, reader.fields):
        yield Judgement(subject, sector, None, None, topic, polarity, clause, is_relative, comparators)


def _is_consequence(clause: Clause, cues: list[Cue]) -> bool:
    """Tell whether a participle judges by itself (", hindering X"): it tells the effect of what was judged."""
    return clause.kind is ClauseKind.PARTICIPLE and all(not clause.text[: cue.span[0]].strip(" ,") for cue in cues)
