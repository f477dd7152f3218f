"""Find the URLs of a text."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from cetingest.citations.glued import is_glued_word, without_glued_bracket
from cetingest.citations.hosts import HOST_IN_TEXT, is_address
from cetingest.citations.mending import ESCAPED_BY_LATEX, NON_BREAKING_HYPHEN, mend_url
from cetingest.citations.spaces import is_rest_after_space, seems_rest
from cetingest.language.identifiers import ARXIV_NUMBER, IN_TEXT, begins_doi
from cetingest.model import Span

_BEGINNINGS = (
    r"(?P<fullwidth>[ｈＨ][ｔＴ][ｔＴ][ｐＰ][ｓＳ]?：／／)",
    r"(?P<letters>(?<!\w)h t t p(?: s)? ?: ?/ ?/ ?(?=\w))",  # letters set apart
    r"(?P<scheme>h(?:tt|xx)ps?(?::/{1,2}| ?: ?/ ?/|//) ?(?=[\w\[]))",  # also as filters and typists print it
    r"(?P<ftp>(?<![a-z])ftp://)",
    r"(?P<www>(?<![\w.@/-])(?=www\d{0,2}\. ?[\w-]+\.[^\W\d_]))",
    IN_TEXT,  # a DOI, a handle, an arXiv number
    # another scheme (file:///C:/x, zotero://x), to be told of
    r"(?P<other>(?<![\w./+-])(?![a-z0-9+-]{0,20}(?:https?|ftp):)[a-z][a-z0-9+-]{1,20}://(?=[\w/]))",
    HOST_IN_TEXT,  # a host with a path
)
_START = re.compile("|".join(_BEGINNINGS), re.IGNORECASE)
# Some fonts have no other hyphen. The one that typesetting set at a line's end is gone, or white space follows it.
_OWN_HYPHEN = re.compile(r"\u2010(?!\s)")
# Each form of `_START` holds one of these: most texts have none of them, and to see that takes a tenth of the time.
_SIGN = re.compile(r"[/／]|www|arxiv:", re.IGNORECASE)
_WITHOUT_SCHEME = ("www", "resolver", "bare", "host")
_OTHER_URL = re.compile(r"https?://", re.IGNORECASE)
_GLUED_HOST = re.compile(r"(?P<www>(?=www\.[\w-]{1,63}\.[a-z]{2}))", re.IGNORECASE | re.ASCII)
# Letters set apart, one by one, until a comma or a new sentence.
_LETTERS = re.compile(r"(?:(?!\. [A-Z] )[^\s,;<>\"] )*[^\s,;<>\"](?!\S)")

# Non-ASCII signs that addresses really hold: Catalan, Japanese and hyphenation dots, the home directory's tilde.
_POINTS_IN_PATHS = set("·・‧")
_WIDE_TILDE = "～"
_FIRST_EMOJI = "\U0001f000"
_STOP_CATEGORIES = ("Po", "Ps", "Pe", "Pi", "Pf", "Cc")
_ASCII_STOPS = set('"`{}|\\^')
_CLOSING = {")": "(", "]": "["}

_TRAILING = re.compile(r"(?:&(?:amp|gt|lt|quot|nbsp);|[?!.,:;*~'])$")
_LONGEST_ENTITY = len("&nbsp;")
_BREAK_AFTER = ("-", "\u2010", "\u00ad", "_", "/", "=", "&", "%", "?")
_CONTINUATION = re.compile(r"[\w.~%-]*[/_\d=%&?#][\w./~%?=&#+:@,;()!$'*-]*|[\w-]+\.[a-z]{2,5}\b", re.IGNORECASE)

# The rest of a DOI after a stop at which a line ended: "10.1016/j." and "jclepro.2020.1". No word and no page number.
_REST_OF_DOI = re.compile(r"(?=[\w.()/-]{0,200}\d)(?:[a-z]|\d{1,9}[.a-z-]\w)[\w.()/-]{0,200}", re.ASCII)
_LONGEST_HOST = 300  # with port, user and the dots of the domain name system, which ends at 253
_LONGEST_URL = 2_000  # characters between angle brackets; browsers and servers refuse longer ones


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
    while match := _next_start(text, position, is_behind_url=bool(found)):
        position = max(match.end(), match.start() + 1)
        if match.lastgroup == "host" and not is_address(text, match.start()):
            continue
        end = _end_of_url(text, match)
        position = max(end, position)
        if end > match.end() or match.lastgroup in _WITHOUT_SCHEME:
            found.append(_found(text, (match.start(), end)))
    return _without_repeated_preprints(found)


def may_go_on(text: str, span: Span) -> bool:
    """Tell whether the URL at `span` seems cut: a space follows a hyphen, or again a slash of one with spaces inside.

    >>> may_go_on("https://a.org/press- releases", (0, 20)), may_go_on("https: //www.a.org/ a", (0, 19))
    (True, True)
    """
    printed = text[span[0] : span[1]]
    if text[span[1] : span[1] + 1] == "." and begins_doi(text, span[0]) and not _has_figure(printed):
        return re.match(r"\.\s[a-z\d]", text[span[1] : span[1] + 3]) is not None
    if seems_rest(text, span[1]):
        return True
    if not re.match(r"\s\w", text[span[1] : span[1] + 2]):
        return False
    return printed.endswith(("-", "\u2010", "\u00ad")) or (printed.endswith("/") and " " in printed)


def _next_start(text: str, position: int, *, is_behind_url: bool) -> re.Match[str] | None:
    """Find where the next URL begins; only behind another URL may a bare www. be glued to a word."""
    glued = _GLUED_HOST.match(text, position) if is_behind_url else None
    return glued or (_START.search(text, position) if _SIGN.search(text, position) else None)


def _found(text: str, span: Span) -> FoundUrl:
    printed = text[slice(*span)]
    mended = mend_url(_OWN_HYPHEN.sub(NON_BREAKING_HYPHEN, printed))
    return FoundUrl(mended.url, printed, span, mended.mended_by)


def _without_repeated_preprints(found: list[FoundUrl]) -> tuple[FoundUrl, ...]:
    """Leave out arXiv numbers that have their URL beside them, as preprints are usually cited."""
    printed = {number[0] for one in found if not _is_preprint(one) for number in ARXIV_NUMBER.finditer(one.url)}
    return tuple(
        one
        for one in found
        if not (_is_preprint(one) and any(number[0] in printed for number in ARXIV_NUMBER.finditer(one.url)))
    )


def _is_preprint(one: FoundUrl) -> bool:
    return one.printed[:6].lower() == "arxiv:"


# --- where a URL ends -------------------------------------------------------------------------------------------------


def _end_of_url(text: str, start: re.Match[str]) -> int:
    """Return the end of the URL that begins at `start`, without sentence punctuation."""
    body = start.end()
    if start.lastgroup == "letters" and (letters := _LETTERS.match(text, body)):
        return body + len(_trim(letters[0]).rstrip())
    is_bracketed = start.start() > 0 and text[start.start() - 1] == "<"
    closing = text.find(">", body, body + _LONGEST_URL) if is_bracketed else -1
    if closing >= 0 and _is_one_address(text[body:closing]):
        return closing
    end = _first_stop(text, start.start(), body, body)
    while joined := _goes_on_at(text, start.start(), body, end):
        end = _first_stop(text, start.start(), body, joined)
    return body + len(_trim(without_glued_bracket(text[body:end], text[end : end + 1])))


def _is_one_address(inside: str) -> bool:
    """Tell whether white space between angle brackets is typesetting (RFC 3986, appendix C) rather than words."""
    pieces = inside.split()
    return bool(pieces) and all(
        before.endswith(_BREAK_AFTER) or _CONTINUATION.fullmatch(after) for before, after in pairwise(pieces)
    )


def _goes_on_at(text: str, start: int, body: int, end: int) -> int | None:
    """Return where the URL goes on after the white space at `end` that typesetting left, None when it ends there."""
    rest = end + 1
    if text[end:rest] == "\n":
        is_rest = text.endswith(_BREAK_AFTER, body, end) and _CONTINUATION.match(text, rest) is not None
    elif text[end:rest] == " ":
        is_rest = is_rest_after_space(text, body, end, has_path=_has_path(text, body, end))
    else:
        return None
    return rest if is_rest or _is_rest_of_doi(text, start, end) else None


def _is_rest_of_doi(text: str, start: int, end: int) -> bool:
    """Tell whether a DOI goes on after a stop: one without a figure so far is hardly ever whole."""
    if text[end - 1] != "." or not begins_doi(text, start) or not _REST_OF_DOI.match(text, end + 1):
        return False
    return text[end] == "\n" or not _has_figure(text[start:end])


def _has_figure(doi: str) -> bool:
    """Tell whether the part of a DOI behind the registrant's number holds a figure."""
    return re.search(r"10\.\d{4,9}/\D*\d", doi) is not None


