"""Text that nobody can see on paper is none; text over pictures and on coloured grounds is."""

import pytest

from cetingest.extract import read_document
from cetingest.extract.glyphs import clean_glyph_text
from cetingest.extract.pdf.file import open_pdf
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract import pdfs

SEEN = b"BT /F1 11 Tf 72 700 Td (This is what the page says to everyone.) Tj ET "
STAMP = b"BT /F1 8 Tf %s 72 300 Td (stamp) Tj ET"
PICTURE = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
RESOURCES = (
    b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 20 0 R >> "
    b"/ColorSpace << /Spot [/Separation /Blue /DeviceCMYK 21 0 R] >> /Shading << /Sh1 22 0 R >> >>"
)
EXTRA = {
    4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding >>",
    20: pdfs.stream(b"\xf0", PICTURE),
    21: b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 0 0] /N 1 >>",
    22: b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] /Function 21 0 R >>",
}


def read(folder, content, settings=ExtractSettings(ocr="off")):  # noqa: B008 - settings are frozen
    (folder / "file.pdf").write_bytes(pdfs.pdf([pdfs.stream(content)], page_extra=RESOURCES, extra=EXTRA))
    return read_document(folder / "file.pdf", document_id="doc", settings=settings)


def text_of(document):
    return " ".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("content", "is_text"),
    [
        pytest.param(SEEN + STAMP % b"0 g", True, id="black"),
        pytest.param(SEEN + STAMP % b"3 Tr", False, id="render mode 3"),
        pytest.param(SEEN + STAMP % b"7 Tr", False, id="render mode 7"),
        pytest.param(SEEN + STAMP % b"1 g", False, id="white in grey"),
        pytest.param(SEEN + STAMP % b"1 1 1 rg", False, id="white in RGB"),
        pytest.param(SEEN + STAMP % b"0 0 0 0 k", False, id="white in CMYK"),
        pytest.param(SEEN + STAMP % b"/Spot cs 1 scn", True, id="all of a spot colour"),
        pytest.param(b"0.2 g 60 290 90 30 re f 0 g " + SEEN + STAMP % b"1 g", True, id="white on a dark box"),
        pytest.param(b"0.2 g 60 490 90 30 re f 0 g " + SEEN + STAMP % b"1 g", False, id="white beside a dark box"),
        pytest.param(b"1 g 60 290 90 30 re f 0 g " + SEEN + STAMP % b"1 g", False, id="white on a white box"),
        pytest.param(b"/Sh1 sh " + SEEN + STAMP % b"1 g", True, id="white on a shading"),
        pytest.param(b"q 90 0 0 30 60 290 cm /Im1 Do Q " + SEEN + STAMP % b"3 Tr", True, id="mode 3 on a picture"),
        pytest.param(b"q 90 0 0 30 60 290 cm /Im1 Do Q " + SEEN + STAMP % b"1 g", True, id="white on a picture"),
        pytest.param(b"q 90 0 0 30 60 490 cm /Im1 Do Q " + SEEN + STAMP % b"3 Tr", False, id="beside a picture"),
        pytest.param(STAMP % b"3 Tr", True, id="a page that shows no text in another way"),
    ],
)
def test_text_is_what_can_be_seen(tmp_path, content, is_text):
    assert ("stamp" in text_of(read(tmp_path, content))) is is_text


WHOLE = b"q 612 0 0 792 0 0 cm /Im1 Do Q "
HALVES = b"q 612 0 0 396 0 0 cm /Im1 Do Q q 612 0 0 396 0 396 cm /Im1 Do Q "
AT_THE_FOOT = b"BT /F1 8 Tf 72 30 Td (Library of Examples, Journal 77, 543) Tj ET"
IN_THE_MIDDLE = b"BT /F1 24 Tf 72 400 Td (The Title of a Report) Tj ET"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(WHOLE + AT_THE_FOOT, ["file.pdf: no text but a stamp on page 1; if it is a scan, "], id="a stamp"),
        pytest.param(
            HALVES + AT_THE_FOOT, ["file.pdf: no text but a stamp on page 1; if it is a scan, "], id="stripes"
        ),
        pytest.param(WHOLE, ["file.pdf: no text on page 1; if it is a scan, "], id="no text"),
        pytest.param(WHOLE + IN_THE_MIDDLE, [], id="a cover with its title over a picture"),
        pytest.param(AT_THE_FOOT, [], id="a page that is nearly empty"),
        pytest.param(b"q 300 0 0 300 72 300 cm /Im1 Do Q " + AT_THE_FOOT, [], id="a figure on a page"),
    ],
)
def test_a_page_picture_with_a_stamp_over_it_is_a_scan(tmp_path, content, said):
    problems = read(tmp_path, content).problems
    assert {problem.code for problem in problems} <= {ProblemCode.NO_TEXT_LAYER}
    assert [problem.message[: len(begin)] for problem, begin in zip(problems, said, strict=True)] == said


@pytest.mark.parametrize(
    ("gap", "text"), [(0.226, "held in Harbour Case and so on"), (0.15, "held inHarbour Caseand so on")]
)
def test_a_change_of_font_stands_for_the_space_that_the_file_leaves_out(tmp_path, gap, text):
    after_roman = 72 + 11 * (sum((0.556, 0.556, 0.222, 0.556, 0.278, 0.222, 0.556)) + gap)
    after_oblique = after_roman + 11 * (
        sum((0.722, 0.556, 0.333, 0.556, 0.556, 0.556, 0.333, 0.278, 0.722, 0.556, 0.5, 0.556)) + gap
    )
    content = (
        b"BT /F1 11 Tf 1 0 0 1 72 700 Tm (held in) Tj /F2 11 Tf 1 0 0 1 %.3f 700 Tm (Harbour Case) Tj " % after_roman
    )
    content += b"/F1 11 Tf 1 0 0 1 %.3f 700 Tm (and so on) Tj ET" % after_oblique
    assert text_of(read(tmp_path, content)) == text


def test_the_widths_of_the_file_go_before_those_of_a_standard_font(tmp_path):
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /FirstChar 173 /Widths [564] >>"
    (tmp_path / "file.pdf").write_bytes(pdfs.pdf([pdfs.stream(b"BT /F1 10 Tf 72 700 Td (a\xad) Tj ET")], font=font))
    with open_pdf(tmp_path / "file.pdf", max_pages=1) as file:
        (shown,) = file.texts(1)
    assert [round(x1 - x0, 3) for _, x0, x1 in shown.characters] == [4.44, 5.64]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("⽇⽉⾧", "日月長"), ("⻅⻚⺠", "见页民"), ("\uf0b7\uf0e8\uf06e", "•••"), ("ﬁ", "fi"), ("ª½", "ª½")],
)
def test_a_glyph_stands_for_letters_and_a_dingbat_for_a_bullet(raw, clean):
    assert "".join(map(clean_glyph_text, raw)) == clean
