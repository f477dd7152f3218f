"""Is the page that answered the cited work? Judged by titles alone.

A wrong page must not pass and a right page must not be refuted. So three answers are unsure: `weak` (too little to
tell), `not_comparable` (in another language a title can confirm, but never refute), `not_judged` (nothing to compare).
"""

import re
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from cetingest.language.text import fold
from cetingest.links.verdicts.title_words import (
    content_words,
    is_generic,
    numbers_of,
    same_word,
    scripts_of,
    word_lists,
    years_of,
)
from cetingest.model import Content, WebPage

# On 23 hand-written pairs token_set_ratio gives right English titles 57-100 and wrong ones 16-62, except for traps that
# only further tests catch: another year of a series 95, the section's home page 100. WRatio gives 86 to "Page not
# found" and to home pages. So: from 90 on, and only with a second test, it is the work; below 60, on enough words, it
# is not; between the two is weak. Measured on the pairs of tests/links/verdicts/title_pairs.py, see docs/links.md.
_MATCH_SCORE = 90.0
_MISMATCH_SCORE = 60.0
_SEGMENT_SCORE = 85.0
"""Second test: the cited title and one segment of the page's (between "|", " - " and the like) are nearly one text."""
_WORDS_TO_REFUTE = 3
"""Titles of fewer content words ("About RIKEN") share or lack a word by chance."""
_IN_TEXT_SCORE = 95.0
_TITLE_CHARACTERS = 500

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_SEPARATORS = re.compile(
    r"\s*[|｜»›·•：]\s*|\s+[-–—:/]\s+|\s*[–—]{1,2}\s+|\s*:\s+"
    rf"|(?<=[{_EAST_ASIAN}])[-_－](?=[{_EAST_ASIAN}])"  # written without spaces there
)
_SEGMENTS = 8
"""Of one title; real ones have up to five."""
_DIGITS = re.compile(r"\d+")
_ENGLISH_WORDS = frozenset(word_lists()["english"])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a page compares with a cited title, and in a clause for a person why.

    `is_other_edition`: the title differs by its number or year alone, so nothing else can speak for the page.
    """

    content: Content
    why: str
    is_other_edition: bool = False


def compare_titles(cited: str, page: WebPage, cited_language: str | None = None) -> Likeness:
    """Compare a cited title with a page's titles.

    >>> compare_titles("DX White Paper 2023", WebPage(titles=("DX White Paper 2021",))).content
    <Content.MISMATCH: 'mismatch'>
    >>> compare_titles("Space Policy of Japan", WebPage(titles=("宇宙政策 | 内閣府",))).content
    <Content.NOT_COMPARABLE: 'not_comparable'>
    """
    cited = cited[:_TITLE_CHARACTERS]
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


def names_title(cited: str, text: str) -> bool:
    """Tell whether a text holds a cited title. A short title may stand there by chance, so it does not count."""
    wanted = fold(cited[:_TITLE_CHARACTERS])
    enough = len(content_words(cited)) >= _WORDS_TO_REFUTE
    if not enough or not wanted:
        return False
    found = fold(text)
    if wanted in found:
        return True
    alignment = fuzz.partial_ratio_alignment(wanted, found, score_cutoff=_IN_TEXT_SCORE)
    if alignment is None or len(found) < len(wanted):
        return False
    return not _substituted(wanted, _whole_words(found, alignment.dest_start, alignment.dest_end))


def _whole_words(text: str, start: int, end: int) -> str:
    """Widen a slice of a text to the words that it cuts."""
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " " and text[end - 1] != " ":
        end += 1
    return text[start:end]


def _compare(cited: str, title: str, page: WebPage) -> Likeness:
    if scripts_of(cited).isdisjoint(scripts_of(title)):
        return Likeness(Content.NOT_COMPARABLE, "another script")
    wanted, found = fold(cited), fold(title)
    if fuzz.token_set_ratio(wanted, found) < _MATCH_SCORE or not _is_nearly_whole(cited, title, page):
        return _without_numbers(cited, title)
    if is_generic(cited) and not _is_generic_match(cited, title):
        return Likeness(Content.WEAK, f"its title is “{title}”, and so many pages are called")
    segment = _best_segment(cited, title)
    if numbers_of(cited) in (numbers_of(segment), numbers_of(title)):
        return Likeness(Content.MATCH, f"its title is “{title}”")
    return _without_numbers(cited, title)


def _is_generic_match(cited: str, title: str) -> bool:
    """Tell whether two titles of generic words share a number, such as a year, that makes them particular."""
    numbers = numbers_of(cited)
    return bool(numbers) and numbers == numbers_of(title)


def _is_nearly_whole(cited: str, title: str, page: WebPage) -> bool:
    """Second test: one segment is nearly the cited title, or the rest of the title is the site's name."""
    segment = _best_segment(cited, title)
    parts = [cited, *(part for part in _segments(cited) if len(content_words(part)) >= _WORDS_TO_REFUTE)]
    if any(_is_nearly(part, candidate) for part in parts for candidate in (segment, title)):
        return True
    wanted = set(fold(cited).split())
    rest = [word for word in fold(title).split() if word not in wanted]
    site = set(fold(page.site_name or "").split())
    return bool(rest) and wanted <= set(fold(title).split()) and set(rest) <= site


