"""The words that judge, read from lexicon.yaml and compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cetingest.findings.words import adjective, alternatives, compile_words, each, noun, verb
from cetingest.model import Polarity


class Form(StrEnum):
    """How a judging word stands to what it judges."""

    ADJECTIVE = "adjective"  # "strong X", "X is strong"
    PREDICATIVE = "predicative"  # only "X is available"; "available X" judges nothing
    NOUN = "noun"  # "strength in X", "X is a strength"
    VERB = "verb"  # "leads in X", "X lags"
    MORE = "more"  # "high X", "X grows": good or bad by what X is
    LESS = "less"  # "low X", "X falls"
    DIFFERENCE = "difference"  # "the difference to the leaders is X"


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one behaviour; `is_weak` ones count only where they are about a known field."""

    polarity: Polarity
    form: Form
    is_weak: bool
    regex: re.Pattern[str]
    is_verb: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that lexicon.yaml says."""

    classes: tuple[WordClass, ...]
    burdens: re.Pattern[str]
    hedges: re.Pattern[str]
    negations: re.Pattern[str]
    participles: tuple[str, ...]
    improve: re.Pattern[str]
    public_actors: re.Pattern[str]
    public_actions: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """Read the lexicon on board."""
    text = files("cetingest.findings.assessments").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.safe_load(text)
    classes = [
        _word_class(Polarity(polarity), name, entries)
        for polarity in ("strength", "weakness", "neutral", "mixed")
        for name, entries in words[polarity].items()
    ]
    sizes = words["size"]
    for form in (Form.MORE, Form.LESS):
        polarity = Polarity.STRENGTH if form is Form.MORE else Polarity.WEAKNESS
        adjectives, verbs = each(adjective, sizes[form]["adjectives"]), each(verb, sizes[form]["verbs"])
        classes.append(WordClass(polarity, form, True, compile_words(adjectives)))
        classes.append(WordClass(polarity, form, True, compile_words(verbs - adjectives), is_verb=True))
    classes.append(
        WordClass(Polarity.WEAKNESS, Form.DIFFERENCE, False, compile_words(each(noun, words["differences"])))
    )
    return Lexicon(
        classes=tuple(classes),
        burdens=compile_words(each(noun, sizes["burdens"])),
        hedges=compile_words(words["hedges"]),
        negations=re.compile(rf"(?:(?<!\w)(?:{alternatives(words['negations'])})|n't)(?!\w)", re.IGNORECASE),
        participles=tuple(words["participles"]),
        improve=compile_words(each(verb, words["improve"])),
        public_actors=compile_words(each(noun, words["public_actors"])),
        public_actions=compile_words(each(verb, words["public_actions"])),
    )


def _word_class(polarity: Polarity, name: str, entries: list[str]) -> WordClass:
    kind = name.removeprefix("weak_")
    inflect = {"adjectives": adjective, "predicatives": adjective, "nouns": noun, "verbs": verb}[kind]
    return WordClass(polarity, Form(kind[:-1]), kind != name, compile_words(each(inflect, entries)))
