"""The text of one cited work, read as a CSL-JSON item."""

import re
from dataclasses import dataclass

from cetingest.citations.dates import FoundDate, as_date_parts, find_dates, find_lone_year
from cetingest.citations.names import (
    drop_abbreviation,
    has_body_noun,
    is_parent_body,
    parse_authors,
    rejoin_bodies,
    split_parts,
)
from cetingest.citations.special_works import read_special_work
from cetingest.citations.titles import TitleSplit, find_quoted_title, is_meeting, split_at_title, tidy_title
from cetingest.citations.urls import FoundUrl
from cetingest.model import Item, Span

SIGNAL = re.compile(
    r"^\s*(?:but\s+)?(?:see(?:,?\s+(?:also|generally|e\.g\.|for example|for instance),?)?|cf\.?|compare|accord|"
    r"e\.g\.,?|for\s[^;“\"]{3,90}?,\s+see(?:\s+also)?|quoted in|cited in|as cited in|source|"
    r"siehe(?:\s+(?:auch|dazu))?|vgl\.(?:\s+auch)?|voir(?:\s+aussi)?|véase|出典|参照)(?:[:：]\s*|\s+)",
    re.IGNORECASE,
)
_ACCESS_BEFORE = re.compile(
    r"(?i)[\[(（]?\s*(?:zuletzt\s+|last\s+|date\s+|most recently\s+)?"
    r"(?:accessed|retrieved|visited|viewed|consulted|checked|"
    r"abgerufen|besucht|zugriff|consulté(?:e)?|consultado|最終アクセス日?|最終閲覧日?|閲覧日|アクセス日?)"
    r"(?:\s+date)?\s*(?:on\s+|at\s+|am\s+|le\s+|el\s+|[:：]\s*)?$"
)
_ACCESS_AFTER = re.compile(r"\s*(?:に)?(?:最終)?(?:閲覧|アクセス|参照|確認)")
# Words that only lead to a URL, and the angle bracket before it.
_LEAD_TO_URL = re.compile(
    r"(?i)(?:\b(?:(?:available|online|found|retrieved)\s+)*(?:at|from|via|url|abrufbar unter|verfügbar unter|"
    r"disponible (?:sur|en))\s*[:：]?\s*)?<?$"
)
_LONGEST_LEAD = 60  # "available online at: <"; "retrieved from"
_DOI = re.compile(r"(?i)(?:doi:\s*|doi\.org/)(?P<doi>10\.\d{4,9}/\S+)$")
_IMPRINT = re.compile(r"\((?P<place>[^():]{2,60}):\s*(?P<publisher>[^()]{2,80}?),\s*(?P<year>(?:1[5-9]|20)\d\d)\)")
_JAPANESE_IMPRINT = re.compile(r"（(?P<publisher>[^（）、,]{2,40})[、,]\s*(?P<year>(?:1[5-9]|20)\d\d)年?）")
_APA = re.compile(
    r"^(?P<author>[^()]{2,200}?)\s\((?P<date>(?:1[5-9]|20)\d\d(?:,\s[A-Z][\w ]+)?)\)\.\s+"
    r"(?P<title>.+?[.?!])(?:\s+(?P<tail>.*))?$"
)
_TALK = re.compile(
    r"(?i)^(?:conference\s+|keynote\s+)?(?:presentation|presented|speech|remarks|paper|lecture|testimony|keynote|address)\b"
    r"(?:\s+\w+)?\s+(?:at|to|before|for)\s+(?:the\s+)?(?P<event>.+)"
)
_PLACE_AND_PUBLISHER = re.compile(r"^(?P<place>[A-Z][^:\d]{1,40}):\s+(?P<publisher>[A-Z].+)$")
_SERIES_NUMBER = re.compile(r"^(?:[A-Z]{2,}[\w()./ -]*\d[\w()./ -]*|(?:[Ww]orking|[Dd]iscussion) [Pp]aper\b.*\d.*)$")
_GENRE_IN_BRACKETS = re.compile(
    r"^\((?P<genre>speech|lecture|presentation|keynote|remarks|testimony),\s*(?P<rest>.*?)\)?$"
)
_NUMBERED_MEETING = re.compile(r"(?i)^\d+(?:st|nd|rd|th)\s+(?:meeting|session|plenary)")
_PERIODICAL = re.compile(
    r"(?i)\b(?:journal|review|magazine|times|news|post|bulletin|weekly|daily|herald|tribune|"
    r"gazette|chronicle|tracker)\b"
)
_FILED = re.compile(
    r"(?i)(?:[,;]|(?<!\s))\s*(?:on file with|hereafter|hereinafter)\b.*$|[\[(](?:hereafter|hereinafter)[^\])]*[\])]"
)
# Where in a periodical a work stands, each with what it means in CSL.
_LOCATORS = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        ("volume", r"\bvol(?:ume|\.)?\s*(?P<value>\d+)"),
        ("issue", r"(?:,|(?<!\s))\s*\b(?:no|nr|issue|iss)\.?\s*(?P<value>\d+(?:[–-]\d+)?)"),
        ("page", r"(?:,\s*|^\s*)(?:pp?\.|s\.)\s*(?P<value>\d+(?:\s?[–-]\s?\d+)?)"),
        ("page", r"(?:^|[\s,、])(?P<value>\d+(?:\s?[–〜-]\s?\d+)?)\s?頁"),
        ("page", r"\bat\s+(?P<value>\d+(?:[–-]\d+)?)$"),
        ("page", r":\s*(?P<value>\d+(?:[–-]\d+)?)(?=\s*(?:,|\.|$))"),
        ("page", r"(?:^|,)\s*(?P<value>\d+(?:[–-]\d+)?)(?=\s*(?:,|\.|$))"),
    )
)
_VOLUME_ISSUE = re.compile(r"\b(?P<volume>\d{1,4})\s*\((?P<issue>\d{1,3}(?:[–-]\d+)?)\)")
# Law reviews: volume, abbreviated title, first page ("73 Tex. B.J. 632").
_BLUEBOOK = re.compile(r"^(?P<volume>\d{1,3})\s+(?P<container>[A-Z][^\d,]+?)\s+(?P<page>\d{1,4})$")
_TRAILING_VOLUME = re.compile(r"^(?P<container>[^\d]+?),?\s+(?P<volume>\d{1,3})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkText:
    """The text of one work with what is known of it: URLs and italic runs, both as spans of `text`."""

    text: str
    urls: tuple[FoundUrl, ...] = ()
    italics: tuple[Span, ...] = ()
    known_names: frozenset[str] = frozenset()


def parse_item(work: WorkText) -> Item:
    """Read the text of one work as a CSL-JSON item; fields that are not printed are left out.

    Of a body named with the bodies above it, the first is the author and the rest the publisher; `issued` is a date
    that the note prints for itself, never a year within a title.

    >>> item = parse_item(WorkText(text='Bank of X, "A Title," June 2023.'))
    >>> item["author"], item["title"], item["issued"]
    (({'literal': 'Bank of X'},), 'A Title', {'date-parts': ((2023, 6),)})
    """
    item: Item = {}
    text = _without_urls(work)
    _take_urls(item, work.urls)
    if signal := SIGNAL.match(text):
        text = _blank(text, signal.span())
    text = _FILED.sub(lambda m: " " * len(m[0]), text)
    text = _take_accessed(item, text)
    if special := read_special_work(text):
        return {**special, **item}
    if match := _APA.match(text.strip()):
        _read_author_date(item, match)
    elif re.search(r"\w", text):
        text = _take_imprint(item, text)
        _read_note_style(item, split_at_title(text, work.italics, work.known_names), text)
    _set_type(item)
    return item


def is_plausible(item: Item) -> bool:
    """Tell whether author and title have the length of names and titles rather than of running text.

    The longest of the Japan report's 35 notes are an author of 10 words and a title of 25.
    """
    authors = [name.get("literal", "") for name in item.get("author", ())]
    return len(item.get("title", "").split()) <= 45 and all(len(author.split()) <= 18 for author in authors)


def address_of(work: WorkText) -> Item:
    """Read only the address and date of access of a work whose other words are not to be trusted."""
    item: Item = {}
    _take_urls(item, work.urls)
    _take_accessed(item, _without_urls(work))
    _set_type(item)
    return item


def author_names(text: str) -> frozenset[str]:
    """Return the bodies named before a quoted title: names that unquoted notes of the same document may begin with."""
    span = find_quoted_title(text)
    if not span or not text[: span[0]].strip():
        return frozenset()
    names, _ = parse_authors(text[: span[0]])
    return frozenset(name["literal"] for name in names if "literal" in name and " " in name["literal"])


# --- what surrounds the title -----------------------------------------------------------------------------------------


def _blank(text: str, span: Span) -> str:
    """Overwrite a span with spaces, so that the offsets of the rest stay true."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _without_urls(work: WorkText) -> str:
    text = work.text
    for url in work.urls:
        start, end = url.span
        window = max(0, start - _LONGEST_LEAD)
        if lead := _LEAD_TO_URL.search(text[window:start]):
            start = window + lead.start()
        text = _blank(text, (start, end + (text[end : end + 1] == ">")))
    return text


def _take_urls(item: Item, urls: tuple[FoundUrl, ...]) -> None:
    for url in urls:
        if match := _DOI.search(url.url):
            item.setdefault("DOI", match["doi"])
        if not url.printed.lower().startswith("doi"):
            item.setdefault("URL", url.url)


def _take_accessed(item: Item, text: str) -> str:
    """Move the date of access from the text to the item."""
    for date in find_dates(text):
        start, end = date.span
        window = max(0, start - _LONGEST_LEAD)
        before, after = _ACCESS_BEFORE.search(text[window:start]), _ACCESS_AFTER.match(text, end)
        if before or after:
            item["accessed"] = as_date_parts(date.parts)
            opening = window + before.start() if before else start - (text[:start].endswith(("(", "（", "[")))
            closing = after.end() if after else end
            closing += bool(re.match(r"[\])）]", text[closing:]))
            return _blank(text, (opening, closing))
    return text


def _take_imprint(item: Item, text: str) -> str:
    """Move "(Place: Publisher, Year)" of a book to the item, in Japanese "（Publisher、Year年）"."""
    match = _IMPRINT.search(text) or _JAPANESE_IMPRINT.search(text)
    if not match:
        return text
    item["type"] = "book"
    if match.re is _IMPRINT:
        item["publisher-place"] = match["place"].strip()
    item["publisher"] = match["publisher"].strip()
    item["issued"] = as_date_parts((int(match["year"]),))
    return text[: match.start()] + "," + " " * (match.end() - match.start() - 1) + text[match.end() :]


# --- the styles -------------------------------------------------------------------------------------------------------


def _read_author_date(item: Item, match: re.Match[str]) -> None:
    """Read author-date style (APA): Author (Year). Title. Container, volume(issue), pages."""
    authors, publisher = parse_authors(match["author"])
    dates = find_dates(f"{match['date'][6:]}, {match['date'][:4]}")
    item["issued"] = as_date_parts(dates[0].parts if dates else (int(match["date"][:4]),))
    item["author"], item["title"] = authors, tidy_title(match["title"])
    if publisher:
        item["publisher"] = publisher
    parts = split_parts(_take_locators(item, (match["tail"] or "").strip(" .")).strip(" .,"))
    _place_tail(item, parts)


def _read_note_style(item: Item, split: TitleSplit, text: str) -> None:
    """Read note or bibliography style: Author, Title, rest."""
    tail, date = _dated_tail(", ".join(split.tail_parts))
    title = "" if _is_remark(split) else split.title
    if date is None and not split.is_article:
        title, date = _date_after_title(title)
    author = split.author
    if date is None and (dates := find_dates(text)) and dates[0].span[1] <= text.find(title):
        author, date = _blank(author, dates[0].span), dates[0]
    authors, parent = parse_authors(author)
    if authors:
        item["author"] = authors
    if title:
        item["title"] = title
    if date:
        item["issued"] = as_date_parts(date.parts)
    _place_tail(item, rejoin_bodies(split_parts(_take_locators(item, tail).strip(" .,"))))
    if parent:
        item.setdefault("publisher", parent)


def _is_remark(split: TitleSplit) -> bool:
    """Tell whether the words taken for a title only lead to or from a URL ("... for the series")."""
    return (
        not split.author
        and not split.is_article
        and re.match(r"(?:for|on|from|about|at|in)\s", split.title) is not None
    )


def _dated_tail(tail: str) -> tuple[str, FoundDate | None]:
    dates = find_dates(tail)
    date = dates[0] if dates else find_lone_year(tail)
    return (_blank(tail, date.span), date) if date else (tail, None)


def _date_after_title(title: str) -> tuple[str, FoundDate | None]:
    """Cut a date from the end of an unquoted title: no comma parts "..., Title, June 2023" when the title came last."""
    dates = [date for date in find_dates(title) if date.span[1] == len(title)]
    if not dates or not re.search(r"[,.)(]\s*$", title[: dates[0].span[0]]):
        return title, None
    return tidy_title(title[: dates[0].span[0]].rstrip(" (")), dates[0]


def _take_locators(item: Item, tail: str) -> str:
    """Move volume, issue and pages from the tail to the item."""
    if match := _VOLUME_ISSUE.search(tail):
        item["volume"], item["issue"] = match["volume"], match["issue"]
        tail = _blank(tail, match.span())
    for field, pattern in _LOCATORS:
        match = pattern.search(tail)
        if match and field not in item:
            item[field] = match["value"]  # type: ignore[literal-required]  # the table holds CSL names only
            tail = _blank(tail, match.span())
    return re.sub(r"\(\s*\)", lambda m: " " * len(m[0]), tail)


def _place_tail(item: Item, parts: tuple[str, ...]) -> None:
    """Say what the parts after the title are: a meeting and its host, a container, a publisher."""
    parts = tuple(part for part in (part.strip(" .;") for part in parts) if re.search(r"\w", part))
    parts = _take_asides(item, parts)
    if not parts:
        return
    talk = _TALK.match(parts[0])
    if talk or is_meeting(parts[0]):
        numbers = [part for part in parts[1:] if _NUMBERED_MEETING.match(part)]
        hosts = [part for part in parts[1:] if not _NUMBERED_MEETING.match(part)]
        item["type"] = "speech"
        item["event-title"] = ", ".join([talk["event"] if talk else parts[0], *numbers])
    elif (is_parent_body(parts[0]) or has_body_noun(parts[0])) and not _PERIODICAL.search(parts[0]):
        hosts = list(parts)
    else:
        container = parts[0].removeprefix("in ").removeprefix("In ")
        if match := _BLUEBOOK.match(container) or _TRAILING_VOLUME.match(container):
            container = match["container"]
            item.setdefault("volume", match["volume"])
            item.update({"page": match["page"]} if "page" in match.groupdict() else {})
        item["container-title"] = drop_abbreviation(container)
        hosts = list(parts[1:])
    publisher = drop_abbreviation(", ".join(hosts)).strip(" .,;")
    if publisher:
        item.setdefault("publisher", publisher)


def _take_asides(item: Item, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Move what is neither meeting, container nor body from the parts to the item: numbers, remarks, places."""
    kept = []
    for part in parts:
        if match := _GENRE_IN_BRACKETS.match(part):
            item["type"] = "speech"
            item["event-title"], _, host = match["rest"].strip(" ,").partition(", ")
            item.update({"publisher": host} if host else {})
        elif part[0] in "<‹":
            item["note"] = part  # markup, not the name of anything
        elif part.startswith("(") and part.endswith(")"):
            item["note"] = part.strip("() ")
        elif match := _PLACE_AND_PUBLISHER.match(part):
            item["publisher-place"], item["publisher"] = match["place"], match["publisher"]
        elif _SERIES_NUMBER.match(part):
            item["number"] = part
        elif part[0] > "\u2e7f" and not part.startswith("『"):
            item["note"] = part  # 閣議決定 and the like; a Japanese container stands between 『』
        else:
            kept.append(part.strip("『』"))
    return tuple(kept)


def _set_type(item: Item) -> None:
    """Choose the CSL type by what is printed; a PDF without a container is a report, any other page a web page."""
    if "type" in item:
        return
    url = item.get("URL", "").lower().split("?")[0].split("#")[0]
    if "container-title" in item and ("volume" in item or "issue" in item):
        item["type"] = "article-journal"
    elif "container-title" in item and "issued" in item:
        item["type"] = "article-magazine"
    elif url.endswith(".pdf"):
        item["type"] = "report"
    else:
        item["type"] = "webpage" if url else "document"
