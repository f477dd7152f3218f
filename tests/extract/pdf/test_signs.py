"""Codes of Symbol and of fonts of signs are signs, not letters."""

from pathlib import Path

import pytest

from cetingest.extract.pdf.file import open_pdf
from tests.extract.pdfs import pdf, stream


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        (b"/BaseFont /Symbol", b"\\267", "•"),
        (b"/BaseFont /Symbol", b"\\256", "→"),
        (b"/BaseFont /Symbol", b"a", "α"),
        (b"/BaseFont /ABCDEF+Wingdings-Regular", b"n", "•"),
        (b"/BaseFont /ZapfDingbats", b"n", "•"),
        (b"/BaseFont /Webdings", b"a", "\uf061"),
        (b"/BaseFont /Symbol /Encoding << /Differences [97 /bullet] >>", b"a", "•"),
        (b"/BaseFont /Helvetica", b"n", "n"),
    ],
)
def test_a_code_is_what_its_font_shows(tmp_path: Path, font: bytes, code: bytes, sign: str):
    path = tmp_path / "signs.pdf"
    shown = stream(b"BT /F1 9 Tf 20 700 Td (%s) Tj ET" % code)
    path.write_bytes(pdf([shown], font=b"<< /Type /Font /Subtype /Type1 %s >>" % font))
    with open_pdf(path, max_pages=1) as file:
        assert [glyph.text for glyph in file.content(1).glyphs] == [sign]


@pytest.mark.parametrize(("width", "text"), [(250, ["a", "b"]), (600, ["a", "\N{REPLACEMENT CHARACTER}", "b"])])
def test_a_code_that_the_file_does_not_explain_is_a_space_where_it_is_narrow(
    tmp_path: Path, width: int, text: list[str]
):
    path = tmp_path / "codes.pdf"
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Unknown /FirstChar 1 /Widths [%d] /Encoding "
        b"<< /Differences [1 /uni0001] >> >>" % width
    )
    path.write_bytes(pdf([stream(b"BT /F1 10 Tf 20 700 Td (a\\001b) Tj ET")], font=font))
    with open_pdf(path, max_pages=1) as file:
        glyphs = file.content(1).glyphs
    assert [glyph.text for glyph in glyphs] == text
    assert glyphs[-1].follows_space is (width < 400)
