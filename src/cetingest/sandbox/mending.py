"""Write a damaged PDF anew with pdfium, which finds pages that pdfminer does not; in guarded children only."""

import io
import re

import pypdfium2
from pypdfium2 import raw

_END_BYTES = 2_048
"""Readers look for the end of a file so far from its last byte; some servers add a line to what they send."""
_CATALOG = re.compile(
    rb"(\d{1,10})\s{1,3}(\d{1,5})\s{1,3}obj\b(?:(?!endobj).){0,4000}?/Type\s{0,9}/Catalog\b", re.DOTALL
)


def has_end(data: bytes) -> bool:
    """Tell whether a file ends as PDFs do."""
    end = data[-_END_BYTES:]
    return b"startxref" in end or b"%%EOF" in end


def is_cut_off(data: bytes) -> bool:
    """Tell whether a file ends inside an object that holds text; what follows whole ones can be done without."""
    last = data.rfind(b" obj")
    return not has_end(data) and last > data.rfind(b"endobj") and b"/XRef" not in data[last : last + _END_BYTES]


def mend(data: bytes, max_pages: int) -> bytes | None:
    """Return the file with a new cross-reference table; None when pdfium cannot read it or finds too many pages."""
    for candidate in (data, _with_end(data)):
        if candidate is not None and (mended := _rewrite(candidate, max_pages)) is not None:
            return mended
    return None


def _with_end(data: bytes) -> bytes | None:
    """Close what is open and add a trailer that names the last catalog; None when no catalog stands uncompressed."""
    catalogs = list(_CATALOG.finditer(data))
    if not catalogs:
        return None
    number, generation = catalogs[-1].groups()
    return data + b"\nendstream\nendobj\ntrailer\n<< /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % (number, generation)


def _rewrite(data: bytes, max_pages: int) -> bytes | None:
    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 0 < len(document) <= max_pages:
                return None
            mended = io.BytesIO()
            document.save(mended, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return None
    return mended.getvalue()
