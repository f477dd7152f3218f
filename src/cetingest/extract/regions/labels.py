"""The shapes of footnote labels: what a note begins with and what a mark in the body looks like."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cetingest.extract.layout.lines import Line, LineLink
from cetingest.language.data_files import read_rows

SYMBOLS = "*∗†‡§¶‖#"  # the classical sequence of note symbols, and the asterisk operator that LaTeX prints
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SYMBOL_NAMES = {"*": "star", "†": "dagger", "‡": "double-dagger", "§": "section", "¶": "pilcrow", "‖": "parallel"}
# Writer's endnotes are numbered i, ii, iii.
_LETTERS = r"[ivx]{1,6}|[a-z]"
_CORE = rf"\d{{1,4}}|[{re.escape(SYMBOLS)}]{{1,4}}|{_LETTERS}"
_OPEN, _CLOSED, _ROUND = r"[\[〔［]", r"[\]〕］]", (r"[(（]", r"[)）]")
# The words that East Asian labels and marks begin with: 注1, （注1）, 註1, 주1, ※1.
NOTE_WORDS = "|".join(re.escape(row["word"]) for row in read_rows("cetingest.extract", "data/note_words.csv"))
_NOTE_WORD, _CIRCLED = rf"{NOTE_WORDS}|[*＊](?=[0-9])", "[①-⑳]"
_IN_BRACKETS = rf"(?P<bracket>{_OPEN}(?P<b>{_CORE}){_CLOSED}|(?P<o>{_CIRCLED}))"  # [1], ①
# (1), ( 1 ), a)
_IN_PARENS = (
    rf"(?P<paren>{_ROUND[0]}?(?P<p>\d{{1,4}}|{_LETTERS}){_ROUND[1]}|{_ROUND[0]}\s(?P<s>\d{{1,3}})\s{_ROUND[1]})(?=\s|$)"
)
_BEFORE_DOT = r"(?P<dot>(?P<d>\d{1,4})[.:])(?=\s|$|[^\d\s])"  # 1. and 1:, not 3.5
_LETTER = rf"(?P<letter>(?P<l>{_LETTERS})[.:]|(?P<r>[ivx]{{1,6}}))(?=\s)"  # a., iv
_AFTER_WORD = (  # (注1), 〔注1〕, 注1: and 注1
    rf"(?P<word>{_ROUND[0]}(?:{_NOTE_WORD})\s?(?P<e>\d{{1,4}}){_ROUND[1]}"
    rf"|{_OPEN}(?:{_NOTE_WORD})\s?(?P<k>\d{{1,4}}){_CLOSED}"
    rf"|(?:{_NOTE_WORD})\s?(?P<w>\d{{1,4}})(?:[)）:：]|(?=\s|$)))"
)
# 1, †; but the sign before the number of a paragraph, a section or an issue is no label: § 22, ¶ 3, # 4
_ALONE = rf"(?P<plain>(?P<n>\d{{1,4}}|(?![§¶#]+\s?\d)[{re.escape(SYMBOLS)}]{{1,4}}))(?=\s|$)"
_COMMA = r"(?P<comma>(?P<c>\d{1,3}),)(?=\s+[^\W\d_a-z])"  # a slip for "25.": words follow, not the year of a date
# White space follows every form but brackets: "8, 2025" and "3.5" are parts of sentences. Letters count where they run
# on: "p. 12" and "v. State" begin lines too.
_PRINTED = re.compile("|".join((_IN_BRACKETS, _IN_PARENS, _BEFORE_DOT, _LETTER, _AFTER_WORD, _ALONE, _COMMA)))
# Superscripts that are glyphs of full size stand before the text without a space: "11See", "4“The".
# A piece of a URL looks so, too ("3BBA/edit"), and a hashtag.
_GLUED = re.compile(
    rf"(?P<glued>\d{{1,3}}|[{re.escape(SYMBOLS.replace('#', ''))}]{{1,3}})"
    r"(?=https?:|www\.|(?:[^\W\d_a-z][\w.’']|[“„«‘\"]\w)(?!\S*(?:[#=?&]\S|/[a-z])))"
)
_UNICODE = re.compile(f"[{_SUPERSCRIPTS}]+")
_ANY_OPEN, _ANY_CLOSED = "[(〔［（", "])〕］）"
_MARKED = re.compile(
    rf"[{re.escape(_ANY_OPEN)}]?(?:{_NOTE_WORD})?\s?[{re.escape(_ANY_OPEN)}]?({_CORE}|{_CIRCLED})"
    rf"\s?[{re.escape(_ANY_CLOSED)}]?[.:]?"
)
_RANGE = re.compile(r"(\d{1,4})\s*[–-]\s*(\d{1,4})")
MAX_RANGE = 20
_ROMAN = re.compile(r"(?=.)(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class LabelForm(StrEnum):
    """How a label is set apart; one document nearly always uses one."""

    RAISED = "raised"
    LINKED = "linked"
    BRACKET = "bracket"
    PAREN = "paren"
    DOT = "dot"
    LETTER = "letter"
    WORD = "word"
    PLAIN = "plain"
    COMMA = "comma"
    GLUED = "glued"

    @property
    def is_strong(self) -> bool:
        """Tell whether the form alone makes a label: a number at the start of a line may be a date."""
        return self in (LabelForm.RAISED, LabelForm.LINKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLabel:
    """The label at the start of a line; the note's text starts at character `end`."""

    label: str
    end: int
    form: LabelForm

    @property
    def number(self) -> int | None:
        """The label as a number, roman ones too, None for symbols and letters."""
        return int(self.label) if self.label.isdigit() else read_roman(self.label)

    @property
    def places(self) -> tuple[int, ...]:
        """The places in its series that the label may have, from 1: the letter i is the ninth or a roman one.

        Empty for symbols, whose order differs between producers.
        """
        return _places_of(self.label)

    @property
    def is_letter(self) -> bool:
        """Tell whether it is a letter or a roman numeral."""
        return self.label.isalpha()


