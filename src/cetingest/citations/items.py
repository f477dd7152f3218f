"""The text of one cited work, read as a CSL-JSON item."""

import re
from dataclasses import dataclass, replace

from cetingest.citations.containers import take_container
from cetingest.citations.dates import find_dates, find_lone_years, found_year, shifted
from cetingest.citations.fields import Cue, Reading
from cetingest.citations.genres import is_newspaper
from cetingest.citations.kinds import is_network, set_type
from cetingest.citations.names import are_names, parse_makers
from cetingest.citations.numbers import take_numbers, take_standard
from cetingest.citations.parts import blank, join_parts
from cetingest.citations.signals import SIGNAL
from cetingest.citations.special_works import read_special_work
from cetingest.citations.tails import OF_DAY, read_tail
from cetingest.citations.titles import TitleSplit, find_quoted_title, split_at_title
from cetingest.citations.urls import FoundUrl
from cetingest.language.date_finder import FoundDate
from cetingest.language.identifiers import doi_of_address
from cetingest.model import Item, Span

_ACCESS_BEFORE = re.compile(
    r"(?i)[\[(（]?\s*(?:zuletzt\s+|letzter?\s+|last\s+|"
    r"date\s+|most recently\s+|dernière\s+|última\s+|page\s+|fecha de\s+)?"
    r"(?:accessed|retrieved|visited|viewed|consulted|checked|access date|"
    r"abgerufen|aufgerufen|besucht|eingesehen|geprüft|zugriff|zugegriffen|abruf|stand|"
    r"consultée?|consultation|accédé|visitée?|vue?|consultad[oa]|consulta|accedido|acceso|visitad[oa]|visto|"
    r"recuperado|acess(?:o|ado)(?:\sem)?|consultad[oa] em|ultimo accesso|consultato|ultima consultazione|visitato|"
    r"accesso|"
    r"geraadpleegd|bezocht|hämtad|besøgt|"
    r"검색일|접속일|열람일|방문일|최종\s?접속일?|최종\s?검색일?|"
    r"最終アクセス日?|最終閲覧日?|最終確認日?|最終参照日?|閲覧日?|アクセス日?|参照日?|確認日?|(?:最后)?(?:访问|浏览)(?:日期|时间)|最后访问)"
    r"(?:\s+date)?\s*(?:on\s+|at\s+|am\s+|le\s+|el\s+|il\s+|em\s+|op\s+|del?\s+|[:：]\s*)?$"
)
_AFTER_ADDRESS = re.compile(r"\s{8,}\[$")  # "https://... [03.03.2021]", the address taken out
_ACCESS_AFTER = re.compile(
    r"\s*(?:に)?(?:最終)?(?:閲覧|アクセス|参照|確認|取得|访问|(?:zuletzt\s+)?(?:abgerufen|aufgerufen))"
)
# Words that only lead to a URL, and the angle bracket before it.
_LEAD_TO_URL = re.compile(
    r"(?i)(?:\b(?:(?:available|online|found|retrieved|accessible|archived|permalink)\s+)*"
    r"(?:at|from|via|url|abrufbar unter|"
    r"verfügbar unter|"
    r"unter|online unter|abgerufen von|disponible (?:sur|en|à)|en ligne|consulté sur|en línea|recuperado de|"
    r"obtenido de|"
    r"consultado en|disponível em|disponibile (?:su|in|all['’]indirizzo)|beschikbaar (?:op|via)|"
    r"à l['’]adresse)\s*[:：]?\s*)?<?$"
)
_LONGEST_LEAD = 60  # "available online at: <"; "retrieved from"
# The author's own words before the first name: they begin in lower case or with a preposition, and end with a colon.
_LEAD = re.compile(
    r"\s*(?:[a-zäöü]|(?:To|For|On|In|Zu[mr]?|Für|Eine?|Pour|Sur|Para|Sobre)\s)[^:“„«]{1,150}:\s+(?=[^\W\d_a-z])"
)
_FAMILY_NAMES = re.compile(r"[^\W\d_a-z][\w'’/-]+")
_LOCATOR = re.compile(r"(?:S\.|[Pp]p?\.|at|Rn\.|paras?\.?)\s?\d[\d\s,.f–-]*$")
_YEAR_IN_TITLE = re.compile(r"\((?P<year>(?:19|20)\d\d)\)\s[a-z]")  # "General comment No. 27 (2023) on land"
# What a work is, before its maker: "Press Release, U.S. Dep’t of Just., Title (date)" (Bluebook, rule 17.2)
_GENRE_FIRST = re.compile(
    r"\s*(?P<genre>(?:Press|News|Media) [Rr]elease|Podcast|Pressemitteilung|Communiqué de presse|"
    r"Comunicado de prensa|Editorial|Op-[Ee]d)[,:]\s(?=[^\W\d_a-z])"
)
_FILED = re.compile(
    r"(?i)(?:[,;]|(?<!\s))\s*(?:on file with|hereafter|hereinafter|licen[cs]e)\b.*$|"
    r"[\[(](?:hereafter|hereinafter)[^\])]*[\])]|を?参照(?:のこと|されたい)?[。.]?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkText:
    """The text of one work with what is known of it: URLs and italic runs, both as spans of `text`.

    `linked_urls` lie under words of the text instead of being printed.
    """

    text: str
    urls: tuple[FoundUrl, ...] = ()
    linked_urls: tuple[FoundUrl, ...] = ()
    italics: tuple[Span, ...] = ()
    known_names: frozenset[str] = frozenset()


def read_work(work: WorkText) -> Reading:
    """Read the text of one work as a CSL-JSON item, and where each field of it is printed; others are left out.

    Of a body named with the bodies above it, the first is the author and the rest the publisher; `issued` is a date
    that the note prints for itself, never a year within a title.

    >>> item = read_work(WorkText(text='Bank of X, "A Title," June 2023.')).item
    >>> item["author"], item["title"], item["issued"]
    (({'literal': 'Bank of X'},), 'A Title', {'date-parts': ((2023, 6),)})
    """
    reading = Reading()
    text = _without_urls(work)
    _take_urls(reading, work)
    if signal := SIGNAL.match(text):
        text = blank(text, signal.span())
    if genre := _GENRE_FIRST.match(text):
        reading.put("note", genre["genre"], genre.span("genre"))
        text = blank(text, genre.span())
    text = _FILED.sub(lambda m: " " * len(m[0]), text)
    text = take_numbers(reading, _take_accessed(reading, text))
    if title_at := take_standard(reading, text):
        text = blank(text, (0, title_at))
    if not read_special_work(reading, text, work.italics) and re.search(r"\w", text):
        _read_usual_work(reading, split_at_title(text, work.italics, work.known_names, title_at), text)
    set_type(reading.item)
    return reading


def read_address(work: WorkText) -> Reading:
    """Read only the address and date of access of a work whose other words are not to be trusted."""
    reading = Reading()
    _take_urls(reading, work)
    _take_accessed(reading, _without_urls(work))
    set_type(reading.item)
    return reading


def is_plausible(item: Item) -> bool:
    """Tell whether author and title have the length of names and titles rather than of running text.

    The longest of the Japan report's 35 notes are an author of 10 words and a title of 25.
    """
    authors = [name.get("literal", "") for name in item.get("author", ())]
    return len(item.get("title", "").split()) <= 45 and all(len(author.split()) <= 18 for author in authors)


def author_names(text: str) -> frozenset[str]:
    """Return the bodies named before a quoted title: names that unquoted notes of the same document may begin with."""
    span = find_quoted_title(text)
    if not span or not text[: span[0]].strip():
        return frozenset()
    literals = (found.name.get("literal", "") for found in parse_makers(text, 0, span[0]).names)
    return frozenset(literal for literal in literals if " " in literal)


# --- what surrounds the work ------------------------------------------------------------------------------------------


def _without_urls(work: WorkText) -> str:
    text = work.text
    for url in work.urls:
        start, end = url.span
        window = max(0, start - _LONGEST_LEAD)
        if lead := _LEAD_TO_URL.search(text[window:start]):
            start = window + lead.start()
        text = blank(text, (start, end + (text[end : end + 1] == ">")))
    return text


def _take_urls(reading: Reading, work: WorkText) -> None:
    for url in sorted((*work.urls, *work.linked_urls), key=lambda url: url.span):
        if (found := doi_of_address(url.url)) is not None:
            spelled, doi = found
            printed = max(url.printed.find(spelled), url.printed.find(doi))
            reading.put_new("DOI", doi, (url.span[0] + max(0, printed), url.span[1]))
        scheme, _, value = url.printed.partition(":")
        if scheme.lower() == "arxiv":
            reading.put_new("number", f"arXiv:{value.strip()}", url.span)
        elif not scheme.lower().startswith("doi"):
            reading.put_new("URL", url.url, url.span)


def _take_accessed(reading: Reading, text: str) -> str:
    """Move the date of access from the text to the reading."""
    for date in find_dates(text):
        start, end = date.span
        window = max(0, start - _LONGEST_LEAD)
        before, after = _ACCESS_BEFORE.search(text[window:start]), _ACCESS_AFTER.match(text, end)
        if before or after or _AFTER_ADDRESS.search(text[window:start]):
            reading.put_date("accessed", date)
            opening = window + before.start() if before else start - (text[:start].endswith(("(", "（", "[")))
            closing = after.end() if after else end
            closing += bool(re.match(r"[\])）]", text[closing:]))
            return blank(text, (opening, closing))
    return text


# --- the usual work ---------------------------------------------------------------------------------------------------


def _read_usual_work(reading: Reading, split: TitleSplit, text: str) -> None:
    """Read makers, title and tail of a work of no special kind."""
    reading.cue = split.cue
    date = split.date or _date_before_title(text, split)
    makers_text = blank(text, date.span) if date else text
    if date and (of_day := OF_DAY.match(text, date.span[1])):
        makers_text = blank(makers_text, of_day.span())
    start, end = split.makers
    if lead := _LEAD.match(makers_text, start, end):  # "To name only a few: Doe"
        is_family_name = _FAMILY_NAMES.fullmatch(makers_text[lead.end() : end].strip(" ,"))
        start = lead.end() if is_family_name or are_names(makers_text, lead.end(), end) else start
    makers = parse_makers(makers_text, start, end)
    reading.put_names("editor" if makers.are_editors else "author", makers.names)
    if split.title and (
        _LOCATOR.match(split.title.text) or _is_only_date(split.title.text)
    ):  # "Bundestag, Drs. 19/123, 18.11.2020, S. 4": it has no title
        split = replace(split, title=None, tail=split.makers[1], cue=Cue.FORM)
    if split.title and is_network(
        split.title.text
    ):  # "Jane Doe (@janedoe), Twitter, March 3, 2020": a post without words
        reading.item["type"] = "post"
        reading.put_part("container-title", split.title)
    elif split.title and _is_newspaper_alone(text, split):  # 『朝日新聞』2021年3月4日朝刊
        reading.put_part("container-title", split.title)
    elif split.title and not _is_remark(split):
        reading.put_part("title", split.title)
    if split.number:
        reading.put_new("number", split.number.text, split.number.span)
    if split.held_by:
        text = take_container(reading, text, split.tail, split.held_by)
    read_tail(reading, text, split.tail, date)
    if "issued" not in reading.item and split.title and (year := _YEAR_IN_TITLE.search(split.title.text)):
        reading.put_date("issued", shifted(found_year(year), split.title.start))
    if makers.parent:
        parent = ", ".join(part.text for part in makers.parent)
        reading.put_new("publisher", parent, join_parts(makers_text, makers.parent).span)


def _date_before_title(text: str, split: TitleSplit) -> FoundDate | None:
    """Return the date that stands among the makers when none follows the title: 内閣府（2023年6月）「...」."""
    start, end = split.makers
    if find_dates(text[split.tail :]):
        return None
    years = [year for year in find_lone_years(text) if text[year.span[0] - 1 : year.span[0]] in ("(", "（")]
    return next((date for date in (*find_dates(text), *years) if start <= date.span[0] and date.span[1] <= end), None)


def _is_only_date(title: str) -> bool:
    """Tell whether the words taken for a title are a date: "Plenarprotokoll 19/123 vom 3. April 2020"."""
    for date in find_dates(title)[:1]:
        title = blank(title, date.span)
    return re.sub(r"^\s*(?:vom|of|du|del?)\b", "", title).strip(" .,") == ""


def _is_newspaper_alone(text: str, split: TitleSplit) -> bool:
    """Tell whether the only thing that East Asian brackets name is a newspaper."""
    is_alone = split.title is not None and split.makers[1] <= split.title.start and not split.held_by
    return is_alone and text[: split.title.start].strip() in ("『", "《", "〈") and is_newspaper(split.title.text)  # type: ignore[union-attr]


def _is_remark(split: TitleSplit) -> bool:
    """Tell whether the words taken for a title only lead to or from a URL ("... for the series")."""
    title = split.title.text if split.title else ""
    is_alone = split.makers[0] == split.makers[1] and not split.is_article
    return is_alone and re.match(r"(?:for|on|from|about|at|in)\s", title) is not None
