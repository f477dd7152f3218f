"""Notes made to be slow take time that grows with their length only, and overlong ones are kept as they are."""

import time

import pytest

from cetingest.citations import cite, cite_text, find_urls
from cetingest.model import CitationForm, ProblemCode
from tests.factories import document, footnote

UNITS = {
    "quotation marks that open before each other": '"a, ',
    "quoted sentences": "“A b.” ",
    "bare addresses": "www.a.com ",
    "addresses without a space": "https://a.com/;",
    "addresses in angle brackets that never close": "<https://a.com/ ",
    "an address and sentences": "https://a.com/ A. ",
    "brackets that close an address": ")",
    "punctuation after an address": ";:",
    "names joined by and": "A. B and ",
    "one word without an end": "a",
    "capitals": "A ",
    "spaces": " ",
    "years": "(2020) ",
    "dates": "May 2020, ",
    "cases": "A v B ",
    "opening brackets": "(",
    "bracketed places": "(Ab: ",
    "abbreviations": "(AB) ",
    "italic-like apostrophes": " 'abcdefghij",
    "leads to an address": "available at ",
    "Japanese quotation marks": "「あ」。",
    "signals": ". See ",
    "sentences with verbs": "It is so. ",
    "initials": "Do, J. ",
    "ministries": "Ministry of A, B, ",
    "interviews": "e-mail to a, ",
    "DOIs": "doi:10.1000/a<",
    "addresses that a space breaks": "https://a.org/a/ b.pdf ",
    "courts": "BGH, ",
    "dockets": "C-1/2, ",
    "acts": "Act (A) 2020, ",
    "codes": "Water Act ",
    "numbered acts": "n. 1, ",
    "series": "Paper No. 1, ",
    "names that semicolons part": "Do, Jo; ",
    "editors": "in: Ab (Hg.): ",
    "colons": "It is so: ",
    "definitions": "」とは",
}


def seconds_for(text):
    started = time.process_time()
    cite_text(text)
    return time.process_time() - started


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("start", ["Mori, ", "https://a.com/", "Judgment of "])
def test_a_note_made_to_be_slow_is_read_in_time(start, unit):
    assert seconds_for((start + unit * 10_000)[:10_000]) < 3


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_urls_of_a_text_of_any_length_are_found_in_time(unit):
    started = time.process_time()
    find_urls(("https://a.com/" + unit * 100_000)[:100_000])
    assert time.process_time() - started < 2


def test_an_overlong_note_is_kept_whole_as_one_unparsed_citation():
    text = "Mori, " + '"a, ' * 5_000
    found = cite(document(footnotes=(footnote(text=text),)))
    assert [(c.form, c.item, c.printed) for c in found.citations] == [(CitationForm.UNPARSED, {}, text)]
    assert [(problem.code, problem.subject_id) for problem in found.problems] == [
        (ProblemCode.UNPARSED_CITATION, "doc-fn1-c1")
    ]
    assert len(found.problems[0].message) < 300


def test_the_urls_of_an_overlong_note_are_cited_urls_all_the_same():
    text = "https://a.org/x " + "words " * 5_000
    found = cite(document(footnotes=(footnote(text=text),)))
    assert [url.url for url in found.cited_urls] == ["https://a.org/x"]
    assert found.citations[0].cited_url_id == "doc-fn1-u1"
