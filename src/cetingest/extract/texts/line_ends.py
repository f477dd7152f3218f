"""Decide what stands between the last character of one line and the first of the next."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from cetingest.extract.layout.lines import Line

_HYPHENS = "-\u2010"
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
# Also of a DOI, and of a host with a path that has neither scheme nor "www."
_URL_START = re.compile(
    r"(?:https?://|ftp://|www\d{0,2}\.|(?<![\w./-])10\.\d{4,9}/|^(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/)", re.IGNORECASE
)
# A second one, set without a space after the first, except where archives nest it
_OTHER_URL = re.compile(r"https?://|ftp://|www\d{0,2}\.|(?:doi:)?10\.\d{4,9}/", re.IGNORECASE)
_NESTS = tuple("/=?&:")
_GOES_ON_LOW = re.compile(r"[a-z0-9]\w*(?:[/_.&=%?#-]|[.,;)>\]]*$)")
_DOI = re.compile(r"(?:^|doi:|doi\.org/)10\.\d{4,9}/(?P<rest>\S*)", re.IGNORECASE)
_REST_OF_DOI = re.compile(r"(?=\S*\d)(?:[a-z]|\d+[.a-z-]\w|\d{5})", re.IGNORECASE)
# LaTeX and typists break a URL inside its scheme too: "htt" + "ps://a.org", "http:" + "//a.org", "https:/" + "/a.org"
_SCHEME_START = re.compile(r"(?<![a-z])h(?:t(?:t(?:ps?(?::/?)?)?)?)?$", re.IGNORECASE)
_SCHEME = re.compile(r"https?://\w", re.IGNORECASE)
# A URL is not finished after these (RFC 3986: delimiters and the unreserved marks that no URL ends with in print).
_URL_GOES_ON = tuple("-_=&?%#~+:@")
_URL_CLOSED = tuple(">)]}»”\"';,")
_URL_CONTINUATION = re.compile(r"[/?&=#%_~+-]|\w\.\w|[a-z]\d|\d[a-z]|^\d{4,}", re.IGNORECASE)
_FILE_SUFFIX = re.compile(
    r"(?:html?|pdf|aspx?|php|jsp|docx?|xlsx?|txt|com|org|net|gov|edu|int|eu|jp|uk|de)\b", re.IGNORECASE
)
_HOST_REST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/|\.[a-z]{2,})", re.IGNORECASE)
_DOI_DOT = re.compile(r"/10\.$")  # every DOI begins with "10." and a number
_BRACKET_OF_PATH = re.compile(r"\([\w-]{1,60}\)[\w/.-]")  # "(old)/names.txt", "(SICI)1097-4571"
# "0,1518," + "1234,00.html", "@53.5461," + "9.9937,12z/data=1"
_FIGURES_OF_PATH = re.compile(r"\d[\w.,]*(?:\.(?:html?|pdf)\b|/[\w/]*=)", re.IGNORECASE)
# After a stop: "papers." + "cfm?id=1", "2205." + "14135.pdf". A host of one label is none
_REST_AFTER_STOP = re.compile(r"[\w.,/-]*(?:\?\w|=|\w_\w)|[\w-]+\.(?:pdf|html?|aspx?|php)\b", re.IGNORECASE)
_ONE_LABEL = re.compile(r"(?:^|//)(?:www\d{0,2}\.)?(?!www)[\w-]+\.$", re.IGNORECASE)
_LAST_LABEL = re.compile(r"[a-z]{2,24}(?:[/.,;:)>\]]|$)")
_DOT_INSIDE = re.compile(r"\.\w")  # no word begins with a full stop
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_REST = re.compile(r"([^\W_]+)[.,;)\]>]+")
_LAST_DIGITS = re.compile(r"\d{1,3}[.;>)]+")  # LaTeX breaks a long number anywhere
_OPENING = "<([{«“\"'"
_WIDE_CLOSING = "）］｝＞〉》」』】〕、。，．；：！？"
# What ends an address in East Asia: full-width punctuation, or a letter right behind an ASCII one
_OVER = re.compile(r"[\u3000-\u303f！-／：-＠［-｀｛-･]|(?<=[a-z0-9)])[\u3041-\ud7ff]", re.IGNORECASE)
_WIDE_TAIL = re.compile(r"(?<=.)[\u2e80-\ud7ff\uf900-\uffef].*")
_IN_BRACKET = re.compile(r"([\w./%~-]+)[)>\]»”][.,;:]*")
# How many characters on each side of the break must stand in the link's URI: long enough not to match by chance.
_EVIDENCE = 12
# A document hyphenates when at least this many line ends were proved to be cut words, and three times as many as kept.
_MIN_PROVED = 3


@dataclass(frozen=True, slots=True)
class Join:
    """Drop `drop` characters of the first line's end, then put `separator`."""

    drop: int
    separator: str


