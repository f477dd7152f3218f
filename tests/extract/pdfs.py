"""Small PDFs made by hand: sound ones, damaged ones, hostile ones."""

import zlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

HELLO = b"BT /F1 9 Tf 20 700 Td (hello) Tj ET"
_FLATE = b"/Filter /FlateDecode"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> %s >>"


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n" % (dictionary, len(data)) + data + b"\nendstream"


def pdf(
    contents: Iterable[bytes] = (stream(HELLO),),
    *,
    page_extra: bytes = b"",
    trailer: bytes = b"",
    font: bytes = _FONT,
    extra: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """Write a PDF with one page for each content stream (objects 10, 12, ...; pages 11, 13, ...)."""
    contents = tuple(contents)
    pages = [11 + 2 * n for n in range(len(contents))]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(b"%d 0 R" % n for n in pages)),
        3: font,
        **extra,
    }
    for number, content in zip(pages, contents, strict=True):
        objects[number - 1] = content
        objects[number] = _PAGE % (b"/Contents %d 0 R %s" % (number - 1, page_extra))
    return file_of(objects, trailer)


def text_page(*lines: str, size: int = 11, leading: int = 14) -> bytes:
    """Set lines of text from the top of a page."""
    escaped = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    shown = " T* ".join(f"({line}) Tj" for line in escaped)
    return stream(f"BT /F1 {size} Tf {leading} TL 72 720 Td {shown} ET".encode("cp1252"))


def inflated(unit: bytes, total: int) -> bytes:
    """Return a content stream of a few kilobytes that inflates to `total` bytes."""
    packer, out = zlib.compressobj(9), bytearray()
    block = unit * (1 + (1 << 20) // len(unit))
    for _ in range(total // len(block) + 1):
        out += packer.compress(block)
    return stream(bytes(out + packer.flush()), _FLATE)


def memory_bomb() -> bytes:
    """600 MB of spaces in 600 kB: pdfminer inflates without a bound."""
    return pdf([inflated(b" ", 600_000_000)])


def time_bomb() -> bytes:
    """Two sound lines on page 1, then a page that takes minutes to interpret."""
    return pdf([stream(HELLO), inflated(b"q Q ", 60_000_000)])


def encrypted() -> bytes:
    """A file whose dictionary asks for a password that nobody has."""
    entry = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"31" * 32, b"32" * 32)
    return pdf(trailer=b"/Encrypt %s /ID [<00> <00>]" % entry)


def deep_page_tree() -> bytes:
    """Page nodes nested deeper than Python's recursion goes."""
    chain = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, 3000)}
    return file_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", **chain, 3000: _PAGE % b""}, b"")


def unmapped() -> bytes:
    """Two glyphs of a CID font that says nowhere what they mean."""
    font = b"/Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    contents = [stream(b"BT /F1 9 Tf 20 700 Td <00410042> Tj ET")]
    return pdf(contents, font=b"<< %s >>" % font, extra={4: b"<< /Type /Font /Subtype /CIDFontType2 %s >>" % info})


def file_of(objects: dict[int, bytes], trailer: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    size, xref = max(offsets) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, xref)
    return bytes(out)
