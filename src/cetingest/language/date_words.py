"""Words that dates are printed with, by language: months, seasons, quarters, eras ... (data/*.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cetingest.language.data_files import read_words

LISTS = ("months", "seasons", "quarters", "ordinals", "eras", "circa")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWord:
    """A word in small letters, the number it stands for if any, and a date that holds it, printed and as EDTF.

    The number of an era is the year before its year 1. `where` limits a word to some texts (circa.yaml).
    """

    word: str
    number: int
    language: str
    where: str
    example: str
    edtf: str


@cache
def date_words(name: str) -> tuple[DateWord, ...]:
    """Return a list of LISTS in the order of its file, which is read once."""
    return tuple(
        _word(group, word, number)
        for group in read_words("cetingest.language", f"data/{name}.yaml")["words"]
        for number, words in _numbered(group)
        for word in words
    )


@cache
def numbers(name: str, *languages: str) -> Mapping[str, int]:
    """Map the words of a list to their numbers: those of the languages named, or of all.

    >>> numbers("months")["juin"], "juin" in numbers("months", "en")
    (6, False)
    """
    return {word.word: word.number for word in date_words(name) if not languages or word.language in languages}


def _numbered(group: Mapping[str, Any]) -> list[tuple[int, list[str]]]:
    words = group["words"]
    if isinstance(words, list):
        return [(int(group.get("first_year", 1)) - 1, words)]
    return [(int(number), listed) for number, listed in words.items()]


def _word(group: Mapping[str, Any], word: str, number: int) -> DateWord:
    return DateWord(
        word=word,
        number=number,
        language=group.get("language", ""),
        where=group.get("where", ""),
        example=group["example"].format(word=word),
        edtf=group["edtf"].format(number=number, season=20 + number, quarter=32 + number),
    )
