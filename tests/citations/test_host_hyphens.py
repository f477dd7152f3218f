"""A hyphen that an editor set into a host goes when the document knows the host without it."""

import pytest

from cetingest.citations import cite, cite_texts
from cetingest.model import ProblemCode
from tests.factories import document, footnote, hyperlink

CUT = "See www.white-house.example/a."


def cited(*texts, links=()):
    notes = [footnote(str(n), text=text, footnote_id=f"fn{n}") for n, text in enumerate(texts)]
    return cite(document(footnotes=tuple(notes), hyperlinks=tuple(links)))


@pytest.mark.parametrize("other", ["www.whitehouse.example/b", "https://whitehouse.example/b"])
def test_a_host_is_mended_by_the_same_host_elsewhere(other):
    found = cited(CUT, f"See {other}.")
    assert found.cited_urls[0].url == "www.whitehouse.example/a"
    assert found.cited_urls[0].candidates == ("www.white-house.example/a",)
    assert [problem.code for problem in found.problems][:1] == [ProblemCode.MALFORMED_URL]


def test_a_host_stays_when_it_is_printed_more_often_than_the_other():
    found = cited(CUT, CUT, "See www.whitehouse.example/b.")
    assert found.cited_urls[0].url == "www.white-house.example/a"


def test_a_host_to_which_a_link_leads_stays():
    link = hyperlink("http://www.white-house.example/a", footnote_id="fn0", start=4, end=29)
    found = cited(CUT, "See www.whitehouse.example/b.", links=[link])
    assert found.cited_urls[0].url == "www.white-house.example/a"


def test_a_hyphen_in_a_path_stays():
    found = cited("See www.a.example/white-house.", "See www.a.example/whitehouse.")
    assert found.cited_urls[0].url == "www.a.example/white-house"


def test_notes_that_stand_alone_are_mended_too():
    first, _ = cite_texts(['Jane Doe, "Chips," May 2024, https://my-host.example/a.', "See https://myhost.example/b."])
    assert first.citations[0].item["URL"] == "https://myhost.example/a"
