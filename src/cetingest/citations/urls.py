"""Find URLs in a text and mend what typesetting did to them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from cetingest.citations.wrappers import unwrap
from cetingest.language.identifiers import IN_TEXT, begins_doi, read_identifier
from cetingest.model import Span

# A scheme (also as printed by filters and typists: hxxp, one slash, a space after it), a bare www., a DOI, a handle, an
# arXiv number. Another scheme (file:///C:/x, zotero://x) is found too, so that it is told of.
_START = re.compile(
    r"(?P<fullwidth>[ｈＨ][ｔＴ][ｔＴ][ｐＰ][ｓＳ]?：／／)"
    r"|(?P<scheme>h(?:tt|xx)ps?(?::/{1,2}|//) ?(?=[\w\[]))"
    r"|(?P<ftp>(?<![a-z])ftp://)"
    r"|(?P<www>(?<![\w.@/-])(?=www\.[\w-]+\.[^\W\d_]))"
    r"|" + IN_TEXT + r"|(?P<other>(?<![\w./+-])(?![a-z0-9+-]{0,20}(?:https?|ftp):)[a-z][a-z0-9+-]{1,20}://(?=[\w/]))",
    re.IGNORECASE,
)
_WITHOUT_SCHEME = ("www", "resolver", "bare")

# Non-ASCII punctuation that addresses of encyclopedias really hold: Catalan, Japanese and hyphenation dots.
_POINTS_IN_PATHS = set("·・‧")
_ASCII_STOPS = set('"`{}|\\^')
_CLOSING = {")": "(", "]": "["}

_TRAILING = re.compile(r"(?:&(?:amp|gt|lt|quot|nbsp);|[?!.,:;*~'])$")
_LONGEST_ENTITY = len("&nbsp;")
_BREAK_AFTER = ("-", "_", "/", "=", "&", "%", "?")
_CONTINUATION = re.compile(r"[\w.~%-]*[/_\d=%&?#][\w./~%?=&#+:@,;()!$'*-]*|[\w-]+\.[a-z]{2,5}\b", re.IGNORECASE)

# No word holds these: a file's name, or a path with figures or hyphens ("and/or" is two words).
_REST_OF_PATH = re.compile(
    r"(?:[\w.~%-]{0,200}/)?[\w~%-]{1,200}(?:\.[\w~%-]{1,100}){0,3}\.(?:pdf|html?|aspx?|php|docx?|xlsx?|csv)(?![\w/])|"
    r"(?=\S{0,200}[\d_%-])[\w.~%-]{1,200}/[\w./~%-]{0,400}(?![\w/])",
    re.ASCII,
)
_LONGEST_URL = 2_000  # characters between angle brackets; browsers and servers refuse longer ones

UNWRAPPED = "tracking-unwrapped"
# Rules that only undo what the text layer or the style of printing did; the others mean that the document misprints it.
HARMLESS_RULES = frozenset(
    {
        "fullwidth",
        "doi-resolver",
        "handle-resolver",
        "arxiv-resolver",
        UNWRAPPED,
        "space-removed",
        "entity-decoded",
        "defanged",
        "joined-by-hyperlink",
        "scheme-from-hyperlink",
    }
)


@dataclass(frozen=True, slots=True)
class MendedUrl:
    """A URL and the names of the rules that made it of the printed form, joined by "+" (None: printed well)."""

    url: str
    mended_by: str | None


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """A URL of a text: `printed` is text[span], without brackets and sentence punctuation."""

    url: str
    printed: str
    span: Span
    mended_by: str | None


def find_urls(text: str) -> tuple[FoundUrl, ...]:
    """Find the URLs of a text in order; nested ones (archives) count once, a bare www. stays bare, as it is printed.

    >>> [found.url for found in find_urls("See <https://a.org/x_(y)>. Also www.b.org/é。")]
    ['https://a.org/x_(y)', 'www.b.org/é']
    """
    found: list[FoundUrl] = []
    position = 0
    while match := _START.search(text, position):
        end = _end_of_url(text, match)
        position = max(end, match.end())
        if end <= match.end() and match.lastgroup not in _WITHOUT_SCHEME:
            continue
        printed = text[match.start() : end]
        mended = mend_url(printed)
        found.append(FoundUrl(mended.url, printed, (match.start(), end), mended.mended_by))
    return tuple(one for one in found if not _is_said_again(one, found))


def _is_said_again(one: FoundUrl, found: list[FoundUrl]) -> bool:
    """Tell whether an arXiv number has its URL beside it, as preprints are usually cited."""
    if one.printed[:6].lower() != "arxiv:":
        return False
    number = re.sub(r"v\d+$", "", one.url.partition("/abs/")[2])
    return any(number in other.url for other in found if other is not one)


def mend_url(printed: str) -> MendedUrl:
    """Undo what print, filters and typists do to a URL; mending twice changes nothing.

    >>> mend_url("http://https:/example.org/a b&amp;c=1")
    MendedUrl(url='https://example.org/ab&c=1', mended_by='space-removed+scheme-doubled+scheme-repaired+entity-decoded')
    """
    url, rules = printed, []
    while True:  # one rule may uncover work for another; each shortens or settles the text, so this ends
        before = url
        for name, rule in _RULES:
            changed = rule(url)
            if changed != url:
                url = changed
                if name not in rules:
                    rules.append(name)
        if url == before:
            return MendedUrl(url, "+".join(rules) or None)


# --- where a URL ends -------------------------------------------------------------------------------------------------


def _end_of_url(text: str, start: re.Match[str]) -> int:
    """Return the end of the URL that begins at `start`, without sentence punctuation."""
    body = start.end()
    is_bracketed = start.start() > 0 and text[start.start() - 1] == "<"
    closing = text.find(">", body, body + _LONGEST_URL) if is_bracketed else -1
    if closing >= 0 and _is_one_address(text[body:closing]):
        return closing
    end = _first_stop(text, start.start(), body)
    while joined := _line_break_inside(text, body, end) or _space_inside(text, body, end):
        end = _first_stop(text, start.start(), joined)
    return body + len(_trim(_without_glued_bracket(text[body:end], text[end : end + 1])))


def _is_one_address(inside: str) -> bool:
    """Tell whether white space between angle brackets is typesetting (RFC 3986, appendix C) rather than words."""
    pieces = inside.split()
    return bool(pieces) and all(
        before.endswith(_BREAK_AFTER) or _CONTINUATION.fullmatch(after) for before, after in pairwise(pieces)
    )


def _line_break_inside(text: str, body: int, end: int) -> int | None:
    """Return where the URL goes on after a line break at `end`, which a hyphen, slash or underscore announces."""
    if not (end < len(text) and text[end] == "\n" and text[body:end].endswith(_BREAK_AFTER)):
        return None
    return end + 1 if _CONTINUATION.match(text, end + 1) else None


def _space_inside(text: str, body: int, end: int) -> int | None:
    """Return where the URL goes on after a space that typesetting left, when what follows can be no word."""
    if not (text[end : end + 1] == " " and text[body:end].endswith(("-", "/", "_"))):
        return None
    return end + 1 if _REST_OF_PATH.match(text, end + 1) else None


def _first_stop(text: str, start: int, body: int) -> int:
    """Return the first position from `body` that cannot belong to the URL that began at `start`."""
    is_doi = begins_doi(text, start)
    is_fullwidth = text[start] in "ｈＨ"
    for position in range(body, len(text)):
        character = text[position]
        if character in "<>" and is_doi:
            continue  # old DOIs hold angle brackets: 10.1002/(SICI)...<693::AID>3.0
        if character in "<>" or _is_stop(character, is_fullwidth=is_fullwidth):
            return position
        if _begins_other_url(text, position) or _is_glued_word(text, body, position):
            return position
    return len(text)


def _is_stop(character: str, *, is_fullwidth: bool) -> bool:
    """Tell whether a character never stands in a URL: space, control, quotation mark, non-ASCII punctuation."""
    if character in _ASCII_STOPS or character.isspace():
        return True
    if character.isascii():
        return unicodedata.category(character) == "Cc"
    if is_fullwidth and "！" <= character <= "～":
        return False
    category = unicodedata.category(character)
    if category == "Po":
        return character not in _POINTS_IN_PATHS
    return category in ("Ps", "Pe", "Pi", "Pf", "Cc") or character == "—"


def _begins_other_url(text: str, position: int) -> bool:
    """Tell whether a second URL was set without a space; archives nest theirs after a slash or an equals sign."""
    return text[position - 1] not in "/=?&:" and text.startswith(("http://", "https://"), position)


def _is_glued_word(text: str, body: int, position: int) -> bool:
    """Tell whether kana or kanji follow an ASCII path segment at once: running text, not address."""
    if ord(text[position]) <= 0x2E7F or "！" <= text[position] <= "～" or text.find("/", body, position) < 0:
        return False
    previous = text[position - 1]
    return previous.isascii() and previous.isalnum()


def _without_glued_bracket(url: str, following: str) -> str:
    """Cut an ASCII bracket or comma that only leads to words of East Asia: "https://a.jp/b.html(2024年閲覧)"."""
    if following <= "\u2e7f":
        return url
    opening = url.rfind("(")
    if opening > 0 and ")" not in url[opening:]:
        return url[:opening]
    glued = re.search(r"[,;]\d{0,4}$", url[-5:])
    return url[: len(url) - len(glued[0])] if glued else url


def _trim(url: str) -> str:
    """Cut sentence punctuation and closing brackets that were never opened (GitHub Flavored Markdown, 6.9)."""
    end = len(url)
    unopened = {mark: url.count(mark) - url.count(opening) for mark, opening in _CLOSING.items()}
    while end:
        last = url[end - 1]
        if match := _TRAILING.search(url, max(0, end - _LONGEST_ENTITY), end):
            end = match.start()
        elif unopened.get(last, 0) > 0:
            unopened[last] -= 1
            end -= 1
        elif not last.isascii() and last != "／" and unicodedata.category(last)[0] == "P":
            end -= 1
        else:
            break
    return url[:end]


# --- mending ----------------------------------------------------------------------------------------------------------


def _narrow(url: str) -> str:
    """Replace full-width forms, but only when the scheme itself is printed so: a path may hold them on purpose."""
    if not re.match(r"[ｈＨ][ｔＴ]", url):
        return url
    return "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in url)


def _repair_scheme(url: str) -> str:
    return re.sub(r"^(https?)(?::/(?!/)|//)", r"\1://", url, flags=re.IGNORECASE)


def _resolve(kind: str) -> Callable[[str], str]:
    """Make the rule that replaces an identifier of a kind by its URL."""

    def rule(url: str) -> str:
        found = read_identifier(url)
        return found.url if found is not None and found.kind == kind else url

    return rule


def _refang(url: str) -> str:
    return re.sub(r"^hxxp", "http", url, flags=re.IGNORECASE).replace("[.]", ".")


_RULES = (
    ("space-removed", lambda url: re.sub(r"\s+", "", url)),
    ("fullwidth", _narrow),
    ("defanged", _refang),
    ("scheme-doubled", lambda url: re.sub(r"^https?:/{1,2}(?=https?:/)", "", url, flags=re.IGNORECASE)),
    ("scheme-repaired", _repair_scheme),
    ("doi-resolver", _resolve("doi")),
    ("handle-resolver", _resolve("handle")),
    ("arxiv-resolver", _resolve("arxiv")),
    # A browser's PDF viewer puts itself before the address of what it shows
    (
        "extension-removed",
        lambda url: re.sub(r"^[a-z-]+-extension://[\w-]+/(?=https?://)", "", url, flags=re.IGNORECASE),
    ),
    ("entity-decoded", lambda url: re.sub(r"&(?:amp|#38|#x26);", "&", url, flags=re.IGNORECASE)),
    (UNWRAPPED, unwrap),
)
