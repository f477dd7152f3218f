"""Is the page that answered the work that was cited? By titles: a pure comparison.

A wrong page must not pass and a right page must not be refuted, so three answers are unsure: `weak` (too little to
tell), `not_comparable` (another language: a title can confirm there but never refute), `not_judged` (nothing to compare
with).
"""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from cetingest.model import Content, WebPage
from cetingest.text import fold

# On 23 hand-written pairs token_set_ratio gives right English titles 57-100 and wrong ones 16-62, except for traps that
# only further tests catch: another year of a series 95, the section's home page 100. WRatio gives 86 to "Page not
# found" and to home pages. So: from 90 on, and only with a second test, it is the work; below 60, on enough words, it
# is not; between the two is weak.
_MATCH_SCORE = 90.0
_MISMATCH_SCORE = 60.0
_SEGMENT_SCORE = 85.0
"""Second test: the cited title and one segment of the page's (between "|", " - " and the like) are nearly one text."""
_WORDS_TO_REFUTE = 3
"""Titles of one or two content words ("About RIKEN") share or lack a word by chance."""
_IN_TEXT_SCORE = 95.0

_SEPARATORS = re.compile(r"\s*[|｜»›·•：]\s*|\s+[-–—:/]\s+|\s*[–—]{1,2}\s+|\s*:\s+")
_NUMBER = re.compile(r"\d+")
_ENGLISH_WORDS = frozenset({"the", "of", "and", "in", "for", "to", "with", "on", "by", "from"})
_STOP_WORDS = _ENGLISH_WORDS | {"a", "an", "as", "at", "how", "is", "its", "or", "s"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a page compares with a cited title, and in a clause for a person why."""

    content: Content
    why: str


def compare_titles(cited: str, page: WebPage, cited_language: str | None = None) -> Likeness:
    """Compare a cited title with a page's titles.

    >>> compare_titles("DX White Paper 2023", WebPage(titles=("DX White Paper 2021",))).content
    <Content.MISMATCH: 'mismatch'>
    >>> compare_titles("Space Policy of Japan", WebPage(titles=("宇宙政策 | 内閣府",))).content
    <Content.NOT_COMPARABLE: 'not_comparable'>
    """
    if not fold(cited):
        return Likeness(Content.NOT_JUDGED, "no title is cited that could be compared")
    if not page.titles:
        return Likeness(Content.NOT_JUDGED, "the page names no title")
    likenesses = [_compare(cited, title, page) for title in page.titles]
    for wanted in (Content.MATCH, Content.MISMATCH):  # a title that differs by its year refutes whatever else is said
        for likeness in likenesses:
            if likeness.content is wanted:
                return likeness
    if any(likeness.content is Content.NOT_COMPARABLE for likeness in likenesses) or not _same_language(
        cited, cited_language, page
    ):
        return Likeness(Content.NOT_COMPARABLE, f"its title {_quoted(page)} is in another language")
    return _refute(cited, page)


def _compare(cited: str, title: str, page: WebPage) -> Likeness:
    if scripts_of(cited).isdisjoint(scripts_of(title)):
        return Likeness(Content.NOT_COMPARABLE, "another script")
    wanted, found = fold(cited), fold(title)
    if fuzz.token_set_ratio(wanted, found) < _MATCH_SCORE or not _is_nearly_whole(cited, title, page):
        return _without_numbers(cited, title)
    if _numbers(cited) == _numbers(_best_segment(cited, title)) or _numbers(cited) == _numbers(title):
        return Likeness(Content.MATCH, f"its title is “{title}”")
    return _without_numbers(cited, title)


def _is_nearly_whole(cited: str, title: str, page: WebPage) -> bool:
    """Second test: one segment is nearly the cited title, or what the title has beyond it is the site's name."""
    segment = _best_segment(cited, title)
    parts = [cited, *(part for part in _segments(cited) if len(_content_words(part)) >= _WORDS_TO_REFUTE)]
    if any(
        fuzz.ratio(fold(part), fold(candidate)) >= _SEGMENT_SCORE for part in parts for candidate in (segment, title)
    ):
        return True
    wanted = set(fold(cited).split())
    rest = [word for word in fold(title).split() if word not in wanted]
    site = set(fold(page.site_name or "").split())
    return bool(rest) and wanted <= set(fold(title).split()) and set(rest) <= site


def _without_numbers(cited: str, title: str) -> Likeness:
    """Tell two editions apart: the same words with other numbers are another work, not a nearly equal title."""
    segment = _best_segment(cited, title)
    wanted, found = _numbers(cited), _numbers(segment)
    words, other_words = (_NUMBER.sub(" ", fold(text)) for text in (cited, segment))
    if wanted and found and not wanted & found and fuzz.ratio(words, other_words) >= _MATCH_SCORE:
        return Likeness(Content.MISMATCH, f"its title is “{title}”, which differs in its numbers")
    return Likeness(Content.WEAK, f"its title is “{title}”")


def _refute(cited: str, page: WebPage) -> Likeness:
    """Decide between mismatch and weak, all titles being in the cited one's language and none a match."""
    score = max(fuzz.token_set_ratio(fold(cited), fold(title)) for title in page.titles)
    telling = [title for title in page.titles if len(_content_words(title)) >= _WORDS_TO_REFUTE]
    enough = len(_content_words(cited)) >= _WORDS_TO_REFUTE and telling
    if fuzz.partial_ratio(fold(cited), fold(page.text_start)) >= _IN_TEXT_SCORE:
        return Likeness(Content.WEAK, f"its title is {_quoted(page)}, though its text names the cited title")
    if score < _MISMATCH_SCORE and enough:
        return Likeness(Content.MISMATCH, f"its title is {_quoted(page)}")
    return Likeness(Content.WEAK, f"its title {_quoted(page)} is too little to tell")


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


def _same_language(cited: str, cited_language: str | None, page: WebPage) -> bool:
    """Tell whether nothing speaks for two languages of one script. Pages in templates often claim to be English."""
    language = cited_language or ("en" if _ENGLISH_WORDS & set(fold(cited).split()) else None)
    if language is None or page.language is None:
        return True
    return language.casefold()[:2] == page.language.casefold()[:2]


def _segments(title: str) -> list[str]:
    return [segment for segment in _SEPARATORS.split(title) if segment.strip()] or [title]


def _best_segment(cited: str, title: str) -> str:
    wanted = fold(cited)
    return max([title, *_segments(title)], key=lambda segment: fuzz.ratio(wanted, fold(segment)))


def _content_words(text: str) -> list[str]:
    """Return the words that tell something; of scripts without spaces every two characters count as one."""
    words: list[str] = []
    for word in fold(text).split():
        if word.isascii() or scripts_of(word).isdisjoint({"CJK", "THAI"}):
            words.extend([word] if word not in _STOP_WORDS else [])
        else:
            words.extend(word[i : i + 2] for i in range(0, len(word), 2))
    return words


def _numbers(text: str) -> frozenset[str]:
    return frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(fold(text)))


def _quoted(page: WebPage) -> str:
    return f"“{page.titles[0]}”"
