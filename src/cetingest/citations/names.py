"""Who made a work: the names before its title, each with its place."""

import re
from dataclasses import dataclass
from itertools import pairwise

from cetingest.citations.bodies import (
    COMPANY_END,
    PARTICLES,
    drop_abbreviation,
    drop_brackets,
    drop_honours,
    is_above,
    is_body,
    is_headed_body,
    is_honour,
    is_person,
    rejoin_bodies,
)
from cetingest.citations.genres import is_newspaper
from cetingest.citations.parts import AND, Part, letters, part_of, split_parts
from cetingest.language.organisations import has_body_noun
from cetingest.language.places import is_country, is_family_name, is_town
from cetingest.model import Name, Span

# Letters of names: any script, with apostrophes and hyphens.
_LETTERS = r"(?:St\. )?[^\W\d_][\w'’-]*"
_PARTICLE = r"(?:(?:de|del|della|di|da|dos|du|des|la|le|van|von|vom|zu|der|den|ter|ten|al|el)\s+){0,3}"
_INVERTED = re.compile(
    rf"^(?P<family>{_PARTICLE}{_LETTERS}(?: {_PARTICLE}{_LETTERS})?), (?P<given>[^\W\d_][\w.'’-]*"
    rf"(?: [^\W\d_][\w.'’-]*)*)$"
)
_INITIALS = r"(?:[^\W\d_]\.(?:[ -]?))+"
_INVERTED_INITIALS = re.compile(
    rf"(?<![\w'’-])(?P<family>{_PARTICLE}{_LETTERS}(?: {_PARTICLE}{_LETTERS})?), (?P<given>{_INITIALS})(?=\s*(?:[,&;(]|"
    rf"(?:and|und|et|y|e)\b|$))"
)
# Medical style: "Meyer KL, Osei D".
_BARE_INITIALS = re.compile(
    r"(?P<family>(?:(?:de|del|van|von|der|la|le) ){0,2}[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?) "
    r"(?P<given>[A-Z]{1,3})"
)
_LEADING_AND = re.compile(rf"^{AND}\s+")
_ET_AL = re.compile(
    r"(?i)(?<!\s),?\s*(?:\b(?:et\s+al\b\.?|and\s+others|u\.\s?a\.|y\s+otr[oa]s|et\s+autres)(?![^()]*\))|(?:ほか|"
    r"他\d*名?|等)(?=\s*[,、，.。]?\s*$))"
)
_EAST_ASIAN_PAIR = re.compile(r"([\u4e00-\u9fff々ヶ]{2,12})[と和]([\u4e00-\u9fff々ヶ]{2,12})")  # 小林浩と中村健一
_ROLE_WORD = r"(?:eds?|editors?|comps?|h(?:rs)?gg?|éds?|dirs?|coords?|orgs?|red|a cura di)"
_ROLE = re.compile(
    rf"(?i)(?<![\s,])[\s,]*(?:\({_ROLE_WORD}\b\.?\)|{_ROLE_WORD}\b\.?|"
    r"[（(]?[編编](?:著|集)?|主编[)）]?)[\s,.:]*$"
)


