"""What the judging words of a clause are about: its fields, those of a list after it, or those it points back to."""

import re

from cetingest.findings.assessments.clauses import Clause, ClauseKind
from cetingest.findings.assessments.cues import Cue, find_cues, is_elided
from cetingest.findings.assessments.fields import subjects_of
from cetingest.findings.assessments.lexicon import Form
from cetingest.findings.assessments.reader import Reader
from cetingest.findings.assessments.targets import Target, find_targets
from cetingest.model import Span

_FRONTED = re.compile(
    r"^\s*(?:also\s+|even\s+)?(?:within|in|for|on|as for|in terms of|regarding|concerning|when it comes to|"
    r"with regard to|across|inside)\s+(?P<what>[^,]{3,80}),",
    re.IGNORECASE,
)
_NOUN_PHRASE = 60  # characters: "high scores in position, navigation, and timing" has 43 after its adjective
_POINTS_BACK = re.compile(r"\b(?:such|this|these|it|they|them|the country|there|that)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\s*(?:(?:and|but|yet|still|however|moreover|even so|in addition|so far|today|now),?\s+)?"
    r"(?:it|they|this|that|these|those)\b",
    re.IGNORECASE,
)


_LIKE_IT = re.compile(
    r"(?i)\b(?:an?|any)\s+(?:comparable|similar|equivalent|equal)\s+\w+|\banything\s+(?:comparable|similar|like\s+it)\b"
)


def find_aims(reader: Reader, index: int, clause: Clause, cues: tuple[Cue, ...], same: list[Cue]) -> tuple[Target, ...]:
    """Find what the cues of one polarity (`same`) of a clause judge."""
    return targets_of(reader, clause, cues, same) or _listed(reader, index) or _borrowed(reader, index, clause, same[0])


def targets_of(reader: Reader, clause: Clause, cues: tuple[Cue, ...], same: list[Cue]) -> tuple[Target, ...]:
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
        is_predicate = is_predicate or cue.is_passive  # "X is constrained by Y" judges X
        places: tuple[Span, ...] = (subject, after) if is_predicate else (after, subject)
        if cue.is_before and cue.form in (Form.MORE, Form.LESS):  # "low X" is of X and of nothing else
            # ... but who "faces high costs" is the subject.
            near = (cue.span[1], min(after[1], cue.span[1] + _NOUN_PHRASE))
            places = (near, subject) if cue.is_burden else (near,)
        for place in (*places, cue.span):  # a phrase may hold its field: "no fab has been built"
            if found := find_targets(clause.text, place, reader.scope.terms, with_unknown=False):
                targets += found
                break
    return tuple(targets)


def _listed(reader: Reader, index: int) -> tuple[Target, ...]:
    """Find the fields of a list after a colon that judges nothing itself: "All else is missing: A, B and C"."""
    after = reader.sliced.clauses[index + 1 : index + 2]
    if not after or after[0].kind is not ClauseKind.ASIDE or find_cues(after[0].text):
        return ()
    start, end = after[0].span
    found = find_targets(reader.sentence.text, (start, end), reader.scope.terms)
    clause_start = reader.sliced.clauses[index].span[0]
    return tuple(Target(t.key, t.printed, (t.span[0] - clause_start, t.span[1] - clause_start)) for t in found)


def _borrowed(reader: Reader, index: int, clause: Clause, cue: Cue) -> tuple[Target, ...]:
    """Find the field of a clause that names none: in front of the sentence, or in the clause held against it."""
    if clause.kind is ClauseKind.PARTICIPLE:
        return ()
    terms = reader.scope.terms
    fronted = _FRONTED.match(reader.sentence.text)
    if fronted and (found := find_targets(reader.sentence.text, fronted.span("what"), terms)):
        return found
    for other in reader.sliced.clauses[:index]:
        is_of_others = reader.own not in subjects_of(other.text, reader.title.subject)
        points_there = is_of_others or _POINTS_BACK.search(clause.text) or is_elided(clause.text[: cue.span[0]])
        if points_there and (found := find_targets(other.text, (0, len(other.text)), terms)):
            return found[:1]
    if index and clause.kind is ClauseKind.CONTRAST and (found := _of_the_sentence(reader)):
        return found
    is_anaphoric = _PRONOUN.match(clause.text) or _LIKE_IT.search(clause.text)
    return reader.antecedent if is_anaphoric else ()


def _of_the_sentence(reader: Reader) -> tuple[Target, ...]:
    """Return the field of a sentence that names only one: its later clauses are about it too."""
    text = reader.sentence.text
    found = reader.scope.terms.find(text)
    if len({term.key for term in found}) != 1:
        return ()
    return find_targets(text, found[0].span, reader.scope.terms)
