"""Find entities and where they are named, and give each one name in the document."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from cetingest.findings.context import Context
from cetingest.findings.entities.cities import City, country_of_city_in, find_cities, find_listed, find_sites
from cetingest.findings.entities.gather import LEGAL, LONGEST, Draft, Gathering, Place, known_bodies, known_regex
from cetingest.findings.entities.names import Name, find_bodies, find_persons
from cetingest.findings.home import home_country
from cetingest.language.places import country_codes, country_regex, demonym_codes, demonym_regex, region_regex, regions
from cetingest.language.text import slugify
from cetingest.language.words import compile_names
from cetingest.model import BlockKind, Entity, FindingList, Mention

_URL = re.compile(r"https?://\S+|www\.\S+")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,400}[”\"]")
_COUNTRY_AFTER = re.compile(r"(?:,\s+(?:[\w'’ ]{0,30},\s+)?Government of\s+|\s+\()(?P<country>[A-Z][\w ]+?)[),.]")
_THE_GOVERNMENT = re.compile(
    r"\b[Tt]he\s+(?:federal\s+|national\s+|central\s+)?(?:(?P<people>[A-Z]\w+)\s+)?[Gg]overnment\b(?!\s+of)"
)


def find_entities(context: Context) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Find the bodies, persons, countries and regions that body and notes name, and each place where they are named.

    A body whose country is not told belongs to the country that the report is about. Names in quoted titles of notes
    count where the document names them elsewhere.
    """
    home = home_country(context)
    gathering = Gathering()
    places = list(_places(context))
    for place in places:
        for name in _names(place, home):
            gathering.name(place, name, _country(place, name, home))
    own = {d.abbreviation: d for d in gathering.drafts.values() if d.abbreviation}
    own |= {LEGAL.sub("", d.name): d for d in gathering.drafts.values() if len(LEGAL.sub("", d.name)) > 3}
    own_names = compile_names(own) if own else None
    for place in places:
        for match in own_names.finditer(place.text) if own_names else ():
            gathering.mention(own[match[0]], place, match.span())
        _gather_known(gathering, place, home, own)
        if place.block_id:
            cities = find_cities(place.text, home)
            _gather_nations(gathering, place, cities)
            _gather_places(gathering, place, cities, home)
    return _made(context.document.document_id, gathering.drafts)


def add_entities(context: Context, found: FindingList) -> FindingList:
    """Add the entities of a document and their mentions to what was found in it."""
    entities, mentions = find_entities(context)
    return replace(found, entities=entities, mentions=mentions)


def _places(context: Context) -> Iterator[Place]:
    for number, block in enumerate(context.document.blocks):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            yield Place(number, block.block_id, None, block.text[:LONGEST], block.provenance)
    for number, note in enumerate(context.document.footnotes, len(context.document.blocks)):
        text = _URL.sub(lambda m: " " * len(m[0]), note.text[:LONGEST])
        yield Place(number, None, note.footnote_id, text, note.provenance)


def _names(place: Place, home: str | None) -> list[Name]:
    is_note = place.footnote_id is not None
    text = _QUOTED.sub(lambda m: " " * len(m[0]), place.text) if is_note else place.text
    persons = [p for p in find_persons(place.text, is_note=is_note) if p.text not in known_bodies()]
    for start, end in (person.span for person in persons):
        text = text[:start] + "." * (end - start) + text[end:]
    names = [*(name for name in find_bodies(text) if name.text not in regions()), *persons]
    for match in _THE_GOVERNMENT.finditer(place.text if not is_note else ""):
        code = demonym_codes().get(match["people"] or "") or (home if not match["people"] else None)
        if code:
            names.append(Name(match.span(), f"Government of {_with_article(code)}", "government"))
    return names


def _with_article(code: str) -> str:
    name = _country_name(code)
    return f"the {name}" if re.match(r"United|Netherlands|Philippines|Czech R", name) else name


def _country_name(code: str) -> str:
    names = [name for name, other in country_codes().items() if other == code]
    usual = ("South Korea", "United States", "United Kingdom")
    return max(names, key=lambda name: (name in usual, len(name) > 4, -len(name)))


def _country(place: Place, name: Name, home: str | None) -> str | None:  # noqa: PLR0911 (one for each sign)
    """Return a body's country: of its name, printed after it, of the people before it, else the report's."""
    if name.type == "person" or (name.type == "place" and _SEA.search(name.text)):
        return None
    row = known_bodies().get(name.text)
    if row:
        return row["country"] or (
            home if row["type"] in ("government", "ministry") and "European" not in name.text else None
        )
    for pattern, codes in ((country_regex(), country_codes()), (demonym_regex(), demonym_codes())):
        if match := pattern.search(name.text):
            return codes[match[0]]
    if name.type == "international_organisation" or region_regex().search(name.text) or _of_states(name.text):
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


_SEA = re.compile(r"\b(?:Sea|Channel|Straits?|Gulf)\b")  # no country's


def _of_states(name: str) -> bool:
    """Tell whether a name opens with that of an organisation of states: "NATO Centre of ..."."""
    row = known_bodies().get(name.split(" ", 1)[0])
    return row is not None and row["type"] == "international_organisation"


