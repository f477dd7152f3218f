"""Names of bodies and persons in a text, by their shape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.findings.entities.nouns import nouns_at, type_of
from cetingest.language.organisations import has_body_noun
from cetingest.language.places import also_family_names, country_codes
from cetingest.language.text import squeeze_spaces
from cetingest.model import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text; `abbreviation` is that in the brackets after it, `type` what its nouns tell."""

    span: Span
    text: str
    type: str
    abbreviation: str | None = None


_WORD = r"(?<![\w-])[A-Z][\w’'-]{0,40}(?![\w-])"
_JOIN = r"(?:\s+(?:of|for|by|and|on|the|de|des|du|&|in))*"
_HEAD = rf"(?:{nouns_at('head', 'both')})"
# "Ministry of A, B and C": a list of tasks is closed by its "and".
_LIST = rf"{_WORD}(?:\s+{_WORD}){{0,3}}(?:(?:,\s+{_WORD}(?:\s+{_WORD}){{0,2}}){{0,4}},?\s+(?:and|&)\s+{_WORD}(?:\s+{_WORD}){{0,5}})?"  # noqa: E501
_HEADED = re.compile(
    rf"\b(?:U\.S\.\s+)?(?:{_WORD}\s+){{0,4}}{_HEAD}\s+(?:of|for|on)\s+(?:the\s+)?{_LIST}(?:\s+for\s+{_WORD})?"
)
_TAIL = rf"(?:(?:{nouns_at('tail', 'both')})|(?:{nouns_at('end')})(?!\s+[A-Z]))"
_TAILED = re.compile(
    rf"\b{_WORD}(?:{_JOIN}\s+{_WORD}){{0,6}}?,?\s+(?:Co\.,?\s+)?{_TAIL}(?!\w)(?!\s+(?:Fund|Act|Plan|Law|Scheme|Programme)\b)"
    rf"(?:\s+(?:of|for)\s+{_LIST}|\s+&\s+{_WORD})?"
)
_ARTICLE = re.compile(
    r"(?:The|(?:Under|In|At|As|Let|By|With|For|From|To|On|Of|Since|After|Before|While|When|But|And|Through|Like|Unlike)\s+the|(?!(?:His|Her)\s+Majesty)[A-Z]\w+['’]s)\s+(?=[A-Z])"
)
_CLASS = re.compile(r"An?\s")
_JOINT = re.compile(r"^.*\s(?:and|with)\s(?=[A-Z])")
_LEGAL_TAIL = re.compile(r"(?:Corporation|Corp\.|Inc\.|Ltd\.?|Limited|GmbH|AG|SE|AB|S\.A\.|plc)$")
_SHORT_AFTER = re.compile(r"\s*\((?P<short>[A-Z][\w&-]{1,11})\)")
_COMPANY = re.compile(
    rf"\b(?:start-?ups?|compan(?:y|ies)|firms?|makers?|manufacturers?)\s*(?:,|such as|like|\((?:ex\.|e\.?g\.?,?))\s+(?P<a>(?<![\w-])[A-Z]\w{{1,40}}(?![\w-]))"  # noqa: E501
    rf"|(?P<b>{_WORD}(?:\s{_WORD})?),\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}(?:start-?up|company|firm|maker|manufacturer)\b"
)
_BODY = re.compile(
    r"(?P<a>(?<![\w-])[A-Z][\w-]{0,20}[A-Z][\w-]{0,20}(?![\w-]))(?:,|—|\s\()\s*(?:an?|the)\s+(?:[\w-]+\s+){0,4}(?P<noun>consortium|institute|agency|organi[sz]ation|cent(?:er|re))\b"
    r"|\b(?P<other>cent(?:er|re)|institute|agency|consortium)\s+\((?P<b>(?<![\w-])[A-Z][\w-]{0,20}[A-Z][\w-]{0,20}(?![\w-]))\)"
)
_NOUN_TYPES = {"consortium": "consortium", "agency": "public_agency"}
_PLACE = re.compile(
    rf"\b(?!The\b){_WORD}(?:\s{_WORD})?\s(?:Prefecture|Province|County|District|Peninsula|Valley|Sea|Channel|Strait|Islands?|"
    r"Archipelago|Basin|Delta|Desert|River|Lake|Canal|Fjord|Firth|Bay|Gulf|Mountains|Hills|Highlands|Coast|Oblast|Governorate|"
    r"Voivodeship|Township|(?:Science|Technology|Industrial|National)\sPark)\b(?!\s[A-Z])"
    rf"|\b(?:Isles? of|Gulf of|Straits? of|Sound of|Firth of|Bay of|Cape|Mount|Lake|Port)\s(?:the\s)?{_WORD}(?!\s[A-Z])"
)
# A work or a meeting about something, whose topic ends in the noun of a body.
_WORK = re.compile(
    r"(?:Meeting|Direction|Directions|Report|Overview|Proposal|Challenges|Efforts|Towards?|Strategy|Plan)\b"
)
_INDEFINITE = re.compile(r"(?:\b[Aa]n?|\b[Mm]eeting of(?: the)?|\b[Gg]roup on|Agencies such as)\s+$")
_PERSON = r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?:[\s-](?:(?:van|von|de|der|al)\b|[A-Z][\w’'-]*\.?)){1,4}"
_AUTHORS = re.compile(
    rf"^(?P<names>{_PERSON}(?:,\s+{_PERSON})*(?:,?\s+and\s+{_PERSON})?)(?=,\s+[“\"‘']|\s+\(|,\s+[A-Z])"
)
_INVERTED = re.compile(r"^(?P<family>[A-Z][\w’'-]+),\s+(?P<given>[A-Z][\w’'-]+)\.\s")
_BIOGRAPHY = re.compile(rf"(?:^|: )(?P<name>{_PERSON})\s+(?:is|was|holds|serves)\s+(?:an?|the)\b")
_TITLED = re.compile(
    rf"\b(?:Prime Minister|President|Chancellor|Minister|Dr\.?|Professor|Secretary)\s+(?P<name>{_PERSON})"
)
# What names of bodies and works hold and persons' do not: words for what they do or span, and nouns by their endings.
_NOT_PERSON = re.compile(
    r"\b(?:Report|Strategy|Policy|Review|Outlook|Paper|Act|Budget|England|Kingdom|States|Global|National|International|"
    r"Research|Energy|Power|Finance|Economic|Digital|Space|White|Challenges|Overview|Current|State|World|Technology|Quantum|"
    r"Crescent|Cross|General|Efforts|Monthly|About|Proposal|Cabinet|Asia|Europe|European|Industries|Special|Rights|Affairs|"
    r"Transport|The|\w{2,}(?:[ts]ions?|ments|ics|ology|ologies|ities))\b"
)


def find_bodies(text: str) -> list[Name]:
    """Find names of bodies by their nouns, by an abbreviation after them, or by what they are said to be."""
    found: list[Name] = []
    for match in _SHORT.finditer(text):
        if span := _defined_before(text, match):
            _add(found, text, span, default="public_agency")
    for pattern in (_HEADED, _TAILED):
        for match in pattern.finditer(text):
            _add(found, text, match.span())
    found += [Name(match.span(), match[0], "place") for match in _PLACE.finditer(text)]
    for match in _COMPANY.finditer(text):
        group = "a" if match["a"] else "b"
        if not re.fullmatch(r"[A-Z]{2,}s", match[group]):  # "CROs": a class of firms
            found.append(Name(match.span(group), match[group], "company"))
    found += _named_by_noun(text)
    found += [Name(match.span(), match[0], "government") for match in _PARLIAMENT.finditer(text)]
    for match in _BODY.finditer(text):
        group = "a" if match["a"] else "b"
        noun = (match["noun"] or match["other"]).lower()
        found.append(Name(match.span(group), match[group], _NOUN_TYPES.get(noun, "research_institute"), match[group]))
    return found


# "The Dutch firm ASML", "the space agency AEB", "firms such as Zeiss and Trumpf": the noun tells what they are.
_NOUNS = {
    "company": r"compan(?:y|ies)|firms?|start-?ups?|chipmakers?|manufacturers?|suppliers?|giants?|makers?|producers?|"
    r"operators?|conglomerates?|foundr(?:y|ies)|automakers?|carmakers?|developers?|contractors?|utilit(?:y|ies)|"
    r"retailers?|unicorns?|vendors?",
    "public_agency": r"agenc(?:y|ies)|regulators?|authorit(?:y|ies)",
    "research_institute": r"institutes?|laborator(?:y|ies)|research cent(?:er|re)s?|think[- ]tanks?",
    "university": r"universit(?:y|ies)",
    "ngo": r"charit(?:y|ies)|NGOs?|foundations?",
}
_PROPER = r"(?:[A-Z][\w&’'-]*[a-z0-9][\w&-]*|[A-Z]{2,}[\w&-]*)(?:\s(?:[A-Z][\w&-]+))?"
_BY_NOUN = tuple(
    (
        kind,
        re.compile(
            rf"\b(?:{nouns})(?:,?\s+(?:such as|like|including|for example)|\s+called|\s+named)?\s+"
            rf"(?P<names>{_PROPER}(?:,\s+{_PROPER}){{0,6}}(?:,?\s+(?:and|or)\s+{_PROPER})?)"
        ),
    )
    for kind, nouns in _NOUNS.items()
)
_LIST_OF_NAMES = re.compile(rf"{_PROPER}")


def _named_by_noun(text: str) -> list[Name]:
    """Find names that stand after the noun that tells what they are."""
    found = []
    for kind, pattern in _BY_NOUN:
        for match in pattern.finditer(text):
            is_list = re.search(r"such as|like|including|for example", match[0][: match.start("names") - match.start()])
            for name in _LIST_OF_NAMES.finditer(text, *match.span("names")):
                if not re.fullmatch(r"[A-Z]{2,}s", name[0]):
                    found.append(Name(name.span(), name[0], kind))
                if not is_list:
                    break
    return found


_PARLIAMENT = re.compile(
    r"(?<!European )(?:Parliament|Senate|Congress|Bundestag|Bundesrat|(?<=[Tt]he )Diet|Oireachtas|Dáil|Knesset|Sejm|"
    r"Riksdag|Storting|Folketing|Eduskunta|Cortes|Lok Sabha|Rajya Sabha|House of Commons|House of Lords)"
    r"(?!\s+[A-Z]|['’-]|\w)"
)


def _add(found: list[Name], text: str, span: Span, default: str | None = None) -> None:
    for start, end in _each_body(text, span):
        _add_one(found, text, (start, end), default)


# "The Lisbon Observatory and the Rotterdam Institute", "Delft University of Technology and TNO" are two. A list of
# tasks ("Ministry of Justice and Public Administration") goes on with no article and no abbreviation.
_AND = re.compile(r"(?:,\s+|,?\s+and\s+)(?:the\s+)?(?=[A-Z])")


def _each_body(text: str, span: Span) -> Iterator[Span]:
    """Yield the names that an "and" joins, each of which has its own noun or is an abbreviation."""
    start, end = span
    for joint in _AND.finditer(text, start, end):
        left, right = text[start : joint.start()], text[joint.end() : end]
        is_short = re.fullmatch(r"[A-Z]{2,6}", right) is not None and "and" in joint[0]
        if " " in left and type_of(left) and (is_short or ("the" in joint[0] and type_of(right))):
            yield start, joint.start()
            start = joint.end()
    yield start, end


def _add_one(found: list[Name], text: str, span: Span, default: str | None) -> None:
    start, end = span
    name = text[start:end]
    if article := _ARTICLE.match(name):
        start, name = start + article.end(), name[article.end() :]
    # "Institute A and B Limited" are two: a legal form is one firm's.
    joint = _JOINT.search(name) if _LEGAL_TAIL.search(name) else None
    if joint and type_of(joint[0].rsplit(" ", 2)[0]):
        start, name = start + joint.end(), name[joint.end() :]
    kind = type_of(name) or default
    # A class of bodies, the host of a numbered meeting and a lone noun are no names of bodies.
    is_class = _WORK.match(name) or _CLASS.match(name) or _INDEFINITE.search(text[max(0, start - 20) : start])
    if kind is None or " " not in name or is_class or squeeze_spaces(name) in country_codes():
        return
    if any(start < other.span[1] and other.span[0] < end for other in found):
        return
    short = _SHORT_AFTER.match(text, end)
    found.append(
        Name((start, end), name, kind, short["short"] if short and short["short"].title() != short["short"] else None)
    )


_SHORT = re.compile(r"(?<=\s)\((?P<short>[A-Z][\w&-]{1,9})\)")
_WORDS_BEFORE = re.compile(r"[\w’'&.-]+,?")


def _defined_before(text: str, match: re.Match[str]) -> Span | None:
    """Find the name that brackets abbreviate: the words before them whose initials, in order, are its capitals.

    Small words and words that are not initials may stand between ("Medicines and Healthcare products Regulatory Agency
    (MHRA)"); the fewest words that do count.
    """
    offset = max(0, match.start() - 140)
    words = list(_WORDS_BEFORE.finditer(text, offset, match.start()))[-14:]
    for first in reversed(words):
        name = text[first.start() : match.start()].strip()
        if re.search(r"[.;:()]\s", name):
            return None
        if first[0][0].isupper() and " " in name and _abbreviates(match["short"], name):
            end = first.start() + len(name)
            head = _HEAD_BEFORE.search(text, offset, first.start())
            start = head.start() if head else first.start()
            is_known = type_of(text[start:end]) is not None
            return (start, end) if is_known or not re.search(r"\s[a-z]{4,}", name) else None
    return None


_HEAD_BEFORE = re.compile(
    rf"(?:{_WORD}\s+){{0,3}}{_HEAD}\s+(?:of|for)\s+(?:the\s+)?$"
)  # "Institute of A, I, S and T (AIST)"


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of an abbreviation are initials of a name, in order."""
    initials = [word[0] for word in re.findall(r"(?<![\w])[A-Z][\w]*", name)]
    wanted = [character for character in short if character.isupper()]
    rest = iter(initials)
    return (
        len(wanted) >= 2
        and sum(character in rest for character in wanted) >= len(wanted) - 1
        and wanted[0] == initials[0]
    )


def find_persons(text: str, *, is_note: bool) -> list[Name]:
    """Find persons: the authors that open a note, who is introduced in the text ("X is a ..."), who bears a title."""
    if is_note:
        if match := _INVERTED.match(text):
            name = f"{match['given']} {match['family']}"
            return [Name((0, match.end("given")), name, "person")] if _may_be_person(name) else []
        match = _AUTHORS.match(text)
        names = re.finditer(_PERSON, match["names"]) if match else ()
        return [Name(m.span(), m[0], "person") for m in names if _may_be_person(m[0])]
    matches = [*_BIOGRAPHY.finditer(text), *_TITLED.finditer(text)]
    return [Name(m.span("name"), m["name"], "person") for m in matches if _may_be_person(m["name"])]


def _may_be_person(name: str) -> bool:
    """Tell whether capitalised words may name a person: they hold no noun of a body or a work, and end in no country.

    >>> _may_be_person("Ada Lovelace"), _may_be_person("Harbour Observatory"), _may_be_person("Statistics Norway")
    (True, False, False)
    """
    if type_of(name) or has_body_noun(name) or _NOT_PERSON.search(name):
        return False
    last = name.rsplit(" ", 1)[-1]
    return last in also_family_names() or last not in country_codes()
