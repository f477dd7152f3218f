"""Words of a sentence set without a space behind a URL, as East Asia writes and typists do."""

import re

from cetingest.web.suffixes import has_public_suffix

_FIRST_WIDE = "\u2e80"  # kana, kanji, hangul and their punctuation stand behind this
_WINDOW = 2_000  # characters of a URL; browsers and servers refuse longer ones
_ENDS_SENTENCE = tuple(".,;!'")
_OPENING = {")": "(", "]": "["}
# Particles that follow an address in Japanese and Korean, and begin no name of a page
_PARTICLE = re.compile(
    r"(?:を|にて|において|から|より|(?:에서(?:는|도|의)?|에|를|을|은|는|의|과|와|로|으로|이며|이다)(?![^\W\d_a-zA-Z]))"
)
_ACCESS_DATE = re.compile(r"\(\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\)?$")
_BRACKET_OF_PATH = re.compile(r"[/_=(.-]\($|^[^(]*10\.\d{4,9}/[^(]*\($")


def is_glued_word(text: str, start: int, position: int) -> bool:
    """Tell whether the letter at `position` begins running text behind the URL that begins at `start`.

    Letters of East Asia may be part of a path behind a slash or an equals sign, and of a host from its beginning.

    >>> is_glued_word("https://a.jp/xを", 0, 14), is_glued_word("https://a.jp/あ", 0, 13)
    (True, False)
    """
    if not _is_wide(text[position]):
        return False
    previous = text[position - 1]
    url = text[max(start, position - _WINDOW) : position]
    host, slash, _ = url.partition("://")[2].partition("/") if "://" in url else url.partition("/")
    if not slash:
        return host.isascii() and has_public_suffix(host)
    if previous in _OPENING:
        return url[-2:-1].isascii() or url.count(previous) > url.count(_OPENING[previous])
    if previous == "/" and _PARTICLE.match(text, position):
        return True
    return (previous.isascii() and previous.isalnum()) or previous in _ENDS_SENTENCE


def _is_wide(letter: str) -> bool:
    return letter >= _FIRST_WIDE and not "！" <= letter <= "～"


def without_glued_bracket(url: str, following: str) -> str:
    """Cut a bracket or comma that only leads to words: "https://a.jp/b.html(2024年閲覧)", "x.do(accessed May)".

    >>> without_glued_bracket("a.kr/x.do(accessed", " "), without_glued_bracket("a.kr/x(2024.3.1.)", "")
    ('a.kr/x.do', 'a.kr/x')
    """
    opening = url.rfind("(")
    if opening > 0 and ")" not in url[opening:] and (_is_wide(following) or not _belongs_to_path(url, opening)):
        return url[:opening]
    if (date := _ACCESS_DATE.search(url[-20:])) and not _belongs_to_path(url, opening):
        return url[: len(url) - len(date[0])]
    glued = re.search(r"[,;]\d{0,4}$", url[-5:]) if _is_wide(following) else None
    return url[: len(url) - len(glued[0])] if glued else url


def _belongs_to_path(url: str, opening: int) -> bool:
    """Tell whether a bracket may be part of a name or a DOI: "wiki/Ice_(FPGA)", "10.1016/0304(94)"."""
    return _BRACKET_OF_PATH.search(url[: opening + 1]) is not None
