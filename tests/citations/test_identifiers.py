"""Links on a publisher's report numbers are no cited URLs; other links under words are."""

import pytest

from cetingest.citations import cite
from cetingest.model import ProblemCode
from tests.factories import document, footnote, hyperlink

CATALOGUE = "http://reports.example/get?"


def linked(*targets):
    """A document with one footnote for each (printed, target)."""
    texts = [f"Office, A Title, {printed} (2005)." for printed, _ in targets]
    notes = tuple(footnote(str(n), text=text, footnote_id=f"fn{n}") for n, text in enumerate(texts))
    links = tuple(
        hyperlink(
            url=url, footnote_id=f"fn{n}", start=texts[n].index(printed), end=texts[n].index(printed) + len(printed)
        )
        for n, (printed, url) in enumerate(targets)
    )
    return document(footnotes=notes, hyperlinks=links)


def test_report_numbers_linked_by_one_pattern_are_one_problem_and_no_cited_urls():
    numbers = ("OFF-04-38", "OFF-01-592", "OFF/GD-96-118")
    found = cite(linked(*((number, f"{CATALOGUE}{number}.\r") for number in numbers)))
    assert found.cited_urls == ()
    assert [problem.code for problem in found.problems] == [ProblemCode.IDENTIFIER_LINKS]


def test_two_linked_numbers_are_cited():
    numbers = ("OFF-04-38", "OFF-01-592")
    assert len(cite(linked(*((number, CATALOGUE + number) for number in numbers))).cited_urls) == 2


ORDINARY = {
    "hosts with digits": [(f"c{n}0.example.org", f"http://www.c{n}0.example.org") for n in range(3)],
    "addresses without a scheme": [(f"A{n}.ORG/x/{n}", f"http://www.A{n}.ORG/x/{n}") for n in range(3)],
    "years": [(f"{year}", f"https://a.example/meeting/{year}") for year in (2015, 2016, 2017)],
    "years in a word": [(f"Meet-{year}", f"https://a.example/Meet-{year}") for year in (2015, 2016, 2017)],
    "files": [(f"REP-{n}.pdf", f"https://a.example/files/REP-{n}.pdf") for n in range(3)],
    "parts of a word": [(f"A{n}", f"https://a.example/DATA{n}") for n in range(3)],
    "whole hosts": [(f"A{n}", f"https://A{n}") for n in range(3)],
}


@pytest.mark.parametrize("links", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_links_with_digits_are_cited(links):
    assert len(cite(linked(*links)).cited_urls) == 3


def test_linked_dois_are_cited():
    dois = ("10.5555/a1", "10.5555/b2", "10.5555/c3")
    assert len(cite(linked(*((doi, f"https://doi.org/{doi}") for doi in dois))).cited_urls) == 3


def test_links_under_words_are_cited():
    words = ("first", "second", "third")
    assert len(cite(linked(*((word, f"https://a.example/{word}") for word in words))).cited_urls) == 3
