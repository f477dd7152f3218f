"""What holds or publishes a work: containers, places with publishers, hosts."""

import re
from collections.abc import Sequence

from cetingest.citations.bodies import drop_abbreviation
from cetingest.citations.fields import Reading
from cetingest.citations.genres import is_newspaper, is_periodical
from cetingest.citations.names import parse_makers
from cetingest.citations.parts import Part, blank, join_parts
from cetingest.language.places import is_town

PLACE_AND_PUBLISHER = re.compile(
    r"^(?P<place>(?!(?i:in|en|dans)\b)[^\W\d_][^:：\d]{1,40})(?::\s+|：|:(?=[\u2e80-\uffff]))(?P<publisher>[^\W\d_].+)$"
)
IN = re.compile(r"(?i)^(?:in|en|dans):?\s+(?P<container>.+)$")
# Law reviews: volume, abbreviated title, first page ("73 Tex. B.J. 632").
_BLUEBOOK = re.compile(r"^(?P<volume>\d{1,3})\s+(?P<container>[^\W\d_][^\d,]+?)\s+(?P<page>\d{1,4})$")
_VOLUME_FIRST = re.compile(r"^(?P<volume>\d{1,3})\s+(?P<container>[^\W\d_][^\d,]+)$")
_TRAILING_NUMBER = re.compile(r"^(?P<container>[^\d]+?),?\s+(?P<number>\d{1,4})$")

_IN_EDITED = re.compile(
    r"(?i)\b(?:in|en|dans):?\s(?P<names>[^\W\d_][^:()“”\d]{3,200}?)(?:,\s|\s?\()(?:eds?|h(?:rs)?gg?|éds?|dirs?|"
    r"coords?|orgs?|a cura di)\.?\)?[,:]?\s*$"
)
_EDITOR_BEFORE = re.compile(
    r"(?P<names>[^\s「」『』《》（）()、，。:：]{2,20})(?:[編编](?:著|集)?|主编|監修)[『《:：]*\s*$"
)
_VOLUME_NEXT = re.compile(
    r"[》』]?,?\s+(?P<volume>\d{1,4})(?=\s*(?:[(:]|,\s*(?:no|nr|n|h|issue|núm)\b))", re.IGNORECASE
)


def put_container(reading: Reading, part: Part) -> None:
    """Read a container with its volume and page; figures alone are a page."""
    if page := re.match(r"(?P<page>\d[\d–-]*)(?:\s(?:ff?\b|\[[\d.–-]+\]).*)?$", part.text):
        reading.put_new("page", page["page"], (part.start, part.start + page.end("page")))
        return
    if leading := IN.match(part.text):
        part = Part(leading["container"], part.start + leading.start("container"))
    if match := _BLUEBOOK.match(part.text) or _VOLUME_FIRST.match(part.text) or _TRAILING_NUMBER.match(part.text):
        found = match.groupdict()
        for group in ("volume", "page"):
            if group in found:
                reading.put_new(group, found[group], (part.start + match.start(group), part.start + match.end(group)))
        if "number" in found:
            field = "page" if reading.item.keys() & {"volume", "editor"} else "volume"
            reading.put_new(field, found["number"], (part.start + match.start("number"), part.end))
        part = Part(match["container"], part.start + match.start("container"))
    reading.put("container-title", drop_abbreviation(part.text), part.span)


def put_publisher(reading: Reading, part: Part) -> None:
    """Read "Place: Publisher", a place or a publisher."""
    if match := PLACE_AND_PUBLISHER.match(part.text):
        reading.put_new("publisher-place", match["place"], (part.start, part.start + match.end("place")))
        reading.put_new("publisher", match["publisher"], (part.start + match.start("publisher"), part.end))
    elif is_town(part.text):
        reading.put_part("publisher-place", part)
    else:
        reading.put_new("publisher", drop_abbreviation(part.text).strip(" .,;"), part.span)


def put_hosts(reading: Reading, text: str, hosts: Sequence[Part]) -> None:
    """Read bodies after title and container as the publisher."""
    if not hosts:
        return
    publisher = drop_abbreviation(", ".join(part.text for part in hosts)).strip(" .,;")
    if publisher and "publisher" not in reading.item:
        reading.put("publisher", publisher, join_parts(text, hosts).span)


def take_container(reading: Reading, text: str, start: int, span: tuple[int, int]) -> str:
    """Move the container that marks set apart from the tail to the reading, with the "in" before it."""
    name = text[slice(*span)]
    reading.put("container-title", drop_abbreviation(name), span)
    if edited := _IN_EDITED.search(text[start : span[0]]):  # "in: Petra Vogt (Hg.): Energierecht"
        reading.item["type"] = "chapter"
        reading.put_names(
            "editor", parse_makers(text, start + edited.start("names"), start + edited.end("names")).names
        )
        text = blank(text, (start + edited.start(), span[0]))
    elif editor := _EDITOR_BEFORE.search(text[start : span[0]]):  # 山田太郎編『水政策ハンドブック』
        reading.item["type"] = "chapter"
        reading.put_names(
            "editor", parse_makers(text, start + editor.start("names"), start + editor.end("names")).names
        )
        text = blank(text, (start + editor.start(), span[0]))
    elif leading := re.search(r"(?i)(?:\b(?:in|en|dans):?|[载載])\s*[《『]?$", text[start : span[0]]):
        if leading[0][0] not in "载載" and not is_periodical(name):
            reading.item["type"] = "chapter"
        text = blank(text, (start + leading.start(), span[0]))
    if text[start : span[0]].rstrip().endswith("(") and "URL" in reading.item and not is_newspaper(name):
        reading.item.setdefault("type", "post-weblog")  # ‘Title’ (Blog, 3 February 2023) <address> (OSCOLA 4, 3.4.8)
    if volume := _VOLUME_NEXT.match(text, span[1]):
        reading.put("volume", volume["volume"], volume.span("volume"))
        text = blank(text, volume.span("volume"))
    closing = text[span[1] : span[1] + 1] in ("』", "》")
    return blank(text, (span[0], span[1] + closing))
