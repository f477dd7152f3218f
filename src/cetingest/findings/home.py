"""What goes without saying in a report: its country and its year.

A report on one country names that country's ministries, currency and fiscal years without saying whose they are, and
counts "the past decade" from its own year.
"""

import re
from collections import Counter

from cetingest.findings.context import Context
from cetingest.language.places import country_codes, country_regex, demonym_codes, demonym_regex
from cetingest.model import BlockKind

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d/])")
_NOTE_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?![\w/-])")
# Of the countries that a report names, its own is named most: in the labelled reports on one country at least 0.45 of
# all mentions were its own, in those on several at most 0.3.
HOME_SHARE = 0.4


def home_country(context: Context) -> str | None:
    """Return the country that a report is about (ISO 3166-1 alpha-3): the title's, else the one named most by far."""
    codes = country_codes()
    if context.subject in codes.values():
        return context.subject
    titled = {code for title in _titles(context) for code in _countries(title)}
    if titled:
        return titled.pop() if len(titled) == 1 else None
    counts = Counter(code for sentence in context.sentences for code in _countries(sentence.text))
    ranked = counts.most_common(1)
    if ranked and ranked[0][1] >= max(3, HOME_SHARE * counts.total()):
        return ranked[0][0]
    return None


def report_year(context: Context) -> int | None:
    """Return the year that a report is of: its edition's, the title's, else the latest that its notes print."""
    for text in (context.title.edition if context.title else None, *_titles(context)):
        if text and (years := _YEAR.findall(text)):
            return int(years[0])
    years = [int(year) for note in context.document.footnotes for year in _NOTE_YEAR.findall(note.text)]
    return max(years, default=None)


def _titles(context: Context) -> list[str]:
    blocks = [block.text for block in context.document.blocks if block.kind == BlockKind.TITLE]
    return [*([context.document.title] if context.document.title else []), *blocks]


def _countries(text: str) -> list[str]:
    named = [country_codes()[match[0]] for match in country_regex().finditer(text)]
    return [*named, *(demonym_codes()[match[0]] for match in demonym_regex().finditer(text))]
