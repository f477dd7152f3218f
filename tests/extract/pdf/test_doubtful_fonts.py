import pytest

from cetingest.citations import cite
from cetingest.extract import read_document
from cetingest.extract.pdf.doubtful_fonts import is_improbable
from cetingest.model import ProblemCode, TextDoubt
from cetingest.settings import ExtractSettings
from tests.extract import pdfs

PROSE = (
    "The committee met in the spring of that year and heard the farmers, the millers and those who carry grain by "
    "water. It found that the price of bread had little to do with the harvest, and much with the toll at the bridge. "
) * 4
GERMAN = "Der Ausschuss hat im Frühjahr die Bauern und die Müller gehört und über den Zoll an der Brücke beraten. " * 6
TURKISH = "Komisyon bahar aylarında toplandı, çiftçileri ve değirmencileri dinledi, köprü geçiş ücretini görüştü. " * 6


def shifted(text: str) -> str:
    return "".join(chr((ord(c) - 96) % 26 + 97) if "a" <= c <= "z" else c for c in text.casefold())


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        pytest.param(PROSE, False, id="English"),
        pytest.param(GERMAN, False, id="German"),
        pytest.param(TURKISH, False, id="Turkish"),
        pytest.param(PROSE.replace(" ", ""), False, id="a font without spaces"),
        pytest.param(PROSE.replace(" ", "%"), True, id="a sign for each space"),
        pytest.param(shifted(PROSE), True, id="each letter the next one"),
        pytest.param("l'eau d'une rivière qu'on n'a pas mesurée et l'air d'ici " * 8, False, id="French apostrophes"),
        pytest.param("https://example.org/a-harbour-report?year=2024&page=2 " * 12, False, id="URLs"),
        pytest.param("45% of 60% and 12% " * 40, False, id="percentages"),
        pytest.param("x y z k j " * 200, False, id="mathematics"),
        pytest.param("d41d8cd98f00b204 ffbcdaec " * 60, False, id="hexadecimal digits"),
        pytest.param("什么是数据革命" * 100, False, id="no Latin letters"),
        pytest.param("a%b" * 10, False, id="too little to say"),
    ],
)
def test_text_that_is_of_no_language_is_told_from_text_that_is(text, is_wrong):
    assert is_improbable(text) is is_wrong


def test_a_font_that_says_signs_for_its_spaces_is_one_problem_that_names_it_and_its_page(tmp_path):
    lines = ["What!will!the!data!revolution!do!and!whom!will!it!serve"] * 6
    (tmp_path / "file.pdf").write_bytes(pdfs.pdf([pdfs.text_page("Sound."), pdfs.text_page(*lines)]))
    document = read_document(tmp_path / "file.pdf", document_id="doc", settings=ExtractSettings())
    (problem,) = document.problems
    assert problem.code is ProblemCode.DOUBTFUL_FONT
    assert problem.message.startswith(
        "file.pdf: what the font Helvetica says is hardly what it shows ('Sound. What!will"
    )
    assert "on pages 1, 2" in problem.message


def test_what_stands_in_a_doubtful_font_is_told_by_lines_and_its_urls_are_doubted(tmp_path):
    lines = ["What!will!the!data!revolution!do!and!whom", "see!https://example.org/a!and!what!it!serves"] * 3
    (tmp_path / "file.pdf").write_bytes(pdfs.pdf([pdfs.text_page(*lines)]))
    document = read_document(tmp_path / "file.pdf", document_id="doc", settings=ExtractSettings())
    ((place,),) = [problem.provenance for problem in document.problems]
    assert place.bbox[0] == 72.0
    assert 60 < place.bbox[1] < place.bbox[3] < 160  # the six lines, not the page
    assert {url.text_doubt for url in cite(document).cited_urls} == {TextDoubt.DOUBTFUL_FONT}
