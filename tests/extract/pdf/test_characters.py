from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from cetingest.extract.pdf.file import open_pdf
from cetingest.extract.pdf.fonts import FontStore
from tests.extract.pdfs import pdf, stream

PROJECT = Path(__file__).parents[3]
EVALUATION = PROJECT.parent / "shared/evaluation"
OWN = sorted([*(PROJECT / "raw").glob("*.pdf"), *(PROJECT / "tests/data").rglob("*.pdf")])
THEIRS = sorted(EVALUATION.glob("*/*.pdf"))
# pdfplumber takes a tenth of a second for each page: some from everywhere in a file show what all would
PAGES_OF_A_FILE = 4

TYPE3 = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
    b"/LastChar 98 /Widths [1000 600] /Encoding << /Type /Encoding /Differences [97 /square /triangle] >> "
    b"/CharProcs << /square 4 0 R /triangle 4 0 R >> /Resources << >> >>"
)
COMPOSITE = b"/Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [4 0 R] /Encoding /%s"
DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 800 /W [10 [500 250]] /DW2 [900 -1100] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
)
FORM = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Matrix [0.5 0 0 0.5 30 40] /Resources << /Font << /F1 3 0 R >>"
)


def page(content: bytes, **more: object) -> bytes:
    return pdf([stream(content)], **more)  # type: ignore[arg-type]


CASES = {
    "kerned text": page(b"BT /F1 9 Tf 20 700 Td [(A)120(W)-333.5( x)-.5(y)] TJ ET"),
    "escaped text": page(rb"BT /F1 9 Tf 20 700 Td (a\(b\)\\ \101\1012\53 \q c\n) Tj ET"),
    "text in balanced brackets": page(b"BT /F1 9 Tf 20 700 Td (a(b(c)d)e) Tj (f) Tj ET"),
    "text in hexadecimal": page(b"BT /F1 9 Tf 20 700 Td <414243> Tj <41 42 4> Tj [<41>-20<42>]TJ ET"),
    "text over the end of a line": page(b"BT /F1 9 Tf 20 700 Td (a\\\r\nb\\\nc\nd) Tj ET"),
    "spaced, stretched and raised text": page(
        b"BT /F1 9 Tf 2 Tc 5 Tw 80 Tz 3 Ts 20 700 Td (a b  c) Tj 0 Ts -50 Tz (d e) Tj ET"
    ),
    "lines by leading": page(b"BT /F1 9 Tf 12 TL 20 700 Td (a) Tj T* (b) Tj (c) ' 1 2 (d e) \" 0 -5 TD (f) Tj ET"),
    "a size in the matrix": page(b"BT /F1 1 Tf 11 0 0 12 20 700 Tm (a) Tj 0 -1.2 TD (b) Tj ET"),
    "turned and mirrored text": page(
        b"BT /F1 9 Tf 0 1 -1 0 50 50 Tm (up) Tj .7 .7 -.7 .7 90 90 Tm (askew) Tj -1 0 0 1 300 300 Tm (mirror) Tj ET"
        b" BT /F1 9 Tf 1 0 0 -1 100 100 Tm (flipped) Tj 1 0 .3 1 100 200 Tm (slanted) Tj ET"
    ),
    "scaled graphics": page(b"q 0.5 0 0 2 10 10 cm BT /F1 9 Tf 20 200 Td (a) Tj ET Q BT /F1 9 Tf 20 200 Td (b) Tj ET"),
    "colours": page(
        b"BT /F1 9 Tf 20 700 Td 1 0 0 rg (a) Tj 0.5 g (b) Tj 0 0 0 1 k (c) Tj /DeviceRGB cs 0 1 0 sc (d) Tj"
        b" /Pattern cs /P1 scn (e) Tj 7 7 7 1 0 0 rg (f) Tj ET"
    ),
    "marked content": page(
        b"/P <</MCID 3>> BDC BT /F1 9 Tf 20 700 Td (a) Tj ET EMC /Span<</Lang (en-US)/MCID 4 >>BDC BT (b) Tj ET"
        b" /Artifact <</Type /Pagination /BBox [0 0 1 1]>> BDC BT (c) Tj ET EMC EMC /P /Name BDC BT (d) Tj ET EMC"
    ),
    "an inline picture": page(
        b"BT /F1 9 Tf 20 700 Td (a) Tj ET q 9 0 0 9 0 0 cm BI /W 4 /H 1 /BPC 8 /CS /G ID (Tj) EI Q"
        b" BT /F1 9 Tf 20 600 Td (b) Tj ET"
    ),
    "comments, unknown operators and stray operands": page(
        b"% (no) Tj\nBT /F1 9 Tf 1 2 foo 20 700 Td (a) Tj true null ] >> 5 (b) Tj 3 -+4 (c) Tj\0(d) Tj"
        b" /#46 9 Tf (e)Tj ET"
    ),
    "a font that is missing": page(b"BT (lost) Tj /F9 9 Tf 20 700 Td (a) Tj ET"),
    "a stream that ends too early": page(b"BT /F1 9 Tf 20 700 Td (a) Tj [(b) (c"),
    "a number without end": page(
        b"BT /F1 9 Tf 20 700 Td (a) Tj " + b"1" * 400 + b" 0 Td (b) Tj 1.2.3 -- 4 Td (c) Tj ET"
    ),
    "strings that end too early or late": page(
        b"BT /F1 9 Tf 20 700 Td <414> Tj [(a) -250 <4> <41 42> 1.2.3 (b)] TJ (c\\) Tj (d) (e\\)) Tj <4142 Tj (f) Tj ET"
    ),
    "operators right behind numbers": page(b"BT /F1 9 Tf 20 700Td (a) Tj .w (b) Tj -w (c) Tj 2 .5.w (d) Tj ET"),
    "more pieces than are read at once": page(
        b"BT /F1 9 Tf 20 700 Td ["
        + b"(a) -9 " * 5001
        + b"] TJ ("
        + b"\\(" * 5001
        + b") Tj <"
        + b"41" * 5001
        + b"> Tj ET"
    ),
    "a Type 3 font": page(
        b"BT /F1 12 Tf 20 700 Td (aba) Tj ET", font=TYPE3, extra={4: stream(b"1000 0 d0 0 0 9 9 re f")}
    ),
    "a composite font": page(
        b"BT /F1 12 Tf 20 700 Td <000A000B0041> Tj ET",
        font=b"<< " + COMPOSITE % b"Identity-H" + b" >>",
        extra={4: DESCENDANT},
    ),
    "a vertical font": page(
        b"BT /F1 12 Tf 20 700 Td <30423044> Tj [<3046>100<3048>] TJ ET",
        font=b"<< " + COMPOSITE % b"UniJIS-UCS2-V" + b" >>",
        extra={4: DESCENDANT},
    ),
    "forms that draw forms, one of them itself": page(
        b"BT /F1 9 Tf 20 700 Td (a) Tj ET /X1 Do BT (b) Tj ET",
        page_extra=b"/Resources << /Font << /F1 3 0 R >> /XObject << /X1 4 0 R >> >>",
        extra={
            4: stream(b"BT /F1 9 Tf 20 20 Td (c) Tj ET /X2 Do", FORM + b" /XObject << /X2 5 0 R >> >>"),
            5: stream(b"BT /F1 9 Tf 20 50 Td (d) Tj ET /X1 Do", FORM + b" /XObject << /X1 4 0 R >> >>"),
        },
    ),
    "content in pieces": page(
        b"",
        page_extra=b"/Contents [4 0 R 5 0 R 6 0 R]",
        extra={4: stream(b"BT /F1 9 Tf 20 7"), 5: stream(b"00 Td [(a"), 6: stream(b"b)] TJ ET")},
    ),
    **{
        f"a page turned by {turn}": page(b"BT /F1 9 Tf 20 700 Td (a) Tj ET", page_extra=b"/Rotate %d" % turn)
        for turn in (90, 180, 270, 360)
    },
    "a sheet whose origin is elsewhere": page(
        b"BT /F1 9 Tf 220 700 Td (a) Tj ET", page_extra=b"/MediaBox [100 50 712 842] /CropBox [150 90 600 800]"
    ),
}


