"""Read the numbers that headings begin with: 2.1, II., A., (a), Chapter 3."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?(?:\s+\S|$)")
_LETTER = re.compile(r"(\(?)([IVXL]{1,6}|[A-Z]|[ivx]{1,5}|[a-z]|\d{1,2})([.):])(?:\s+\S|$)")
_WORD = re.compile(r"([^\W\d_]{4,})\s+(\d{1,3}|[IVXLC]{1,6}|[A-Z])(?=[\s.:–—-]|$)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class HeadingNumber(NamedTuple):
    """The number of a heading: what counts (1, I, A, (a), chapter), how deep (1.2.3 is 3), and the last figure."""

    scheme: str
    depth: int
    value: int


NO_NUMBER = HeadingNumber("", 0, 0)


def read_numbers(texts: Sequence[str]) -> list[HeadingNumber]:
    """Return the number of each heading. A word counts when it numbers two of them: "Part I", not "Vitamin C".

    >>> [tuple(n) for n in read_numbers(["Part I", "1 Aims", "1.2 More", "Part II", "A. Law", "Vitamin C"])]
    [('part', 1, 1), ('1', 1, 1), ('1', 2, 2), ('part', 1, 2), ('A.', 1, 1), ('', 0, 0)]
    """
    words = Counter(found[1].casefold() for text in texts if (found := _WORD.match(text)))
    return [_read_number(text, words) for text in texts]


def _read_number(text: str, words: Counter[str]) -> HeadingNumber:
    if found := _DECIMAL.match(text):
        figures = found[1].split(".")
        return HeadingNumber("1", len(figures), int(figures[-1]))
    if found := _LETTER.match(text):
        form = "1" if found[2].isdigit() else _form_of(found[2])
        return HeadingNumber(found[1] + form + found[3], 1, _value_of(found[2]))
    found = _WORD.match(text)
    if found and words[found[1].casefold()] > 1:
        return HeadingNumber(found[1].casefold(), 1, _value_of(found[2]))
    return NO_NUMBER


def _form_of(number: str) -> str:
    """Return what a number counts in: Roman numbers but for C and L alone, which are letters."""
    roman = "I" if number.isupper() else "i"
    is_roman = set(number.upper()) <= set(_ROMAN) and (len(number) > 1 or number.upper() in "IVX")
    return roman if is_roman else "A" if number.isupper() else "a"


def _value_of(number: str) -> int:
    if number.isdigit():
        return int(number)
    if _form_of(number) in "Aa":
        return ord(number.upper()) - ord("A") + 1
    values = [_ROMAN[letter] for letter in number.upper()]
    return sum(-value if value < max(values[n:]) else value for n, value in enumerate(values))
