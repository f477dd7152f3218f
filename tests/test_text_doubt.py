"""Text read from a picture, or in a font that names its letters wrong, is marked so in every note and cited URL."""

import pytest

from cetingest.citations import cite
from cetingest.datasets import dossier_rows
from cetingest.model import Hyperlink, Problem, ProblemCode, TextDoubt
from tests.factories import document, dossier, footnote, place

URL = "https://a.test/harbour"
NOTE = place(bbox=(72.0, 700.0, 300.0, 712.0))
PAGE, LEFT_HALF, A_WORD = (0.0, 0.0, 612.0, 792.0), (0.0, 0.0, 190.0, 792.0), (72.0, 700.0, 100.0, 712.0)


def read(code=None, bbox=PAGE, page_number=1, *, is_linked=False):
    problems = ()
    if code is not None:
        where = (place(page_number, bbox),)
        problems = (Problem(code=code, message="It says so.", subject_id="doc", provenance=where),)
    link = Hyperlink(url=URL, footnote_id="doc-fn1", block_id=None, start=4, end=4 + len(URL), provenance=(NOTE,))
    note = footnote(text=f"See {URL}.", provenance=(NOTE,))
    return document(footnotes=(note,), problems=problems, hyperlinks=(link,) if is_linked else ())


@pytest.mark.parametrize(
    ("read_as", "doubt"),
    [
        pytest.param({}, None, id="sound text"),
        pytest.param({"code": ProblemCode.READ_BY_OCR}, TextDoubt.TEXT_RECOGNITION, id="read from a picture"),
        pytest.param({"code": ProblemCode.DOUBTFUL_FONT}, TextDoubt.DOUBTFUL_FONT, id="in a doubtful font"),
        pytest.param({"code": ProblemCode.READ_BY_OCR, "page_number": 2}, None, id="another page was read so"),
        pytest.param({"code": ProblemCode.DOUBTFUL_FONT, "bbox": LEFT_HALF}, TextDoubt.DOUBTFUL_FONT, id="most of it"),
        pytest.param({"code": ProblemCode.DOUBTFUL_FONT, "bbox": A_WORD}, None, id="one word in such a font"),
        pytest.param({"code": ProblemCode.TURNED_TEXT}, None, id="another problem of the page"),
        pytest.param({"code": ProblemCode.READ_BY_OCR, "is_linked": True}, None, id="the file names the URL in a link"),
    ],
)
def test_a_cited_url_says_why_it_may_be_misread(read_as, doubt):
    (cited,) = cite(read(**read_as)).cited_urls
    assert cited.text_doubt is doubt


def test_the_tables_of_notes_and_cited_urls_publish_the_doubt():
    found = read(ProblemCode.READ_BY_OCR)
    marked = document(
        footnotes=(footnote(text=f"See {URL}.", text_doubt=TextDoubt.TEXT_RECOGNITION),), problems=found.problems
    )
    rows = dossier_rows(dossier(document=marked, citations=cite(found)))
    assert [row["text_doubt"] for row in rows["footnotes"]] == ["text_recognition"]
    assert [row["text_doubt"] for row in rows["cited_urls"]] == ["text_recognition"]
