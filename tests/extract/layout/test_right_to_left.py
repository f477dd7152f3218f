"""Right-to-left text is read in logical order, with its notes and places."""

from pathlib import Path

import pytest

from cetingest.citations import cite
from cetingest.extract import read_document
from cetingest.extract.glyphs import Glyph, PageContent
from cetingest.extract.layout.lines import group_lines
from cetingest.settings import ExtractSettings

FOLDER = Path(__file__).parents[2] / "data" / "right_to_left"
WIDTH, SIZE = 600.0, 10.0

# As printed from the left, as read; a caret lifts the sign behind it.
LINES = [
    ("one script", "םולש גבא", "אבג שלום"),
    ("a number", "תודיחי 25 לש", "של 25 יחידות"),
    ("a Latin name", "לש World Bank תודיחי", "יחידות World Bank של"),
    ("a year before a URL", ".https://a.example/b ,2021 ,יתנש", "שנתי, 2021, https://a.example/b."),
    ("English within", "אב Smith, John, A Book גד", "דג Smith, John, A Book בא"),
    ("brackets", "גד (אב)", "(בא) דג"),
    ("a raised mark after a year", "^1.2021 תנש", "שנת 2021.1"),
    ("shaped Arabic", "\ufefb", "لا"),
    ("digits with signs", "דג 2.5-3.5 אב", "בא 2.5-3.5 גד"),
]


def page_of(printed):
    glyphs, x, is_raised = [], 100.0, False
    for sign in printed:
        if sign == "^":
            is_raised = True
        elif sign == " ":
            x += 0.4 * SIZE
        else:
            top, size = (96.0, 6.0) if is_raised else (100.0, SIZE)
            glyphs.append(Glyph(sign, "Font", size, (x, top, x + 0.5 * size, top + size), top + 0.8 * size))
            x, is_raised = x + 0.5 * size, False
    # a second line, so that every page has more letters from right to left
    glyphs += [Glyph("ש", "Font", SIZE, (x, 130.0, x + 5.0, 140.0), 138.0) for x in (500.0, *range(100, 400, 5))]
    return PageContent(page_number=1, width=WIDTH, height=800.0, glyphs=tuple(glyphs))


@pytest.mark.parametrize(("_name", "printed", "read"), LINES, ids=[line[0] for line in LINES])
def test_a_line_is_read_from_the_right_and_its_left_to_right_words_from_the_left(_name, printed, read):
    page = group_lines(page_of(printed))
    assert page.is_mirrored
    assert page.lines[0].text == read


def test_a_page_with_a_few_right_to_left_words_is_no_mirror():
    latin = [Glyph("a", "Font", SIZE, (x, 100.0, x + 5.0, 110.0), 108.0) for x in range(100, 400, 5)]
    hebrew = [Glyph("ש", "Font", SIZE, (x, 130.0, x + 5.0, 140.0), 138.0) for x in range(100, 150, 5)]
    assert not group_lines(PageContent(page_number=1, width=WIDTH, height=800.0, glyphs=(*latin, *hebrew))).is_mirrored


def test_a_report_in_hebrew_and_arabic_keeps_its_order_notes_links_and_places():
    document = read_document(FOLDER / "report.pdf", document_id="report", settings=ExtractSettings())
    source = (FOLDER / "report.html").read_text(encoding="utf-8")
    assert document.blocks[0].text in source
    assert [note.label for note in document.footnotes] == ["1", "2", "3"]
    assert all(note.text in source for note in document.footnotes)
    assert [r.footnote_id for r in document.footnote_references] == [n.footnote_id for n in document.footnotes]
    assert [url.url for url in cite(document).cited_urls] == [
        "https://example.org/report-2021.pdf",
        "https://example.org/ar/a.html",
    ]
    x0, _, x1, _ = document.blocks[0].provenance[0].bbox
    assert document.pages[0].width - x1 < x0, "the title stands at the right edge"
