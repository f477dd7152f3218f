"""What stands after a work's title: date, volume and pages, container, meeting, publisher, remarks."""

import re
from collections.abc import Sequence

from cetingest.citations.asides import TALK, named_in_imprint, take_asides
from cetingest.citations.bodies import is_headed_body, is_parent_body, rejoin_bodies
from cetingest.citations.containers import IN, put_container, put_hosts, put_publisher
from cetingest.citations.dates import NO_DATE, find_dates, find_lone_year, find_place_and_year
from cetingest.citations.fields import Cue, Reading
from cetingest.citations.genres import is_meeting, is_periodical
from cetingest.citations.locators import take_law_review, take_locators, take_volume_before_year
from cetingest.citations.parts import Part, blank, join_parts, part_of, split_parts
from cetingest.citations.series import number_in_series, take_series
from cetingest.language.date_finder import FoundDate
from cetingest.language.dates import PartialDate
from cetingest.language.organisations import has_body_noun
from cetingest.language.places import TOWN_REGION, is_town
from cetingest.language.sentences import find_end_in_note

_SERIES_IN_BRACKETS = re.compile(
    r"(?i)\s*\((?P<number>(?:(?:working|discussion|policy|research|technical|occasional) (?:paper|brief|report|note)|"
    r"arbeitspapier|document de travail|documento de trabajo|report)\b[^()]{0,60})\)"
)
_NUMBERED_MEETING = re.compile(r"(?i)^\d+(?:st|nd|rd|th)\s+(?:meeting|session|plenary)")
_REGION_NEXT = re.compile(rf"{TOWN_REGION}(?=$|[:：]\s)")
_EMPTY = re.compile(r"[(（\[]\s{0,60}[\])）]")
_BRACKETED = re.compile(r"[(（](?P<inside>[^()（）]*)[)）]")
_DURATION = re.compile(r"(?<=,\s)\d{1,2}:\d\d(?::\d\d)?(?=\s*(?:[,.]|$))")  # "audio, 28:40"
OF_DAY = re.compile(r"\s?(?:г(?:ода\b|\.)|付け?(?:の)?(?:朝刊|夕刊|号外)?|(?:朝刊|夕刊|号外))")
_LEAD_TO_DATE = re.compile(r"\b(?:vom|v\.|dated|of|du|le|del?|dell['’]|am)\s+$")
_WORD = re.compile(r"\w")


def read_tail(reading: Reading, text: str, start: int, known_date: FoundDate | None) -> None:
    """Read what stands in `text` from `start` on; `known_date` is the work's date when it stood before the title."""
    text = _DURATION.sub(lambda m: " " * len(m[0]) if m.start() >= start else m[0], text)
    text = take_law_review(reading, text, start)
    date = _more_exact(known_date, _date_in(text, start))
    if date is None and (found := find_place_and_year(text, max(0, start - 1))):
        place, date = found
        if place:
            is_journal = sum(c.isupper() for c in text[slice(*place)]) > 1 and not is_town(text[slice(*place)])
            reading.put("container-title" if is_journal else "publisher-place", text[slice(*place)], place)
            text = blank(text, place)
    if date:
        reading.put_date("issued", date)
        if date.span[0] >= start and (lead := _LEAD_TO_DATE.search(text, max(start, date.span[0] - 8), date.span[0])):
            text = blank(text, lead.span())
    text = NO_DATE.sub(lambda m: " " * len(m[0]) if m.start() >= start else m[0], text)
    text = take_volume_before_year(reading, text, start, date)
    imprints = _imprints(text, start, date)
    text = _open_brackets(text, imprints)
    if date and date.span[0] >= start:
        text = blank(text, date.span)
        if edition := OF_DAY.match(text, date.span[1]):
            text = blank(text, edition.span())
    if series := _SERIES_IN_BRACKETS.match(text, start):
        reading.put("number", series["number"], series.span("number"))
        text = blank(text, series.span())
    text = _EMPTY.sub(lambda m: " " * len(m[0]), text)
    text = take_series(reading, text, start)
    text = take_locators(reading, text, start)
    in_imprint = [part for span in imprints for part in _parts(text, *span)]
    for span in imprints:
        text = blank(text, span)
    _read_imprint(reading, in_imprint)
    _place(reading, text, _parts(text, start, len(text)))
    number_in_series(reading)
    _rejoin_subtitle(reading, text)


def _rejoin_subtitle(reading: Reading, text: str) -> None:
    """Undo the split within "Das Meer. Eine Geschichte. Frankfurt: Suhrkamp 2017": a book stands in nothing."""
    is_book = "publisher-place" in reading.item and "volume" not in reading.item and "issue" not in reading.item
    if not (is_book and reading.cue is Cue.COMMA and {"title", "container-title"} <= reading.item.keys()):
        return
    (start, end), (first, last) = reading.places["title"], reading.places["container-title"]
    if text[end:first] == ". " and not is_periodical(text[first:last]):
        del reading.item["container-title"], reading.places["container-title"]
        reading.put("title", text[start:last], (start, last))


