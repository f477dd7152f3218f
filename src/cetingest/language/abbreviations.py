"""Abbreviations, whose full stop need not end a sentence: the words of data/abbreviations.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from cetingest.language.data_files import read_words


class Ends(StrEnum):
    """When the full stop of an abbreviation ends a sentence all the same."""

    NEVER = "never"
    BEFORE_WORDS = "before_words"  # unless a number follows
    BEFORE_OPENER = "before_opener"  # when a word follows that begins a sentence and no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A shortened word without its last full stop; `example` is a text in which that stop ends no sentence."""

    word: str
    ends: Ends
    is_of_notes: bool  # only citations shorten it
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All abbreviations by their word, the nouns after ordinals, and the openers of sentences."""

    abbreviations: Mapping[str, Abbreviation]
    after_ordinals: frozenset[str]
    openers: frozenset[str]

    def find(self, word: str, *, is_note: bool) -> Abbreviation | None:
        """Look a word up; one listed with a capital counts only as it is spelled there."""
        word = word.replace("’", "'")
        found = self.abbreviations.get(word) or self.abbreviations.get(word.lower())
        return None if found is None or (found.is_of_notes and not is_note) else found


@cache
def load() -> Words:
    """Read the file once."""
    said = _said()
    return Words(
        abbreviations={one.word: one for one in listed()},
        after_ordinals=_words_of(said["after_ordinals"]),
        openers=_words_of(said["openers"]),
    )


def listed() -> Iterator[Abbreviation]:
    """Yield the abbreviations in the order of the file."""
    for group in _said()["abbreviations"]:
        words = group["words"]
        examples = words if isinstance(words, dict) else dict.fromkeys(words, group.get("example", ""))
        for word, example in examples.items():
            yield Abbreviation(
                word=word,
                ends=Ends(group["ends"]),
                is_of_notes=group.get("in") == "notes",
                example=example.replace("{word}", word),
            )


@cache
def _said() -> Mapping[str, Any]:
    return read_words("cetingest.language", "data/abbreviations.yaml")


def _words_of(groups: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(word for group in groups for word in group["words"])