_STROKED = re.compile(r"[^\W\d_a-z][\w'’-]+(?:/[^\W\d_a-z][\w'’-]+){1,6}")
_NOBODY = re.compile(
    r"(?i)(?:o\.\s?V\.?|N\.\s?N\.?|s\.\s?n\.?|anon(?:ym(?:ous|us)?)?\.?|\[anon\.\]|unknown author|"
    r"佚名|作者不詳|著者不明)"
)
_BETWEEN = re.compile(r"(?<!,)\s(?:und|and|et|y|e|&)\s")
_GIVEN = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_a-z][^\W\d_A-Z]+)?")
_HANDLE = re.compile(r"\s\[@[^\[\]]{1,40}\]\.?")  # "Brown, A. [@abrown]." (APA 7, 10.15)
# Roles and kinds of work that stand after a name
_OTHER_ROLE = re.compile(
    r"(?i)host|moderator|presenter|producer|narrator|opinion|op-ed|editorial|comment|note|column|blog|interview|"
    r"(?:press|news|media) release|(?:presse)?mitteilung(?: nr\.? \S+)?|communiqué(?: de presse)?|nota de prensa|"
    r"comunicado(?: de prensa)?"
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name and where it is printed."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Makers:
    """The makers of a work; `parent` is the body above the first one, when the text goes on to name it."""

    names: tuple[FoundName, ...] = ()
    parent: tuple[Part, ...] = ()
    are_editors: bool = False


def parse_name(text: str) -> Name:
    """Read one name.

    >>> parse_name("Ursula von der Leyen"), parse_name("Ministry of Finance (Japan)")
    ({'family': 'von der Leyen', 'given': 'Ursula'}, {'literal': 'Ministry of Finance'})
    """
    bare = drop_honours(text)
    if match := _INVERTED.match(bare):
        if not has_body_noun(bare):
            return {"family": match["family"], "given": match["given"]}
        return {"literal": bare}
    words = bare.rstrip(".").split() if not COMPANY_END.search(bare) else bare.split()
    if not is_body(bare) and len(words) >= 2:
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in (*PARTICLES, "st."):
            start -= 1
        return {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
    return {"literal": bare}


def parse_makers(text: str, start: int = 0, end: int | None = None) -> Makers:
    """Read who made a work from the piece of a text before its title.

    >>> [found.name for found in parse_makers("Hazel Mori and Sam Noguchi").names]
    [{'family': 'Mori', 'given': 'Hazel'}, {'family': 'Noguchi', 'given': 'Sam'}]
    >>> makers = parse_makers("Council for Science (CS), Cabinet Office, Government of Japan")
    >>> makers.names[0].name, [part.text for part in makers.parent]
    ({'literal': 'Council for Science'}, ['Cabinet Office', 'Government of Japan'])
    """
    text = _HANDLE.sub(lambda handle: " " * len(handle[0]), text)
    whole = part_of(text, start, len(text) if end is None else end, " \t,;:–—：、，")
    if volume := re.match(r"\d{1,2}\s(?=[^\W\d_a-z]\w+\s)", whole.text):
        whole = part_of(
            text, whole.start + volume.end(), whole.end
        )  # "1 John Roe, The Law of Ports" (Bluebook, rule 15)
    if _NOBODY.fullmatch(whole.text):
        return Makers()
    are_editors = False
    if role := _role(whole):
        whole, are_editors = part_of(text, whole.start, whole.start + role.start(), " ,;:"), True
    if more := _ET_AL.search(whole.text):
        whole = part_of(text, whole.start, whole.start + more.start(), " ,;:")
    is_closed = whole.text.endswith(".")
    if initials := _inverted_initials(text, whole):
        return Makers(initials, are_editors=are_editors)
    if is_closed and not COMPANY_END.search(whole.text.rstrip(".")) and not re.search(r"\b[A-Z]\.$", whole.text):
        whole = part_of(text, whole.start, whole.end, ".")
    if (state := re.match(r"([^.,]{4,30})\.\s+(?=\S)", whole.text)) and is_country(state[1]):
        whole = part_of(text, whole.start + state.end(), whole.end)  # "BRASIL. Ministério da Saúde"
    parts = rejoin_bodies(text, split_parts(text, whole.start, whole.end, separators=_separators(whole.text)))
    parts = tuple(part for part in parts if not (_OTHER_ROLE.fullmatch(part.text) or is_honour(part.text)))
    if joined := _joined_by_slash(parts):
        return Makers(joined, are_editors=are_editors)
    if joined := _joined_by_and(whole):
        return Makers(joined, are_editors=are_editors)
    if listed := _parted_by_semicolons(text, whole):
        return Makers(listed, are_editors=are_editors)
    return _makers_of(text, parts, is_closed=is_closed, are_editors=are_editors)


def _separators(names: str) -> str:
    """Return what parts names: the dot of 鈴木・西山 parts persons; in the name of a body it is the body's own."""
    if not _is_cjk(names):
        return ",;"
    are_parted = all(len(name) <= 8 or has_body_noun(name) for name in re.split("[,、，;；・·ㆍ]", names))
    is_one_body = has_body_noun(names) and not all(map(has_body_noun, re.split("[・·ㆍ]", names)))
    return ",、，;；・·ㆍ" if are_parted and not is_one_body else ",、，;；"


def _makers_of(text: str, parts: tuple[Part, ...], *, is_closed: bool, are_editors: bool) -> Makers:
    """Read the parts between commas: persons, or one body with the bodies above it."""
    if not parts:
        return Makers()
    if len(parts) > 1 and is_country(parts[0].text) and all(has_body_noun(part.text) for part in parts[1:]):
        return Makers(_names(parts[-1:]), parts[:-1], are_editors)  # "United States, Office of Things" (MLA 9, 5.20)
    is_inverted = _is_inverted(parts, is_closed=is_closed) and text[parts[0].end] not in "、，"
    if is_body(drop_brackets(parts[0].text)) and len(parts) > 1 and not is_inverted and not _is_cjk(parts[0].text):
        if _LEADING_AND.match(parts[-1].text) or all(map(_is_plain_person, parts[1:])):
            return Makers(_names(parts), are_editors=are_editors)
        if len(parts) == 2 and is_above(parts[0].text, parts[1].text):  # "Department of Energy, Office of Science"
            return Makers(_names(parts[1:]), parts[:1], are_editors)
        return Makers(_names(parts[:1]), _parent(parts), are_editors)
    if is_inverted:
        parts = (Part(text[parts[0].start : parts[1].end], parts[0].start), *parts[2:])
    return Makers(_names(parts), are_editors=are_editors)


def _joined_by_and(whole: Part) -> tuple[FoundName, ...]:
    """Read "Maier, Anna und Karl Kohl" and "Maier, Anna und Kohl, Karl"."""
    pieces = [
        whole.text[a:b]
        for a, b in pairwise([0, *(i for m in _BETWEEN.finditer(whole.text) for i in m.span()), len(whole.text)])
    ][::2]
    if len(pieces) < 2 or has_body_noun(whole.text) or not _INVERTED.fullmatch(pieces[0]) or "," not in whole.text:
        return ()
    if not all(_INVERTED.fullmatch(piece) or is_person(piece.split()) for piece in pieces[1:]):
        return ()
    starts = [0, *(m.end() for m in _BETWEEN.finditer(whole.text))]
    return tuple(_found(Part(piece, whole.start + start)) for piece, start in zip(pieces, starts, strict=True))


def _parted_by_semicolons(text: str, whole: Part) -> tuple[FoundName, ...]:
    """Read "SOUZA, Maria; LIMA, Pedro": semicolons part names whose family names stand first (ISO 690, ABNT)."""
    parts = split_parts(text, whole.start, whole.end, separators=";；")
    return tuple(map(_found, parts)) if len(parts) > 1 and all(_INVERTED.match(part.text) for part in parts) else ()


def _joined_by_slash(parts: tuple[Part, ...]) -> tuple[FoundName, ...]:
    """Read the German "Vogt, Eva/Roth, Jan": a stroke joins names whose family names stand first."""
    if len(parts) < 3 or not all("/" in part.text for part in parts[1:-1]):
        return ()
    found = []
    for before, after in pairwise(parts):
        family, given = before.text.rpartition("/")[2], after.text.partition("/")[0]
        name: Name = {"family": family.strip(), "given": given.strip()}
        found.append(FoundName(name, (before.end - len(family.lstrip()), after.start + len(given.rstrip()))))
    return tuple(found)


def are_names(text: str, start: int, end: int) -> bool:
    """Tell whether a piece of text holds nothing but names of persons or one body: the makers of a work."""
    whole = part_of(text, start, end, " ,;:")
    if _ET_AL.search(whole.text) or _role(whole):
        return True
    if _inverted_initials(text, whole):
        return True
    parts = rejoin_bodies(text, split_parts(text, whole.start, whole.end))
    if not parts:
        return False
    if _joined_by_slash(parts) or _parted_by_semicolons(text, whole):
        return True
    if _is_inverted(parts, is_closed=True):
        parts = parts[2:]
    elif has_body_noun(drop_brackets(parts[0].text)) and len(parts) == 1:
        return True
    return all(_is_plain_person(part) for part in parts)


def _role(names: Part) -> re.Match[str] | None:
    """Find "(eds.)" or ", Hrsg." at the end of some names; a word of its own, after a comma or in brackets."""
    match = _ROLE.search(names.text)
    return match if match and re.match(r"[\s,]*[(（,]|\s*(?:編|编|主编)|[,]", match[0]) else None


def _is_plain_person(part: Part) -> bool:
    names = re.split(rf"\s+{AND}\s+", _LEADING_AND.sub("", part.text))
    return all(is_person(drop_honours(name).split()) and not has_body_noun(name) for name in names)


def _is_cjk(text: str) -> bool:
    return text[:1] > "\u2e7f"


def _inverted_initials(text: str, whole: Part) -> tuple[FoundName, ...]:
    """Read "Doe, J. R., & Roe, T." and "Doe JR, Roe T" when the text begins so."""
    parts = split_parts(text, whole.start, whole.end - whole.text.endswith("."))
    bare = [_BARE_INITIALS.fullmatch(part.text) for part in parts]
    if all(bare) and (len(bare) > 1 or whole.text.endswith(".")) and not has_body_noun(whole.text):
        return tuple(
            FoundName({"family": match["family"], "given": match["given"]}, part.span)
            for part, match in zip(parts, bare, strict=True)
            if match
        )
    matches = list(_INVERTED_INITIALS.finditer(text, whole.start, whole.end))
    if not matches or matches[0].start() != whole.start:
        return ()
    found = [
        FoundName({"family": _LEADING_AND.sub("", m["family"]), "given": m["given"].strip()}, m.span()) for m in matches
    ]
    rest = split_parts(text, matches[-1].end(), whole.end)
    if rest and all(map(_is_plain_person, rest)):  # "Doe, J., R. Roe, and Ann Lee"
        found += _names(rest)
    return tuple(found)


def is_inverted_name(family: str, given: str) -> bool:
    """Tell whether two parts can only be one name: family names, and one given name.

    >>> is_inverted_name("García López", "Ana"), is_inverted_name("Ann Lee", "RIKEN")
    (True, False)
    """
    is_one_word = _GIVEN.fullmatch(family) is not None
    is_given = (
        given[:1].isupper()
        and _GIVEN.fullmatch(given) is not None
        and not is_town(given)
        and (not is_country(family) or is_family_name(family))
    )
    is_family = (is_one_word or is_person(family.split())) and not is_newspaper(family)
    return is_given and is_family and not (has_body_noun(family) or has_body_noun(given))


def _is_inverted(parts: tuple[Part, ...], *, is_closed: bool) -> bool:
    """Tell whether the first two parts are one name, family name first: "Doe, Jane".

    Of two words before the comma ("García Lorca, Ana") that is sure only when a full stop closes the names.
    """
    if len(parts) < 2:
        return False
    family, given = parts[0].text, parts[1].text
    if family.isupper() and len(family) > 1 and (not is_closed or given.isupper()):  # but "SILVA, João. Título" (ABNT)
        return False
    if len(parts) == 2 and is_inverted_name(family, given):
        return True
    words = family.split()
    is_compound = len(words) > 1 and words[0].lower() not in PARTICLES
    if len(given.split()) > (2 if not is_closed else 3) or (is_compound and (not is_closed or len(given.split()) > 1)):
        return False
    if _is_cjk(family):  # 山田, 太郎; but 高橋浩, 中村由美子 are two
        return len(parts) == 2 and len(family) <= 2 and len(given) <= 2
    name = f"{family}, {given}"
    return _INVERTED.match(name) is not None and not has_body_noun(name)


def _parent(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what follows the first body, unless it only says the first body's words again (a typist's doubling)."""
    own = letters(parts[0].text)
    above = (Part(drop_abbreviation(part.text), part.start) for part in parts[1:] if letters(part.text) not in own)
    return tuple(part for part in above if part.text)


def _names(parts: tuple[Part, ...]) -> tuple[FoundName, ...]:
    found: list[FoundName] = []
    for part in parts:
        lead = _LEADING_AND.match(part.text)
        skip = lead.end() if lead else 0
        bare = Part(part.text[skip:], part.start + skip)
        pair = _pair(bare)
        found.extend(pair or [_found(bare)])
    return tuple(one for one in found if any(one.name.values()))


def _pair(bare: Part) -> list[FoundName]:
    """Read "Jane Doe and John Roe" as two names; a body's own "and" joins no names."""
    if _STROKED.fullmatch(bare.text):  # "Arntz/Krommendijk", family names alone
        return [_found(Part(m[0], bare.start + m.start())) for m in re.finditer(r"[^/]+", bare.text)]
    both = re.split(rf"\s+{AND}\s+|(?<=[^\W\d])\s?/\s?(?=[^\W\d])", bare.text)
    if pair := _EAST_ASIAN_PAIR.fullmatch(bare.text):
        return [_found(Part(pair[group], bare.start + pair.start(group))) for group in (1, 2)]
    if len(both) != 2 or is_headed_body(bare.text):
        return []
    second = bare.text.rindex(both[1])
    found = [_found(Part(both[0], bare.start)), _found(Part(both[1], bare.start + second))]
    are_persons = all("family" in one.name for one in found)
    return found if are_persons or COMPANY_END.search(drop_brackets(both[0])) else []


def _found(part: Part) -> FoundName:
    name = parse_name(part.text)
    end = part.end
    if bracket := re.search(r"(?<!\s)\s*[(（][^()（）]*[)）][\s,.;]*$", part.text):
        end = part.start + bracket.start()
    return FoundName(name, (part.start, end))
