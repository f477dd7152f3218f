"""Where the title of a work begins and ends: between quotation marks, in italics, or by what stands around it."""

import re
from dataclasses import dataclass

from cetingest.citations.fields import Cue
from cetingest.citations.makers import MakersEnd, find_author_date, find_makers
from cetingest.citations.parts import Part, part_of, tidy
from cetingest.citations.unmarked import title_of_commas, title_of_sentences
from cetingest.language.date_finder import FoundDate
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
        r"《(?P<title>[^》]{1,2500})》",
        r"„(?P<title>[^“”]{1,2500})[“”]",
        r"«\s?(?P<title>[^»]{1,2500}?)\s?»",
        r'"(?P<title>.{1,2500}?)"(?=[\s,.;:)\]、。]|$)',
        r"(?:(?<=^)|(?<=[\s(]))‘(?P<title>.{3,2500}?)’(?=[\s,.;)\]]|$)",
        r"(?:(?<=^)|(?<=[\s(]))'(?P<title>.{8,2500}?)'(?=[\s,.;)\]]|$)",
    )
)
_BEFORE_TITLE = re.compile(
    r"(?:^|[,.:;()（）、。—–]|[^\x00-\u2e7f]|\b(?:see|also|in|and|the|entitled|titled|called|mitteilung|studie|bericht|"
    r"report|paper|article|communication|rapport|étude|informe|relazione))$",
    re.I,
)
# What follows a word whose meaning is told: "“LDC” stands for ...", 「沿岸域」とは
_DEFINED = re.compile(
    r"\s(?:stands?\sfor|means?|refers?\sto|denotes?|describes?|is|are|was|here|bezeichnet|meint|bedeutet|steht\sfür|"
    r"ist|désigne|signifie|est|"
    r"significa|se\srefiere|indica|designa)\b|とは|という|と(?:呼|称|い[うい])|(?:是|系|均?)指|(?:이?란|은|는)\s"
)
_SET_APART = re.compile(r"(?i)in|see(?:\s\w+)?|cf|e\.g|id|ibid|supra|infra|et al|and|v")  # italics that are no title's
_LONGEST_LEAD = len("pressemitteilung") + 1  # with the character before it, which says whether a word begins there


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSplit:
    """A work's text cut around its title: what names its makers, the title, and where what follows it begins.

    `date` is the date between makers and title of author-date styles; `is_article` says that the marks around the title
    name a part of something (an article, a page). `held_by` is what marks after the title name as its container,
    `number` that of a paper between makers and title.
    """

    makers: Span
    title: Part | None
    tail: int
    cue: Cue
    date: FoundDate | None = None
    is_article: bool = False
    held_by: Span | None = None
    number: Part | None = None


def split_at_title(text: str, italics: tuple[Span, ...], known_names: frozenset[str], title_at: int = 0) -> TitleSplit:
    """Cut a work's text at its title: by quotation marks, else by italics, else by what stands around it.

    `title_at` is where the title begins when it is known that no makers stand before it.
    """
    dated = find_author_date(text)
    if span := find_quoted_title(text):
        inner = part_of(text, span[0] + 1, span[1] - 1)
        makers = dated if dated and dated.end < span[0] else MakersEnd(span[0], span[0], Cue.QUOTED)
        return TitleSplit(
            makers=(0, makers.end), title=tidy(inner), tail=span[1], cue=Cue.QUOTED, date=makers.date,
            is_article=text[span[0]] not in "『《", held_by=_held_by(text, italics, span[1]),
        )  # fmt: skip
    run = _italic_run(text, italics)
    makers = dated or find_makers(text, known_names, run[0] if run else len(text))
    if title_at:
        makers = MakersEnd(title_at, title_at, Cue.COMMA)
    if run is not None and run[0] >= makers.rest and not re.search(r"\w", text[makers.rest : run[0]]):
        return TitleSplit(
            makers=(0, makers.end), title=tidy(part_of(text, *run)), tail=run[1], cue=Cue.ITALIC, date=makers.date,
            held_by=_book_after(text, italics, run[1]), number=makers.number,
        )  # fmt: skip
    if run is not None and makers.rest == 0 and not dated:  # one piece of text and then italics: makers and title
        return TitleSplit(makers=(0, run[0]), title=tidy(part_of(text, *run)), tail=run[1], cue=Cue.ITALIC)
    end = run[0] if run and run[0] > makers.rest else len(text)  # italics after a title name what holds it
    find = title_of_commas if makers.cue is Cue.COMMA else title_of_sentences
    title, tail = find(text, makers, end)
    held_by = _held_by(text, italics, end) if title and end < len(text) else None
    return TitleSplit(
        makers=(0, makers.end), title=title, tail=tail, cue=makers.cue, date=makers.date,
        held_by=held_by, number=makers.number,
    )  # fmt: skip


