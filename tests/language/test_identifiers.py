import pytest

from cetingest.citations import cite_text
from cetingest.language.identifiers import find_doi
from cetingest.links.pages.html import read_page

OLD = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-#"


@pytest.mark.parametrize("printed", [f"doi:{OLD}", f"https://doi.org/{OLD.replace('#', '%23')}"])
def test_the_doi_of_a_citation_is_spelled_as_it_was_registered(printed):
    [citation] = cite_text(f"Jane Doe, “Mixed Models of Growth,” Statistics 17 (1998), {printed}.").citations
    assert citation.item["DOI"] == OLD


@pytest.mark.parametrize(
    ("said", "doi"),
    [
        (OLD, OLD.casefold()),
        (f"doi:{OLD}", OLD.casefold()),
        (f"https://doi.org/{OLD.replace('#', '%23')}", OLD.casefold()),
        ("https://example.org/10.1000/x?y", "10.1000/x"),
        ("Journal 3, 10.1000/ABC.", "10.1000/abc"),
        ("ISBN 978-0-306-40615-7", None),
    ],
)
def test_a_page_names_its_doi_in_any_spelling(said, doi):
    assert find_doi(said) == doi
    page = read_page(f'<head><meta name="citation_doi" content="{said}"></head>'.encode(), "text/html")
    assert page.identifiers == ((doi,) if doi else ())
