"""Links on a publisher's report numbers are no cited URLs; other links under words are."""

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


def test_linked_dois_are_cited():
    dois = ("10.5555/a1", "10.5555/b2", "10.5555/c3")
    assert len(cite(linked(*((doi, f"https://doi.org/{doi}") for doi in dois))).cited_urls) == 3


def test_links_under_words_are_cited():
    words = ("first", "second", "third")
    assert len(cite(linked(*((word, f"https://a.example/{word}") for word in words))).cited_urls) == 3
