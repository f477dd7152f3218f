"""What kind of file a server sent: by its content type, or by its first bytes when that says nothing."""

_HTML_TYPES = ("html", "xhtml")
_SNIFFED_TYPES = ("", "application/pdf", "application/octet-stream", "application/x-pdf")
"""Content types under which web pages are served by mistake; what they hold decides."""
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<title", b"<?xml", b"<!--")


def is_pdf(body: bytes) -> bool:
    """Tell whether an answer is a PDF, whatever it is served as; readers allow 1,024 bytes before its mark."""
    return b"%PDF-" in body[:1_024]


def is_html(content_type: str | None, body: bytes) -> bool:
    """Tell whether an answer is a web page: by its content type or, when that says nothing, by how it begins."""
    if is_pdf(body):
        return False
    kind = (content_type or "").partition(";")[0].strip().lower()
    if any(name in kind for name in _HTML_TYPES):
        return True
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:300].lower()
    return kind in _SNIFFED_TYPES and start.startswith(_HTML_STARTS) and (b"<html" in start or start[:2] != b"<?")
