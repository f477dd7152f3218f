"""Sentences of a text, as spans."""

import re

from cetingest.model import Span

# Possessive, and never begun within a run: a million full stops take time once.
_END = re.compile(r"(?<![.!?])[.!?]++[”\"’')\]]*+\s++|[。！？]")
# A full stop after these ends no sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|ex|cf|etc|vs|no|vol|pp?|approx|dr|mr|mrs|ms|prof|st|inc|ltd|corp|co|fig|u\.s|u\.k|u\.n|e\.u)|"
    r"(?:^|\s)[a-z])\.\s+$",
    re.IGNORECASE,
)
# After an abbreviated country these words do begin a sentence.
_BEGINS = re.compile(r"[^\w\s]{0,5}[A-Z0-9]|[^\x00-\u2e7f]")
_WIDE_ENDS = ("。", "！", "？")
_LOOK_BACK = 12  # characters: the longest abbreviation, "approx", has six
# The longest sentence of the labelled reports has 330 characters, statutes have some of 1,500. What is longer is a list
# or a fault of reading; it is read in pieces cut at white space, so that time grows with length only.
LONGEST = 2_000
_OPENER = re.compile(r"(?:The|This|These|In|It|However|Moreover|Although|While|To|For|As|A|An|But|By|On)\b")
_COUNTRY_STOP = re.compile(r"\b(?:U\.S|U\.K|E\.U)\.\s+$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Split a text into sentences; the spans leave out the space between them.

    >>> split_sentences("Ask Dr. Lee. She knows.")
    ((0, 12), (13, 23))
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match):
            spans += _pieces(text, start, match.end())
            start = match.end()
    spans += _pieces(text, start, len(text))
    return tuple(span for span in spans if span[0] < span[1])


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    if end[0] in _WIDE_ENDS:
        return True
    if not _BEGINS.match(text, end.end()):
        return False
    before = text[max(start, end.end() - len(end[0]) - _LOOK_BACK) : end.start() + 1] + " "
    if _ABBREVIATION.search(before):
        return bool(_COUNTRY_STOP.search(before) and _OPENER.match(text, end.end()))
    return True


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Return one span, or the pieces of what is too long for a sentence."""
    first, last = _trimmed(text, start, end)
    pieces = []
    while last - first > LONGEST:
        cut = text.rfind(" ", first + 1, first + LONGEST)
        cut = cut if cut > 0 else first + LONGEST
        pieces.append(_trimmed(text, first, cut))
        first = _trimmed(text, cut, last)[0]
    return [*pieces, (first, last)]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    bare = piece.strip()
    first = start + len(piece) - len(piece.lstrip()) if bare else end
    return first, first + len(bare)
