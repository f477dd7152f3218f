"""Parts after a title that name neither container nor publisher: kinds, editions, editors, numbers, remarks."""

import re
from collections.abc import Sequence

from cetingest.citations.containers import IN, PLACE_AND_PUBLISHER, put_container, put_publisher
from cetingest.citations.fields import Reading
from cetingest.citations.genres import is_periodical
from cetingest.citations.kinds import take_kind
from cetingest.citations.names import FoundName, are_names, parse_makers
from cetingest.citations.parts import Part, join_parts, part_of, split_parts
from cetingest.language.organisations import has_body_noun

TALK = re.compile(
    r"(?i)^(?:conference\s+|keynote\s+)?(?:presentation|presented|speech|remarks|paper|lecture|testimony|"
    r"keynote|address|"
    r"vortrag|exposé|conférence|ponencia|discurso)\b"
    r"(?:\s+\w+)?\s+(?:at|to|before|for|bei|beim|auf|au|à|en|ante)\s+(?:the\s+|der\s+|dem\s+|la\s+|"
    r"el\s+)?(?P<event>.+)"
)
_SERIES_NUMBER = re.compile(
    r"^(?:[A-Z]{2,}[\w()./ -]*\d[\w()./ -]*|(?:[Ww]orking|[Dd]iscussion|[Pp]olicy|[Rr]esearch|[Tt]echnical) "
    r"(?:[Pp]aper|[Bb]rief|[Rr]eport|[Nn]ote)\b.*|"
    r"[A-Z][\w ]{0,60}\b(?:Working|Discussion|Research|Technical|Occasional) (?:Paper|Brief|Report|Note)s?\b"
    r".*\d[\w/-]*)$"
)
_EDITION = re.compile(
    r"(?i)^(?:\d+(?:st|nd|rd|th|d)?|rev(?:ised)?|second|third|fourth|fifth)\.?\s+(?:rev\.\s+)?(?:ed|edn|edition|"
    r"aufl|éd)\b"
)
_PAGES_FOLLOWING = re.compile(r"(?P<page>\d{1,5})\sff?\b")  # "331 ff"
_THESIS = re.compile(
    r"(?i)\b(?:ph\.?\s?d\.?|m\.?a\.?|doctoral|master(?:'s|’s)?)\s+(?:thesis|diss(?:ertation|\.)?)|dissertation|"
    r"\bdiss\.|"
    r"thèse|tesis|"
    r"博士論文|修士論文"
)
_TALK_GENRE = re.compile(
    r"(?i)^(?:speech|lecture|presentation|keynote|remarks|testimony|vortrag|conférence|ponencia|講演|発表)$"
)
_DECIDED = re.compile(r"決定|公表|発表|改[定訂]|策定|^付|現在$|更新")  # decided by the cabinet, published, revised ...
_EDITED = re.compile(
    r"(?i)^(?:ed(?:ited|s)?\b\.?(?:\s+by)?|hrsg\.(?:\s+von)?|herausgegeben von|éd(?:ité)?\.?(?:\s+par)?|"
    r"sous la direction de|dir\.|editado por|ed\.|(?P<after>[^\d].+?)\s*(?:,\s*|\(|\s)(?:eds?|h(?:rs)?gg?|éds?|"
    r"dir)\.?\)?$)\s*(?P<names>.*)$"
)
_BY = re.compile(
    r"^(?:(?:prepared\s|written\s|rapport\s)?by|(?:présenté\s|établi\s)?par|elaborado\spor|por|verfasst\svon|"
    r"von)\s(?:MM?\.\s|Mmes?\s)?(?P<names>[^\W\d_a-z].+)$"
)
_IS_TALK = re.compile(r"(?i)(?:conference|paper|poster|keynote)\s(?:presentation|session|paper|address)")
_CODE = re.compile(
    r"(?=[^\s]*\d)[A-Z0-9][\w.]*(?:[/-][\w.]+){1,6}(?:\([A-Z]{2,5}\))?|C(?:md|mnd|m|d|P)?\.?\s\d{1,5}"
)  # "9417/22", "Cm. 8812" (OSCOLA 4, 3.4.3)
_NUMBERED = re.compile(r"[^\W\d_]+\s(?:n\.|n[°º]\.?|[Nn]r\.|[Nn]o\.)\s?\d[\w/.-]*$")  # "deliberazione n. 44/2021"


def named_in_imprint(reading: Reading, part: Part) -> Part | None:
    """Read what a part of an imprint says of the work; return it when it names a place, body or meeting."""
    if take_kind(reading, part):  # "(March 3, 2020, 9:15 AM)"
        return None
    if talk := TALK.match(part.text):
        reading.item["type"] = "speech"
        return Part(talk["event"], part.start + talk.start("event"))
    if (edited := _EDITED.match(part.text)) and edited["after"]:  # "(Mary Jones ed., 2d ed. 2018)"
        _put_named(reading, "editor", part, edited.span("after"))
    elif _THESIS.search(part.text):
        reading.item["type"] = "thesis"
    elif _TALK_GENRE.match(part.text):
        reading.item["type"] = "speech"
    elif _DECIDED.search(part.text):
        reading.put_part("note", part)
    elif _SERIES_NUMBER.match(part.text) or _CODE.fullmatch(part.text):  # "(CP 977, November 2023)"
        reading.put_new("number", part.text, part.span)
    elif not _EDITION.match(part.text):
        return part
    return None


def take_asides(reading: Reading, parts: Sequence[Part]) -> list[Part]:
    """Move what is neither meeting, container nor body from the parts to the reading: numbers, remarks, places."""
    kept: list[Part] = []
    for index, part in enumerate(parts):
        if not (_take_held(reading, part, index) or _take_aside(reading, part) or _take_remark(reading, part, kept)):
            kept.append(part_of(part.text, 0, len(part.text), "『』《》")._replace(start=_unbracketed_start(part)))
    return kept


