"""The words that judge, read from lexicon.yaml and compiled."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

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
        adjectives, verbs = _each(_adjective, sizes[form]["adjectives"]), _each(_verb, sizes[form]["verbs"])
        classes.append(WordClass(polarity, form, True, _compiled(adjectives)))
        classes.append(WordClass(polarity, form, True, _compiled(verbs - adjectives), is_verb=True))
    classes.append(WordClass(Polarity.WEAKNESS, Form.DIFFERENCE, False, _compiled(_each(_noun, words["differences"]))))
    return Lexicon(
        classes=tuple(classes),
        burdens=_compiled(_each(_noun, sizes["burdens"])),
        hedges=_compiled(words["hedges"]),
        negations=re.compile(rf"(?:(?<!\w)(?:{_alternatives(words['negations'])})|n't)(?!\w)", re.IGNORECASE),
        participles=tuple(words["participles"]),
        improve=_compiled(_each(_verb, words["improve"])),
        public_actors=_compiled(_each(_noun, words["public_actors"])),
        public_actions=_compiled(_each(_verb, words["public_actions"])),
    )


def _word_class(polarity: Polarity, name: str, entries: list[str]) -> WordClass:
    kind = name.removeprefix("weak_")
    inflect = {"adjectives": _adjective, "predicatives": _adjective, "nouns": _noun, "verbs": _verb}[kind]
    return WordClass(polarity, Form(kind[:-1]), kind != name, _compiled(_each(inflect, entries)))


def _each(inflect: Callable[[str], set[str]], entries: Iterable[str]) -> set[str]:
    return {form for entry in entries for form in inflect(entry)}


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives(words)})(?![\w-])", re.IGNORECASE)


def _adjective(entry: str) -> set[str]:
    if "/" in entry:
        return set()
    if " " in entry or "-" in entry or len(entry) > 8:  # longer ones take "more"
        return {entry}
    stem = entry[:-1] if entry.endswith(("e", "y")) else entry
    middle = "i" if entry.endswith("y") else ""
    doubled = (
        {f"{entry}{entry[-1]}er", f"{entry}{entry[-1]}est"} if re.search(r"[^aeiou][aeiou][bdgnt]$", entry) else set()
    )
    return {entry, f"{stem}{middle}er", f"{stem}{middle}est", *doubled}


def _noun(entry: str) -> set[str]:
    if "/" in entry:
        return set(entry.split("/"))
    if entry.endswith(("s", "x", "ch", "sh")):
        return {entry, f"{entry}es"}
    if re.search(r"[^aeiou]y$", entry):
        return {entry, f"{entry[:-1]}ies"}
    return {entry, f"{entry}s"}


def _verb(entry: str) -> set[str]:
    """Inflect the first word; forms that are given are kept: fall/fell/fallen short."""
    first, *rest = entry.split(" ")
    base, *given = first.split("/")
    stem = base[:-1] if base.endswith("e") else base
    if re.fullmatch(r"[^aeiou]*[aeiou][bdglmnpt]", base):  # lag, lagged; stop, stopped
        stem = base + base[-1]
    forms = {base, f"{stem}ing", *given}
    if re.search(r"[^aeiou]y$", base):
        forms |= {f"{base[:-1]}ies"} | (set() if given else {f"{base[:-1]}ied"})
    else:
        forms |= {f"{base}es" if base.endswith(("s", "x", "ch", "sh", "o")) else f"{base}s"}
        forms |= set() if given else {f"{stem}ed"}
    return {" ".join((form, *rest)) for form in forms}
