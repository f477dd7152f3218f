"""Tell the language of a text by what the file names and what its words say."""

import re
import unicodedata
from collections import Counter
from functools import cache

from cetingest.language.data_files import read_rows

_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 20
_MIN_SHARE = 0.08  # stop words make up 0.15 to 0.3 of prose, under 0.05 of another language's
_MIN_LEAD = 1.3


def choose_language(named: str | None, text: str) -> str | None:
    """Return the language tag that the file names, unless its text is plainly in another language.

    Word writes the language of the author's installation, not of the text (two of fourteen real documents).

    >>> choose_language("en-GB", "")
    'en-GB'
    """
    guessed = guess_language(text)
    if named and (guessed is None or named.partition("-")[0].casefold() == guessed):
        return named
    return guessed


def guess_language(text: str) -> str | None:
    """Guess the ISO 639-1 code by script, then by common words; None when unsure.

    >>> guess_language("日本は半導体に強い。")
    'ja'
    >>> guess_language("12 34") is None
    True
    """
    scripts: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            scripts[unicodedata.name(char, "").partition(" ")[0]] += count
    total = scripts.total()
    if not total:
        return None
    for script, language in (("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko")):
        if scripts[script] > 0.05 * total:
            return language
    if scripts["CJK"] > 0.3 * total:
        return "zh"
    return _by_stopwords([word.casefold() for word in _WORD.findall(text)])


def _by_stopwords(words: list[str]) -> str | None:
    if len(words) < _MIN_WORDS:
        return None
    counts = Counter(words)
    hits = {language: sum(counts[word] for word in common) for language, common in _common_words().items()}
    (best, count), (_, second) = Counter(hits).most_common(2)
    return best if count >= _MIN_SHARE * len(words) and count >= _MIN_LEAD * second else None


@cache
def _common_words() -> dict[str, list[str]]:
    """Return by language its commonest words, those that are rare in the other languages."""
    rows = read_rows("cetingest.extract", "data/common_words.csv")
    return {row["language"]: row["words"].split() for row in rows}