def _more_exact(known: FoundDate | None, found: FoundDate | None) -> FoundDate | None:
    """Prefer the date before the title, unless the tail has it more exactly: "Bank (2020), Title, June 2020"."""
    if known is None or found is None:
        return known or found
    is_more_exact = _exactness(found.date) > _exactness(known.date)
    return found if is_more_exact and found.date.year == known.date.year else known


def _exactness(date: PartialDate) -> int:
    """Rank a date: 0 for a year, 1 for a season or quarter, 2 for a month, 3 for a day."""
    return len(date.parts) if date.month else int(bool(date.season or date.quarter))


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
        stop = find_end_in_note(text, start, end)
        piece_end = stop.start + 1 if stop else end
        piece = part_of(text, start, piece_end, " \t.;:,、。")
        parts.extend(rejoin_bodies(text, split_parts(text, piece.start, piece.end, separators=",、;；，")))
        start = stop.end if stop else end
    bare = (part_of(part.text, 0, len(part.text), " .;:")._replace(start=_bare_start(part)) for part in parts)
    return _rejoin_places(text, tuple(part for part in bare if _WORD.search(part.text)))


def _rejoin_places(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Undo the split within "Washington, DC: World Bank"."""
    joined: list[Part] = []
    for part in parts:
        if (
            joined
            and _REGION_NEXT.match(part.text)
            and len(joined[-1].text.split()) <= 3
            and joined[-1].text[0].isupper()
        ):
            joined[-1] = join_parts(text, (joined[-1], part))
        else:
            joined.append(part)
    return tuple(joined)


def _bare_start(part: Part) -> int:
    return part.start + len(part.text) - len(part.text.lstrip(" .;:"))


def _read_imprint(reading: Reading, parts: Sequence[Part]) -> None:
    """Read the inside of "(Place: Publisher, year)", "(PhD thesis, University, year)", "(Meeting, Place, year)"."""
    left = [named for part in parts if (named := named_in_imprint(reading, part))]
    if left and (reading.item.get("type") == "speech" or is_meeting(left[0].text)):
        reading.item["type"] = "speech"
        reading.put_part("event-title", left.pop(0))
    is_dated_to_day = len(reading.item.get("issued", {}).get("date-parts", ((),))[0]) == 3
    if left and is_town(left[0].text):  # "(Washington, D.C.: May 2023)"
        reading.put_part("publisher-place", left.pop(0))
        if not is_dated_to_day:
            reading.item.setdefault("type", "book")
    if len(left) == 1 and is_dated_to_day and not (has_body_noun(left[0].text) or ":" in left[0].text):
        # a newspaper or site, since books are not dated to the day; after its name, the town where it appears
        reading.put_new(
            "publisher-place" if "container-title" in reading.item else "container-title", left[0].text, left[0].span
        )
    elif left and "publisher" not in reading.item:
        put_publisher(reading, left[0])
        if "event-title" not in reading.item:
            reading.item.setdefault("type", "book")


def _place(reading: Reading, text: str, parts: Sequence[Part]) -> None:
    """Say what the parts after the title are: a meeting and its host, a container, a publisher."""
    parts = take_asides(reading, parts)
    if not parts:
        return
    if len(parts) == 2 and (_is_town_before_publisher(parts) or _is_place_before_publisher(reading, parts)):
        reading.put_part("publisher-place", parts[0])
        put_publisher(reading, parts[1])
        return
    if is_town(parts[-1].text) and "publisher-place" not in reading.item:  # "OECD Publishing, Paris"
        reading.put_part("publisher-place", parts[-1])
        parts = parts[:-1]
        if not parts:
            return
    parts = _with_whole_series(text, parts)
    first, hosts = parts[0], list(parts)
    talk = TALK.match(first.text)
    if talk or is_meeting(first.text) or (reading.item.get("type") == "speech" and "event-title" not in reading.item):
        numbers = [part for part in parts[1:] if _NUMBERED_MEETING.match(part.text)]
        hosts = [part for part in parts[1:] if not _NUMBERED_MEETING.match(part.text)]
        reading.item["type"] = "speech"
        event = Part(talk["event"], first.start + talk.start("event")) if talk else first
        whole = ", ".join(part.text for part in (event, *numbers))
        reading.put("event-title", whole, (event.start, (numbers or [event])[-1].end))
    elif "container-title" in reading.item or _is_publisher(reading, first, parts):
        pass
    elif first.text[0].islower() and first.text[0].isascii() and " " in first.text and not IN.match(first.text):
        reading.put_part("note", first)  # "rapport public annuel": names begin with a capital
        hosts = list(parts[1:])
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


def _is_place_before_publisher(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether two parts are a place and a publisher: "Rome, FAO", "Brest, Le Goéland, 2015"."""
    place = parts[0].text
    if is_town(place):
        return True
    is_book = reading.cue is Cue.ITALIC and "URL" not in reading.item and "volume" not in reading.item
    is_dated_to_year = len(reading.item.get("issued", {}).get("date-parts", ((0, 0),))[0]) == 1
    is_name = re.fullmatch(r"[^\W\d_a-z][\w'’-]+(?:[ -][^\W\d_a-z][\w'’-]+)?", place) is not None
    return is_book and is_dated_to_year and is_name and not (has_body_noun(place) or is_periodical(place))


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
