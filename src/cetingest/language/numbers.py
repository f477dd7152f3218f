"""Numbers in figures, words and Chinese signs, with the scale word after them; ordinals."""

import re
from dataclasses import dataclass

from cetingest.model import Span

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
CARDINALS = _UNITS[1:]  # from one to nineteen
_KANJI_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
# crore and lakh are those of South Asian English; bn, tn and mn those of British newspapers.
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "lakh crore": 1e12,
    "万": 1e4,
    "萬": 1e4,
    "億": 1e8,
    "亿": 1e8,
    "兆": 1e12,
}
# At most 15 digits: a double holds these exactly, and no scale above makes them overflow. Longer runs are codes.
_FIGURES = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!,?\d)|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!,?\d)|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,4}(?!\d)"
    r"|\d{1,3},\d{1,2}(?=\s?(?:%|per\s?cent\b|million\b|billion\b|trillion\b))"  # a decimal comma
    r"|\d{1,15}(?!\d|,\d))(?:\.\d{1,9}(?!\d))?"
)
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})"
_WORDS = rf"{_WORD}(?:\s+hundred(?:\s+and\s+{_WORD})?)?"
_SCALE = rf"(?:lakh\s+crores?|{'|'.join(sorted(SCALES, key=len, reverse=True))})"
# "-1.2 billion", "twenty-five" (no "two-storey"), "half a million"
_IN_FIGURES = (
    rf"(?<![\w.,])(?<![A-Za-z][-‐–])(?P<sign>(?<![\w)])[-−])?(?P<figures>{_FIGURES})"
    rf"(?:[\s\u00a0-]?(?P<scale>{_SCALE})(?![a-zA-Z]))?"
)
_IN_WORDS = (
    rf"(?<![\w-])(?P<words>{_WORDS})(?:[\s-](?P<word_scale>{_SCALE}))?"
    r"(?![\w-]*[a-z]\w*-(?!year|fold|month|day))(?!\w)"
)
_WITH_ARTICLE = (
    r"(?<![\w-])(?P<article>a|an|half\s+an?)\s+(?P<article_scale>million|billion|trillion|crore|lakh|dozen)\b"
)
_NUMERAL = re.compile(f"{_IN_FIGURES}|{_IN_WORDS}|{_WITH_ARTICLE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its value with the scale applied; `scale` is 1 without a scale word."""

    span: Span
    value: float
    scale: float
    is_word: bool

    @property
    def is_large(self) -> bool:
        """Tell whether a scale word follows."""
        return self.scale > 1


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Find the numbers that stand as words of their own, from left to right; digits within names are none.

    >>> [n.value for n in find_numerals("1.2 billion, Rs 6,000 crore, twenty-five, half a million, COVID-19")]
    [1200000000.0, 60000000000.0, 25.0, 500000.0]
    """
    return tuple(_numeral(match) for match in _NUMERAL.finditer(text))


def word_number(text: str) -> float | None:
    """Return the value of a number in figures or words, or None."""
    numerals = find_numerals(text.strip())
    return numerals[0].value if len(numerals) == 1 and numerals[0].span == (0, len(text.strip())) else None


def ordinal(number: int) -> str:
    """Write an ordinal in figures.

    >>> ordinal(3), ordinal(21), ordinal(112)
    ('3rd', '21st', '112th')
    """
    is_teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def read_kanji(text: str) -> int:
    """Read a number below 1,000 in Chinese signs, by tens and hundreds or sign for sign.

    >>> read_kanji("九"), read_kanji("二十一"), read_kanji("百十"), read_kanji("二〇")
    (9, 21, 110, 20)
    """
    total = 0
    for unit, sign in ((100, "百"), (10, "十")):
        before, found, after = text.partition(sign)
        if found:
            total, text = total + unit * _KANJI_DIGITS.get(before, 1), after
    digits = "".join(str(_KANJI_DIGITS.get(sign, 0)) for sign in text)
    return total + int(digits or 0)


def _numeral(match: re.Match[str]) -> Numeral:
    if match["article"]:
        scale = 12.0 if match["article_scale"].lower() == "dozen" else SCALES[match["article_scale"].lower()]
        half = 0.5 if match["article"].lower().startswith("half") else 1.0
        return Numeral(match.span(), half * scale, scale, is_word=True)
    scale = _scale(match["scale"] or match["word_scale"])
    if match["figures"]:
        figures = match["figures"]
        if re.fullmatch(r"\d{1,3},\d{1,2}", figures):
            figures = figures.replace(",", ".")
        number = float(re.sub(r"[,\s\u00a0\u2009\u202f]", "", figures))
        # Scaled as decimals are: 4.35 million is 4350000, not 4349999.999999999.
        return Numeral(match.span(), round((-1 if match["sign"] else 1) * number * scale, 9), scale, is_word=False)
    return Numeral(match.span(), _in_words(match["words"]) * scale, scale, is_word=True)


def _scale(word: str | None) -> float:
    return SCALES[re.sub(r"\s+crores?", " crore", word.lower())] if word else 1.0


def _in_words(words: str) -> float:
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += _SMALL[word]
    return float(total)
