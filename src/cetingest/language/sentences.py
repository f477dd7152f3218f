"""Where sentences end, in running text and in notes: one reading for findings, citations and the reviewer's page."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.language import abbreviations
from cetingest.language.abbreviations import Ends
from cetingest.model import Span

# A run of stops with what closes a quotation or a bracket; "“" closes one in German, and French sets a space before
# "»". Possessive, and never begun within a run: a million full stops take time once.
_STOP = re.compile(r"(?<![.!?])[.!?]++[”\"’'“‘»›)\]]*+(?:\s»)?(?=\s)|[。！？]++[」』）”】]*+")
_WIDE = "。！？"
_ASIDE = ("(", "[", "（", "［")  # "the required (!) motivation", "[...]"
# What may stand before the first letter of a sentence: a dash or bullet, marks of quotation, brackets.
_LEAD = re.compile(r"\s+(?:[–—•-]\s)?(?:\[(?:…|\.{3})\]\s)?[^\w\s]{0,5}(?:[«“]\s)?")
# In a note whatever stands in brackets or marks of quotation is a part of its own.
_BEGIN_IN_NOTE = re.compile(r"\s+(?:[^\W_a-z]|[\[(¿¡«“„\"])")
_DASHES = ("–", "—", "-")
_LAST_WORD = re.compile(r"(?<![\w.])(?<!\w-(?=\w$))(?<!/(?=[a-z]$))[^\W\d_](?:[\w.'’]*\w)?$")
_LOOK_BACK = 24  # characters: more than the longest abbreviation and what stands before it
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")  # "J", "H.L.A"
# A figure, a roman numeral, or one letter: of "A" and "I" only what no sentence begins with, as "Art. I of" and "A/2".
_NUMBER = re.compile(r"[\[(§]{0,2}\s?(?:[^\s\d]{0,6}\d|[IVXLCDM]{2,8}\b|[B-HJ-Z]\b|[AI](?=[^\s\w]|\sof\b))")
_OPENER = re.compile(r"(?P<word>\w+),?\s(?P<is_small>[^\W\d_A-Z])?")
_ORDINAL = re.compile(r"(?<!\w)(?<!\d[.,])\d{1,3}$")
_LABEL = re.compile(r"(?:^|,\s)\d{1,2}$")  # of an ordinal: "Council, 8. Gutachten"
_SPACED_DOTS = re.compile(r"(?<!\.\s)\.\s\.\s$")  # "equal to . . . 40 percent"
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"\S")
# The longest sentence of the labelled reports has 330 characters, statutes have some of 1,500. What is longer is a list
# or a fault of reading; it is cut at white space, so that time and what is shown grow with the length of a text only.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class SentenceEnd:
    """The stop that ends a sentence: its character, where it stands, and where the next sentence begins."""

    mark: str
    start: int
    end: int


def split_sentences(text: str) -> tuple[Span, ...]:
    """Split a text into sentences of at most LONGEST characters; the spans leave out the space between them.

    >>> split_sentences("Ask Dr. Lee. She knows.")
    ((0, 12), (13, 23))
    """
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, (start, len(text)), stop):
            spans += _pieces(text, start, stop.end())
            start = stop.end()
    spans += _pieces(text, start, len(text))
    return tuple(span for span in spans if span[0] < span[1])


def sentence_at(spans: Sequence[Span], offset: int) -> Span:
    """Return the sentence that a mark at `offset` belongs to, of the sentences of `split_sentences`.

    A mark right behind a full stop belongs to the sentence before it, as printed. Without sentences it is (0, 0).

    >>> text = "It is fast. It is safe. It is new."
    >>> start, end = sentence_at(split_sentences(text), 23)
    >>> text[start:end]
    'It is safe.'
    """
    if not spans:
        return 0, 0
    return spans[max(bisect_left(spans, offset, key=lambda span: span[0]) - 1, 0)]


def find_end_in_note(text: str, start: int, end: int) -> SentenceEnd | None:
    """Find the first stop that ends a sentence of a note or of a part of it; words of journals' names end none.

    >>> find_end_in_note("Harv. L. Rev. 12. New ed.", 0, 25)
    SentenceEnd(mark='.', start=16, end=18)
    """
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, (start, end), stop, is_note=True):
            following = _NEXT.search(text, stop.end(), end)
            return SentenceEnd(stop[0][0], stop.start(), following.start() if following else end)
    return None


def ends_with_abbreviation(text: str) -> bool:
    """Tell whether the full stop at the end of a part of a note belongs to an initial or an abbreviation.

    >>> ends_with_abbreviation("Doe, J."), ends_with_abbreviation("See Proc."), ends_with_abbreviation("The end.")
    (True, True, False)
    """
    stop = len(text) - 1
    word = _LAST_WORD.search(text, max(0, stop - _LOOK_BACK), stop) if text.endswith(".") else None
    return word is not None and _end_of(word[0], is_note=True) is not None


def _ends_sentence(text: str, within: Span, stop: re.Match[str], *, is_note: bool = False) -> bool:
    start, end = within
    if stop[0][0] in _WIDE:
        return True
    first = (_begin_in_note if is_note else _begin)(text, stop, end)
    if first is None or text[stop.start() - 1 : stop.start()] in _ASIDE:
        return False
    return stop[0][0] != "." or not _belongs_to_word(text, (start, stop.start()), first, is_note=is_note)


def _belongs_to_word(text: str, before: Span, first: int, *, is_note: bool) -> bool:
    """Tell whether the full stop after the span `before` belongs to an abbreviation, an initial or an ordinal."""
    start, stop = before
    near = max(start, stop - _LOOK_BACK)
    if is_note and _LABEL.search(text[max(start, stop - 4) : stop]):
        return True
    if word := _LAST_WORD.search(text, near, stop):
        ends = _end_of(word[0], is_note=is_note)
        return ends is not None and (is_note or not _ends_before(ends, text, first, is_initial=len(word[0]) == 1))
    if _ORDINAL.search(text, near, stop) and (noun := _WORD.match(text, first)):
        return noun[0] in abbreviations.load().after_ordinals
    return text[first].isdigit() and _SPACED_DOTS.search(text, near, stop) is not None


def _begin(text: str, stop: re.Match[str], end: int) -> int | None:
    """Return where a next sentence begins: with a capital, a figure, or a letter that has no capital."""
    lead = _LEAD.match(text, stop.end(), end)
    if lead is None or lead.end() == end or not text[lead.end()].isalnum() or text[lead.end()].islower():
        return None
    is_dash_in_title = stop[0][0] in "?!" and lead[0].strip()[:1] in _DASHES  # "Who Leads? – A Study"
    return None if is_dash_in_title else lead.end()


def _begin_in_note(text: str, stop: re.Match[str], end: int) -> int | None:
    begin = _BEGIN_IN_NOTE.match(text, stop.end(), end)
    return begin.end() - 1 if begin else None


def _end_of(word: str, *, is_note: bool) -> Ends | None:
    """Tell when the stop after a word ends a sentence nevertheless; None when it is no abbreviation and no initial."""
    words = abbreviations.load()
    if found := words.find(word, is_note=is_note) or words.find(word.rpartition(".")[2], is_note=is_note):
        return found.ends
    last = word.rpartition(".")[2]
    is_initial = len(last) == 1 and last.upper() != last.lower() and (is_note or _INITIALS.fullmatch(word))
    return Ends.BEFORE_OPENER if is_initial else None


def _ends_before(ends: Ends, text: str, first: int, *, is_initial: bool) -> bool:
    """Tell whether a sentence ends at an abbreviation, by what begins at `first`."""
    if ends is Ends.BEFORE_WORDS:
        return _NUMBER.match(text, first) is None
    if ends is Ends.NEVER or (opener := _OPENER.match(text, first)) is None:
        return False
    is_name = is_initial and len(opener["word"]) < 3 and not opener["is_small"]  # "K. In Seoul"
    return opener["word"] in abbreviations.load().openers and not is_name


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
