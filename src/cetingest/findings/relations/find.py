"""Relations: how the bodies that a document names stand to each other.

A verb states a relation (relations.yaml); its sides are looked for where grammar puts them. The subject stands right
before it, or is what an apposition or a relative clause hangs on ("X, a body owned by Y"), or is that of the verb
before ("X was founded in 2013 and is funded by Y"). What should, could or will be, and what is denied, is no relation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cetingest.findings.context import Context, Sentence
from cetingest.findings.prose import prose
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.relations.sides import PLACES, Known, Side, known_of, sides_of
from cetingest.findings.relations.verbs import Verb, any_verb, verbs
from cetingest.model import FindingList, Relation

_APPOSITION = 160  # characters
_JOIN = re.compile(r"(?:,\s*(?:and\s+|as well as\s+)?|\s+(?:and|as well as)\s+)(?:the\s+|an?\s+)?")
_ADVERBS = r"(?:\s*(?:also|now|jointly|currently|both|then|\w{2,20}ly)\b)?"
_AUXILIARY = r"(?:\s*(?:is|are|was|were|has|have|had|been|being)\b)"
_BEFORE = rf"{_ADVERBS}{_AUXILIARY}{{0,3}}{_ADVERBS}\s*$"
_ADJACENT = re.compile(rf"\s*(?:,?\s*(?:which|that|who)\b|[—–]\s*)?{_BEFORE}")
# "X, a statutory body owned by": an apposition, or a participle right after its noun.
_APPOSED = re.compile(rf"\s*,?\s*(?:(?:which|that)\b)?(?:\s*\ban?\s+(?:[\w-]{{1,30}}\s+){{1,5}})?{_BEFORE}")
_CONJOINED = re.compile(rf"\b(?:and|but){_BEFORE}")
# "also" joins a second statement to what the first is about, not to the noun before it.
_ALSO = re.compile(r",\s+also\s+$")
_CLOSED = re.compile(rf"[,)]{_BEFORE}")
_RELATIVE = re.compile(r"\)?\s+(?:that|which|who)\s")
_CLAUSE = re.compile(r"(?:;|,\s+(?:and|but|while|whereas|although|though))\s+(?:the\s+)?")
# Not asserted: wished, possible, denied, asked for, still to come.
_UNREAL = re.compile(
    r"(?:\b(?:should|could|may|might|would|must|can|cannot|shall|will|not|never|neither|nor|hardly|to|if|unless|let)"
    r"|n['’]t|no\s+longer)\s+(?:\w{1,20}\s+){0,2}$"
)
_LOCATED = re.compile(r"\s+(?:in|near|outside|at)\s+")  # "X in Oslo, founded by": the place is that of X
# "X, chaired by Y, will be set up": what is not there yet has no chair.
_TO_COME = re.compile(
    r"[^.;,]{0,80},\s+(?:will|should|would|could|is\s+to|are\s+to)\s+be\s+(?:set\s+up|established|created|founded|formed)\b"
)
_THING = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir)|['’]s)\s+(?P<name>(?:[a-z][\w-]*\s+){0,3}[a-z][\w-]*),\s+$")
_PREPOSITION = re.compile(r"(?i)\b(?:in|of|for|by|with|at|from|to|among|under|on|like|unlike|per)\s+(?:the\s+)?$")
_EXAMPLES = re.compile(r"\s*(?:[\w’'-]{1,40}[\s,]+){0,12}?\(?(?:such\s+as|including|namely)\s+(?:the\s+)?")
_ARTICLE = re.compile(r"\s*(?:the\s+|an?\s+)?")
_LOWER = re.compile(r"[a-z][\w-]{1,30}(?=[.,;)])")
_BOTH = re.compile(r"\s*(?:Both|The\s+two|They\s+both)\s+$")
_STOPS = re.compile(
    r"[.,;:()—–]|\s+(?:together|alongside|through|by|with|for|to|since|from|which|that|who|where|while|when|as|because|"
    r"although|until|in\s+(?:\d+|order))\b|\s+and\s+(?:\w+s|is|are)(?=[\s.,;])"
)
# "leads to", "leads the industry": no body that is led.
_NO_OBJECT = re.compile(
    r"\s*(?:to|in|by|from|with|on|at|for|because|and|or|that|the\s+(?:world|way|field|pack|list|race|industry|market)(?=\W))\b"
)
_NEXT_VERB = re.compile(r"\s+(?:is|are|was|were|has|have|will|should|[a-z]{3,}(?:s|ed))\s")
_FRONTED = re.compile(
    r"Under\s+(?P<over>(?:these|those|the|its|both)\s+(?:\w+\s+)?(?:ministr(?:y|ies)|departments?|agenc(?:y|ies)|councils?))\s*,"
    r"[^.;]{0,200}?\b(?:carried\s+out|conducted|performed|undertaken|provided|done|handled|run)\s+by(?=\s)"
)


def add_relations(context: Context, found: FindingList) -> FindingList:
    """Add the relations between the entities found before."""
    return replace(found, relations=find_relations(context, found))


def find_relations(context: Context, found: FindingList) -> tuple[Relation, ...]:
    """Find which bodies chair, fund, oversee, belong to or work with which, in the order of the document."""
    known = known_of(found)
    relations: list[Relation] = []
    before: list[Side] = []
    for sentence in prose(context):
        facts = list(dict.fromkeys(_facts(sentence, known, before))) if any_verb().search(sentence.text) else []
        before = list(dict.fromkeys(source for source, _, _ in facts))
        for source, relation, target in facts:
            quote = quote_of(sentence.block, sentence.span)
            relations.append(
                Relation(
                    finding_id=f"{context.document.document_id}-relation-{len(relations) + 1}",
                    quote=quote,
                    footnote_ids=footnotes_of(context, quote),
                    source=source.text,
                    relation=relation,
                    target=target.text,
                    source_id=source.entity_id,
                    target_id=target.entity_id,
                )
            )
    return tuple(relations)


Fact = tuple[Side, str, Side]


def _facts(sentence: Sentence, known: Known, before: list[Side]) -> Iterator[Fact]:
    text = sentence.text
    sides = sides_of(sentence, known)
    if match := _FRONTED.match(text):
        over = Side(*match.span("over"), match.end("over"), match["over"])
        yield from ((side, "under", over) for side in _complements(text, match.end(), sides))
    stated = sorted(((m.start(), m.end(), verb) for verb in verbs() for m in verb.pattern.finditer(text)), key=_first)
    last: tuple[Side, ...] = ()
    for start, end, verb in stated:
        if _UNREAL.search(text[max(0, start - 60) : start]) or _TO_COME.match(text, end):
            continue
        subjects = _subjects(text, start, verb, sides, last)
        if not subjects and len(before) == 2 and _BOTH.fullmatch(text[:start]):
            subjects = tuple(before)
        if not subjects and verb.build == "passive":
            subjects = _thing_before(text, start)
        if not subjects or (verb.build == "plural" and len(subjects) < 2):
            continue
        last = subjects
        yield from _stated(text, end, verb, subjects, sides)


def _first(found: tuple[int, int, Verb]) -> tuple[int, int]:
    return found[0], -found[1]


def _stated(text: str, end: int, verb: Verb, subjects: tuple[Side, ...], sides: list[Side]) -> Iterator[Fact]:
    subjects, targets = _paired(text, end, verb, subjects, _complements(text, end, sides))
    relation = verb.relation
    if verb.build == "members" and _MINISTERS.match(text, end):
        relation = "minister_member_of"
    turned = verb.build in ("passive_turned", "active_turned", "members")
    for one in subjects:
        for other in targets:
            source, target = (other, one) if turned else (one, other)
            if (source.entity_id or source.text) != (target.entity_id or target.text):
                yield source, relation, target


_MINISTERS = re.compile(r"[^.;]{0,80}?\bministers\b")
# "Founded by 2027", "funded by selling land": no agent.
_BY_WHEN_OR_HOW = re.compile(
    r"\s+(?:(?:the\s+)?(?:end|middle|beginning|start|mid|early|late|spring|summer|autumn|fall|next|means|way|then|now)\b|\d|"
    r"\w+ing\b|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_Sides = tuple[Side, ...]


def _paired(text: str, end: int, verb: Verb, subjects: _Sides, targets: _Sides) -> tuple[_Sides, _Sides]:  # noqa: PLR0911 (one a construction)
    """Return the sides between which a verb's construction states its relation."""
    match verb.build:
        case "active":
            return _bodies(subjects), tuple(t for t in targets if t.entity_id) or _object(text, end)
        case "passive" if not targets and not _BY_WHEN_OR_HOW.match(text, end):
            return _bodies(subjects), _object(text, end)
        case "role":
            return _bodies(subjects), _object(text, end)
        case "active_turned":
            return _bodies(subjects), _bodies(targets)
        case "agreement" if not text[:end].endswith("with"):
            return subjects[:1], subjects[1:]
    if verb.relation == "under":
        return subjects, tuple(t for t in targets if t.type not in (None, *PLACES))
    return subjects, targets