def find_quoted_title(text: str) -> Span | None:
    """Find the first quoted span that stands where titles stand; a quoted word within a sentence is none.

    >>> find_quoted_title('Jane Doe, "A; B," 2020'), find_quoted_title('Report on "smart" cities, 2020')
    ((10, 17), None)
    """
    return next((span for span in _quoted_spans(text) if _is_title(text, span)), None)


def find_quoted_titles(text: str) -> tuple[Span, ...]:
    """Find every quoted span that stands where titles stand, or where a sentence begins after an address's bracket."""
    return tuple(span for span in _quoted_spans(text) if _is_title(text, span, also=">"))


# --- marks ------------------------------------------------------------------------------------------------------------


def _quoted_spans(text: str) -> list[Span]:
    return sorted(match.span() for pattern in _QUOTED for match in pattern.finditer(text))


def _is_title(text: str, span: Span, also: str = "") -> bool:
    return _stands_where_titles_do(text, span[0], also) and not _DEFINED.match(text, span[1])


def _stands_where_titles_do(text: str, start: int, also: str = "") -> bool:
    """Tell whether what stands before a quotation mark, spaces aside, ends a field or leads to a title."""
    before = text[:start].rstrip()
    if text[start] in "『《「" and before[-1:].isupper():
        return True  # JICA『港湾開発報告書』
    return before[-1:] in tuple(also) or _BEFORE_TITLE.search(before[-_LONGEST_LEAD:]) is not None


def _held_by(text: str, italics: tuple[Span, ...], start: int) -> Span | None:
    """Return the first words after a title that italics or East Asian brackets set apart as a title of their own."""
    for first, last in sorted(italics):
        name = part_of(text, max(first, start), last, " ,.;:()")
        if first >= start - 1 and len(name.text) > 1 and re.match(r"[^\W_a-z]", name.text):
            return name.span
    match = re.compile(r"(?:^|[\s,，、.。:：载载在於于')）」》』”编編著修])[《『](?P<name>[^》』]{2,80})[》』]").search(
        text, start
    )
    return match.span("name") if match else None


def _book_after(text: str, italics: tuple[Span, ...], start: int) -> Span | None:
    """Return the book or journal in italics that "in" leads to after a title in italics."""
    if not re.compile(r"[\s,.]{0,3}(?:[Ii]n|[Ee]n|[Dd]ans)\b").match(text, start):
        return None
    return _held_by(text, italics, start)


def _italic_run(text: str, italics: tuple[Span, ...]) -> Span | None:
    """Return the first italic run; runs with only white space or punctuation between them are one."""
    merged: list[Span] = []
    for start, end in sorted(italics):
        if not re.search(r"\w", text[start:end]) or _SET_APART.fullmatch(text[start:end].strip(" ,.;")):
            continue
        if merged and not re.search(r"[\w(]", text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return next((span for span in merged if _may_be_title(text, span)), None)


def _may_be_title(text: str, span: Span) -> bool:
    """Tell whether an italic run is a title: two words, one of eight letters, or a whole part between commas.

    A shorter run within a part is a word set apart.
    """
    is_part = text[: span[0]].rstrip().endswith(",") and re.match(r"[,.]?\s?[,(]", text[span[1] :]) is not None
    return " " in text[slice(*span)].strip() or span[1] - span[0] >= 8 or is_part