# Legal forms of one country's law.
_FORMS = {"GmbH": "DEU", "AG": "DEU", "AB": "SWE", "Oyj": "FIN", "S.p.A.": "ITA", "ASA": "NOR", "K.K.": "JPN"}


def _country_of_form(name: str) -> str | None:
    return _FORMS.get(name.rsplit(" ", 1)[-1])


def _gather_known(gathering: Gathering, place: Place, home: str | None, own: Container[str]) -> None:
    """Add the bodies of bodies.csv that no name found before holds."""
    for match in known_regex().finditer(place.text):
        row = known_bodies()[match[0]]
        if match[0] in own or _is_common(place.text, match, row) or gathering.is_taken(place, match.span()):
            continue
        if row["type"] == "company" and (branch := _BRANCH.match(place.text, match.end())):
            span = match.start(), branch.end()
            gathering.name(place, Name(span, place.text[slice(*span)], "company"), country_codes()[branch["country"]])
            continue
        name = Name(match.span(), row["name"], row["type"], row["abbreviation"] or None)
        gathering.name(place, name, row["country"] or _country(place, name, home))


_BRANCH = re.compile(rf"\s(?P<country>{country_regex().pattern})")  # "Airbus Netherlands" is a firm of its own


def _is_common(text: str, match: re.Match[str], row: Mapping[str, str]) -> bool:
    """Tell "the Amazon" (a river) from the firm: firms of one word have no article."""
    if row["type"] != "company" or not match[0].istitle() or " " in match[0]:
        return False
    has_article = text[max(0, match.start() - 4) : match.start()].lower() == "the "
    return has_article and _NAME_GOES_ON.match(text, match.end()) is None


_NAME_GOES_ON = re.compile(r"\s+[A-Z]|['’]")


def _gather_nations(gathering: Gathering, place: Place, cities: Sequence[City]) -> None:
    """Add countries, by name or adjective, and regions, but none in a longer name ("Latin American", "New Mexico")."""
    longer = [match.span() for match in region_regex().finditer(place.text)]
    longer += [(start, end) for start, end, name, _ in cities if " " in name]
    in_longer = {n for span in longer for n in range(*span)}
    for pattern, codes in ((country_regex(), country_codes()), (demonym_regex(), demonym_codes())):
        for match in pattern.finditer(place.text):
            is_price = place.text.startswith("$", match.end())  # "US$"
            if not (is_price or match.start() in in_longer or gathering.is_taken(place, match.span())):
                code = codes[match[0]]
                draft = gathering.of(f"country|{code}", _country_name(code), "country", code)
                gathering.mention(draft, place, match.span())
    for match in region_regex().finditer(place.text):
        if gathering.is_taken(place, match.span()):
            continue
        region = regions()[match[0]]
        gathering.mention(gathering.of(region.region_id, region.name, region.type, None), place, match.span())


def _gather_places(gathering: Gathering, place: Place, cities: Sequence[City], home: str | None) -> None:
    """Add cities, states and sites that are no part of a name found before."""
    sites = [(*site, home) for site in (*find_sites(place.text), *find_listed(place.text))]
    for start, end, name, country in (*cities, *sites):
        if not gathering.is_taken(place, (start, end)):
            gathering.name(place, Name((start, end), name, "place"), country)


def _made(document_id: str, drafts: dict[str, Draft]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    _merge_abbreviations(drafts)
    _merge_short_ministries(drafts)
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for draft in drafts.values():
        entity_id = _id(draft)
        printed = {re.sub(r"^The(?=\s)", "the", one) for one in draft.printed}
        aliases = tuple(sorted(printed - {draft.name, f"the {draft.name}"}))
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
            other.join(draft)
            other.type = draft.type if draft.type == "consortium" else other.type
            del drafts[draft.key]


def _merge_short_ministries(drafts: dict[str, Draft]) -> None:
    """Join "Ministry of Agriculture" with the one ministry of the country whose list of tasks it opens."""
    ministries = [draft for draft in drafts.values() if draft.type == "ministry"]
    longer: dict[tuple[str, str | None], list[Draft]] = {}
    for draft in ministries:
        for cut in _TASK_ENDS.finditer(draft.name):
            longer.setdefault((draft.name[: cut.start()], draft.country), []).append(draft)
    for draft in sorted(ministries, key=lambda draft: len(draft.name)):
        whole = longer.get((draft.name, draft.country), ())
        if len(whole) == 1:
            whole[0].join(draft)
            del drafts[draft.key]


_TASK_ENDS = re.compile(r",\s|\s(?:and|&)\s")


def _id(draft: Draft) -> str:
    """Make a readable key that no other document's entity shares by chance: it holds the country."""
    if draft.type in ("country", "region", "bloc"):
        return f"country:{draft.country}" if draft.type == "country" else draft.key
    stem = slugify(draft.abbreviation or LEGAL.sub("", draft.name))
    if draft.type == "person":
        return f"person:{stem}"
    return f"org:{stem}-{draft.country.lower()}" if draft.country else f"org:{stem}"
