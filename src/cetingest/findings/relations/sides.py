"""What may stand in a relation: the entities of a document, holders of offices, other names."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from cetingest.findings.context import Sentence
from cetingest.findings.relations.verbs import offices
from cetingest.model import Entity, FindingList, Mention, Span


@dataclass(frozen=True, slots=True)
class Side:
    """What may stand in a relation: characters `start`..`end` of a sentence; `stop` is after a short name.

    `text` is without article.
    """

    start: int
    end: int
    stop: int
    text: str
    entity_id: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a document: where each block names them, and by which names."""

    entities: Mapping[str, Entity]
    ids: Mapping[str, str]
    mentions: Mapping[str, list[Mention]]


PLACES = ("country", "region", "bloc", "place")
_CAPITALS = re.compile(
    r"(?<![\w-])(?!(?:The|An?)\s)[A-Z][\w&-]{1,40}(?:\s+(?:(?:of|for)\s+)?[A-Z][\w&-]{1,40}){0,5}(?![\w-])"
)
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_GENERIC = re.compile(
    r"\b(?:[Aa]n?|[Tt]he)\s+(?:[a-z-]{1,30}\s+)?(?P<name>Headquarters|Council|Committee|Commission|Board|Agency|Secretariat)\b"
)
_SHORT = re.compile(r"\s*\([A-Z][\w&-]{1,15}\)")


def known_of(found: FindingList) -> Known:
    """Index the entities of a document by block and by name."""
    ids: dict[str, str] = {}
    for entity in found.entities:
        for name in (entity.name, entity.abbreviation, *entity.aliases):
            if name:
                ids.setdefault(name, entity.entity_id)
    # "MOF" where the document prints "Ministry of Finance" without it; initials of two bodies are those of none.
    initials = Counter((_initials(entity.name), entity.entity_id) for entity in found.entities)
    shared = Counter(short for short, _ in initials)
    for short, entity_id in initials:
        if len(short) > 2 and shared[short] == 1:
            ids.setdefault(short, entity_id)
    mentions: dict[str, list[Mention]] = {}
    for mention in sorted(found.mentions, key=lambda m: (m.start, -m.end)):
        if mention.block_id:
            mentions.setdefault(mention.block_id, []).append(mention)
    return Known({e.entity_id: e for e in found.entities}, ids, mentions)


def _initials(name: str) -> str:
    """Return the initials of a name as ministries form them: MOF, but MOD for a "Ministry of the Defence"."""
    return "".join(word[0].upper() for word in name.split() if word[0].isupper() or word == "of")


def sides_of(sentence: Sentence, known: Known) -> list[Side]:
    """Return what a sentence names, the longest of what overlaps: entities, offices, bodies by noun, other names."""
    text = sentence.text
    spans = _mentioned(sentence, known)
    # "Health Data Research UK" is no country; a long name may open a sentence, one word may be any.
    opening = _ARTICLE.match(text)
    first = opening.end() if opening else 0
    names = [m for m in _CAPITALS.finditer(text) if m.start() > first or m[0] in known.ids or _is_long(m[0], first)]
    spans.sort(key=lambda found: found[0][0] - found[0][1])
    bodies = [found for found in spans if found[1] and known.entities[found[1]].type not in PLACES]
    places = [found for found in spans if found not in bodies and not any(_within(found[0], m.span()) for m in names)]
    spans = bodies + places
    spans += [(m.span(), None) for m in offices().finditer(text)]
    spans += [(m.span("name"), None) for m in _GENERIC.finditer(text)]
    spans += [(m.span(), known.ids.get(m[0])) for m in names]
    sides: list[Side] = []
    taken = bytearray(len(text))
    for (start, end), entity_id in spans:
        if any(taken[start:end]):
            continue
        short = _SHORT.match(text, end)
        stop = short.end() if short else end
        taken[start:stop] = b"\1" * (stop - start)
        kind = known.entities[entity_id].type if entity_id else None
        sides.append(Side(start, end, stop, _ARTICLE.sub("", text[start:end], count=1), entity_id, kind))
    return sorted(sides, key=lambda side: side.start)


def _mentioned(sentence: Sentence, known: Known) -> list[tuple[Span, str | None]]:
    """Return where a sentence names entities."""
    first, last = sentence.span
    mentions = known.mentions.get(sentence.block.block_id, [])
    at = bisect_left(mentions, first, key=lambda mention: mention.start)
    following = (mentions[number] for number in range(at, len(mentions)))
    within = takewhile(lambda mention: mention.start < last, following)
    return [((m.start - first, m.end - first), m.entity_id) for m in within if m.end <= last]


def _is_long(name: str, article: int) -> bool:
    """Tell whether what opens a sentence is a name: of three words, or of two after an article."""
    return name.count(" ") > (0 if article else 1)


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one != other