@lru_cache(maxsize=1024)  # each label is compared with many others
def _places_of(label: str) -> tuple[int, ...]:
    if label.isdigit():
        return (int(label),)
    roman = read_roman(label)
    letter = ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "z" else None
    return tuple(value for value in (roman, letter) if value is not None)


def read_roman(text: str) -> int | None:
    """Read a roman numeral in lower case, None when it is none.

    >>> read_roman("xiv"), read_roman("a"), read_roman("iiii")
    (14, None, None)
    """
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def read_note_label(line: Line) -> NoteLabel | None:
    """Read the label that a line begins with, None when it begins like a sentence."""
    first = line.runs[0] if line.runs else None
    if first is not None and first.is_raised and (found := _MARKED.fullmatch(line.text[: first.end].strip())):
        return NoteLabel(label=_plain(found[1]), end=first.end, form=LabelForm.RAISED)
    if found := _UNICODE.match(line.text):
        return NoteLabel(label=_plain(found[0]), end=found.end(), form=LabelForm.RAISED)
    for link in line.links:
        if link.target is not None and link.start == 0 and (found := _MARKED.fullmatch(line.text[: link.end].strip())):
            end = link.end + (1 if line.text[link.end : link.end + 1] in (".", ")", "]") else 0)
            return NoteLabel(label=_plain(found[1]), end=end, form=LabelForm.LINKED)
    if found := _PRINTED.match(line.text):
        label = _plain(next(found[name] for name in "bopsdlrekwnc" if found[name]))
        return NoteLabel(label=label, end=found.end(), form=_form_of(found))
    if found := _GLUED.match(line.text):
        return NoteLabel(label=found[0], end=found.end(), form=LabelForm.GLUED)
    return None


def mark_labels(text: str) -> tuple[str, ...]:
    """Return the labels that the text of a raised mark names; () when it is no mark.

    >>> mark_labels("12"), mark_labels("3,5"), mark_labels("7–9"), mark_labels("th")
    (('12',), ('3', '5'), ('7', '8', '9'), ())
    >>> mark_labels("注 1"), mark_labels("（注 2）")
    (('1',), ('2',))
    """
    if found := _MARKED.fullmatch(text.strip()):
        return (_plain(found[1]),)
    labels: list[str] = []
    for part in re.split(r"[,;、，\s]+", text.strip().strip(_ANY_OPEN + _ANY_CLOSED)):
        if found := _RANGE.fullmatch(part):
            first, last = int(found[1]), int(found[2])
            if not first < last <= first + MAX_RANGE:
                return ()
            labels += map(str, range(first, last + 1))
        elif found := _MARKED.fullmatch(part):
            labels.append(_plain(found[1]))
        elif part:
            return ()
    return tuple(labels)


def links_to_note(link: LineLink, text: str) -> bool:
    """Tell whether an internal link covers nothing but a label."""
    return link.target is not None and bool(_MARKED.fullmatch(text[link.start : link.end].strip()))


def slug_of_label(label: str) -> str:
    """Return a label as a part of an id.

    >>> slug_of_label("12"), slug_of_label("**")
    ('12', 'star-star')
    """
    return "-".join(_SYMBOL_NAMES.get(c, f"u{ord(c):04x}") for c in label) if label[0] in SYMBOLS else label


def _form_of(found: re.Match[str]) -> LabelForm:
    return next(form for form in LabelForm if form.value in found.re.groupindex and found[form.value])


def _plain(label: str) -> str:
    return unicodedata.normalize("NFKC", label).replace("∗", "*")
