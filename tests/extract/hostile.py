"""Files that cost a reader memory, time or its life, and files that look hostile and are not; all made here.

Each function returns the bytes of one PDF of at most a few hundred kilobytes (the two largest are told in their names).
What an unguarded pdfplumber does with them was measured once: minutes of CPU, 2 to 5 GB of memory, endless loops.
"""

import hashlib
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from tests.extract.pdfs import HELLO, file_of, inflated, pdf, stream

Objects = dict[int, bytes]

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_BLANK = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
_FLATE = b"/Filter /FlateDecode"


# --- bombs ------------------------------------------------------------------------------------------------------------


def flate_of_spaces() -> bytes:
    """450 MB of white space in 450 kB."""
    return pdf([inflated(b" ", 450_000_000)])


def flate_of_text() -> bytes:
    """30 MB of text operators: 10 million characters on one page."""
    return pdf([inflated(b"BT /F1 9 Tf 20 20 Td (hello) Tj ET\n", 30_000_000)])


def flate_of_operators() -> bytes:
    """60 MB of saving and restoring the graphics state."""
    return pdf([inflated(b"q Q ", 60_000_000)])


def double_flate() -> bytes:
    """450 MB in 2 kB: a deflated stream deflates well again."""
    packer, once = zlib.compressobj(9), bytearray()
    for _ in range(450):
        once += packer.compress(b" " * 1_000_000)
    once += packer.flush()
    return pdf([stream(zlib.compress(bytes(once), 9), b"/Filter [/FlateDecode /FlateDecode]")])


def predictor_columns() -> bytes:
    """A predictor whose rows are two billion bytes wide."""
    parameters = _FLATE + b" /DecodeParms << /Predictor 12 /Columns 2000000000 >>"
    return pdf([stream(zlib.compress(b"\2" + b"a" * 1000), parameters)])


def cid_widths() -> bytes:
    """A font that gives the widths of 500 million characters in one range."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] >>"
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    widths = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X %s /W [0 500000000 500] >>" % info
    return pdf(font=font, extra={4: widths})


def to_unicode_range() -> bytes:
    """A font that maps 268 million codes in one range."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> "
        b"endcodespacerange 1 beginbfrange <00000000> <0FFFFFFF> <0041> endbfrange endcmap"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 4 0 R /FirstChar 0 /Widths [500] >>"
    return pdf(font=font, extra={4: stream(cmap)})


def nested_forms() -> bytes:
    """Forms that draw ten forms each, nine deep: a thousand million drawings in 3 kB."""
    forms = {
        20 + n: stream(
            b"/X1 Do " * 10 if n < 8 else HELLO,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 %d 0 R >> >>" % (21 + n),
        )
        for n in range(9)
    }
    page = b"/Resources << /XObject << /X1 20 0 R >> >>"
    return pdf([stream(b"/X1 Do " * 10)], page_extra=page, extra=forms)


# --- cycles -----------------------------------------------------------------------------------------------------------


def page_tree_of_itself() -> bytes:
    """A page node among its own children; one sound page beside it."""
    return _with({2: b"<< /Type /Pages /Kids [2 0 R 2 0 R 11 0 R] /Count 3 >>"})


def page_tree_of_diamonds() -> bytes:
    """Ten levels of nodes that name the next one ten times: 10^10 paths to one page."""
    nodes = {n: b"<< /Type /Pages /Kids [%s] /Count 1 >>" % (b"%d 0 R " % (n + 1) * 10) for n in range(20, 30)}
    return _with({2: b"<< /Type /Pages /Kids [20 0 R] /Count 1 >>", **nodes, 30: _page(b"/Contents 10 0 R")})


def cross_references_of_themselves() -> bytes:
    """A cross-reference table whose previous one is itself."""
    data = pdf(trailer=b"/Prev 0000")
    return data.replace(b"/Prev 0000", b"/Prev %04d" % data.index(b"xref\n0"))


