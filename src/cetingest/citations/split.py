"""A footnote's text cut into the works it cites, those it points back to, and comment."""

import dataclasses
import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from cetingest.citations.dates import find_dates, find_lone_years
from cetingest.citations.evidence import (
    NAMED_WORK,
    URL_MARK,
    goes_on_in_prose,
    has_date,
    has_evidence,
    has_verb,
    is_expansion,
    is_name,
    is_running_text,
    is_sentence,
    names_work,
)
from cetingest.citations.pointers import BACK_REFERENCE, SAME_MAKER
from cetingest.citations.signals import SIGNAL, holds_purpose
from cetingest.citations.titles import find_quoted_title, find_quoted_titles
from cetingest.citations.urls import FoundUrl
from cetingest.model import NoteKind, Span

_REACH = 1_000  # characters looked at on each side of a full stop; the longest note of the Japan report has 340
_OPENING, _CLOSING = "“「『«„([（", "”」』»”)]）"
_ACCESS_OR_DATE_NEXT = re.compile(r"(?i)\s*[\[(]?(?:last\s+)?(?:accessed|retrieved|visited|viewed|archived)")
_SENTENCE_START = re.compile(r"(?:[.。]|(?<!\s))\s+(?=[^\W\d_a-z]|[“\"「『])|。(?=\S)")
_SIGNAL_SENTENCE = re.compile(r"(?<=[.。])\s+(?=(?:See|Cf\.|For\s[^.;]{3,60},\s+see)\b)")
_COMPARE = re.compile(r"\s*Compare\s")  # "Compare Doe, Chips, with Roe, Races" names two works
_WITH = re.compile(r",\swith\s(?=[^\W_a-z])")
# "Lancet. 2022;3(3):170", "Geneva: World Health Organization; 2024.": in medical style a semicolon parts no works.
_YEAR_AND_VOLUME = re.compile(r";(?:\d|\s?(?:19|20)\d\d[a-z]?(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?(?:[.;]|$))")
# "SOUZA, Maria; LIMA, Pedro. A gestão": a semicolon parts names too (ISO 690)
_ENDS_WITH_NAME = re.compile(r"^\s*[^\W\d_a-z][\w'’-]+(?: [\w'’-]+)?, [^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,3}$")
_ENDS_WITH_IMPRINT = re.compile(r"\([^()]*[^\W\d][^()]*(?:19|20)\d\d\)\.\s*$")  # "(Washington, D.C.: May 2001)."
_ENDS_WITH_PAGE = re.compile(
    r"[),]\s(?:pp?\.\s?|S\.\s?|at\s)?(?!(?:19|20)\d\d\.)\d+(?:[–-]\d+)?\.\s*$"
)  # "..., 2015), 45."


class PieceRole(StrEnum):
    """What a piece of a footnote does."""

    WORK = "work"
    BACK_REFERENCE = "back_reference"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a footnote's text and what it does; `is_prose` when its works are named within running text."""

    span: Span
    role: PieceRole
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class SplitNote:
    """A footnote's kind and its pieces, in order."""

    kind: NoteKind
    pieces: tuple[Piece, ...]


def split_note(text: str, urls: tuple[FoundUrl, ...] = (), italics: tuple[Span, ...] = ()) -> SplitNote:
    """Cut a footnote at semicolons and at sentence ends that begin a new work, and say what each piece does.

    Semicolons within quotation marks, brackets and URLs are the work's own. Italics of three words and more after a
    comma are a title.

    >>> note = split_note('Doe, "A; B," May 2024; Roe, "C," 2023.')
    >>> note.kind.value, [note_piece.span for note_piece in note.pieces]
    ('citation', [(0, 21), (23, 38)])
    """
    masked = _mask(text, urls)
    landmarks = _Landmarks.of(masked)
    spans = [
        part
        for whole in _cut_at_semicolons(masked)
        for sentence in _cut_at_sentences(landmarks, whole)
        for clause in _cut_at_colon(masked, sentence)
        for part in _cut_at_bracket(landmarks, clause)
    ]
    pieces = _merge(masked, [_piece(masked, span, italics) for span in spans])
    return SplitNote(_kind(masked, pieces), tuple(pieces))


def _mask(text: str, urls: tuple[FoundUrl, ...]) -> str:
    for url in urls:
        start, end = url.span
        text = text[:start] + URL_MARK * (end - start) + text[end:]
    return text


