"""PDFs from the web are hostile: whatever one is, the reader says what it can in time, and reads the next one."""

import subprocess
import sys
import time
import zlib

import pytest

from cetingest.sandbox.pdf_child import read_front
from cetingest.sandbox.pdfs import PdfReader
from tests.extract import pdfs
from tests.loopback.small_pdf import pdf_bytes

WITHOUT_DAMAGE = pdfs.pdf([pdfs.text_page("Harbours of the North")])

TITLE = "Harbour Dredging and Its Costs"
SOUND = pdf_bytes(TITLE, "A Survey of Twelve Ports", "Ports and ships. " * 30, info_title="dredging.indd", pages=3)


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R", places: bool = True) -> bytes:
    """Make a PDF of objects as they are given, numbered from 1; without `places` its table is left out."""
    out, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) if places else b""
    return out + xref + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"/Resources << /Font << /F1 5 0 R >> >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + FONT + b" >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOW = b"BT /F1 24 Tf 40 700 Td (" + TITLE.encode() + b") Tj ET\n"
DEFLATED = b"/Filter /FlateDecode"


def page_of(content: bytes, *, catalog=CATALOG, pages=PAGES, page=PAGE, more=(), trailer=b"/Root 1 0 R") -> bytes:
    return pdf(catalog, pages, page, content, HELVETICA, *more, trailer=trailer)


def bomb(size: int, times: int = 1) -> bytes:
    data = b" " * size
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