def annotations_of_themselves() -> bytes:
    """A link whose next action is the link."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A 8 0 R >>"
    action = b"<< /S /URI /URI (https://example.org/) /Next 7 0 R >>"
    return pdf(page_extra=b"/Annots [7 0 R]", extra={7: link, 8: action})


def outline_of_itself() -> bytes:
    """An outline whose entries follow each other in a circle and contain each other."""
    entry = b"<< /Title (again) /Next %d 0 R /First %d 0 R /Dest [11 0 R /Fit] >>"
    return _with(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 20 0 R >>",
            20: b"<< /First 21 0 R /Last 22 0 R >>",
            21: entry % (22, 21),
            22: entry % (21, 20),
        }
    )


def names_of_themselves() -> bytes:
    """A name tree that is its own child, asked for the destination of a link."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /GoTo /D (nowhere) >> >>"
    tree = b"<< /Kids [20 0 R 20 0 R] /Limits [(a) (z)] >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Names << /Dests 20 0 R >> >>"
    return pdf(page_extra=b"/Annots [7 0 R]", extra={1: catalog, 7: link, 20: tree})


def length_of_itself() -> bytes:
    """A stream whose length is the stream."""
    content = b"<< /Length 10 0 R >>\nstream\n" + HELLO + b"\nendstream"
    return pdf([content])


# --- giants -----------------------------------------------------------------------------------------------------------


def giant_cross_reference_stream() -> bytes:
    """A cross-reference stream that promises two thousand million objects."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    head += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    index = b"/Type /XRef /Size 2000000000 /Index [0 2000000000] /W [1 2 1] /Root 1 0 R /Filter /FlateDecode"
    table = b"9 0 obj\n" + stream(zlib.compress(b"\0" * 100), index) + b"\nendobj\n"
    return head + table + b"startxref\n%d\n%%%%EOF" % len(head)


def nested_arrays() -> bytes:
    """Arrays nested 100,000 deep, in a page's content and in its dictionary."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return pdf([stream(deep + b" TJ " + HELLO)], page_extra=b"/Odd " + deep)


