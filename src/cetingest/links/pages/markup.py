"""Cuts out of a page's markup what is read. Pages are hostile, so everything takes linear time."""

import html
import re
from collections.abc import Iterator

from cetingest.language.text import strip_controls

HEAD_CHARACTERS = 65_536
BODY_CHARACTERS = 65_536
_HEADING_CHARACTERS = 2_000
TEXT_CHARACTERS = 2_000
"""Kept of the visible text: an error page is shorter as a whole, a cited work is not."""
_MARKUP_OF_A_TEXT = 8_192
"""Markup in which most pages have shown that much; only the others are read to the end."""
_CUT_CHARACTERS = 64
"""More than an entity takes, of which a cut may leave a part."""
_ELEMENTS = 60
"""Telling elements of one head; real ones have under thirty."""
_TAG_CHARACTERS = 4_000
_SCRIPT_CHARACTERS = 50_000

_HEAD_END = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_HEADING = re.compile(r"<h1[\s>]", re.IGNORECASE)
_BODY_TAG = re.compile(r"<body[\s>]", re.IGNORECASE)
_TIME_TAG = re.compile(r"<time\s", re.IGNORECASE)
_ALERT = re.compile(r"""\balert\s{0,3}\(\s{0,3}(["'])([^"'<>]{1,300})\1""")
_TAG = re.compile(r"<[^<>]*>")
# Menus and footers speak of everything a site has; what is not seen without scripts is no text of the page.
_HIDDEN = re.compile(r"<(script|style|noscript|template|svg|title|nav|footer|select)[\s>]", re.IGNORECASE)
_OPENED = re.compile(r"<(html|title|meta|script|link)[\s>]", re.IGNORECASE)


def split_page(text: str) -> tuple[str, str]:
    """Return the head and the beginning of the body, both without comments; a page without a head is both."""
    end = _HEAD_END.search(text, 0, HEAD_CHARACTERS)
    head_end = end.start() if end else min(len(text), HEAD_CHARACTERS)
    body_start = head_end if end else 0
    return without_comments(text[:head_end]), without_comments(text[body_start : body_start + BODY_CHARACTERS])


def telling_elements(head: str, metas: tuple[str, ...]) -> Iterator[str]:
    """Cut the elements out of a head that are looked at (of `meta` those named), each bounded in length."""
    lowered, at, found = head.lower(), 0, 0
    while found < _ELEMENTS and (opened := _OPENED.search(head, at)) is not None:
        start, name = opened.start(), opened[1].lower()
        at = tag_end(head, start)
        tag = lowered[start:at]
        if name in ("title", "script"):
            close = lowered.find(f"</{name}", at, at + _SCRIPT_CHARACTERS)
            at = close if close >= 0 else at
        if _is_telling(name, tag, metas):
            found += 1
            yield head[start:at] + (f"</{name}>" if name in ("title", "script") else "")


def _is_telling(name: str, tag: str, metas: tuple[str, ...]) -> bool:
    match name:
        case "script":
            return "ld+json" in tag
        case "meta":
            return any(wanted in tag for wanted in metas)
        case "link":
            return "canonical" in tag or "hreflang" in tag
    return True


def tag_end(text: str, start: int) -> int:
    """Return where a tag ends: at a ">" outside double quotes, or where a tag would be too long."""
    limit = min(len(text), start + _TAG_CHARACTERS)
    end = text.find(">", start, limit)
    while end >= 0 and text.count('"', start, end) % 2:
        end = text.find(">", end + 1, limit)
    return end + 1 if end >= 0 else limit


def without_comments(text: str) -> str:
    """Cut comments out; one that is not closed hides the rest."""
    kept, at = [], 0
    while (opened := text.find("<!--", at)) >= 0:
        kept.append(text[at:opened])
        at = text.find("-->", opened) + 3
        if at < 3:
            return "".join(kept)
    return "".join([*kept, text[at:]])


def first_heading(rest: str) -> str | None:
    """Return the markup of the first heading of the first rank."""
    start = _HEADING.search(rest)
    if start is None:
        return None
    end = rest.lower().find("</h1", start.start(), start.start() + _HEADING_CHARACTERS)
    return rest[start.start() : end] if end >= 0 else None


def body_tag(rest: str) -> str:
    """Return the tag that opens the body, in lower case, or nothing."""
    start = _BODY_TAG.search(rest)
    return rest[start.start() : tag_end(rest, start.start())].lower() if start else ""


def first_time_tag(rest: str) -> str | None:
    """Return the first tag that gives a time."""
    start = _TIME_TAG.search(rest)
    return rest[start.start() : tag_end(rest, start.start())] if start else None


def visible_text(rest: str) -> str:
    """Return the beginning of what a reader sees, without menus and footers."""
    text = _text_of(_whole_tags(_without_hidden(rest[:_MARKUP_OF_A_TEXT], is_whole=False)))
    if len(text) < TEXT_CHARACTERS + _CUT_CHARACTERS:
        text = _text_of(_without_hidden(rest, is_whole=True))
    return text[:TEXT_CHARACTERS]


def alert_text(text: str) -> str:
    """Return what a page says to its readers in a box before it sends them back, as boards in Korea and China do.

    >>> alert_text("<script>alert('Deleted.'); history.back();</script>")
    'Deleted.'
    """
    found = _ALERT.search(text, 0, BODY_CHARACTERS)
    return strip_controls(found[2]) if found else ""


def _text_of(markup: str) -> str:
    return strip_controls(html.unescape(_TAG.sub(" ", markup))[: TEXT_CHARACTERS * 8])


def _whole_tags(markup: str) -> str:
    """Cut a tag off that is not closed."""
    last = markup.rfind("<")
    return markup[:last] if last > markup.rfind(">") else markup


def _without_hidden(rest: str, *, is_whole: bool) -> str:
    """Cut scripts, styles and the like out, by searching ahead only: a hostile page must not cost quadratic time."""
    lowered, kept, at = rest.lower(), [], 0
    while (opened := _HIDDEN.search(rest, at)) is not None:
        kept.append(rest[at : opened.start()])
        end = lowered.find(f"</{opened[1].lower()}", opened.end())
        if end < 0:
            # an element that is not closed hides the rest in browsers; a menu does not, unless it ends behind a cut
            is_shown = is_whole and opened[1].lower() in _SHOWN
            return " ".join([*kept, rest[opened.end() :]] if is_shown else kept)
        at = end
    return " ".join([*kept, rest[at:]])


_SHOWN = ("nav", "footer", "select")
