"""Find entities and where they are named, and give each one name in the document."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from cetingest.findings.context import Context
from cetingest.findings.countries import country_codes, country_regex
from cetingest.findings.entities.cities import country_of_city_in, find_cities, find_sites
from cetingest.findings.entities.names import Name, find_bodies, find_persons
from cetingest.findings.home import home_country
from cetingest.findings.places import any_of, demonym_codes, demonym_regex, region_regex, regions, rows
from cetingest.model import BlockKind, Entity, FindingList, Mention, Provenance, Span
from cetingest.text import fold, slugify, squeeze_spaces

_URL = re.compile(r"https?://\S+|www\.\S+")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,400}[”\"]")
_COUNTRY_AFTER = re.compile(r"(?:,\s+(?:[\w'’ ]{0,30},\s+)?Government of\s+|\s+\()(?P<country>[A-Z][\w ]+?)[),.]")
_LEGAL = re.compile(r"(?:,?\s+(?:Corporation|Corp\.?|Inc\.?|Limited|Co\.?|Ltd\.?|GmbH|AG|SE|AB|S\.A\.|plc))+$")
_THE_GOVERNMENT = re.compile(r"\b[Tt]he\s+(?:(?P<people>[A-Z]\w+)\s+)?[Gg]overnment\b(?!\s+of)")
# Longer runs of text hold no notes and paragraphs; they are read in part so that time grows with length only.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A text in which names are looked for."""

    block_id: str | None
    footnote_id: str | None
    text: str
    provenance: tuple[Provenance, ...]


@dataclass
class Draft:
    """An entity that is being gathered."""

    key: str
    name: str
    type: str
    country: str | None
    abbreviation: str | None = None
    printed: Counter[str] = field(default_factory=Counter)
    at: list[tuple[Place, Span]] = field(default_factory=list)


@cache
def _known() -> dict[str, dict[str, str]]:
    """Map the names, abbreviations and aliases of bodies.csv to their rows (own list of public facts)."""
    return {
        printed: row
        for row in rows("entities/bodies.csv")
        for printed in (row["name"], row["abbreviation"], *row["aliases"].split("|"))
        if printed
    }


@cache
def _known_regex() -> re.Pattern[str]:
    return any_of(_known())


