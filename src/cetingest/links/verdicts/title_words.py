"""What titles are made of: scripts, content words, and the numbers that tell two works of one name apart."""

import functools
import re
import unicodedata

from cetingest.language.numbers import read_kanji
from cetingest.language.text import fold

_NUMBER = re.compile(r"\d+")
_STOP_WORD_LIST = """
the of and in for to with on by from a an as at how is its or s
der die das und fur von zu im den dem des ein eine mit le la les de du et en pour sur un une dans l d
el los las y del para por con una o os as e do da dos das em no na il lo gli i di della dei per su nel
の と は を に"""
_ORDINAL_LIST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ROMAN_LIST = "i ii iii iv v vi vii viii ix x xi xii"
# A lone "i", "v" or "a" is a number only after what is numbered.
_NUMBERED_LIST = """
part volume vol chapter phase book section annex appendix tier level stage round issue no number series teil band
partie tome volumen parte group option schedule title article world war type class zone region"""
# Monthly and quarterly works differ in nothing else.
_PERIOD_LIST = """
january february march april may june july august september october november december
januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre
novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
spring summer autumn winter q1 q2 q3 q4 1h 2h h1 h2"""
# Words that any body's page may be named with; a title of nothing else proves nothing.
_GENERIC_LIST = """
about home homepage welcome news overview index report reports annual policy policies strategy strategies plan plans
introduction statistics data publications publication contact press release releases white paper papers website site
information info document documents summary review guide guidelines faq main top page archive archives resources
library research project projects program programme programs organization organisation mission history profile
members events event search results topics media blog article articles budget law laws act executive outlook survey
company corporate services service products product monthly weekly quarterly bulletin newsletter update updates
概要 報告 報告書 資料 について お知らせ ニュース トップページ ホーム 年次報告書 年報
白書 計画 予算 統計 会社概要 組織 政策"""
_STOP_WORDS = frozenset(_STOP_WORD_LIST.split())
_ORDINALS = {word: str(number) for number, word in enumerate(_ORDINAL_LIST.split(), 1)}
_ROMAN = {word: str(number) for number, word in enumerate(_ROMAN_LIST.split(), 1)}
_NUMBERED = frozenset(_NUMBERED_LIST.split())
_PERIODS = frozenset(_PERIOD_LIST.split())
_GENERIC = frozenset(_GENERIC_LIST.split())
_KANJI_ORDINAL = re.compile(r"第([〇一二三四五六七八九十百]{1,6})")
_ERA_YEAR = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)(?=\s?年)")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


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
    """Return the words that tell something; of scripts without spaces every two characters count as one."""
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
    """Return what counts and dates a title: numbers, ordinals, Roman numbers, months; years of Japanese eras too.

    >>> sorted(numbers_of("Third Report, Part II, May 2024")), sorted(numbers_of("第九回（令和5年）"))
    (['2', '2024', '3', 'may'], ['2023', '9'])
    """
    text = unicodedata.normalize("NFKC", text)
    text = _ERA_YEAR.sub(lambda m: f" {_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))} ", text)
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


def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words are one but for its spelling: British and American, singular and plural."""
    return one == other or _spelling(one) == _spelling(other)


@functools.lru_cache(maxsize=8_192)
def _spelling(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    word = word.replace("z", "s").replace("our", "or").replace("ae", "e").replace("programme", "program")
    if word.endswith("ence"):
        word = word[:-4] + "ense"
    return word[:-2] + "er" if len(word) > 4 and word.endswith("tre") else word