HOSTILE = {
    "a bomb of 400 MB": page_of(stream(bomb(400_000_000), DEFLATED)),
    "a bomb folded twice": page_of(stream(bomb(100_000_000, 2), b"/Filter [/FlateDecode /FlateDecode]")),
    "a content stream of a hundred thousand signs": page_of(stream(b"BT /F1 9 Tf (a) Tj ET\n" * 100_000)),
    "brackets nested a hundred thousand times": page_of(stream(b"[" * 100_000)),
    "dictionaries nested a hundred thousand times": pdf(b"<< /A " * 100_000),
    "a page tree that holds itself": page_of(stream(SHOW), pages=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "a form that draws itself": page_of(
        stream(b"/X Do"),
        page=PAGE.replace(FONT, b"/Resources << /XObject << /X 6 0 R >> >>"),
        more=(
            stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"),
        ),
    ),
    "an object that is a reference to itself": pdf(CATALOG, b"2 0 R"),
    "no objects": b"%PDF-1.7\n%%EOF",
    "nothing behind the mark": b"%PDF-1.7",
    "noise behind the mark": b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
    "a table that points to itself": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Prev 9 /Size 1 >>\n"
    b"startxref\n9\n%%EOF",
    "a table of a billion rows": b"%PDF-1.7\nxref\n0 1000000000\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    "pages counted below zero": page_of(stream(SHOW), pages=b"<< /Type /Pages /Kids [3 0 R] /Count -7 >>"),
    "pages counted beyond belief": page_of(stream(SHOW), pages=b"<< /Type /Pages /Kids [3 0 R] /Count 99999999 >>"),
    "encrypted with a password": page_of(
        stream(SHOW),
        trailer=b"/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (%s) /U (%s) >> /ID [(a)(a)]"
        % (b"o" * 32, b"u" * 32),
    ),
}


@pytest.fixture(scope="module")
def reader():
    with PdfReader(seconds=30.0) as made:
        yield made


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_costs_seconds_and_the_next_one_is_read(reader, name):
    began = time.monotonic()
    page = reader.read(HOSTILE[name])
    assert time.monotonic() - began < 60
    assert page is None or (0 < page.page_count < 1_000_000 and len(page.text_start) <= 2_000)
    assert reader.read(SOUND).titles[0] == TITLE


def test_the_childs_memory_stays_below_its_limit(tmp_path):
    bomb_file = tmp_path / "bomb.pdf"
    bomb_file.write_bytes(HOSTILE["a bomb of 400 MB"])
    # a process of its own, whose only child is the reader's
    code = f"""
import pathlib, resource
from cetingest.sandbox.pdfs import PdfReader
with PdfReader() as reader:
    reader.read(pathlib.Path({str(bomb_file)!r}).read_bytes())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 20_000_000 < int(done.stdout) * 1024 < 900_000_000


def _described(info: bytes) -> bytes:
    return page_of(stream(SHOW), more=(info,), trailer=b"/Root 1 0 R /Info 6 0 R")


@pytest.mark.parametrize(
    ("body", "titles", "issued_date", "language"),
    [
        (SOUND, (TITLE, "A Survey of Twelve Ports"), None, None),
        (
            _described(b"<< /Title (Harbours) /CreationDate (D:20230606090000Z) >>"),
            (TITLE, "Harbours"),
            "2023-06-06",
            None,
        ),
        (_described(b"<< /Title <FEFF6E2F6E7E> >>"), (TITLE, "港湾"), None, None),
        (_described(b"<< /Title (\xef\xbb\xbf\xe6\xb8\xaf) >>"), (TITLE, "港"), None, None),
        (_described(b"<< /Title (Microsoft Word - Harbours) >>"), (TITLE, "Harbours"), None, None),
        (_described(b"<< /Title (report_final.docx) >>"), (TITLE,), None, None),
        (_described(b"<< /Title (untitled) /CreationDate (yesterday) >>"), (TITLE,), None, None),
        (_described(b"<< /Title 7 /CreationDate [1 2] >>"), (TITLE,), None, None),
        (_described(b"<< /Title 6 0 R >>"), (TITLE,), None, None),
        (_described(b"<< /Title (" + b"x" * 1_000_000 + b") >>"), (TITLE, "x" * 500), None, None),
        (_described(b"<< /Title (a\x1b[31m\x00b) >>"), (TITLE, "a [31m b"), None, None),
        (page_of(stream(SHOW), catalog=CATALOG[:-2] + b"/Lang (ja-JP) >>"), (TITLE,), None, "ja-JP"),
        (page_of(stream(SHOW), catalog=CATALOG[:-2] + b"/Lang 3 >>"), (TITLE,), None, None),
        (page_of(stream(zlib.compress(SHOW)[:-5], DEFLATED)), (TITLE,), None, None),
        (page_of(stream(b"")), (), None, None),
        # a table that is wrong or missing: the objects are looked for
        (SOUND.replace(b"startxref\n", b"startxref\n9"), (TITLE, "A Survey of Twelve Ports"), None, None),
        (pdf(CATALOG, PAGES, PAGE, stream(SHOW), HELVETICA, places=False), (TITLE,), None, None),
        (b"HTTP/1.1 200 OK\r\n\r\n" + SOUND, (TITLE, "A Survey of Twelve Ports"), None, None),
    ],
)
def test_what_a_pdf_says_about_itself_is_read_from_its_front(reader, body, titles, issued_date, language):
    page = reader.read(body)
    assert (page.titles, page.issued_date, page.language) == (titles, issued_date, language)


def test_a_pdf_that_takes_too_long_is_given_up_and_the_next_one_is_read():
    with PdfReader(seconds=30.0) as patient, PdfReader(seconds=0.001) as hasty:
        assert hasty.read(SOUND) is None
        assert patient.read(SOUND).titles[0] == TITLE


def test_a_reader_that_was_closed_begins_anew():
    with PdfReader() as reader:
        assert reader.read(SOUND).page_count == 3
        reader.close()
        assert reader.read(SOUND).page_count == 3


def test_a_cover_that_is_nearly_empty_is_read_with_the_page_after_it():
    kids = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
    second = PAGE.replace(b"4 0 R", b"7 0 R")
    cover = b"BT /F1 12 Tf 40 700 Td (2023) Tj ET\n"
    body = page_of(stream(cover), pages=kids, more=(second, stream(SHOW)))
    assert read_front(body)["titles"] == [TITLE]


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(WITHOUT_DAMAGE.replace(b"startxref\n", b"startxref\n9"), id="startxref leads past the end"),
        pytest.param(b"%PDF-1.7\n%" + b"x" * 300 + b"\n" + WITHOUT_DAMAGE[9:], id="all places are wrong"),
        pytest.param(WITHOUT_DAMAGE[: WITHOUT_DAMAGE.rindex(b"xref\n0") + 60], id="the end is missing"),
        pytest.param(WITHOUT_DAMAGE.replace(b"/Type /Pages", b"/Type /Pagez"), id="the page tree has no type"),
    ],
)
def test_a_damaged_pdf_is_mended_before_its_front_is_read(damaged):
    assert read_front(damaged)["text"] == "Harbours of the North"