def _first_stop(text: str, start: int, body: int, position: int) -> int:
    """Return the first place from `position` that cannot belong to the URL that began at `start`."""
    is_doi = begins_doi(text, start)
    is_fullwidth = text[start] in "ｈＨ"
    has_path = _has_path(text, body, position)
    for place in range(position, len(text)):
        character = text[place]
        if character in "<>" and is_doi:
            continue  # old DOIs hold angle brackets: 10.1002/(SICI)...<693::AID>3.0
        if character == "\\" and text[place + 1 : place + 2] in tuple(ESCAPED_BY_LATEX):
            continue
        if character in "<>" or _is_stop(character, text[place - 1], is_fullwidth=is_fullwidth):
            return place
        if place > start and _begins_other_url(text, place, has_path=has_path):
            return place
        if place > body and not is_fullwidth and is_glued_word(text, start, place):
            return place
        has_path = has_path or character == "/"
    return len(text)


def _has_path(text: str, body: int, end: int) -> bool:
    """Tell whether the host that begins at `body` is over before `end`."""
    return text.find("/", body, min(end, body + _LONGEST_HOST)) >= 0 or end > body + _LONGEST_HOST


def _is_stop(character: str, before: str, *, is_fullwidth: bool) -> bool:
    """Tell whether a character never stands in a URL: space, control, quotation mark, non-ASCII punctuation or sign."""
    if character in _ASCII_STOPS or character.isspace():
        return True
    if character.isascii():
        return unicodedata.category(character) == "Cc"
    if (is_fullwidth and "！" <= character <= "～") or (character == _WIDE_TILDE and before == "/"):
        return False
    category = unicodedata.category(character)
    if category[0] == "S":
        return character < _FIRST_EMOJI
    return (category in _STOP_CATEGORIES and character not in _POINTS_IN_PATHS) or character == "—"


def _begins_other_url(text: str, position: int, *, has_path: bool) -> bool:
    """Tell whether a second URL was set without a space; archives nest theirs after a slash or an equals sign."""
    if text[position] not in "hHwW" or text[position - 1] in "/=?&:":
        return False
    if _OTHER_URL.match(text, position):
        return True
    return (
        has_path
        and (text[position - 1].isalnum() or text[position - 1] in ",;)")
        and _GLUED_HOST.match(text, position) is not None
    )


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
