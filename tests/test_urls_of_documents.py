"""The cited URLs of small documents in which print, typesetting and links damage them."""

from pathlib import Path

import pytest

from cetingest import citations, extract
from cetingest.settings import ExtractSettings

FOLDER = Path(__file__).parent / "data" / "urls"
CITED = {
    "hyphen_at_line_end": [
        "http://tools.keeper.example.org//2016/01/06/Release-of-checker-1-17-0",
        "https://www.agency.example.gov/topics/influence-operations-and-disinformation",
    ],
    "without_scheme": [
        "www2.itif.example.org/2014-crossborder.pdf",
        "foundationcenter.org/findfunders/IRS_notice.pdf",
        "nola.gov/hazard-mitigation/",
        "issuu.com/greater/docs/gnof20",
        "www.whitehouse.gov/digitalgov/pdf",
        "www.whitehouse.gov/omb",
    ],
    "spaced": [
        "https://www.union.example/dms_pub/report.pdf",
        "https://www.union.example/facts/2022/index.html",
    ],
    "links_with_digits": [
        "http://www.c40.example.org",
        "http://www.jm.example.org/the-prize-2/",
        "http://www.nsf.example.gov/pubs/2013/nsf13035.jsp",
        "http://civic.example.org/research/meet-2016",
        "http://civic.example.org/research/meet2015",
        "http://meet.example.org/2017",
        "http://meet.example.org/2018",
    ],
}


@pytest.mark.parametrize("name", CITED)
def test_every_url_is_cited_whole(name):
    document = extract.read_document(FOLDER / f"{name}.pdf", document_id=name, settings=ExtractSettings())
    assert [url.url for url in citations.cite(document).cited_urls] == CITED[name]
