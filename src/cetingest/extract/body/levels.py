"""Rank headings to six levels at most: by the tags or the outline of the file, by their numbers, by their style."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cetingest.extract.body.blocks import RawBlock
from cetingest.extract.body.heading_numbers import NO_NUMBER, HeadingNumber, read_numbers
from cetingest.extract.body.headings import HeadingStyles, type_of
from cetingest.extract.body.standing_alone import name_of
from cetingest.model import BlockKind

MAX_LEVEL = 6
# Sizes so near to each other are one: headings set by hand differ by rounding.
_SAME_SIZE = 0.96
# A style used once, where another heads so many sections, has no level of its own.
_MANY = 5
# So many letters end the front of a document, whose names and dates look like headings.
_PROSE = 200
_MIN_CAPITALS = 10
_WORD = 4  # letters; other numbers are "A." or "(1)"

_Style = tuple[float, bool, bool, bool]  # -size, is not in capitals, is not bold, is italic: the outermost sorts first
_Class = tuple[_Style, str, int]


@dataclass(slots=True)
class _Heading:
    """A heading as it is ranked: block number `at`, `known` is the level of its tag or of the outline."""

    at: int
    style: _Style
    number: HeadingNumber
    known: int | None

    @property
    def kind(self) -> _Class:
        return self.style, self.number.scheme, self.number.depth


def rank_headings(
    raws: Sequence[RawBlock], styles: HeadingStyles, outline: Iterable[tuple[int, str]]
) -> tuple[RawBlock, ...]:
    """Return the blocks with the levels of their headings, 1 the outermost."""
    headings = _read_headings(raws, styles, outline)
    if not headings:
        return tuple(raws)
    places = _places_of(headings)
    levels = _levels_of(headings, places, _counted(headings, places, raws))
    found = {h.at: h.known or levels[places[h.kind]] for h in headings}
    return tuple(
        replace(raw, level=max(1, min(MAX_LEVEL, found[n]))) if n in found else raw for n, raw in enumerate(raws)
    )


def _read_headings(
    raws: Sequence[RawBlock], styles: HeadingStyles, outline: Iterable[tuple[int, str]]
) -> list[_Heading]:
    chosen = [(n, raw, " ".join(line.text for line in raw.lines)) for n, raw in enumerate(raws)]
    chosen = [entry for entry in chosen if entry[1].kind is BlockKind.HEADING]
    outlined = {name_of(title): level for level, title in outline}
    known = [styles.tags.level_of(raw.lines[0]) or outlined.get(name_of(text)) for _, raw, text in chosen]
    lowest = min((level for level in known if level), default=1)
    numbers = read_numbers([text for _, _, text in chosen])
    sizes = _merge_sizes([raw.lines[0].size for _, raw, _ in chosen])
    headings = []
    for (n, raw, text), number, level in zip(chosen, numbers, known, strict=True):
        _, is_bold, is_italic = type_of(raw.lines[0])
        style = (-sizes[raw.lines[0].size], not _is_in_capitals(text), not is_bold, is_italic)
        headings.append(_Heading(n, style, number, level and level - lowest + 1))
    _merge_capitals(headings)
    return headings


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and sum(c.isalpha() for c in text) >= _MIN_CAPITALS


def _merge_sizes(sizes: Iterable[float]) -> dict[float, float]:
    """Map each size to the largest of those that are near it."""
    found: dict[float, float] = {}
    largest = float("inf")
    for size in sorted(set(sizes), reverse=True):
        largest = largest if size >= _SAME_SIZE * largest else size
        found[size] = largest
    return found


def _merge_capitals(headings: Sequence[_Heading]) -> None:
    """Let capitals make a style only where two headings at least are in them, and two are not."""
    counts = Counter(h.style for h in headings)
    for heading in headings:
        size, mixed, is_light, is_italic = heading.style
        other = (size, not mixed, is_light, is_italic)
        if counts[heading.style] < 2 <= counts[other] or (counts[heading.style], counts[other], mixed) == (1, 1, False):
            heading.style = other


def _places_of(headings: Sequence[_Heading]) -> dict[_Class, float]:
    """Return for each class of headings its place among them, outermost first; one place may hold several."""
    depths = _depths_in_styles(headings)
    order = {key: float(n) for n, key in enumerate(sorted({(kind[0], depths[kind]) for kind in depths}))}
    places = {kind: order[kind[0], depths[kind]] for kind in depths}
    for same in _linked(headings):
        nearest = min(places[kind] for kind in same)
        places |= dict.fromkeys(same, nearest)
    for kind, below in _always_above(headings).items():
        places[kind] = min(places[kind], places[below] - 0.5)
    decimal = sorted({kind[2] for kind in places if kind[1] == "1"})
    for upper, depth in pairwise(decimal):
        above = max(place for kind, place in places.items() if kind[1:] == ("1", upper))
        for kind in [kind for kind in places if kind[1:] == ("1", depth)]:
            places[kind] = max(places[kind], above + 0.5)
    return places


def _always_above(headings: Sequence[_Heading]) -> dict[_Class, _Class]:
    """Return the classes all of whose headings stand directly above one of another class: "Article 3" and its name."""
    following: dict[_Class, set[_Class | None]] = defaultdict(set)
    for heading, other in pairwise(headings):
        following[heading.kind].add(other.kind if other.at == heading.at + 1 else None)
    following[headings[-1].kind].add(None)
    return {
        kind: below
        for kind, found in following.items()
        if len(kind[1]) >= _WORD and len(found) == 1 and (below := next(iter(found))) not in (None, kind) and below
    }


def _depths_in_styles(headings: Sequence[_Heading]) -> dict[_Class, int]:
    """Return how deep the numberings of one style stand in each other: A. in I. when II. comes after it."""
    first: dict[_Class, int] = {}
    last: dict[_Class, int] = {}
    for heading in headings:
        first.setdefault(heading.kind, heading.at)
        last[heading.kind] = heading.at
    depths: dict[_Class, int] = {}
    for kind, begin in first.items():  # in the order of the text
        outer = [
            depths[other] + 1
            for other in depths
            if other[0] == kind[0]
            and other[1]
            and kind[1]
            and (last[other] > begin or (other[1] == kind[1] and other[2] < kind[2]))
        ]
        depths[kind] = max(outer, default=0)
    return depths


def _linked(headings: Sequence[_Heading]) -> Iterator[set[_Class]]:
    """Yield classes that are one level: 1.1 and 2.1 in two styles, or a 2 in another style than the 1 before it."""
    for depth in {h.number.depth for h in headings if h.number.depth > 1}:
        yield {h.kind for h in headings if h.number.depth == depth}
    before: dict[tuple[str, int], _Heading] = {}
    own: dict[_Class, int] = {}
    for heading in headings:
        number = heading.number
        if number is NO_NUMBER or number.depth > 1:
            continue
        other = before.get((number.scheme, number.depth))
        is_next = other is not None and number.value == other.number.value + 1
        if is_next and other is not None and own.get(heading.kind) != number.value - 1:
            yield {heading.kind, other.kind}
        before[number.scheme, number.depth] = heading
        own[heading.kind] = number.value


def _counted(headings: Sequence[_Heading], places: Mapping[_Class, float], raws: Sequence[RawBlock]) -> set[float]:
    """Return the places that have a level of their own: not what stands on a cover only, or once among many."""
    prose = next((n for n, raw in enumerate(raws) if _is_prose(raw)), 0)
    counts = Counter(places[h.kind] for h in headings)
    many = max(counts.values()) >= _MANY
    return {
        places[h.kind]
        for h in headings
        if h.number is not NO_NUMBER or (h.at >= prose - 1 and not (many and counts[places[h.kind]] == 1))
    }


def _is_prose(raw: RawBlock) -> bool:
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return raw.kind in kinds and sum(len(line.text) for line in raw.lines) >= _PROSE


def _levels_of(headings: Sequence[_Heading], places: Mapping[_Class, float], counted: set[float]) -> dict[float, int]:
    """Return the level of each place: the one that most of its headings are known to have, or that of its rank."""
    votes: dict[float, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        if heading.known:
            votes[places[heading.kind]][heading.known] += 1
    known = {place: counts.most_common(1)[0][0] for place, counts in votes.items()}
    if not known:
        known = _decimal_levels(headings, places, counted)
    if not known:
        known = {place: rank for rank, place in enumerate(sorted(counted), start=1)}
    levels: dict[float, int] = {}
    for place in sorted(set(places.values())):
        above = max((p for p in known if p < place), default=None)
        below = min((p for p in known if p > place), default=None)
        level = 1 if above is None else known[above] + 1
        if below is not None:
            level = known[below] if above is None else max(known[above], min(level, known[below]))
        levels[place] = known.get(place, level)
    return levels


def _decimal_levels(
    headings: Sequence[_Heading], places: Mapping[_Class, float], counted: set[float]
) -> dict[float, int]:
    """Return the levels where 1.1 stands below 1: one apart, whatever other styles lie between theirs."""
    found = Counter((h.number.depth, places[h.kind]) for h in headings if h.number.scheme == "1")
    depths = sorted({depth for depth, _ in found})
    if len(depths) < 2:
        return {}
    usual, _ = max(
        ((place, n) for (depth, place), n in found.items() if depth == depths[0]), key=lambda entry: entry[1]
    )
    above = sorted(place for place in counted if place < usual)
    known = {place: rank for rank, place in enumerate(above, start=1)}
    return known | {place: 1 + len(above) + depth - depths[0] for depth, place in sorted(found, reverse=True)}
