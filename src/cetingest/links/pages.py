"""What a web page says about itself: titles, site name, language, the beginning of its text."""

import codecs
import html
import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from cetingest.model import WebPage
from cetingest.text import strip_controls

# A whole parse of a 66 kB page takes 42-68 CPU ms; worse, 64 kB of "<a <a <a" take html.parser 10 CPU seconds and more.
# So bs4 gets only the elements that tell something, cut out by searching ahead, and the first heading.
_HEAD_CHARACTERS = 65_536
_BODY_CHARACTERS = 65_536
_HEADING_CHARACTERS = 2_000
_TEXT_CHARACTERS = 2_000
"""Kept of the visible text: an error page is shorter as a whole, a cited work is not."""
_TITLE_CHARACTERS = 500
_ELEMENTS = 60
"""Telling elements of one head; real ones have under ten."""
_TAG_CHARACTERS = 4_000
_SCRIPT_CHARACTERS = 50_000

_HTML_TYPES = ("html", "xhtml")
_HEAD_END = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_HEADING = re.compile(r"<h1[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = re.compile(r"<(script|style|noscript|template|svg|title)[\s>]", re.IGNORECASE)
_OPENED = re.compile(r"<(html|title|meta|script)[\s>]", re.IGNORECASE)
_META_NAMES = ("citation_title", "og:title", "og:site_name", "application-name", "content-language")

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_META_SEARCHED_BYTES = 4_096  # the standard says 1,024; pages with long comments above it exist
# Labels mean the larger encoding that browsers use for them: https://encoding.spec.whatwg.org/#names-and-labels
_BROWSER_ENCODINGS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "x_sjis": "cp932",
    "windows_31j": "cp932",
    "x_euc_jp": "euc_jp",
    "x_gbk": "gb18030",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
}
# Python decodes them, the web does not: those of 16 and 32 bits are mistakes in a label, which was read as ASCII;
# browsers do without UTF-7; the rest are notations, and some of them raise whatever the error handler says.
_NO_CHARSETS = ("utf_16", "utf_32", "utf_7", "idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")


def is_html(content_type: str | None, body: bytes) -> bool:
    """Tell whether an answer is a web page, by its content type or, without one, by its first characters."""
    if body.startswith(b"%PDF-"):
        return False
    if content_type:
        return any(name in content_type.lower() for name in _HTML_TYPES)
    return body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html", b"<head"))


def read_page(body: bytes, content_type: str | None) -> WebPage:
    """Read what an HTML page says about itself; what it does not say stays empty."""
    text = decode(body, content_type)
    end = _HEAD_END.search(text, 0, _HEAD_CHARACTERS)
    head_end = end.start() if end else min(len(text), _HEAD_CHARACTERS)
    head = BeautifulSoup("".join(_telling_elements(_without_comments(text[:head_end]))), "html.parser")
    body_start = head_end if end else 0
    rest = _without_comments(text[body_start : body_start + _BODY_CHARACTERS])
    root = head.find("html")
    graph = tuple(_linked_data(head))
    return WebPage(
        titles=_titles(head, rest, graph),
        site_name=_site_name(head, graph),
        language=_attribute(root, "lang") or _attribute(root, "xml:lang") or _meta(head, "content-language"),
        text_start=_visible_text(rest),
    )


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page as browsers do: byte order mark, header, meta element, then UTF-8, then Windows-1252.

    >>> decode("<meta charset=Shift_JIS>半導体".encode("cp932"), "text/html")
    '<meta charset=Shift_JIS>半導体'
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, errors="replace")
    header = re.search(r"charset\s*=\s*[\"']?([^\"';,\s]+)", content_type or "", re.IGNORECASE)
    meta = _META_CHARSET.search(body, 0, _META_SEARCHED_BYTES)
    labels = [header[1] if header else "", meta[1].decode("ascii") if meta else ""]
    for label in labels:
        if (declared := _browser_encoding(label)) is not None:
            return body.decode(declared, errors="replace")
    try:
        # the body may be cut at the cap, in the middle of a character
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _browser_encoding(label: str) -> str | None:
    name = label.lower().replace("-", "_")
    if name not in _BROWSER_ENCODINGS:
        try:
            name = codecs.lookup(label).name.replace("-", "_").replace("iso8859_", "iso8859-")
        except (LookupError, ValueError):
            return None
    chosen = _BROWSER_ENCODINGS.get(name, name)
    # codecs such as rot13 are no charsets
    return None if chosen.startswith(_NO_CHARSETS) or not codecs.lookup(chosen)._is_text_encoding else chosen


