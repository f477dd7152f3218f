"""Sentences of a text, as spans."""

import re

from cetingest.model import Span

_END = re.compile(r"[.!?]+[”\"’')\]]*\s+|[。！？]")
# A full stop after these ends no sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|ex|cf|etc|vs|no|vol|pp?|approx|dr|mr|mrs|ms|prof|st|inc|ltd|corp|co|fig|u\.s|u\.k|u\.n|e\.u)|"
    r"(?:^|\s)[a-z])\.\s+$",
    re.IGNORECASE,
)
# After an abbreviated country these words do begin a sentence.
_OPENER = re.compile(r"(?:The|This|These|In|It|However|Moreover|Although|While|To|For|As|A|An|But|By|On)\b")
_COUNTRY_STOP = re.compile(r"\b(?:U\.S|U\.K|E\.U)\.\s+$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Split a text into sentences; the spans leave out the space between them.

    >>> split_sentences("Ask Dr. Lee. She knows.")
    ((0, 12), (13, 23))
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        if _ends_sentence(text[start : match.end()], text[match.end() :]):
            spans.append(_trimmed(text, start, match.end()))
            start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span[0] < span[1])


def _ends_sentence(before: str, after: str) -> bool:
    if before.endswith(("。", "！", "？")):
        return True
    if not re.match(r"[^\w\s]*[A-Z0-9]|[^\x00-\u2e7f]", after):
        return False
    if _ABBREVIATION.search(before):
        return bool(_COUNTRY_STOP.search(before) and _OPENER.match(after))
    return True


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
