"""The bytes of a page decoded as browsers do."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_META_SEARCHED_BYTES = 4_096  # the standard says 1,024; pages with long comments above it exist
# Labels mean the larger encoding that browsers use for them: https://encoding.spec.whatwg.org/#names-and-labels
_BROWSER_ENCODINGS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "x_sjis": "cp932",
    "windows_31j": "cp932",
    "x_euc_jp": "euc_jp",
    "x_gbk": "gb18030",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
}
# Python decodes them, the web does not: those of 16 and 32 bits are mistakes in a label, which was read as ASCII;
# browsers do without UTF-7; the rest are notations, and some of them raise whatever the error handler says.
_NO_CHARSETS = ("utf_16", "utf_32", "utf_7", "idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")


# What a page of these languages is written in when it declares nothing and is no UTF-8.
_ENCODINGS_OF_LANGUAGE = {b"ja": ("euc_jp", "cp932"), b"ko": ("cp949",), b"zh": ("gb18030", "big5")}
_LANGUAGE = re.compile(rb"""<html[^<>]{0,300}\blang\s*=\s*["']?(ja|ko|zh)\b""", re.IGNORECASE)


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page as browsers do: byte order mark, header, meta element, then UTF-8, then Windows-1252.

    Unlike browsers, this passes over a declaration that cannot be true: a title in mojibake would be called another
    title.

    >>> decode("<meta charset=Shift_JIS>半導体".encode("cp932"), "text/html")
    '<meta charset=Shift_JIS>半導体'
    >>> decode("Zoë".encode(), "text/html; charset=iso-8859-1")
    'Zoë'
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, errors="replace")
    declared = _declared(body, content_type)
    if "utf_8" not in declared and not body.isascii() and (text := _strictly(body, "utf_8")) is not None:
        return text  # text in another encoding is never UTF-8 by chance
    for encoding in declared:
        if (text := _strictly(body, encoding)) is not None:
            return text
    if declared:
        return body.decode(declared[0], errors="replace")
    language = _LANGUAGE.search(body, 0, _META_SEARCHED_BYTES)
    for encoding in ("utf_8", *(_ENCODINGS_OF_LANGUAGE[language[1].lower()] if language else ())):
        if (text := _strictly(body, encoding)) is not None:
            return text
    return body.decode("cp1252", errors="replace")


def _declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Return the encodings that the header and the page itself name, as far as there are such."""
    header = re.search(r"charset\s*=\s*[\"']?([^\"';,\s]+)", (content_type or "")[:1_000], re.IGNORECASE)
    meta = _META_CHARSET.search(body, 0, _META_SEARCHED_BYTES)
    labels = (header[1] if header else "", meta[1].decode("ascii") if meta else "")
    return tuple(dict.fromkeys(encoding for label in labels if (encoding := _browser_encoding(label)) is not None))


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        # the body may be cut at the cap, in the middle of a character
        return codecs.getincrementaldecoder(encoding)().decode(body)
    except (UnicodeError, LookupError):
        return None


def _browser_encoding(label: str) -> str | None:
    name = label.lower().replace("-", "_")
    if name not in _BROWSER_ENCODINGS:
        try:
            name = codecs.lookup(label).name.replace("-", "_").replace("iso8859_", "iso8859-")
        except (LookupError, ValueError):
            return None
    chosen = _BROWSER_ENCODINGS.get(name, name)
    # codecs such as rot13 are no charsets
    if chosen.startswith(_NO_CHARSETS) or not codecs.lookup(chosen)._is_text_encoding:
        return None
    return codecs.lookup(chosen).name.replace("-", "_")