def _cut_at_semicolons(masked: str) -> list[Span]:
    cuts, depth, is_quoted = [0], 0, False
    for position, character in enumerate(masked):
        if character == '"':
            is_quoted = not is_quoted
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif (
            character in ";；"
            and depth == 0
            and not is_quoted
            and not (
                _YEAR_AND_VOLUME.match(masked, position)
                or _ENDS_WITH_NAME.search(masked[max(cuts[-1], position - 60) : position])
            )
        ):
            cuts.append(position + 1)
    if depth or is_quoted:  # marks that never close protect nothing
        cuts = [0] + [match.end() for match in re.finditer(r"[;；]\s", masked)]
    if _COMPARE.match(masked):
        cuts = sorted({*cuts, *(match.start() + 1 for match in _WITH.finditer(masked))})
    return [_trimmed(masked, (start, end)) for start, end in zip(cuts, [*cuts[1:], len(masked)], strict=True)]


@dataclass(frozen=True, slots=True)
class _Landmarks:
    """A note's text with its quoted titles and dates, found once and asked for at every full stop."""

    masked: str
    titles: tuple[Span, ...]
    dates: tuple[Span, ...]

    @classmethod
    def of(cls, masked: str) -> "_Landmarks":
        dates = {date.span for date in (*find_dates(masked), *find_lone_years(masked))}
        return cls(masked, find_quoted_titles(masked), tuple(sorted(dates)))

    def has_title(self, start: int, end: int) -> bool:
        return _is_any_within(self.titles, start, end)

    def has_date(self, start: int, end: int) -> bool:
        return _is_any_within(self.dates, start, end)


def _is_any_within(spans: tuple[Span, ...], start: int, end: int) -> bool:
    first = bisect_left(spans, (start, start))
    return first < len(spans) and spans[first][1] <= end


def _cut_at_sentences(landmarks: _Landmarks, span: Span) -> list[Span]:
    """Cut where a full stop ends one work and what follows is a work or a comment of its own."""
    spans, start, masked = [], span[0], landmarks.masked
    for match in sorted(
        (m for pattern in (_SENTENCE_START, _SIGNAL_SENTENCE) for m in pattern.finditer(masked, span[0], span[1])),
        key=lambda m: m.start(),
    ):
        if match.start() > start and _is_boundary(landmarks, (start, span[1]), match):
            spans.append(_trimmed(masked, (start, match.end())))
            start = match.end()
    return [*spans, _trimmed(masked, (start, span[1]))]


def _is_boundary(landmarks: _Landmarks, span: Span, at: re.Match[str]) -> bool:
    """Tell whether a work ends here: its URL is behind us, or both sides hold a quoted title or a signal begins."""
    masked = landmarks.masked
    mark = masked[at.start()]
    if mark not in ".。" and masked.rfind(URL_MARK, span[0], at.start()) < 0:
        return False
    left = masked[max(span[0], at.end() - _REACH) : at.end()]
    right = masked[at.end() : min(span[1], at.end() + _REACH)]
    if _ACCESS_OR_DATE_NEXT.match(right) or not re.search(r"\w", right.replace(URL_MARK, "")):
        return False
    if SIGNAL.match(right) and re.match(r"[A-Z]", right):
        return mark in ".。" or URL_MARK in left
    if is_sentence(masked[span[0] : min(at.end(), span[0] + _REACH)]) or _ends_remark(landmarks, span, at):
        return mark in ".。"
    has_title = landmarks.has_title(at.end(), span[1])
    has_ended = URL_MARK in left and (mark in ".。" or left.rstrip().endswith((URL_MARK, ">", ")")))
    if has_ended:
        return has_evidence(right, has_title=has_title) or is_sentence(right)
    return mark in ".。" and _ends_with_its_date(landmarks, span, at)


def _ends_remark(landmarks: _Landmarks, span: Span, at: re.Match[str]) -> bool:
    """Tell whether 。 ends words that name no work before others that do: it stands between no maker and title."""
    is_remark = not (landmarks.has_title(span[0], at.end()) or landmarks.has_date(span[0], at.end()))
    return landmarks.masked[at.start()] == "。" and is_remark and landmarks.has_title(at.end(), span[1])


def _cut_at_colon(masked: str, span: Span) -> list[Span]:
    """Cut where a sentence leads to a work: "This figure is based on customs data: Port of X, Report (X, 2021)"."""
    colon = masked.find(": ", *span)
    if colon < 0 or not (is_running_text(masked[span[0] : colon]) and has_verb(masked[span[0] : colon])):
        return [span]
    if not NAMED_WORK.match(masked, colon + 2, span[1]):
        return [span]
    return [_trimmed(masked, (span[0], colon + 1)), _trimmed(masked, (colon + 1, span[1]))]