def find_entities(context: Context) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Find the bodies, persons, countries and regions that body and notes name, and each place where they are named.

    A body whose country is not told belongs to the country that the report is about. Names in quoted titles of notes
    count where the document names them elsewhere.
    """
    home = home_country(context)
    drafts: dict[str, Draft] = {}
    places = list(_places(context))
    for place in places:
        for name in _names(place, home):
            _gather(drafts, place, name, _country(place, name, home))
    for place in places:
        _gather_known(drafts, place, home)
    return _made(context.document.document_id, drafts)


def add_entities(context: Context, found: FindingList) -> FindingList:
    """Add the entities of a document and their mentions to what was found in it."""
    entities, mentions = find_entities(context)
    return replace(found, entities=entities, mentions=mentions)


def _places(context: Context) -> Iterator[Place]:
    for block in context.document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            yield Place(block.block_id, None, block.text[:LONGEST], block.provenance)
    for note in context.document.footnotes:
        text = _URL.sub(lambda m: " " * len(m[0]), note.text[:LONGEST])
        yield Place(None, note.footnote_id, text, note.provenance)


def _names(place: Place, home: str | None) -> list[Name]:
    is_note = place.footnote_id is not None
    text = _QUOTED.sub(lambda m: " " * len(m[0]), place.text) if is_note else place.text
    names = find_bodies(text)
    persons = find_persons(place.text, is_note=is_note)
    names = [name for name in names if not any(_overlap(name.span, p.span) for p in persons)] + persons
    for match in _THE_GOVERNMENT.finditer(place.text if not is_note else ""):
        code = demonym_codes().get(match["people"] or "") or (home if not match["people"] else None)
        if code:
            names.append(Name(match.span(), f"Government of {_with_article(code)}", "government"))
    return names


def _with_article(code: str) -> str:
    name = _country_name(code)
    return f"the {name}" if re.match(r"United|Netherlands|Philippines|Czech R", name) else name


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _country_name(code: str) -> str:
    names = [name for name, other in country_codes().items() if other == code]
    usual = ("South Korea", "United States", "United Kingdom")
    return max(names, key=lambda name: (name in usual, len(name) > 4, -len(name)))


def _country(place: Place, name: Name, home: str | None) -> str | None:  # noqa: PLR0911 (one for each sign)
    """Return a body's country: of its name, printed after it, of the people before it, else the report's."""
    if name.type == "person":
        return None
    row = _known().get(name.text)
    if row:
        return row["country"] or (
            home if row["type"] in ("government", "ministry") and "European" not in name.text else None
        )
    for pattern, codes in ((country_regex(), country_codes()), (demonym_regex(), demonym_codes())):
        if match := pattern.search(name.text):
            return codes[match[0]]
    if region_regex().search(name.text):
        return None
    if (code := country_of_city_in(name.text) or _country_of_form(name.text)) is not None:
        return code
    after = _COUNTRY_AFTER.match(place.text, name.span[1])
    if after and after["country"] in country_codes():
        return country_codes()[after["country"]]
    near = place.text[name.span[1] : name.span[1] + 30]
    if match := re.match(r",\s+an?\s+(\w+)", near):
        return demonym_codes().get(match[1], home)
    return home


# Legal forms of one country's law.
_FORMS = {"GmbH": "DEU", "AG": "DEU", "AB": "SWE", "Oyj": "FIN", "S.p.A.": "ITA", "ASA": "NOR", "K.K.": "JPN"}


def _country_of_form(name: str) -> str | None:
    return _FORMS.get(name.rsplit(" ", 1)[-1])


def _key(name: str, country: str | None) -> str:
    bare = re.sub(r"(?i)^the\s+|\s+\([^()]*\)$", "", _LEGAL.sub("", name))
    return f"{fold(bare)}|{country or ''}"


def _gather(drafts: dict[str, Draft], place: Place, name: Name, country: str | None) -> None:
    text = squeeze_spaces(name.text)
    row = _known().get(text) or _known().get(_LEGAL.sub("", text))
    if row and text in (row["abbreviation"], *row["aliases"].split("|")):
        text = row["name"]
    kind = row["type"] if row else name.type
    country = (row["country"] or country) if row else country
    key = _key(row["name"] if row else text, country)
    draft = drafts.setdefault(key, Draft(key, text, kind, country))
    if len(text) > len(draft.name):
        draft.name = text
    draft.abbreviation = draft.abbreviation or name.abbreviation or (row["abbreviation"] if row else None) or None
    draft.printed[place.text[slice(*name.span)]] += 1
    draft.at.append((place, name.span))


def _gather_known(drafts: dict[str, Draft], place: Place, home: str | None) -> None:
    """Add countries, regions, known bodies, and the names and abbreviations that the document itself defines."""
    own = {d.abbreviation: d for d in drafts.values() if d.abbreviation}
    own |= {_LEGAL.sub("", d.name): d for d in drafts.values() if len(_LEGAL.sub("", d.name)) > 3}
    if own:
        for match in any_of(own).finditer(place.text):
            _mention(own[match[0]], place, match.span())
    for match in _known_regex().finditer(place.text):
        row = _known()[match[0]]
        if _is_common(place.text, match, row):
            continue
        if match[0] not in own and not any(
            p is place and _overlap(s, match.span()) for d in drafts.values() for p, s in d.at
        ):
            name = Name(match.span(), row["name"], row["type"], row["abbreviation"] or None)
            _gather(drafts, place, name, row["country"] or _country(place, name, home))
    in_regions = [match.span() for match in region_regex().finditer(place.text)]
    for pattern, codes in ((country_regex(), country_codes()), (demonym_regex(), demonym_codes())):
        for match in pattern.finditer(place.text if place.block_id else ""):
            code = codes[match[0]]
            if any(_overlap(match.span(), span) for span in in_regions):  # "Latin American"
                continue
            if place.text.startswith("$", match.end()) or _is_taken(
                drafts, place, match.span()
            ):  # "US$", "U.S. Senate"
                continue
            draft = drafts.setdefault(f"country|{code}", Draft(f"country|{code}", _country_name(code), "country", code))
            _mention(draft, place, match.span())
    for match in region_regex().finditer(place.text if place.block_id else ""):
        region = regions()[match[0]]
        draft = drafts.setdefault(region.region_id, Draft(region.region_id, region.name, region.type, None))
        _mention(draft, place, match.span())
    _gather_places(drafts, place, home)


def _is_common(text: str, match: re.Match[str], row: dict[str, str]) -> bool:
    """Tell "the Amazon" (a river) from the firm: firms of one word have no article."""
    is_plain = row["type"] == "company" and match[0].istitle() and " " not in match[0]
    return (
        is_plain
        and text[max(0, match.start() - 4) : match.start()].lower() == "the "
        and not re.match(r"\s+[A-Z]|['’]", text[match.end() :])
    )


def _gather_places(drafts: dict[str, Draft], place: Place, home: str | None) -> None:
    """Add cities, states and sites of the body's text that are no part of a name found before."""
    taken = [span for draft in drafts.values() for other, span in draft.at if other is place]
    known = find_cities(place.text if place.block_id else "", home)
    sites = [(*site, home) for site in find_sites(place.text if place.block_id else "")]
    for start, end, name, country in (*known, *sites):
        if not any(_overlap((start, end), span) for span in taken):
            taken.append((start, end))
            _gather(drafts, place, Name((start, end), name, "place"), country)


