"""Tell the language of a text by what the file names and what its words say."""

import re
import unicodedata
from collections import Counter

# The commonest words of each language that are rare in the others.
_STOPWORDS = {
    "en": {"the", "of", "and", "to", "that", "is", "with", "for", "are", "was"},
    "de": {"der", "die", "und", "das", "nicht", "ist", "den", "mit", "von", "eine"},
    "fr": {"les", "des", "est", "une", "dans", "que", "pour", "qui", "aux", "sur"},
    "es": {"los", "las", "una", "que", "del", "por", "con", "para", "como", "más"},
    "it": {"che", "della", "per", "sono", "una", "con", "gli", "nel", "dei", "delle"},
    "pt": {"que", "uma", "para", "não", "dos", "com", "das", "os", "mais", "ao"},
    "nl": {"het", "een", "van", "dat", "niet", "zijn", "voor", "met", "aan", "ook"},
    "pl": {"nie", "jest", "się", "oraz", "przez", "dla", "jako", "które", "tym", "od"},
}
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
    hits = {language: sum(counts[word] for word in stop) for language, stop in _STOPWORDS.items()}
    (best, count), (_, second) = Counter(hits).most_common(2)
    return best if count >= _MIN_SHARE * len(words) and count >= _MIN_LEAD * second else None
