"""Words that a citation prints twice in a row."""

import re
from collections.abc import Iterator

from cetingest.model import Citation

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_LONGEST_PHRASE = 8
# Doubled by grammar: "that that", "die die Industrie", "nous nous".
_LAWFUL = frozenset(("that", "had", "die", "der", "das", "den", "sie", "nous", "vous"))
# "Location, Location" and "New York, New York" are names; three words after a comma are a slip of the typist.
_FEWEST_AFTER_COMMA = 3


def doubled_words(citation: Citation) -> Iterator[str]:
    """Yield each word or phrase that stands twice in a row in author, title or publisher of a citation.

    A title may begin with its author's name ("OECD, OECD Outlook"), so each field is looked at alone; to the author
    belongs what stands between it and the next field, since its second printing is in no field.
    """
    starts = sorted(field.span[0] for field in citation.fields)
    is_person = any("family" in name for name in citation.item.get("author", ()))
    for field in citation.fields:
        start, end = field.span
        if field.name == "author" and not is_person:
            end = next((other for other in starts if other >= end), end)
        elif field.name not in ("title", "publisher"):
            continue
        yield from doubled_phrases(citation.printed[start - citation.span[0] : end - citation.span[0]])


def doubled_phrases(text: str) -> Iterator[str]:
    """Yield each word or phrase of up to eight words that is followed by itself.

    >>> list(doubled_phrases("Ministry of Trade and Industry, Trade and Industry of the the State"))
    ['Trade and Industry', 'the']
    """
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    at = 0
    while at < len(words):
        length = next((n for n in range(_LONGEST_PHRASE, 0, -1) if _is_doubled(text, words, folded, at, n)), 0)
        if length:
            yield text[words[at].start() : words[at + length - 1].end()]
        at += max(1, 2 * length)


def _is_doubled(text: str, words: list[re.Match[str]], folded: list[str], at: int, length: int) -> bool:
    middle, end = at + length, at + 2 * length
    if end > len(words) or folded[at:middle] != folded[middle:end]:
        return False
    if not any(word.isalpha() and len(word) > 1 for word in folded[at:middle]):
        return False
    between = text[words[middle - 1].end() : words[middle].start()].strip()
    if length == 1:
        return not between and folded[at] not in _LAWFUL
    return not between or (between == "," and length >= _FEWEST_AFTER_COMMA)