def _take_aside(reading: Reading, part: Part) -> bool:
    """Read a kind of work, an edition, a number, or a place with its publisher."""
    if take_kind(reading, part):
        pass
    elif _TALK_GENRE.match(part.text):
        reading.item["type"] = "speech"
        reading.put_new("note", part.text, part.span)
    elif part.text.startswith("(") and _TALK_GENRE.match(part.text[1:].split(",")[0].strip(" )")):
        _read_talk_bracket(reading, part)
    elif _THESIS.search(part.text):
        _read_thesis(reading, part)
    elif edition := _EDITION.match(part.text):
        _read_edition(reading, part, edition)
    elif part.text.isdecimal() and "page" in reading.item:
        pass  # a second page: "NVwZ 2019, 123, 125"
    elif following := _PAGES_FOLLOWING.match(part.text):
        reading.put_new("page", following["page"], _moved(following.span("page"), part.start))
    elif PLACE_AND_PUBLISHER.match(part.text):
        put_publisher(reading, part)
    elif _SERIES_NUMBER.match(part.text) or _NUMBERED.match(part.text) or _CODE.fullmatch(part.text):
        reading.put_new("number", part.text, part.span)
    else:
        return False
    return True


def _read_edition(reading: Reading, part: Part, edition: re.Match[str]) -> None:
    """Read "3rd edn" and "2. ed. São Paulo: Atlas", in which no sentence ends after "ed."."""
    rest = part_of(part.text, edition.end(), len(part.text), " .")
    is_imprint = PLACE_AND_PUBLISHER.match(rest.text) is not None
    reading.put_part("edition", Part(part.text[: edition.end()] if is_imprint else part.text, part.start))
    if is_imprint:
        put_publisher(reading, Part(rest.text, part.start + rest.start))


def _read_thesis(reading: Reading, part: Part) -> None:
    """Read "PhD thesis" and "[Doctoral dissertation, University of Things]"."""
    reading.item["type"] = "thesis"
    inside = part_of(part.text, 0, len(part.text), "[]() ")
    for piece in split_parts(part.text, inside.start, inside.end)[1:]:
        reading.put_new("publisher", piece.text, _moved(piece.span, part.start))


def _take_held(reading: Reading, part: Part, index: int) -> bool:
    """Read "in Container" right after the title, and "edited by Jane Doe"."""
    if index == 0 and (container := IN.match(part.text)) and "container-title" in reading.item:
        part = Part(container["container"], part.start + container.start("container"))  # "In A. Doe (Ed.), *Handbook*"
        reading.item["type"] = "chapter"
    elif index == 0 and container and (edited := _EDITED.match(container["container"])) and edited["after"]:
        held_by = Part(container["container"], part.start + container.start("container"))
        _put_named(reading, "editor", held_by, edited.span("after"))
        reading.item["type"] = "chapter"
        return True
    elif index == 0 and container:
        held_by = Part(container["container"], part.start + container.start("container"))
        put_container(reading, held_by)
        if "volume" not in reading.item and not is_periodical(held_by.text):
            reading.item["type"] = "chapter"
        return True
    if (by := _BY.match(part.text)) and are_names(part.text, *by.span("names")):
        _put_writers(reading, part, by)
        return True
    edited = _EDITED.match(part.text)
    if edited is None:
        return False
    _put_named(reading, "editor", part, edited.span("after" if edited["after"] else "names"))
    return True


def _put_named(reading: Reading, name: str, part: Part, span: tuple[int, int]) -> None:
    """Set author or editor to the names within a span of a part."""
    found = parse_makers(part.text, *span).names
    reading.put_names(name, tuple(FoundName(one.name, _moved(one.span, part.start)) for one in found))


def _put_writers(reading: Reading, part: Part, by: re.Match[str]) -> None:
    """Read "by Jane Doe" after a title: who wrote what the body before it published."""
    if any("family" in name for name in reading.item.get("author", ())):
        return  # "Lee, review of The Port, by John Roe": the work has its author
    for name in reading.item.get("author", ())[:1]:
        reading.put_new("publisher", name.get("literal", ""), reading.places["author"])
    _put_named(reading, "author", part, by.span("names"))


def _take_remark(reading: Reading, part: Part, kept: Sequence[Part]) -> bool:
    """Keep as a note what stands in brackets or is markup, and Japanese words that name no body: 閣議決定."""
    text = part.text
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        part = part_of(text, 1, len(text) - 1)._replace(start=part.start + 1)
        if _IS_TALK.match(part.text):
            reading.item["type"] = "speech"
    elif text[0] > "\u2e7f" and not text.startswith(("『", "《")):
        if not (_DECIDED.search(text) or (kept and not has_body_noun(text))):
            return False
    elif text[0] not in "<‹":
        return False
    reading.put_part("note", part)
    return True


def _unbracketed_start(part: Part) -> int:
    return part.start + (part.text[0] in "『《")


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span[0] + offset, span[1] + offset


def _read_talk_bracket(reading: Reading, part: Part) -> None:
    """Read "(presentation, 3rd Meeting of the Council, Cabinet Office)"."""
    pieces = split_parts(part.text.rstrip(")"), 1)
    reading.item["type"] = "speech"
    if len(pieces) > 1:
        reading.put("event-title", pieces[1].text, _moved(pieces[1].span, part.start))
    if len(pieces) > 2:
        host = join_parts(part.text, pieces[2:])
        reading.put("publisher", host.text, _moved(host.span, part.start))
