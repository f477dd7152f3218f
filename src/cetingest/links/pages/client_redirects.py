"""Redirects that a page itself makes: meta refresh, and scripts that do nothing else."""

import html
import re

from cetingest.links.pages.charsets import decode
from cetingest.links.pages.markup import split_page, visible_text

_REFRESH_SECONDS = 10.0
"""News sites reload themselves after minutes; "you will be forwarded" takes ten seconds at most."""
_SEARCHED_CHARACTERS = 16_384
"""A page that redirects is small, or does it in its head."""
_SHOWN_CHARACTERS = 300
"""A page that shows more is there to be read: its scripts may name addresses for other reasons."""
_SCRIPT_CHARACTERS = 4_000
_URL_CHARACTERS = 2_000

_META = re.compile(r"<meta\s[^<>]{0,2500}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s{0,3}=\s{0,3}["']?\s{0,3}refresh""", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s{0,3}=\s{0,3}(?:"([^"]{0,2100})"|'([^']{0,2100})')""", re.IGNORECASE)
_REFRESH = re.compile(
    r"""^\s*(\d{0,6}(?:\.\d{0,6})?)\s*[;,]\s*(?:url\s*=\s*["']?|["']?(?!url\s*=))([^"'\s]+)""", re.IGNORECASE
)
_UNSEEN = re.compile(r"<(noscript|template|textarea)[\s>]", re.IGNORECASE)
_SCRIPT = re.compile(r"<script[^<>]{0,500}>", re.IGNORECASE)
# location = "...", location.href = "...", location.replace("..."), with or without window, document, self, top
_SENT_ON = re.compile(
    r"""(?:^|[\s;{}(.])location(?:\.href)?\s{0,5}(?:=(?!=)|\.(?:replace|assign)\s{0,5}\()\s{0,5}(["'])([^"'\s<>]{1,2000})\1""",
    re.IGNORECASE,
)


def client_redirect(body: bytes, content_type: str | None) -> str | None:
    """Return where a page sends its readers by itself, as it is written there, or None.

    >>> client_redirect(b'<meta http-equiv="refresh" content="0; url=/new">', "text/html")
    '/new'
    >>> client_redirect(b'<script>window.location.href = "/new";</script>', "text/html")
    '/new'
    """
    lowered = body[: _SEARCHED_CHARACTERS * 2].lower()
    if b"refresh" not in lowered and b"location" not in lowered:
        return None  # nearly all pages, without being decoded a second time
    text = decode(body, content_type)[: _SEARCHED_CHARACTERS * 2]
    head, rest = split_page(text)
    return _refresh(_seen(head)) or _refresh(_seen(rest[:_SEARCHED_CHARACTERS])) or _script(text, rest)


def _refresh(markup: str) -> str | None:
    for tag in _META.finditer(markup[:_SEARCHED_CHARACTERS]):
        content = _CONTENT.search(tag[0]) if _IS_REFRESH.search(tag[0]) else None
        found = _REFRESH.match(html.unescape(content[1] or content[2] or "")) if content else None
        if found and float(f"0{found[1]}") <= _REFRESH_SECONDS:
            return found[2][:_URL_CHARACTERS]
    return None


def _script(text: str, rest: str) -> str | None:
    """Return the one address that the scripts of a page without text lead to; two may depend on who reads."""
    if len(visible_text(rest)) > _SHOWN_CHARACTERS:
        return None
    targets = {found[2] for script in _scripts(text) for found in _SENT_ON.finditer(script)}
    return next(iter(targets)).replace("\\/", "/") if len(targets) == 1 else None


def _scripts(text: str) -> list[str]:
    scripts, at, lowered = [], 0, text.lower()
    while (opened := _SCRIPT.search(text, at)) is not None:
        end = lowered.find("</script", opened.end())
        at = end if end >= 0 else len(text)
        scripts.append(text[opened.end() : at][:_SCRIPT_CHARACTERS])
    return scripts


def _seen(markup: str) -> str:
    """Cut out what counts only for browsers without scripts."""
    lowered, kept, at = markup.lower(), [], 0
    while (opened := _UNSEEN.search(markup, at)) is not None:
        kept.append(markup[at : opened.start()])
        end = lowered.find(f"</{opened[1].lower()}", opened.end())
        if end < 0:
            return "".join(kept)
        at = end
    return "".join([*kept, markup[at:]])