def ours(path: Path, page_numbers: list[int]) -> Iterator[tuple[object, ...]]:
    with open_pdf(path, max_pages=5000) as file:
        for page_number in page_numbers:
            for shown in file.texts(page_number):
                colour = shown.colour if isinstance(shown.colour, tuple) else (shown.colour,)
                for text, x0, x1 in shown.characters:
                    box = rounded(shown.size, x0, shown.top, x1, shown.bottom)
                    yield page_number, text, shown.fontname, *box, colour, shown.mcid, shown.is_upright


def theirs(path: Path, page_numbers: list[int]) -> Iterator[tuple[object, ...]]:
    with pdfplumber.open(path) as file:
        file.rsrcmgr = FontStore()  # the widths of the file, on purpose
        for page_number in page_numbers:
            page = file.pages[page_number - 1]
            for char in page.chars:
                box = rounded(char["size"], char["x0"], char["top"], char["x1"], char["bottom"])
                marks = char["non_stroking_color"], char["mcid"], char["upright"]
                yield page_number, char["text"], char["fontname"], *box, *marks
            page.close()


def rounded(*numbers: float) -> tuple[float, ...]:
    return tuple(round(number, 6) + 0.0 for number in numbers)


def some_pages(path: Path) -> list[int]:
    with open_pdf(path, max_pages=5000) as file:
        numbers = list(file.page_numbers)
    step = max(1, len(numbers) // PAGES_OF_A_FILE)
    return numbers[::step][:PAGES_OF_A_FILE]


@pytest.mark.parametrize("name", CASES)
def test_characters_are_those_of_pdfplumber_in_every_case(name, tmp_path):
    path = tmp_path / "case.pdf"
    path.write_bytes(CASES[name])
    expected = list(theirs(path, [1]))
    assert expected
    assert list(ours(path, [1])) == expected


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_characters_are_those_of_pdfplumber_in_our_documents(path):
    pages = some_pages(path)
    assert list(ours(path, pages)) == list(theirs(path, pages))


@pytest.mark.skipif(not THEIRS, reason="the labelled documents of third parties are not here")
@pytest.mark.parametrize("path", THEIRS, ids=lambda path: path.name)
def test_characters_are_those_of_pdfplumber_in_labelled_documents(path):
    pages = some_pages(path)
    assert list(ours(path, pages)) == list(theirs(path, pages))
