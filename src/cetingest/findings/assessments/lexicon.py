"""The words that judge, read from lexicon.yaml and compiled."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from cetingest.findings.words import adjective, each, noun, verb
from cetingest.language.data_files import read_words
from cetingest.language.words import alternatives, compile_words
from cetingest.model import Polarity, Span


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
    is_verb: bool = False
    is_phrase: bool = False  # with a gap in it; its subject comes first


@dataclass(frozen=True, slots=True)
class Entry:
    """A judging word or phrase of one class; `rest` matches what follows the first word, None for a single word."""

    words: WordClass
    rest: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that lexicon.yaml says."""

    entries: Mapping[str, tuple[Entry, ...]]  # by the first word, in lower case; the longest phrase first
    patterns: tuple[tuple[WordClass, re.Pattern[str]], ...]  # of single words
    phrases: tuple[tuple[WordClass, re.Pattern[str]], ...]
    burdens: re.Pattern[str]
    hedges: re.Pattern[str]
    negations: re.Pattern[str]
    participles: tuple[str, ...]
    improve: re.Pattern[str]
    public_actors: re.Pattern[str]
    public_actions: re.Pattern[str]

    def find(self, text: str) -> Iterator[tuple[Span, WordClass]]:
        """Find the judging words of each class from left to right; those of one class do not overlap.

        By the first word, since a pattern for each class takes ten times as long on a text.
        """
        ends: dict[WordClass, int] = {}
        for word in _WORD.finditer(text):
            for entry in self.entries.get(word[0].lower(), ()):
                if word.start() < ends.get(entry.words, 0):
                    continue
                if match := entry.rest.match(text, word.end()) if entry.rest else word:
                    ends[entry.words] = match.end()
                    yield (word.start(), match.end()), entry.words
            for words, pattern in self.patterns:
                if word.start() >= ends.get(words, 0) and pattern.fullmatch(word[0]):
                    ends[words] = word.end()
                    yield word.span(), words
        for words, pattern in self.phrases:
            yield from ((match.span(), words) for match in pattern.finditer(text))


_WORD = re.compile(r"(?<![\w-])[\w-]+")


@cache
def lexicon() -> Lexicon:
    """Read the lexicon on board."""
    words = read_words("cetingest.findings", "assessments/lexicon.yaml")
    forms = [
        form
        for polarity in ("strength", "weakness", "neutral", "mixed")
        for name, entries in words[polarity].items()
        for form in _forms(Polarity(polarity), name, entries)
    ]
    sizes = words["size"]
    for form in (Form.MORE, Form.LESS):
        polarity = Polarity.STRENGTH if form is Form.MORE else Polarity.WEAKNESS
        adjectives, verbs = each(adjective, sizes[form]["adjectives"]), each(verb, sizes[form]["verbs"])
        forms += [(phrase, WordClass(polarity, form, True)) for phrase in adjectives]
        forms += [(phrase, WordClass(polarity, form, True, is_verb=True)) for phrase in verbs - adjectives]
    difference = WordClass(Polarity.WEAKNESS, Form.DIFFERENCE, False)
    forms += [(phrase, difference) for phrase in each(noun, words["differences"])]
    return Lexicon(
        entries=_by_first_word(forms),
        patterns=tuple(
            (WordClass(Polarity(polarity), Form.ADJECTIVE, False), re.compile("|".join(patterns), re.IGNORECASE))
            for polarity, patterns in words["patterns"].items()
        ),
        phrases=tuple((_phrase_class(name), _compile_phrases(phrases)) for name, phrases in words["phrases"].items()),
        burdens=compile_words(each(noun, sizes["burdens"])),
        hedges=compile_words(words["hedges"]),
        negations=re.compile(rf"(?:(?<!\w)(?:{alternatives(words['negations'])})|n't)(?!\w)", re.IGNORECASE),
        participles=tuple(words["participles"]),
        improve=compile_words(each(verb, words["improve"])),
        public_actors=compile_words(each(noun, words["public_actors"])),
        public_actions=compile_words(each(verb, words["public_actions"])),
    )


def _forms(polarity: Polarity, name: str, entries: list[str]) -> Iterator[tuple[str, WordClass]]:
    kind = name.removeprefix("weak_")
    inflect = {"adjectives": adjective, "predicatives": adjective, "nouns": noun, "verbs": verb}[kind]
    words = WordClass(polarity, Form(kind[:-1]), kind != name)
    return ((form, words) for form in each(inflect, entries))


def _phrase_class(name: str) -> WordClass:
    """Return the class of a group of phrases; they are predicates: what they judge stands before them first."""
    if name in (Form.MORE, Form.LESS):
        polarity = Polarity.STRENGTH if name == Form.MORE else Polarity.WEAKNESS
        return WordClass(polarity, Form(name), is_weak=True, is_verb=True, is_phrase=True)
    return WordClass(Polarity(name.removeprefix("weak_")), Form.VERB, is_weak=name.startswith("weak_"), is_phrase=True)


def _compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)


def _by_first_word(forms: Iterable[tuple[str, WordClass]]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for form, words in sorted(forms, key=lambda entry: (-len(entry[0]), entry[0])):
        first = _WORD.match(form)
        if first is None:
            raise ValueError(f"lexicon.yaml: {form!r} does not begin with a letter")
        rest = re.escape(form[first.end() :]).replace(r"\ ", r"\s+")
        entry = Entry(words, re.compile(rf"{rest}(?![\w-])", re.IGNORECASE) if rest else None)
        found.setdefault(first[0].lower(), []).append(entry)
    return {first: tuple(entries) for first, entries in found.items()}
