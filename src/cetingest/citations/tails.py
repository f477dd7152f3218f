"""What stands after a work's title: date, volume and pages, container, meeting, publisher, remarks."""

import re
from collections.abc import Sequence

from cetingest.body_nouns import has_body_noun
from cetingest.citations.bodies import is_headed_body, is_parent_body, rejoin_bodies
from cetingest.citations.containers import IN, PLACE_AND_PUBLISHER, put_container, put_hosts, put_publisher
from cetingest.citations.dates import NO_DATE, FoundDate, find_dates, find_lone_year, find_place_and_year
from cetingest.citations.fields import Cue, Reading
from cetingest.citations.genres import is_meeting, is_periodical, is_town
from cetingest.citations.kinds import take_kind
from cetingest.citations.locators import take_law_review, take_locators, take_volume_before_year
from cetingest.citations.names import FoundName, are_names, parse_makers
from cetingest.citations.parts import Part, blank, join_parts, part_of, split_parts
from cetingest.citations.sentences import sentence_end

_TALK = re.compile(
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
_SERIES_IN_BRACKETS = re.compile(
    r"(?i)\s*\((?P<number>(?:(?:working|discussion|policy|research|technical|occasional) (?:paper|brief|report|note)|"
    r"arbeitspapier|document de travail|documento de trabajo|report)\b[^()]{0,60})\)"
)
_EDITION = re.compile(
    r"(?i)^(?:\d+(?:st|nd|rd|th|d)?|rev(?:ised)?|second|third|fourth|fifth)\.?\s+(?:rev\.\s+)?(?:ed|edn|edition|"
    r"aufl|éd)\b"
)
_PAGES_FOLLOWING = re.compile(r"(?P<page>\d{1,5})\sff?\b")  # "331 ff"
_THESIS = re.compile(
    r"(?i)\b(?:ph\.?\s?d\.?|m\.?a\.?|doctoral|master(?:'s|’s)?)\s+(?:thesis|diss(?:ertation|\.)?)|dissertation|"
    r"thèse|tesis|"
    r"博士論文|修士論文"
)
_TALK_GENRE = re.compile(
    r"(?i)^(?:speech|lecture|presentation|keynote|remarks|testimony|vortrag|conférence|ponencia|講演|発表)$"
)
_DECIDED = re.compile(r"決定|公表|発表|改[定訂]|策定|^付|現在$|更新")  # decided by the cabinet, published, revised ...
_NUMBERED_MEETING = re.compile(r"(?i)^\d+(?:st|nd|rd|th)\s+(?:meeting|session|plenary)")
_EDITED = re.compile(
    r"(?i)^(?:ed(?:ited|s)?\b\.?(?:\s+by)?|hrsg\.(?:\s+von)?|herausgegeben von|éd(?:ité)?\.?(?:\s+par)?|"
    r"sous la direction de|dir\.|editado por|ed\.|(?P<after>.+?)\s*(?:,\s*|\()(?:eds?|hrsg|éds?|"
    r"dir)\.?\)?$)\s*(?P<names>.*)$"
)
_BY = re.compile(r"^(?:prepared\s|written\s)?by\s(?P<names>[A-Z].+)$")
# What follows the comma within a place: "Washington, DC: World Bank", "Cambridge, Mass.: MIT Press".
_REGION = re.compile(r"(?:D\.?\s?C\.?|[A-Z]{2}|(?:Mass|Conn|Calif|Cal|N\.\s?J|N\.\s?Y)\.)(?=$|[:：]\s)")
_EMPTY = re.compile(r"[(（\[]\s{0,60}[\])）]")
_BRACKETED = re.compile(r"[(（](?P<inside>[^()（）]*)[)）]")
_WORD = re.compile(r"\w")


def read_tail(reading: Reading, text: str, start: int, known_date: FoundDate | None) -> None:
    """Read what stands in `text` from `start` on; `known_date` is the work's date when it stood before the title."""
    text = take_law_review(reading, text, start)
    date = _more_exact(known_date, _date_in(text, start))
    if date is None and (found := find_place_and_year(text, max(0, start - 1))):
        place, date = found
        reading.put("publisher-place", text[slice(*place)], place)
        text = blank(text, place)
    if date:
        reading.put_date("issued", date)
    text = NO_DATE.sub(lambda m: " " * len(m[0]) if m.start() >= start else m[0], text)
    text = take_volume_before_year(reading, text, start, date)
    imprints = _imprints(text, start, date)
    text = _open_brackets(text, imprints)
    if date and date.span[0] >= start:
        text = blank(text, date.span)
    if series := _SERIES_IN_BRACKETS.match(text, start):
        reading.put("number", series["number"], series.span("number"))
        text = blank(text, series.span())
    text = _EMPTY.sub(lambda m: " " * len(m[0]), text)
    text = take_locators(reading, text, start)
    in_imprint = [part for span in imprints for part in _parts(text, *span)]
    for span in imprints:
        text = blank(text, span)
    _read_imprint(reading, in_imprint)
    _place(reading, text, _parts(text, start, len(text)))


def _more_exact(known: FoundDate | None, found: FoundDate | None) -> FoundDate | None:
    """Prefer the date before the title, unless the tail has it to the month or day: "Bank (2020), Title, June 2020"."""
    if known is None or (found and found.parts[0] == known.parts[0] and len(found.parts) > len(known.parts)):
        return found
    return known


def _date_in(text: str, start: int) -> FoundDate | None:
    hidden = " " * start + text[start:]
    dates = find_dates(hidden)
    return dates[0] if dates else find_lone_year(hidden)


def _imprints(text: str, start: int, date: FoundDate | None) -> list[tuple[int, int]]:
    """Find the insides of the bracket that holds the date with other words, as books and theses have it."""
    if date is None or date.span[0] < start:
        return []
    for match in _BRACKETED.finditer(text, start):
        if match.start("inside") <= date.span[0] and date.span[1] <= match.end("inside"):
            return [match.span("inside")]
    return []


def _open_brackets(text: str, insides: Sequence[tuple[int, int]]) -> str:
    """Turn the brackets around imprints into commas: they part what stands on both sides."""
    for start, end in insides:
        text = f"{text[: start - 1]},{text[start:end]},{text[end + 1 :]}"
    return text


def _parts(text: str, start: int, end: int) -> tuple[Part, ...]:
    """Cut a tail at full stops, semicolons and commas; parts without a word disappear."""
    parts: list[Part] = []
    while start < end:
        stop = sentence_end(text, start, end)
        piece_end = stop.start() + 1 if stop else end
        piece = part_of(text, start, piece_end, " \t.;:,、。")
        parts.extend(rejoin_bodies(text, split_parts(text, piece.start, piece.end, separators=",、;；，")))
        start = stop.end() if stop else end
    bare = (part_of(part.text, 0, len(part.text), " .;:")._replace(start=_bare_start(part)) for part in parts)
    return _rejoin_places(text, tuple(part for part in bare if _WORD.search(part.text)))


def _rejoin_places(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Undo the split within "Washington, DC: World Bank"."""
    joined: list[Part] = []
    for part in parts:
        if joined and _REGION.match(part.text) and len(joined[-1].text.split()) <= 3 and joined[-1].text[0].isupper():
            joined[-1] = join_parts(text, (joined[-1], part))
        else:
            joined.append(part)
    return tuple(joined)


def _bare_start(part: Part) -> int:
    return part.start + len(part.text) - len(part.text.lstrip(" .;:"))


# --- containers, meetings, publishers ---------------------------------------------------------------------------------


def _read_imprint(reading: Reading, parts: Sequence[Part]) -> None:
    """Read the inside of "(Place: Publisher, year)", "(PhD thesis, University, year)", "(Meeting, Place, year)"."""
    left = [named for part in parts if (named := _named_in_imprint(reading, part))]
    if left and (reading.item.get("type") == "speech" or is_meeting(left[0].text)):
        reading.item["type"] = "speech"
        reading.put_part("event-title", left.pop(0))
    is_dated_to_day = len(reading.item.get("issued", {}).get("date-parts", ((),))[0]) == 3
    if left and is_town(left[0].text):  # "(Washington, D.C.: May 2023)"
        reading.put_part("publisher-place", left.pop(0))
        if not is_dated_to_day:
            reading.item.setdefault("type", "book")
    if len(left) == 1 and is_dated_to_day and not (has_body_noun(left[0].text) or ":" in left[0].text):
        reading.put_part("container-title", left[0])  # a newspaper or site: books are not dated to the day
    elif left and "publisher" not in reading.item:
        put_publisher(reading, left[0])
        if "event-title" not in reading.item:
            reading.item.setdefault("type", "book")


def _named_in_imprint(reading: Reading, part: Part) -> Part | None:
    """Read what a part of an imprint says of the work; return it when it names a place, body or meeting."""
    if talk := _TALK.match(part.text):
        reading.item["type"] = "speech"
        return Part(talk["event"], part.start + talk.start("event"))
    if _THESIS.search(part.text):
        reading.item["type"] = "thesis"
    elif _TALK_GENRE.match(part.text):
        reading.item["type"] = "speech"
    elif _DECIDED.search(part.text):
        reading.put_part("note", part)
    elif _SERIES_NUMBER.match(part.text):  # "(CP 977, November 2023)"
        reading.put_new("number", part.text, part.span)
    elif not _EDITION.match(part.text):
        return part
    return None


def _place(reading: Reading, text: str, parts: Sequence[Part]) -> None:
    """Say what the parts after the title are: a meeting and its host, a container, a publisher."""
    parts = _take_asides(reading, parts)
    if not parts:
        return
    if len(parts) == 2 and _is_town_before_publisher(parts):
        reading.put_part("publisher-place", parts[0])
        parts = parts[1:]
    if is_town(parts[-1].text) and "publisher-place" not in reading.item:  # "OECD Publishing, Paris"
        reading.put_part("publisher-place", parts[-1])
        parts = parts[:-1]
        if not parts:
            return
    parts = _with_whole_series(text, parts)
    first, hosts = parts[0], list(parts)
    talk = _TALK.match(first.text)
    if talk or is_meeting(first.text):
        numbers = [part for part in parts[1:] if _NUMBERED_MEETING.match(part.text)]
        hosts = [part for part in parts[1:] if not _NUMBERED_MEETING.match(part.text)]
        reading.item["type"] = "speech"
        event = Part(talk["event"], first.start + talk.start("event")) if talk else first
        whole = ", ".join(part.text for part in (event, *numbers))
        reading.put("event-title", whole, (event.start, (numbers or [event])[-1].end))
    elif "container-title" in reading.item or _is_publisher(reading, first, parts):
        pass
    else:
        put_container(reading, first)
        hosts = list(parts[1:])
    put_hosts(reading, text, hosts)


def _with_whole_series(text: str, parts: Sequence[Part]) -> Sequence[Part]:
    """Undo the split within a series: "OECD Science, Technology and Industry Policy Papers"."""
    end = next((n for n, part in enumerate(parts[:3], 1) if re.search(r"\b(?:Papers|Series)$", part.text)), 1)
    return (join_parts(text, parts[:end]), *parts[end:])


def _is_town_before_publisher(parts: Sequence[Part]) -> bool:
    """Tell whether two parts are a Japanese imprint: 東京, 岩波書店."""
    town = parts[0].text
    return town[0] > "\u2e7f" and len(town) <= 4 and not has_body_noun(town) and has_body_noun(parts[1].text)


def _is_publisher(reading: Reading, first: Part, parts: Sequence[Part]) -> bool:
    """Tell whether the first part after the title is a body that published the work rather than what holds it."""
    makers = [name.get("literal") for name in reading.item.get("author", ())]
    if is_headed_body(first.text) or first.text in makers:  # "Center for Strategic Studies"; "IEA, Outlook, IEA, Paris"
        return "volume" not in reading.item
    if "volume" in reading.item or (is_periodical(first.text) and len(parts) == 1):
        return False
    if is_periodical(first.text):
        return False
    # Words in italics are a whole work's title, and what has neither a day nor an address is no page or newspaper.
    is_whole = reading.cue in (Cue.ITALIC, Cue.SENTENCE, Cue.DATED) and "URL" not in reading.item
    is_book = is_whole and len(reading.item.get("issued", {}).get("date-parts", ((0, 0),))[0]) == 1
    return is_book or is_parent_body(first.text) or has_body_noun(first.text)


def _take_asides(reading: Reading, parts: Sequence[Part]) -> list[Part]:
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
    elif _EDITION.match(part.text):
        reading.put_part("edition", part)
    elif following := _PAGES_FOLLOWING.match(part.text):
        reading.put_new("page", following["page"], _moved(following.span("page"), part.start))
    elif PLACE_AND_PUBLISHER.match(part.text):
        put_publisher(reading, part)
    elif _SERIES_NUMBER.match(part.text):
        reading.put_part("number", part)
    else:
        return False
    return True


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
    group = "after" if edited["after"] else "names"
    found = parse_makers(part.text, edited.start(group), edited.end(group)).names
    reading.put_names("editor", tuple(FoundName(one.name, _moved(one.span, part.start)) for one in found))
    return True


def _put_writers(reading: Reading, part: Part, by: re.Match[str]) -> None:
    """Read "by Jane Doe" after a title: who wrote what the body before it published."""
    found = parse_makers(part.text, *by.span("names")).names
    for name in reading.item.get("author", ())[:1]:
        reading.put_new("publisher", name.get("literal", ""), reading.places["author"])
    reading.put_names("author", tuple(FoundName(one.name, _moved(one.span, part.start)) for one in found))


def _take_remark(reading: Reading, part: Part, kept: Sequence[Part]) -> bool:
    """Keep as a note what stands in brackets or is markup, and Japanese words that name no body: 閣議決定."""
    text = part.text
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        part = part_of(text, 1, len(text) - 1)._replace(start=part.start + 1)
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