_SPACE, _NOTHING, _DROP_HYPHEN = Join(0, " "), Join(0, ""), Join(1, "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that stand whole inside the document's lines, case folded, with and without hyphens."""

    words: frozenset[str]
    hyphenates: bool = False

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> "Vocabulary":
        """Collect the words that no line end touches, and see whether the document cuts words at line ends."""
        words: set[str] = set()
        ends: list[tuple[str, str]] = []
        before = ""
        for line in lines:
            tokens = line.text.split(" ")
            if before.endswith(tuple(_HYPHENS)) and tokens[0][:1].islower():
                ends.append((_last_word(before), _first_word(tokens[0])))
            for token in tokens[1:-1]:
                words.update(match[0].casefold() for match in _WORD.finditer(token))
            before = tokens[-1]
        known = frozenset(words)
        cut = sum((a + b).casefold() in known for a, b in ends)
        kept = sum(f"{a}-{b}".casefold() in known for a, b in ends)
        return cls(known, hyphenates=cut >= max(_MIN_PROVED, 3 * kept))


def decide_join(
    before: str,
    after: str,
    *,
    urls: Iterable[str],
    is_forced: bool,
    vocabulary: Vocabulary,
    is_across: bool = False,
) -> Join:
    r"""Decide how a line end is joined.

    `before` is the text so far, `after` the next line, `urls` the URIs of link annotations at the break; `is_forced`
    tells that the next word would not have fitted on the line, `is_across` that the lines stand in two columns, so that
    no URL of one goes on in the other. The link's URI decides, else the shape of the text, else the words of the
    document; in doubt a hyphen stays.

    >>> words = Vocabulary(frozenset({"adoption"}))
    >>> decide_join("the adop-", "tion of", urls=(), is_forced=True, vocabulary=words)
    Join(drop=1, separator='')
    >>> decide_join("see https://a.org/b-", "c.html.", urls=(), is_forced=True, vocabulary=words)
    Join(drop=0, separator='')
    """
    if before.endswith(_SOFT_HYPHEN):
        return _DROP_HYPHEN
    tail = before.rpartition(" ")[2].lstrip(_OPENING)
    head = after.partition(" ")[0]
    for url in urls:
        if joined := _join_by_uri(tail, head, url):
            return joined
    if (found := _URL_START.search(tail)) and not _OVER.search(url := tail[found.start() :]):
        is_bracketed = before.removesuffix(url)[-1:] in tuple("(<[«“")
        head = _as_closed(head, is_bracketed=is_bracketed)
        return _SPACE if is_across else _join_url(url, head, is_forced=is_forced, vocabulary=vocabulary)
    if (found := _SCHEME_START.search(tail)) and _SCHEME.match(found[0] + head):
        return _NOTHING
    if before.endswith(tuple(_HYPHENS)):
        return _join_hyphen(before, after, vocabulary)
    return _NOTHING if _needs_no_space(before, after) else _SPACE


def _join_by_uri(tail: str, head: str, url: str) -> Join | None:
    target = _normal(url)
    end, start = _normal(tail)[-_EVIDENCE:], _normal(head.rstrip(".,;:)>]”\"'"))[:_EVIDENCE]
    if not end or not start:
        return None
    if end + start in target:
        return _NOTHING
    if end[-1] in _HYPHENS and end[:-1] and end[:-1] + start in target:
        return _DROP_HYPHEN
    return None


def _normal(url: str) -> str:
    return unicodedata.normalize("NFKC", unquote(url)).casefold()


def _as_closed(head: str, *, is_bracketed: bool) -> str:
    """Put a full stop for what closes an address on the next line: full-width signs, or its bracket."""
    if found := _WIDE_TAIL.search(head):
        return head[: found.start()] + ("." if found[0][0] in _WIDE_CLOSING else "")
    if is_bracketed and (closed := _IN_BRACKET.fullmatch(head)):
        return f"{closed[1]}."
    return head


def _join_url(url: str, head: str, *, is_forced: bool, vocabulary: Vocabulary) -> Join:
    """Join a line end inside or after a URL without an annotation."""
    if _DOT_INSIDE.match(head) or head.startswith(tuple(_WIDE_CLOSING)) or (_is_wide(url[-1:]) and _is_wide(head[:1])):
        return _NOTHING
    if _OTHER_URL.match(head) and not url.endswith(_NESTS):
        return _SPACE
    if not is_forced and not _is_unfinished(url, head):
        return _SPACE
    if url.endswith(tuple(_HYPHENS)) and (_is_automatic(url, vocabulary) or _is_cut_word(url, head, vocabulary)):
        return _DROP_HYPHEN
    is_rest = _is_rest_of_word(url, head, vocabulary)
    return _NOTHING if _continues_url(url, head) or is_rest else _SPACE


def _is_unfinished(url: str, head: str) -> bool:
    """Tell whether no URL ends so, even where a short word would still have fitted on the line."""
    if url.endswith((*_HYPHENS, "_")):
        return bool(_GOES_ON_LOW.match(head))
    return url.endswith(".") and _continues_doi(url, head) and not _has_figure(url)


def _is_automatic(url: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a typesetter's program set the hyphen: not the one with which the document writes its words."""
    return url.endswith("\u2010") and not any("\u2010" in word for word in vocabulary.words)


def _is_cut_word(url: str, head: str, vocabulary: Vocabulary) -> bool:
    """Tell whether an editor's hyphen cuts a word of a URL: "jour-" + "nal.pone", where only "journal" is a word."""
    first, second = _LAST_LETTERS.search(url[:-1]), _FIRST_LETTERS.match(head)
    if not first or not second:
        return False
    pieces = first[0].casefold(), second[0].casefold()
    return "".join(pieces) in vocabulary.words and not vocabulary.words.issuperset(pieces)


def _is_rest_of_word(url: str, head: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the next line begins with the rest of a word of the URL: "/faeche" + "r, accessed ...".

    A word of its own after a URL without punctuation between them stands inside a sentence; the rest of a URL is
    followed by the punctuation that ends it, and is no word that the document uses.
    """
    found = _REST.fullmatch(head)
    if not found or url.endswith((*_URL_CLOSED, ".")) or url.count("/") < 3:
        return False
    return found[1].casefold() not in vocabulary.words


def _continues_url(url: str, head: str) -> bool:
    """Tell whether `head` goes on with a URL whose line was full."""
    if url.endswith("/") and _BRACKET_OF_PATH.match(head):
        return True
    if url.endswith(",") and _FIGURES_OF_PATH.match(head):
        return True
    if url.endswith(_URL_CLOSED) or head.startswith(tuple(_OPENING)):
        return False
    if url.endswith(_URL_GOES_ON) or head.startswith(tuple("/?&=#%_~")):
        return True
    return _continues_after_stop(url, head) if url.endswith(".") else _continues_path(url, head)


def _continues_after_stop(url: str, head: str) -> bool:
    is_host = "/" not in url.rpartition("://")[2]
    if _REST_AFTER_STOP.match(head) or (_ONE_LABEL.search(url) and _LAST_LABEL.match(head)):
        return True
    is_rest = _DOI_DOT.search(url) or _FILE_SUFFIX.match(head) or (is_host and _HOST_REST.match(head))
    return bool(is_rest) or _continues_doi(url, head)


def _continues_path(url: str, head: str) -> bool:
    if url[-1:].isdigit() and _LAST_DIGITS.fullmatch(head):
        return True
    if _URL_CONTINUATION.search(head.rstrip(".,;:)>]”\"'")):
        return True
    # After a slash a bare word is ambiguous (mozilla/pdf.js#19463); a path that goes on ends the sentence or the line
    return (
        url.endswith("/") and url.count("/") > 2 and head[:1].islower() and head.rstrip(">)").endswith((".", ",", ";"))
    )


def _continues_doi(url: str, head: str) -> bool:
    """Tell whether `head` goes on with a DOI after a stop: "10.1016/j." and "jclepro.2020.1"."""
    if not _DOI.search(url):
        return False
    return bool(_REST_OF_DOI.match(head)) or (head[:1].islower() and not _has_figure(url))


def _has_figure(url: str) -> bool:
    """Tell whether a DOI holds a figure behind the registrant's number; hardly any ends before its first."""
    found = _DOI.search(url)
    return found is not None and any(char.isdigit() for char in found["rest"])


def _join_hyphen(before: str, after: str, vocabulary: Vocabulary) -> Join:
    first, second = _last_word(before), _first_word(after)
    if not first:
        return _SPACE if before[-2:-1] == " " else _NOTHING
    if not after[:1].islower():
        return _NOTHING  # "Q-" + "STAR", "COVID-" + "19"
    if f"{first}-{second}".casefold() in vocabulary.words:
        return _NOTHING
    is_word = (first.rpartition("-")[2] + second).casefold() in vocabulary.words
    return _DROP_HYPHEN if is_word or vocabulary.hyphenates else _NOTHING


def _needs_no_space(before: str, after: str) -> bool:
    if before.endswith("—") or after.startswith("—"):
        return not before.endswith(" —")
    if before.endswith("–") and before[-2:-1].isdigit() and after[:1].isdigit():
        return True
    if before.endswith("/") and before[-2:-1].isalnum():
        return True
    return _is_wide(before[-1:]) and _is_wide(after[:1])


def _is_wide(char: str) -> bool:
    """Tell whether a character belongs to a script that is set without spaces (UAX 11: wide)."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF"


def _last_word(text: str) -> str:
    found = re.search(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]$", text)
    return found[1] if found else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