def _cut_at_bracket(landmarks: _Landmarks, span: Span) -> list[Span]:
    """Cut a work with title and date out of the bracket in which running text names it."""
    masked, whole = landmarks.masked, [span]
    opening = masked.find("(", *span)
    closing = masked.find(")", opening, span[1])
    before = masked[span[0] : max(span[0], opening)]
    if opening < 0 or closing < 0 or not (is_running_text(before) or (len(before.split()) >= 4 and has_verb(before))):
        return whole
    if not (
        landmarks.has_date(opening, closing)
        and (landmarks.has_title(opening, closing) or names_work(masked[opening + 1 : closing]))
    ):
        return whole
    pieces = ((span[0], opening), (opening + 1, closing), (closing + 1, span[1]))
    return [_trimmed(masked, piece) for piece in pieces if re.search(r"\w", masked[slice(*piece)])]


def _ends_with_its_date(landmarks: _Landmarks, span: Span, at: re.Match[str]) -> bool:
    """Tell whether a work with its date ends at a full stop: what follows is another work or running text."""
    masked = landmarks.masked
    right = masked[at.end() : min(span[1], at.end() + _REACH)]
    if _ENDS_WITH_IMPRINT.search(masked[max(span[0], at.end() - _REACH) : at.end()]) and goes_on_in_prose(right):
        return True
    left = masked[max(span[0], at.end() - _REACH) : at.end()]
    if (
        _ENDS_WITH_PAGE.search(left)
        and URL_MARK not in right
        and is_running_text(right)
        and landmarks.has_date(span[0], at.end())
    ):
        return True
    has_dated_title = landmarks.has_title(span[0], at.end()) and landmarks.has_date(span[0], at.end())
    return has_dated_title and (landmarks.has_title(at.end(), span[1]) or is_sentence(right))


def _trimmed(masked: str, span: Span) -> Span:
    """Narrow a span to its words: no space or semicolon around, no full stop at the end of a piece."""
    text = masked[slice(*span)]
    start = span[0] + len(text) - len(text.lstrip(" ;；\n\t"))
    return start, max(start, span[0] + len(text.rstrip(" ;；\n\t")))


def _piece(masked: str, span: Span, italics: tuple[Span, ...]) -> Piece:
    text = masked[slice(*span)]
    without_signal = SIGNAL.sub("", text)
    is_prose = is_sentence(without_signal) and find_quoted_title(without_signal) is None
    role = _role(text)
    if role is PieceRole.COMMENT and not is_sentence(without_signal) and _has_italic_title(masked, span, italics):
        role = PieceRole.WORK
    return Piece(span, role, is_prose)


def _has_italic_title(masked: str, span: Span, italics: tuple[Span, ...]) -> bool:
    return any(
        span[0] < start
        and end <= span[1]
        and masked[:start].rstrip()[-1:] == ","
        and len(masked[start:end].split()) > 2
        for start, end in italics
    )


def _role(piece: str) -> PieceRole:
    if SAME_MAKER.match(piece):
        return PieceRole.WORK if has_date(piece) else PieceRole.BACK_REFERENCE
    bare = SIGNAL.sub("", piece) if BACK_REFERENCE.search(SIGNAL.sub("", piece)) else piece
    if BACK_REFERENCE.search(bare.strip()):
        return PieceRole.BACK_REFERENCE
    has_title = find_quoted_title(SIGNAL.sub("", piece)) is not None
    return PieceRole.WORK if has_evidence(piece, has_title=has_title) else PieceRole.COMMENT


def _merge(masked: str, pieces: list[Piece]) -> list[Piece]:
    """Join comments that follow one another, and verbless tails ("on file with author") to the work before them."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.span[0] >= piece.span[1]:
            continue
        text = masked[slice(*piece.span)]
        is_tail = piece.role == PieceRole.COMMENT and SIGNAL.sub("", text)[:1].islower() and not has_verb(text)
        same = merged and merged[-1].role == PieceRole.COMMENT == piece.role
        if merged and (same or (is_tail and merged[-1].role == PieceRole.WORK)):
            merged[-1] = dataclasses.replace(merged[-1], span=(merged[-1].span[0], piece.span[1]))
        else:
            merged.append(piece)
    return merged


def _kind(masked: str, pieces: list[Piece]) -> NoteKind:
    roles = {piece.role for piece in pieces}
    works = roles & {PieceRole.WORK, PieceRole.BACK_REFERENCE}
    if not works:
        return NoteKind.ABBREVIATION if is_name(masked) or is_expansion(masked) else NoteKind.COMMENT
    comments = PieceRole.COMMENT in roles or any(
        _holds_comment(masked[slice(*piece.span)]) for piece in pieces if piece.role == PieceRole.WORK
    )
    if comments:
        return NoteKind.MIXED
    return NoteKind.CROSS_REFERENCE if works == {PieceRole.BACK_REFERENCE} else NoteKind.CITATION


def _holds_comment(piece: str) -> bool:
    """Tell whether a work stands within words of the author's own: "For an overview, see ..." or a whole sentence."""
    return holds_purpose(piece) or is_sentence(SIGNAL.sub("", piece))
