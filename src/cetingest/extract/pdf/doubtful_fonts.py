"""Notice a font whose table of characters (ToUnicode) is wrong: what it says to be letters makes no words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cetingest.extract.pdf.characters import ShownText
from cetingest.model import BBox, Provenance

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
# Of the height: the next line of a paragraph begins so far below the last one
_NEXT_LINE = 1.2
# More than a book of doubtful headings has; what a page has beyond them is one place
_MOST_STRIPS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulFont:
    """A font that probably says other characters than it shows, some of what it says, and where it stands."""

    fontname: str
    excerpt: str
    places: tuple[Provenance, ...]


@dataclass(slots=True)
class _Sample:
    texts: list[str] = field(default_factory=list)
    count: int = 0
    strips: list[tuple[int, BBox]] = field(default_factory=list)
    """Page and box of its lines, of those that follow one another in one."""

    def stands_at(self, page_number: int, box: BBox) -> None:
        """Note a place; it widens the last one where it stands on the same line or on the next."""
        if self.strips:
            number, (x0, top, x1, bottom) = self.strips[-1]
            reach = _NEXT_LINE * (box[3] - box[1])
            is_near = top - reach < box[1] < bottom + reach or len(self.strips) >= _MOST_STRIPS
            if number == page_number and is_near:
                widened = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
                self.strips[-1] = (page_number, widened)
                return
        self.strips.append((page_number, box))


class FontSamples:
    """The first characters of each font of a file."""

    def __init__(self) -> None:
        self._samples: dict[object, _Sample] = {}

    def add(self, page_number: int, texts: Iterable[ShownText], origin: tuple[float, float] = (0.0, 0.0)) -> None:
        """Look at what a page shows; `origin` is the upper left corner of what viewers show of it."""
        samples = self._samples
        left, upper = origin
        for shown in texts:
            sample = samples.get(shown.fontname)
            if sample is None:
                sample = samples[shown.fontname] = _Sample()
            _, _, top, bottom, *_ = shown
            first, last = shown.characters[0], shown.characters[-1]
            sample.stands_at(page_number, (first[1] - left, top - upper, last[2] - left, bottom - upper))
            if sample.count < _SAMPLE:
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
                    places=tuple(Provenance(page_number=n, bbox=_rounded(box)) for n, box in sample.strips),
                )


def _rounded(box: BBox) -> BBox:
    x0, top, x1, bottom = (round(side, 2) for side in box)
    return x0, top, x1, bottom


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