def _is_taken(drafts: dict[str, Draft], place: Place, span: Span) -> bool:
    return any(other is place and _overlap(at, span) for draft in drafts.values() for other, at in draft.at)


def _mention(draft: Draft, place: Place, span: Span) -> None:
    if not any(other is place and _overlap(at, span) for other, at in draft.at):
        draft.printed[place.text[slice(*span)]] += 1
        draft.at.append((place, span))


def _made(document_id: str, drafts: dict[str, Draft]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    _merge_abbreviations(drafts)
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for draft in drafts.values():
        entity_id = _id(draft)
        aliases = tuple(sorted(set(draft.printed) - {draft.name}))
        if entity_id in entities:
            entity_id = f"{entity_id}-{slugify(draft.name)}"
        if entity_id in entities:
            continue
        entities[entity_id] = Entity(
            entity_id=entity_id,
            name=draft.name,
            type=draft.type,
            abbreviation=draft.abbreviation,
            country=draft.country,
            aliases=aliases,
        )
        for place, span in draft.at:
            mentions.append(
                Mention(
                    mention_id=f"{document_id}-mention-{len(mentions) + 1}",
                    entity_id=entity_id,
                    block_id=place.block_id,
                    footnote_id=place.footnote_id,
                    printed=place.text[slice(*span)],
                    start=span[0],
                    end=span[1],
                    provenance=place.provenance,
                )
            )
    return tuple(sorted(entities.values(), key=lambda e: e.entity_id)), tuple(mentions)


def _merge_abbreviations(drafts: dict[str, Draft]) -> None:
    """Join a body known by its abbreviation alone with the one whose abbreviation that is."""
    full = {(d.abbreviation, d.country): d for d in drafts.values() if d.abbreviation and d.name != d.abbreviation}
    for draft in list(drafts.values()):
        other = full.get((draft.name, draft.country))
        if other and other is not draft:
            other.printed += draft.printed
            other.at += [at for at in draft.at if at not in other.at]
            other.type = draft.type if draft.type == "consortium" else other.type
            del drafts[draft.key]


def _id(draft: Draft) -> str:
    """Make a readable key that no other document's entity shares by chance: it holds the country."""
    if draft.type in ("country", "region", "bloc"):
        return f"country:{draft.country}" if draft.type == "country" else draft.key
    stem = slugify(draft.abbreviation or _LEGAL.sub("", draft.name))
    if draft.type == "person":
        return f"person:{stem}"
    return f"org:{stem}-{draft.country.lower()}" if draft.country else f"org:{stem}"