def _is_nearly(part: str, candidate: str) -> bool:
    wanted, found = fold(part), fold(candidate)
    return fuzz.ratio(wanted, found) >= _SEGMENT_SCORE and not _substituted(wanted, found)


def _substituted(wanted: str, found: str) -> bool:
    """Tell whether one text has a content word where the other has another: "Lithium Supply" is not "Cobalt Supply".

    Letters alone cannot tell: the longer the rest, the nearer the two are. A word that only one has is an addition.
    """
    if wanted.replace(" ", "") == found.replace(" ", ""):
        return False
    ones, others = content_words(wanted), content_words(found)
    here = [w for w in ones if not any(same_word(w, o) for o in others)]
    there = [o for o in others if not any(same_word(o, w) for w in ones)]
    # "cyber security" and "cybersecurity" are no substitution, nor are signs of East Asia counted off by one
    return bool(here) and bool(there) and not _same_letters(here, there)


def _same_letters(here: list[str], there: list[str]) -> bool:
    ones, others = "".join(here), "".join(there)
    if ones == others:
        return True
    # pairs of signs shift when one sign is added; what counts there is signs that only one side has
    if ones.isascii() or others.isascii():
        return False
    return not (set(ones) - set(others)) or not (set(others) - set(ones))


def _without_numbers(cited: str, title: str) -> Likeness:
    """Tell two editions apart: the same words with other numbers are another work."""
    segment = _best_segment(cited, title)
    wanted, found = numbers_of(cited), numbers_of(segment)
    words, other_words = (_numberless(text) for text in (cited, segment))
    if wanted and found and not wanted & found and fuzz.ratio(words, other_words) >= _MATCH_SCORE:
        return Likeness(
            Content.MISMATCH, f"its title is “{title}”, which differs in its numbers", is_other_edition=True
        )
    if _is_other_year(wanted, found) and fuzz.ratio(words, other_words) >= _MATCH_SCORE:
        return Likeness(Content.MISMATCH, f"its title is “{title}”, which is of another year", is_other_edition=True)
    return Likeness(Content.WEAK, f"its title is “{title}”")


def _numberless(text: str) -> str:
    numbers = numbers_of(text)
    return " ".join(word for word in _DIGITS.sub(" ", fold(text)).split() if word not in numbers)


def _is_other_year(wanted: frozenset[str], found: frozenset[str]) -> bool:
    years, others = years_of(wanted), years_of(found)
    return bool(years) and bool(others) and not years & others


def _refute(cited: str, page: WebPage) -> Likeness:
    """Decide between mismatch and weak, all titles being in the cited one's language and none a match."""
    score = max(fuzz.token_set_ratio(fold(cited), fold(title)) for title in page.titles)
    telling = [title for title in page.titles if len(content_words(title)) >= _WORDS_TO_REFUTE]
    enough = len(content_words(cited)) >= _WORDS_TO_REFUTE and telling
    if fuzz.partial_ratio(fold(cited), fold(page.text_start)) >= _IN_TEXT_SCORE:
        return Likeness(Content.WEAK, f"its title is {_quoted(page)}, though its text names the cited title")
    if score < _MISMATCH_SCORE and enough:
        return Likeness(Content.MISMATCH, f"its title is {_quoted(page)}")
    return Likeness(Content.WEAK, f"its title {_quoted(page)} is too little to tell")


def _same_language(cited: str, cited_language: str | None, page: WebPage) -> bool:
    """Tell whether both titles may be in one language. Pages made from templates often claim to be English."""
    language = cited_language or ("en" if _ENGLISH_WORDS & set(fold(cited).split()) else None)
    if language is None or page.language is None:
        return True
    return language.casefold()[:2] == page.language.casefold()[:2]


def _segments(title: str) -> list[str]:
    return [segment for segment in _SEPARATORS.split(title) if segment.strip()] or [title]


def _best_segment(cited: str, title: str) -> str:
    """Return the part of a title, one segment or several in a row, that is most like the cited title."""
    wanted = fold(cited)
    ends = [0, *(at for found in islice(_SEPARATORS.finditer(title), _SEGMENTS) for at in found.span()), len(title)]
    runs = [title[start:end] for n, start in enumerate(ends[::2]) for end in ends[1::2][n:]]
    return max([title, *runs], key=lambda run: fuzz.ratio(wanted, fold(run)))


def _quoted(page: WebPage) -> str:
    return f"“{page.titles[0]}”"