def _bodies(sides: _Sides) -> _Sides:
    return tuple(side for side in sides if side.entity_id and side.type not in PLACES)


def _subjects(text: str, start: int, verb: Verb, sides: list[Side], last: tuple[Side, ...]) -> tuple[Side, ...]:
    left = [side for side in sides if side.stop <= start]
    if not left:
        return ()
    between = text[left[-1].stop : start]
    if len(left) > 1 and left[-1].type in (None, "place") and _LOCATED.fullmatch(text, left[-2].stop, left[-1].start):
        left = left[:-1]
    is_participle = verb.build in ("passive", "passive_turned", "members") or verb.relation in ("under", "part_of")
    pattern = _APPOSED if is_participle else _ADJACENT
    head = text[:start]
    if not _ALSO.search(head) and len(between) <= _APPOSITION and pattern.fullmatch(between):
        is_apposed = is_participle and between.lstrip().startswith(",")
        return (left[-1],) if is_apposed else _joined_left(text, left)
    # Verbs of one subject are joined by "and"; one after a comma goes on after what was put in.
    if _CONJOINED.search(head) and last:
        return last
    subject = _clause_subject(text, start, left)
    if subject is None:
        return ()
    if _CONJOINED.search(head) or _CLOSED.search(head) or _RELATIVE.match(text, subject.stop):
        return (subject,)
    return ()