def giant_outline() -> bytes:
    """An outline of 20,000 entries that are 20,000 deep."""
    entries = {n: b"<< /Title (down) /First %d 0 R /Dest [11 0 R /Fit] >>" % (n + 1) for n in range(30, 20_030)}
    return _with({1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 29 0 R >>", 29: b"<< /First 30 0 R >>", **entries})


def giant_table(cells: int = 200_000) -> bytes:
    """One page with a number in each cell of a table of 200 columns, and a rule below each cell."""
    text = (b"1 0 0 1 %d %d Tm (%d) Tj" % (3 * (n % 200), 790 - 4 * (n // 200), n % 10) for n in range(cells))
    rules = (
        b"%d %d m %d %d l S" % (3 * (n % 200), 789 - 4 * (n // 200), 3 * (n % 200) + 3, 789 - 4 * (n // 200))
        for n in range(cells)
    )
    return pdf([stream(zlib.compress(b"\n".join([b"BT /F1 3 Tf", *text, b"ET", *rules])), _FLATE)])


def notes_all_alike(pages: int = 40, notes: int = 25) -> bytes:
    """Pages of marks and notes that all have the same number, so that each might belong to each."""
    mark = b"T* (some text) Tj 4 Ts /F1 6 Tf (1) Tj 0 Ts /F1 11 Tf "
    page = b"BT /F1 11 Tf 12 TL 72 770 Td " + mark * notes + b"ET 72 410 m 200 410 l S BT /F1 8 Tf 9 TL 72 400 Td "
    return pdf([stream(page + b"T* (1 See https://example.org/a, p. 3.) Tj " * notes + b"ET")] * pages)


def strokes_and_links(count: int = 8_000) -> bytes:
    """A page with 8,000 strokes and as many links beside a few lines of text."""
    strokes = b"".join(b"72 %d m 150 %d l S " % (n % 790, n % 790) for n in range(count))
    text = b"BT /F1 9 Tf 12 TL 72 770 Td " + b"T* (1 see https://example.org/) Tj " * 50 + b"ET "
    link = b"<< /Type /Annot /Subtype /Link /Rect [70 60 520 710] /A << /S /URI /URI (https://example.org/a) >> >>"
    return pdf([stream(text + strokes)], page_extra=b"/Annots [%s]" % (b"7 0 R " * count), extra={7: link})


def many_pages(count: int = 100_000, claimed: int | None = None) -> bytes:
    """Write 100,000 pages (10 MB), which the file tells or, with `claimed`, lies about."""
    kids = b"".join(b"%d 0 R " % n for n in range(10, 10 + count))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count if claimed is None else claimed)
    return file_of({1: _CATALOG, 2: tree, **dict.fromkeys(range(10, 10 + count), _BLANK)}, b"")


def page_count_too_high() -> bytes:
    """One page where the page tree claims 100,000."""
    return _with({2: b"<< /Type /Pages /Kids [11 0 R] /Count 100000 >>"})


def garbage() -> bytes:
    """5 MB of objects without a cross-reference table: all of it is searched for one."""
    return b"%PDF-1.4\n" + b"1 0 obj << /A /B >> endobj\n" * 190_000


def pages_without_size() -> bytes:
    """Pages whose box is empty, infinite, or no box."""
    boxes = [b"[0 0 0 0]", b"[0 0 1e30 1e30]", b"[(a) /b]", b"[612 792 0 0]"]
    pages = {20 + n: _page(b"/Contents 10 0 R", box) for n, box in enumerate(boxes)}
    kids = b" ".join(b"%d 0 R" % n for n in pages)
    return _with({2: b"<< /Type /Pages /Kids [%s] /Count 4 >>" % kids, **pages})


# --- damaged ----------------------------------------------------------------------------------------------------------


def truncated() -> bytes:
    """Write the first half of a sound file."""
    data = pdf()
    return data[: len(data) // 2]


def no_pages() -> bytes:
    """A page tree without a page."""
    return file_of({1: _CATALOG, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}, b"")


def no_page_tree() -> bytes:
    """A number in the place of the page tree; the pages themselves can be found."""
    return _with({2: b"42"})


# --- sound, although it looks odd -------------------------------------------------------------------------------------


def rotated(degrees: int) -> bytes:
    """Write a page that a viewer turns; its text is set so that it stands upright when turned."""
    matrices = {90: b"0 1 -1 0 92 72", 180: b"-1 0 0 -1 540 72", 270: b"0 -1 1 0 520 720"}
    content = b"BT /F1 11 Tf %s Tm (hello) Tj 0 -14 Td (again) Tj ET" % matrices[degrees]
    return pdf([stream(content)], page_extra=b"/Rotate %d" % degrees)


def cropped(rotation: int = 0) -> bytes:
    """A page that shows a part of its sheet, off the centre: printers' marks lie outside."""
    matrices = {0: b"1 0 0 1", 90: b"0 1 -1 0", 180: b"-1 0 0 -1", 270: b"0 -1 1 0"}
    content = b"BT /F1 11 Tf %s 220 500 Tm (hello) Tj 1 0 0 1 20 780 Tm (cut here) Tj ET" % matrices[rotation]
    return pdf([stream(content)], page_extra=b"/CropBox [100 150 520 700] /Rotate %d" % rotation)


def shifted() -> bytes:
    """A page whose box begins far from the origin."""
    content = b"BT /F1 11 Tf 1 0 0 1 1120 -1400 Tm (hello) Tj ET"
    return pdf([stream(content)], page_extra=b"/MediaBox [1000 -2000 1612 -1208]")


def double_struck() -> bytes:
    """A word printed twice, a hair apart, to look bold."""
    return pdf([stream(b"BT /F1 11 Tf 1 0 0 1 72 700 Tm (hello) Tj 1 0 0 1 72.3 700 Tm (hello) Tj ET")])


def scanned() -> bytes:
    """A page that is one grey picture."""
    picture = b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    page = b"/Resources << /XObject << /Im1 20 0 R >> >>"
    return pdf(
        [stream(b"612 0 0 792 0 0 cm /Im1 Do")], page_extra=page, extra={20: stream(b"\xf0\xf0\xf0\xf0", picture)}
    )


# --- encrypted --------------------------------------------------------------------------------------------------------

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_ID = bytes(range(16))
_PERMISSIONS = -44  # printing and copying are refused


def encrypted(*, user: bytes = b"", owner: bytes = b"owner", with_aes: bool = False) -> bytes:
    """Encrypt a sound file by the standard handler: RC4 (V 2, R 3) or AES-128 (V 4, R 4); ISO 32000-1, 7.6.3."""
    key, entries = _standard_key(user, owner, revision=4 if with_aes else 3)
    content = _encrypt_stream(HELLO, key, 10, with_aes=with_aes)
    aes = b"/CF << /StdCF << /CFM /AESV2 /AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
    dictionary = b"<< /Filter /Standard /V %d /R %d /Length 128 %s /P %d %s >>" % (
        4 if with_aes else 2,
        4 if with_aes else 3,
        entries,
        _PERMISSIONS,
        aes if with_aes else b"",
    )
    return pdf([stream(content)], trailer=b"/Encrypt %s /ID [<%s> <%s>]" % (dictionary, *[_FILE_ID.hex().encode()] * 2))


def encrypted_with_aes_256(*, user: bytes = b"") -> bytes:
    """Encrypt a sound file with AES-256 (V 5, R 5; Adobe supplement to ISO 32000, extension level 3)."""
    key, salts = bytes(range(32)), b"validate" + b"keysalts"
    user_entry = hashlib.sha256(user + salts[:8]).digest() + salts
    wrapped = _cbc(hashlib.sha256(user + salts[8:]).digest(), key, bytes(16))
    owner_entry = hashlib.sha256(b"owner" + salts[:8] + user_entry).digest() + salts
    owner_wrapped = _cbc(hashlib.sha256(b"owner" + salts[8:] + user_entry).digest(), key, bytes(16))
    entries = b" ".join(
        b"/%s <%s>" % (name, value.hex().encode())
        for name, value in ((b"U", user_entry), (b"UE", wrapped), (b"O", owner_entry), (b"OE", owner_wrapped))
    )
    filters = b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    permissions = b"/P %d /Perms <%s>" % (_PERMISSIONS, b"00" * 16)
    dictionary = b"<< /Filter /Standard /V 5 /R 5 /Length 256 %s %s %s >>" % (entries, filters, permissions)
    content = bytes(16) + _cbc(key, _padded(HELLO), bytes(16))
    return pdf([stream(content)], trailer=b"/Encrypt %s /ID [<00> <00>]" % dictionary)


def _standard_key(user: bytes, owner: bytes, revision: int) -> tuple[bytes, bytes]:
    """Algorithms 2, 3 and 5 of ISO 32000-1: the file key, and the entries /O and /U."""
    owner_key = hashlib.md5((owner + _PADDING)[:32]).digest()
    for _ in range(50):
        owner_key = hashlib.md5(owner_key).digest()
    owner_entry = (user + _PADDING)[:32]
    for n in range(20):
        owner_entry = _rc4(bytes(b ^ n for b in owner_key), owner_entry)
    permissions = (_PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5((user + _PADDING)[:32] + owner_entry + permissions + _FILE_ID).digest()
    for _ in range(50):
        key = hashlib.md5(key).digest()
    user_entry = hashlib.md5(_PADDING + _FILE_ID).digest()
    for n in range(20):
        user_entry = _rc4(bytes(b ^ n for b in key), user_entry)
    return key, b"/O <%s> /U <%s>" % (owner_entry.hex().encode(), (user_entry + bytes(16)).hex().encode())


def _encrypt_stream(data: bytes, key: bytes, number: int, *, with_aes: bool) -> bytes:
    salted = key + number.to_bytes(3, "little") + b"\0\0" + (b"sAlT" if with_aes else b"")
    object_key = hashlib.md5(salted).digest()
    return bytes(16) + _cbc(object_key, _padded(data), bytes(16)) if with_aes else _rc4(object_key, data)


def _cbc(key: bytes, data: bytes, start: bytes) -> bytes:
    encryptor = Cipher(AES(key), modes.CBC(start)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def _padded(data: bytes) -> bytes:
    missing = 16 - len(data) % 16
    return data + bytes([missing]) * missing


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _with(objects: Objects) -> bytes:
    """Write a sound file of one page with some of its objects replaced."""
    return pdf(extra=objects)


def _page(extra: bytes, box: bytes = b"[0 0 612 792]") -> bytes:
    font = b"/Resources << /Font << /F1 3 0 R >> >>"
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s %s >>" % (box, font, extra)
