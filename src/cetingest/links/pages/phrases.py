"""What pages say that stand in for another: the sentences and patterns of data/*.yaml, by kind and language."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cetingest.language.data_files import read_words

_FILES = ("error_pages", "parked_domains", "maintenance", "walls", "taken_over_domains")
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_SPACE_IN_CJK = re.compile(rf"(?<=[{_CJK}、。])\s+(?=[{_CJK}])")
_WITHOUT_SPACES = re.compile(rf"[{_CJK}\uac00-\ud7a3]")
"""Letters at which a word need not end: Japanese and Chinese set no spaces, Korean puts particles behind nouns."""


class PageKind(StrEnum):
    """What a page may be instead of the one that was asked for; the keys of the files."""

    NOT_FOUND = "not_found"
    PARKED = "parked"
    PASSING = "passing"
    CHALLENGE = "challenge"
    LOGIN = "login"
    CONSENT = "consent"
    PAYWALL = "paywall"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseGroup:
    """Phrases of a kind and language.

    `sentences` are searched as they stand, as whole words. `patterns` are expressions with an example each; they are
    tried only where one of the `cues` stands, which is ten times faster. `counterexamples` are what other pages say.
    """

    kind: PageKind
    language: str
    sentences: tuple[str, ...]
    cues: tuple[str, ...]
    patterns: tuple[tuple[str, str], ...]
    counterexamples: tuple[str, ...]


@functools.cache
def phrase_groups() -> tuple[PhraseGroup, ...]:
    """Read all groups of phrases."""
    files = (read_words("cetingest.links.pages", f"data/{name}.yaml") for name in _FILES)
    return tuple(
        PhraseGroup(
            kind=PageKind(kind),
            language=group["language"],
            sentences=tuple(group.get("sentences", ())),
            cues=tuple(group.get("cues", ())),
            patterns=tuple((rule["pattern"], rule["example"]) for rule in group.get("patterns", ())),
            counterexamples=tuple(group.get("counterexamples", ())),
        )
        for file in files
        for kind, groups in file.items()
        for group in groups
    )


def says(kind: PageKind, text: str) -> bool:
    """Tell whether a text holds a phrase of a kind.

    >>> says(PageKind.NOT_FOUND, "Page not found"), says(PageKind.NOT_FOUND, "Lost and found")
    (True, False)
    """
    plain = fold_phrase(text)
    return any(any(cue in plain for cue in cues) and rule.search(plain) is not None for cues, rule in _rules()[kind])


@functools.lru_cache(maxsize=64)
def fold_phrase(text: str) -> str:
    """Fold case and forms; spaces between East Asian signs come from markup and go."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _SPACE_IN_CJK.sub("", folded)


_Rule = tuple[tuple[str, ...], re.Pattern[str]]


@functools.cache
def _rules() -> Mapping[PageKind, tuple[_Rule, ...]]:
    """Return the rules of each kind: cues, and the expression to try where one of them stands."""
    return {kind: tuple(_rules_of(kind)) for kind in PageKind}


def _rules_of(kind: PageKind) -> Iterator[_Rule]:
    for group in phrase_groups():
        if group.kind is not kind:
            continue
        if group.patterns:
            yield group.cues, re.compile("|".join(pattern for pattern, _ in group.patterns))
        for sentence in map(fold_phrase, group.sentences):
            yield (sentence,), re.compile(_as_words(sentence))


def _as_words(sentence: str) -> str:
    start = "" if _WITHOUT_SPACES.match(sentence[0]) else r"\b"
    end = "" if _WITHOUT_SPACES.match(sentence[-1]) else r"\b"
    return start + re.escape(sentence) + end