def _telling_elements(head: str) -> Iterator[str]:
    """Cut the elements out of a head that `read_page` looks at, each bounded in length."""
    lowered, at, found = head.lower(), 0, 0
    while found < _ELEMENTS and (opened := _OPENED.search(head, at)) is not None:
        start, name = opened.start(), opened[1].lower()
        at = _tag_end(head, start)
        tag = lowered[start:at]
        if name in ("title", "script"):
            close = lowered.find(f"</{name}", at, at + _SCRIPT_CHARACTERS)
            at = close if close >= 0 else at
        is_telling = name in ("html", "title") or (name == "script" and "ld+json" in tag)
        if is_telling or (name == "meta" and any(wanted in tag for wanted in _META_NAMES)):
            found += 1
            yield head[start:at] + (f"</{name}>" if name in ("title", "script") else "")


def _tag_end(text: str, start: int) -> int:
    """Return where a tag ends: at a ">" outside double quotes, or where a tag would be too long."""
    limit = min(len(text), start + _TAG_CHARACTERS)
    end = text.find(">", start, limit)
    while end >= 0 and text.count('"', start, end) % 2:
        end = text.find(">", end + 1, limit)
    return end + 1 if end >= 0 else limit


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (opened := text.find("<!--", at)) >= 0:
        kept.append(text[at:opened])
        at = text.find("-->", opened) + 3
        if at < 3:
            return "".join(kept)
    return "".join([*kept, text[at:]])


def _titles(head: BeautifulSoup, rest: str, graph: tuple[dict[str, object], ...]) -> tuple[str, ...]:
    """Return all titles, in order of trust: what was written for citing, for sharing, for reading, for the window."""
    headlines = [value for node in graph if isinstance(value := node.get("headline"), str)]
    element = head.find("title")
    found = [
        _meta(head, "citation_title"),
        *headlines,
        _meta(head, "og:title"),
        _heading(rest),
        element.get_text(" ") if element else None,
    ]
    cleaned = (strip_controls(html.unescape(title))[:_TITLE_CHARACTERS] for title in found if title)
    return tuple(dict.fromkeys(title for title in cleaned if title))


def _site_name(head: BeautifulSoup, graph: tuple[dict[str, object], ...]) -> str | None:
    for name in ("og:site_name", "application-name"):
        if value := _meta(head, name):
            return value
    for node in graph:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return strip_controls(publisher["name"]) or None
    return None


def _meta(head: BeautifulSoup, name: str) -> str | None:
    for key in ("name", "property", "http-equiv"):
        element = head.find("meta", attrs={key: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)})
        if isinstance(element, Tag) and (value := _attribute(element, "content")):
            return value
    return None


def _attribute(element: object, name: str) -> str | None:
    value = element.get(name) if isinstance(element, Tag) else None
    return strip_controls(value) or None if isinstance(value, str) else None


def _heading(rest: str) -> str | None:
    start = _HEADING.search(rest)
    if start is None:
        return None
    end = rest.lower().find("</h1", start.start(), start.start() + _HEADING_CHARACTERS)
    if end < 0:
        return None
    return BeautifulSoup(rest[start.start() : end], "html.parser").get_text(" ")


def _linked_data(head: BeautifulSoup) -> Iterator[dict[str, object]]:
    """Iterate over the objects of JSON-LD scripts, looking into lists and @graph, one level deep."""
    for script in head.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue  # many sites write it broken; the other titles serve
        nodes = data if isinstance(data, list) else [data]
        for node in nodes:
            if isinstance(node, dict):
                yield node
                inner = node.get("@graph")
                yield from (n for n in inner if isinstance(n, dict)) if isinstance(inner, list) else ()


def _visible_text(rest: str) -> str:
    text = html.unescape(_TAG.sub(" ", _without_hidden(rest)))
    return strip_controls(text[: _TEXT_CHARACTERS * 8])[:_TEXT_CHARACTERS]


def _without_hidden(rest: str) -> str:
    """Cut scripts, styles and the like out, by searching ahead only: a hostile page must not cost quadratic time."""
    lowered, kept, at = rest.lower(), [], 0
    while (opened := _HIDDEN.search(rest, at)) is not None:
        kept.append(rest[at : opened.start()])
        end = lowered.find(f"</{opened[1].lower()}", opened.end())
        if end < 0:
            return " ".join(kept)
        at = end
    return " ".join([*kept, rest[at:]])