def _thing_before(text: str, start: int) -> tuple[Side, ...]:
    """Return what no name is but stands with its article before a comma: "its helicopters, operated by"."""
    offset = max(0, start - _APPOSITION)
    thing = _THING.search(text[offset:start])
    if thing is None:
        return ()
    first, last = (offset + place for place in thing.span("name"))
    return (Side(first, last, last, thing["name"]),)


def _joined_left(text: str, left: list[Side]) -> tuple[Side, ...]:
    """Return "A, B and C" that ends with the last side."""
    joined = [left[-1]]
    for side in reversed(left[:-1]):
        join = _JOIN.fullmatch(text[side.stop : joined[0].start])
        if join is None or (len(joined) == 1 and not re.search("and|as well", join[0])):
            break
        joined.insert(0, side)
    return tuple(joined)


def _clause_subject(text: str, start: int, left: list[Side]) -> Side | None:
    begins = {side.start for side in left if _NEXT_VERB.match(text, side.stop)}
    closed = (m.end() for m in _CLAUSE.finditer(text, 0, start) if m[0].startswith(";") or m.end() in begins)
    clause = max(closed, default=0)
    for side in left:
        is_within = side.start >= clause and side.start - clause <= 80
        if (
            is_within
            and not _PREPOSITION.search(text[: side.start])
            and text[side.stop : side.stop + 2] not in ("'s", "’s")
        ):
            return side
    return None


def _complements(text: str, end: int, sides: list[Side]) -> tuple[Side, ...]:
    """Return the bodies that stand after a verb: "the A, B and C", "institutions such as A", "Germany's A"."""
    by_start = {side.start: side for side in sides}
    side = by_start.get(_after(_ARTICLE, text, end)) or _example(text, end, by_start)
    if side and text[side.stop : side.stop + 3] in ("'s ", "’s "):
        side = by_start.get(side.stop + 3)
    return _joined_right(text, side, by_start) if side else ()


def _example(text: str, end: int, by_start: Mapping[int, Side]) -> Side | None:
    """Return the first of "institutions such as A", which may be written small there."""
    examples = _EXAMPLES.match(text, end)
    if examples is None:
        return None
    lower = _LOWER.match(text, examples.end())
    return by_start.get(examples.end()) or (Side(*lower.span(), lower.end(), lower[0]) if lower else None)


def _joined_right(text: str, first: Side, by_start: Mapping[int, Side]) -> tuple[Side, ...]:
    """Return "A, B and C" that begins with a side; commas alone join nothing, and a verb has its own subject."""
    found, joins = [first], [""]
    while join := _JOIN.match(text, found[-1].stop):
        side = by_start.get(join.end())
        is_new_clause = "," in join[0] and "and" in join[0] and len(found) == 1
        if side is None or is_new_clause or _NEXT_VERB.match(text, side.stop):
            break
        found.append(side)
        joins.append(join[0])
    is_list = len(found) == 1 or re.search("and|as well", joins[-1])
    return tuple(found if is_list else found[:1])


def _object(text: str, end: int) -> tuple[Side, ...]:
    """Return the words of an object that is no body, up to what else the clause tells."""
    if _NO_OBJECT.match(text, end):
        return ()
    start = _after(_ARTICLE, text, end)
    stop = _STOPS.search(text, start)
    words = text[start : stop.start() if stop else len(text)].strip()
    return (Side(start, start + len(words), start + len(words), words),) if 0 < len(words) <= 120 else ()


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
