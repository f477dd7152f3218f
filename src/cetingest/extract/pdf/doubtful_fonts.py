"""Notice a font whose table of characters (ToUnicode) is wrong: what it says to be letters makes no words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cetingest.extract.pdf.characters import ShownText

# So many characters of a font are looked at; fewer letters than the second say nothing
_SAMPLE, _FEWEST = 3_000, 100
_FEWEST_IN_WORDS = 400
_FEWEST_DIFFERENT = 12
# One sign between letters as often as a space would stand there: a fifth of the letters in English
_SIGN = re.compile(r"(?<=[^\W\d_])[!\"#$%&*+<=>@^|~](?=[^\W\d_])")
_SIGN_SHARE = 0.08
# These are 0.64 of the letters of English, 0.5 of those of Turkish and Hungarian, and 0.3 of letters that were shifted
_FREQUENT = frozenset("etaoinsr")
_FREQUENT_SHARE = 0.38
_WORD = re.compile(r"[A-Za-z]{4,}")
_EXCERPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulFont:
    """A font that probably says other characters than it shows, some of what it says, and the pages that it is on."""

    fontname: str
    excerpt: str
    page_numbers: tuple[int, ...]


@dataclass(slots=True)
class _Sample:
    texts: list[str] = field(default_factory=list)
    count: int = 0
    page_numbers: list[int] = field(default_factory=list)
    last_page: int = 0


class FontSamples:
    """The first characters of each font of a file."""

    def __init__(self) -> None:
        self._samples: dict[object, _Sample] = {}

    def add(self, page_number: int, texts: Iterable[ShownText]) -> None:
        """Look at what a page shows."""
        samples = self._samples
        done: object = None
        for shown in texts:
            if shown[0] is done:
                continue
            sample = samples.get(shown.fontname)
            if sample is None:
                sample = samples[shown.fontname] = _Sample()
            if sample.last_page != page_number:
                sample.last_page = page_number
                sample.page_numbers.append(page_number)
            if sample.count >= _SAMPLE:
                done = shown.fontname
            else:
                sample.count += len(shown.characters)
                sample.texts.append("".join(character for character, _, _ in shown.characters))

    def doubtful(self, name_of: Callable[[object], str]) -> Iterator[DoubtfulFont]:
        """Iterate over the fonts that are probably wrong, in the order of their first use."""
        for fontname, sample in self._samples.items():
            text = " ".join(sample.texts)
            if is_improbable(text):
                excerpt = " ".join(text.split())[:_EXCERPT]
                yield DoubtfulFont(
                    fontname=name_of(fontname).rpartition("+")[2],
                    excerpt=excerpt,
                    page_numbers=tuple(sample.page_numbers),
                )


def is_improbable(text: str) -> bool:
    """Tell text in Latin letters that is none of any language: signs for spaces, or rare letters for frequent ones.

    >>> is_improbable("What!will!the!data!revolution!do?" * 5), is_improbable("What will the data revolution do? " * 20)
    (True, False)
    """
    letters = sum(character.isalpha() for character in text)
    if letters < _FEWEST:
        return False
    (_, count), *_ = Counter(_SIGN.findall(text)).most_common(1) or [("", 0)]
    if count > _SIGN_SHARE * letters:
        return True
    in_words = Counter("".join(_WORD.findall(text)).casefold())
    frequent = sum(in_words[letter] for letter in _FREQUENT)
    return (
        in_words.total() >= max(_FEWEST_IN_WORDS, letters / 2)
        and len(in_words) >= _FEWEST_DIFFERENT
        and frequent < _FREQUENT_SHARE * in_words.total()
    )
