"""Where the title of a work begins and ends: between quotation marks, in italics, or by the commas around it."""

import re
from dataclasses import dataclass

from cetingest.citations.names import drop_brackets, has_body_noun, is_body, is_parent_body, rejoin_bodies, split_parts
from cetingest.model import Span

# Opening and closing marks; straight and single ones only where no apostrophe can be meant. The longest title of the
# Japan report has 181 characters, the longest quotation in fifteen law reviews and reports 2,052; the bound keeps a
# note of nothing but opening marks from being read to its end for each of them.
_QUOTED = tuple(
    re.compile(pattern)
    for pattern in (
        r"“(?P<title>[^”]{1,2500}(?:”[^,.;\s”][^”]{0,2500})?)”",
        r"「(?P<title>[^」]{1,2500})」",
        r"『(?P<title>[^』]{1,2500})』",
        r"„(?P<title>[^“”]{1,2500})[“”]",
        r"«\s?(?P<title>[^»]{1,2500}?)\s?»",
        r'"(?P<title>.{1,2500}?)"(?=[\s,.;:)\]、。]|$)',
        r"(?:(?<=^)|(?<=[\s(]))‘(?P<title>.{8,2500}?)’(?=[\s,.;)\]]|$)",
        r"(?:(?<=^)|(?<=[\s(]))'(?P<title>.{8,2500}?)'(?=[\s,.;)\]]|$)",
    )
)
_BEFORE_TITLE = re.compile(
    r"(?:^|[,.:;()（）、。—–]|[^\x00-\u2e7f]|\b(?:see|also|in|and|the|entitled|titled|called))$", re.I
)
_LONGEST_LEAD = len("entitled") + 1  # with the character before it, which says whether a word begins there
_ENDS_COMPANY = re.compile(r"(?i)\b(?:corp|inc|ltd|co|jr|sr|dr|mr|ms|st|no|vol|u\.s|u\.k|u\.n)\.$|(?:^|\s)[A-Z]\.$")
# A full stop that parts fields; not the one of an initial, a company's form, "no. 2" or "vol. 3".
_SENTENCE_BREAK = re.compile(
    r"(?<![A-Z])(?<!Inc)(?<!Corp)(?<!Ltd)\.\s+(?=[^\W_a-z])(?<!no\. )(?<!No\. )(?<!vol\. )(?<!Vol\. )(?<!p\. )|。"
)
_COMPANY_THEN_TITLE = re.compile(r"^(?P<author>.+?\b(?:Corp|Inc|Ltd|Co)\.)\s+(?P<rest>[A-Z“\"].+)$")
_MEETING = re.compile(
    r"^(?:the\s+)?(?:\d+(?:st|nd|rd|th)|first|second|third|annual|presentation|presented|speech|remarks|lecture|keynote|"
    r"testimony|address|paper presented)\b.*\b(?:meeting|session|conference|workshop|forum|summit|plenary|symposium|"
    r"headquarters|council|committee)\b|^(?:the\s+)?(?:working group|subcommittee|study group|conference|workshop|"
    r"symposium|panel)\s+(?:on|of|for)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSplit:
    """A work's text cut around its title; `tail_parts` are the comma parts after it."""

    author: str
    title: str
    tail_parts: tuple[str, ...]
    is_article: bool = False
    """True when the title stands between marks that name a part of something (an article, a page)."""


def split_at_title(text: str, italics: tuple[Span, ...], known_names: frozenset[str]) -> TitleSplit:
    """Cut a work's text at its title: by quotation marks, else by italics, else by its commas and full stops."""
    if span := find_quoted_title(text):
        inner = text[span[0] + 1 : span[1] - 1]
        return TitleSplit(
            author=text[: span[0]],
            title=tidy_title(inner),
            tail_parts=_tail_parts(text[span[1] :]),
            is_article=text[span[0]] != "『",
        )
    if span := _italic_title(text, italics):
        return TitleSplit(
            author=text[: span[0]], title=tidy_title(text[slice(*span)]), tail_parts=_tail_parts(text[span[1] :])
        )
    return _split_unquoted(text.strip(), known_names)


def find_quoted_title(text: str) -> Span | None:
    """Find the first quoted span that stands where titles stand; a quoted word within a sentence is none.

    >>> find_quoted_title('Jane Doe, "A; B," 2020'), find_quoted_title('Report on "smart" cities, 2020')
    ((10, 17), None)
    """
    return next((span for span in _quoted_spans(text) if _stands_where_titles_do(text, span[0])), None)


def find_quoted_titles(text: str) -> tuple[Span, ...]:
    """Find every quoted span that stands where titles stand, or where a sentence begins after an address's bracket."""
    return tuple(span for span in _quoted_spans(text) if _stands_where_titles_do(text, span[0], also=">"))


def _quoted_spans(text: str) -> list[Span]:
    return sorted(match.span() for pattern in _QUOTED for match in pattern.finditer(text))


def _stands_where_titles_do(text: str, start: int, also: str = "") -> bool:
    """Tell whether what stands before a quotation mark, spaces aside, ends a field or leads to a title."""
    before = text[:start].rstrip()
    return before[-1:] in tuple(also) or _BEFORE_TITLE.search(before[-_LONGEST_LEAD:]) is not None


def is_meeting(part: str) -> bool:
    """Tell whether a part after the title names the meeting at which a work was given."""
    return _MEETING.search(part) is not None


def tidy_title(text: str) -> str:
    """Trim a title's closing comma or full stop and the space around it; question marks are its own."""
    bare = re.sub(r"(?:\s+[.,;]+)+$", "", " ".join(text.split()))
    return bare.strip(" ,;").removesuffix(".").strip(" ,;")


def _tail_parts(text: str) -> tuple[str, ...]:
    pieces = _SENTENCE_BREAK.split(text)
    return tuple(part for piece in pieces for part in rejoin_bodies(split_parts(piece.strip(" .,"))))


def _italic_title(text: str, italics: tuple[Span, ...]) -> Span | None:
    """Return the first italic run; runs with only white space or punctuation between them are one."""
    merged: list[Span] = []
    for start, end in sorted(italics):
        if merged and not re.search(r"\w", text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    # A short run is a word set apart (et al., ibid.), no title: two words at least, or one of eight letters.
    return next((span for span in merged if " " in text[slice(*span)].strip() or span[1] - span[0] >= 8), None)


def _split_unquoted(text: str, known_names: frozenset[str]) -> TitleSplit:
    """Cut where neither quotation marks nor italics help."""
    for name in sorted(filter(text.startswith, known_names), key=len, reverse=True):
        if match := re.match(rf"{re.escape(name)}\s*(?:\([^()]*\))?\s*[,.]\s+(?=\S)", text):
            return _split_after_author(text[: match.end()].strip(" ,"), text[match.end() :])
    if cut := _sentence_end(text):
        author, rest = text[: cut + 1], text[cut + 1 :].strip()
        title, *more = re.split(r"(?<![A-Z])\.\s+", rest, maxsplit=1)
        return TitleSplit(author=author, title=tidy_title(title), tail_parts=_tail_parts(" ".join(more)))
    if match := _COMPANY_THEN_TITLE.match(text):
        return TitleSplit(author=match["author"], title=tidy_title(match["rest"]), tail_parts=())
    return _split_at_commas(text)


def _sentence_end(text: str) -> int | None:
    """Return the full stop that ends the author in bibliography style ("Doe, Jane. Title. ..."), if there is one.

    Bibliography style has at most one comma before it; more commas mean note style, where full stops end the work.
    """
    for match in re.finditer(r"\.\s+(?=[^\W\d_a-z])", text):
        before = text[: match.start() + 1]
        if _ENDS_COMPANY.search(before[-8:]):  # the longest ending is "corp." with what stands before it
            continue
        commas = len(split_parts(before)) - 1
        bodies = rejoin_bodies(split_parts(before.rstrip(".")))
        return match.start() if commas <= 1 or len(bodies) == 1 else None
    return None


def _split_at_commas(text: str) -> TitleSplit:
    parts = rejoin_bodies(split_parts(text.rstrip(" .")))
    if len(parts) < 2:
        is_author = bool(parts) and is_parent_body(parts[0])
        return TitleSplit(author=text if is_author else "", title="" if is_author else tidy_title(text), tail_parts=())
    position = 1
    own = _letters(parts[0])
    while position < len(parts) - 1 and (
        _letters(parts[position]) in own or (is_body(drop_brackets(parts[0])) and is_parent_body(parts[position]))
    ):
        position += 1
    return _split_after_author(", ".join(parts[:position]), ", ".join(parts[position:]))


def _split_after_author(author: str, rest: str) -> TitleSplit:
    """Take the title from the parts after the author: the first one, and those that its grammar still needs."""
    parts = rejoin_bodies(split_parts(rest.strip(" .")))
    own = _letters(author)
    while len(parts) > 1 and _letters(parts[0]) in own:
        parts = parts[1:]  # the typist's doubled words
    stop = 1
    while stop < len(parts) and _goes_on(parts, stop):
        stop += 1
    title, tail = ", ".join(parts[:stop]), parts[stop:]
    # A question mark needs no comma after it: "..., Who Leads? Institute of Things, 2024".
    if (asked := re.match(r"(?P<title>.+?[?!])\s+(?P<body>[A-Z].+)$", title)) and has_body_noun(asked["body"]):
        title, tail = asked["title"], (asked["body"], *tail)
    return TitleSplit(author=author, title=tidy_title(title), tail_parts=tail)


def _goes_on(parts: tuple[str, ...], index: int) -> bool:
    """Tell whether the title goes on after a comma: in lower case, with "and", or as a list that "and" will close."""
    part = parts[index]
    if is_meeting(part) or is_parent_body(part):
        return False
    if part[:1].islower() and not re.match(r"(?:p|pp|vol|no|ed|eds|at|in)\b", part):
        return True
    if re.match(r"(?:and|&|or)\s", part):
        return True
    is_list = len(parts[index - 1].split()) <= 2
    return is_list and any(re.search(r"(?:^|\s)(?:and|&)\s", later) for later in parts[index : index + 3])


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
