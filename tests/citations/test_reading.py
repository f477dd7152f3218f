"""A document's citations, cited URLs and problems come together, each with its place."""

import pytest

from cetingest.citations import cite, cite_text
from cetingest.model import CitationList, ProblemCode
from cetingest.storage import dumps, loads
from tests.factories import block, document, footnote, hyperlink, place

NOTE = 'Jane Doe, "Chips," May 2024, https://a.org/x.'


def cited(text, *links, **fields):
    return cite(document(footnotes=(footnote(text=text),), hyperlinks=links, **fields))


def codes(found):
    return [(problem.code, problem.subject_id) for problem in found.problems]


def test_a_citation_points_to_its_url():
    found = cited(NOTE)
    assert [(c.citation_id, c.cited_url_id, c.span, c.printed) for c in found.citations] == [
        ("doc-fn1-c1", "doc-fn1-u1", (0, len(NOTE)), NOTE)
    ]
    assert [(u.cited_url_id, u.footnote_id, u.block_id, u.url) for u in found.cited_urls] == [
        ("doc-fn1-u1", "doc-fn1", None, "https://a.org/x")
    ]


def test_each_of_two_works_points_to_its_own_url():
    found = cited(f'{NOTE[:-1]}; John Roe, "Races," May 2023, https://b.org/y.')
    assert [c.cited_url_id for c in found.citations] == ["doc-fn1-u1", "doc-fn1-u2"]


def test_urls_of_the_body_are_cited_urls_too():
    found = cite(document(blocks=(block("Data: https://a.org/data."),), footnotes=(), footnote_references=()))
    assert [(u.cited_url_id, u.footnote_id, u.block_id, u.url) for u in found.cited_urls] == [
        ("doc-b1-u1", None, "doc-b1", "https://a.org/data")
    ]


def test_the_place_of_a_url_is_its_link_or_else_its_footnote():
    link = hyperlink("https://a.org/x", start=NOTE.index("https"), end=len(NOTE) - 1)
    assert cited(NOTE, link).cited_urls[0].provenance == link.provenance
    assert cited(NOTE).cited_urls[0].provenance == footnote().provenance


def test_a_link_under_the_words_of_a_title_is_the_works_url_and_leaves_the_title_whole():
    text = 'Jane Doe, "Chips and Power," May 2024.'
    start = text.index("Chips")
    found = cited(text, hyperlink("https://a.org/x", start=start, end=start + len("Chips and Power")))
    assert (found.citations[0].item["title"], found.citations[0].item["URL"]) == ("Chips and Power", "https://a.org/x")


@pytest.mark.parametrize(
    ("text", "code", "subject"),
    [
        ("Supra note 9.", ProblemCode.UNRESOLVED_ANTECEDENT, "doc-fn1-c1"),
        ("Jane Doe, Chips, May 2024, https://localhost/x.", ProblemCode.MALFORMED_URL, "doc-fn1-u1"),
        ("Jane Doe, Chips, May 2024, http://https://a.org/x.", ProblemCode.MALFORMED_URL, "doc-fn1-u1"),
        ("See " + "alpha beta gamma " * 20 + "https://a.org/x.", ProblemCode.UNPARSED_CITATION, "doc-fn1-c1"),
    ],
)
def test_what_is_wrong_with_a_note_is_a_problem_of_its_citation_or_url(text, code, subject):
    assert codes(cited(text)) == ([(code, subject)] if code else [])


def test_a_url_within_a_sentence_is_cited_but_the_sentence_is_no_title():
    found = cited("The data are available at https://a.org/x.")
    assert [(c.item, c.form) for c in found.citations] == [({"URL": "https://a.org/x", "type": "webpage"}, "full")]
    assert found.readings[0].kind == "mixed"


def test_a_link_that_leads_elsewhere_than_printed_is_a_problem():
    link = hyperlink("https://a.org/old", start=NOTE.index("https"), end=len(NOTE) - 1)
    assert codes(cited(NOTE, link)) == [(ProblemCode.URL_DIFFERS_FROM_LINK, "doc-fn1-u1")]


def test_every_footnote_has_a_reading_even_an_empty_one():
    found = cite(document(footnotes=(footnote("1", text=""), footnote("2", text=NOTE))))
    assert [reading.footnote_id for reading in found.readings] == ["doc-fn1", "doc-fn2"]


def test_a_citation_list_survives_storage():
    found = cited(NOTE, hyperlink("https://a.org/old", start=30, end=44, provenance=(place(2),)))
    assert loads(dumps(found), CitationList) == found


def test_a_bare_text_gives_kind_and_citations():
    found = cite_text(NOTE)
    assert (found.text, found.kind, len(found.citations)) == (NOTE, "citation", 1)


def test_a_link_over_words_that_leads_to_no_web_page_is_a_problem_of_its_footnote():
    link = hyperlink("file:///etc/passwd", start=NOTE.index("Chips"), end=NOTE.index("Chips") + 5)
    found = cited(NOTE, link)
    assert [(p.code, p.subject_id, p.provenance) for p in found.problems] == [
        (ProblemCode.MALFORMED_URL, "doc-fn1", link.provenance)
    ]
    assert [url.url for url in found.cited_urls] == ["https://a.org/x"]


def test_a_link_without_end_is_told_in_few_words():
    link = hyperlink("javascript:" + "x" * 100_000, start=NOTE.index("https"), end=len(NOTE) - 1)
    (problem,) = cited(NOTE, link).problems
    assert (problem.code, len(problem.message) < 500) == (ProblemCode.URL_DIFFERS_FROM_LINK, True)
