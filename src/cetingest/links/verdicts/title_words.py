"""What titles are made of: scripts, content words, and the numbers that tell two works of one name apart."""

import functools
import re
import unicodedata
from collections.abc import Collection, Mapping

from cetingest.language.data_files import read_words
from cetingest.language.date_words import numbers
from cetingest.language.numbers import read_kanji
from cetingest.language.text import fold

_NUMBER = re.compile(r"\d+")


@functools.cache
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each list of data/title_words.yaml, of all languages."""
    lists = read_words("cetingest.links.verdicts", "data/title_words.yaml")
    return {name: tuple(word for group in groups for word in group["words"]) for name, groups in lists.items()}


def _words(name: str) -> frozenset[str]:
    return frozenset(word_lists()[name])


def _numbers(name: str) -> dict[str, str]:
    return {word: str(number) for number, word in enumerate(word_lists()[name], 1)}


_STOP_WORDS, _NUMBERED, _PERIODS, _GENERIC = map(_words, ("stop_words", "numbered", "periods", "generic"))
_ORDINALS, _ROMAN = map(_numbers, ("ordinals", "roman_numbers"))
_KANJI_ORDINAL = re.compile(r"第([〇一二三四五六七八九十百]{1,6})")
_ERA_YEAR = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)(?=\s?年)")


@functools.lru_cache(maxsize=4_096)
def scripts_of(text: str) -> frozenset[str]:
    """Return the writing systems that carry a text: the one of most letters, and any other with a third of them.

    >>> sorted(scripts_of("Rapidus：NEDOによる2nm世代半導体の計画と予算を承認"))
    ['CJK', 'LATIN']
    """
    letters = [_script(char) for char in unicodedata.normalize("NFKC", text) if char.isalpha()]
    counts = {script: letters.count(script) for script in set(letters)}
    return frozenset(script for script, count in counts.items() if count * 3 >= len(letters))


def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    name = unicodedata.name(char, "UNKNOWN").split()[0]
    # Japanese mixes three; Chinese and Japanese titles share enough signs to be compared
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC") else name


def content_words(text: str) -> list[str]:
    """Return the words that tell something. In scripts without spaces every two characters count as a word."""
    words: list[str] = []
    for word in fold(text).split():
        if word.isascii() or scripts_of(word).isdisjoint({"CJK", "THAI"}):
            words.extend([word] if word not in _STOP_WORDS else [])
        else:
            words.extend(word[i : i + 2] for i in range(0, len(word), 2))
    return words


def is_generic(text: str) -> bool:
    """Tell whether a title is of one or two words that any body's page may bear.

    >>> is_generic("Annual Report"), is_generic("About Acme"), is_generic("Annual Report on Lithium")
    (True, False, False)
    """
    words = [word for word in fold(text).split() if word not in _STOP_WORDS and not word.isdigit()]
    return len(words) <= 2 and all(word in _GENERIC for word in words)


def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers and dates of a title: figures, ordinals, Roman numbers, months, years of Japanese eras.

    >>> sorted(numbers_of("Third Report, Part II, May 2024")), sorted(numbers_of("第九回（令和5年）"))
    (['2', '2024', '3', 'may'], ['2023', '9'])
    """
    text = unicodedata.normalize("NFKC", text)
    text = _ERA_YEAR.sub(lambda m: f" {numbers('eras')[m[1]] + (1 if m[2] == '元' else int(m[2]))} ", text)
    text = _KANJI_ORDINAL.sub(lambda m: f" {read_kanji(m[1])} ", text)
    words = fold(text).split()
    found = {number.lstrip("0") or "0" for word in words for number in _NUMBER.findall(word)}
    for before, word in zip(["", *words], words, strict=False):
        if word in _ORDINALS:
            found.add(_ORDINALS[word])
        elif word in _ROMAN and (len(word) > 1 or before in _NUMBERED):
            found.add(_ROMAN[word])
        elif len(word) == 1 and word.isascii() and word.isalpha() and before in _NUMBERED:
            found.add(f"letter {word}")
        elif word in _PERIODS and not (word in ("may", "mars", "march") and before in ("", "we", "who", "on")):
            found.add(word)
    return frozenset(found)


def years_of(found: Collection[str]) -> frozenset[str]:
    """Return those of some numbers that are years: another number of four digits, such as 1000, dates nothing."""
    return frozenset(n for n in found if len(n) == 4 and n[:2] in ("19", "20"))


def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words differ only in spelling: British and American, singular and plural."""
    return one == other or _spelling(one) == _spelling(other)


@functools.lru_cache(maxsize=8_192)
def _spelling(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    word = word.replace("z", "s").replace("our", "or").replace("ae", "e").replace("programme", "program")
    if word.endswith("ence"):
        word = word[:-4] + "ense"
    return word[:-2] + "er" if len(word) > 4 and word.endswith("tre") else word
