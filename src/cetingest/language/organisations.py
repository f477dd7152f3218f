"""Nouns that bodies are named with: the words of data/organisation_nouns.yaml."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cetingest.language.data_files import read_words
from cetingest.language.words import alternatives


def has_body_noun(text: str) -> bool:
    """Tell whether a name holds a noun that bodies are named with: ministry, bank, forum ...

    >>> has_body_noun("World Bank"), has_body_noun("経済産業省"), has_body_noun("Ada Lovelace")
    (True, True, False)
    """
    return body_noun_regex().search(text) is not None or _last_signs_regex().search(text) is not None


@cache
def body_noun_regex() -> re.Pattern[str]:
    """Compile the nouns of languages that part words by spaces; "&" joins the partners of a firm."""
    words, shortened = alternatives(_words("word")), alternatives(_words("abbreviation"))
    return re.compile("|".join([rf"\b(?:{words})\b", rf"\b(?:{shortened})(?:\.|$)", *_compounds(), "&"]), re.IGNORECASE)


@cache
def _last_signs_regex() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_words('last'))})(?:\s*[（(][^（）()]*[)）])?$")


def _compounds() -> Iterator[str]:
    """Yield a pattern for each group of endings; the longest compounds of German statutes have some 40 letters."""
    for group in _groups():
        if group["as"] == "ending":
            yield rf"\b\w{{{group['letters']},40}}?(?:{alternatives(group['words'])})\b"


def _words(stands_as: str) -> Iterator[str]:
    """Yield the words of all groups that stand in one way, with either apostrophe."""
    for group in _groups():
        if group["as"] == stands_as:
            yield from (form for word in group["words"] for form in {word, word.replace("'", "’")})


@cache
def _groups() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = read_words("cetingest.language", "data/organisation_nouns.yaml")["nouns"]
    return groups
