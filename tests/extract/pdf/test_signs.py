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
