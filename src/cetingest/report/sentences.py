"""Find the sentence of a paragraph that a footnote reference stands in or right behind."""

import re

from cetingest.model import Span

# A sentence ends at . ! ? with any closing quotes or brackets, before white space and something that can begin a
# sentence; or at 。！？, which no space follows.
_END = re.compile(r"""(?:[.!?]["'”’»)\]]*(?=\s+["'“‘«(\[]*[^\W_a-z])|[。！？][」』）]*)""")

# Where a full stop ends no sentence: abbreviations before a capital or a number, and initials such as the J. of J. Doe.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Vol|Art|Sec|vs|cf|ca|e\.g|i\.e|ex|approx)|(?<![\w.])[A-Z])\.$"
)


def sentence_span(text: str, offset: int) -> Span:
    """Return the half-open span of the sentence that a mark at `offset` belongs to.

    A mark right behind the full stop belongs to the sentence before it, as printed.

    >>> text = "It is fast. It is safe. It is new."
    >>> start, end = sentence_span(text, 23)
    >>> text[start:end]
    'It is safe.'
    """
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text, start, match.start() + 1):
            continue
        end = match.end()
        if offset <= end or not text[end:offset].strip():
            return start, end
        start = end + len(text[end:]) - len(text[end:].lstrip())
    return start, len(text)
