"""Run a page's content stream by whole operations instead of single tokens.

pdfminer reads content token by token, each with several Python calls: 60 % of the time that is left once characters are
cheap. Nearly all operations have one of a few shapes, which one regular expression reads at once; any other is left to
pdfminer's own parser from its first byte on, so that there is one meaning of a content stream.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.psparser import LIT, PSEOF, PSKeyword, keyword_name

from cetingest.extract.pdf.characters import PageReader

# Longer operations are left to pdfminer; no labelled document has one.
_MOST_PIECES = rb"{0,5000}"


def _pieces(piece: bytes) -> bytes:
    """Return a pattern of pieces in a row that gives none of them back.

    No possessive quantifier: until Python 3.11.5 one behind a group also takes a last piece that fits only half
    (https://github.com/python/cpython/issues/106052). An atomic group keeps 400 bytes a piece.
    """
    return rb"(?>(?:" + piece + rb")" + _MOST_PIECES + rb")"


# A string with a character code above 255 is left to pdfminer, which refuses it
_STRING = rb"\(" + _pieces(rb"[^()\\]++|\\(?![4-7][0-7][0-7]).") + rb"\)"
_HEX = rb"<" + _pieces(rb"[0-9A-Fa-f]{2}") + rb">"
_NUMBER = rb"[-+]?(?:[0-9]{1,15}+(?:\.[0-9]*+)?|\.[0-9]++)"
_NAME = rb"/([A-Za-z0-9_.+-]++)"
_KEY = _NAME.replace(b"(", b"(?:")
_VALUE = (
    rb"(?:" + _KEY + rb"|" + _NUMBER + rb"(?=[\s/>])|" + _HEX + rb"|\([^()\\/]*+\)"
    rb"|\[[^\[\]()<>{}%#\\]*+\])"
)
_SHOWN = rb"\s*+(?:" + _STRING + rb"|" + _HEX + rb"|" + _NUMBER + rb"(?=[\s(<\]]))"
_END = rb"(?=[\s/\[(<%]|\Z)"
_SHAPES = (
    # numbers, as many as the operator wants
    rb"(" + _pieces(_NUMBER + rb"\s++") + rb")([A-Za-z][A-Za-z0-9]*+\*?)",
    # text to show, with or without kerning
    rb"\[(" + _pieces(_SHOWN) + rb")\s*+\]\s*+TJ",
    rb"(" + _STRING + rb"|" + _HEX + rb")\s*+(Tj|')",
    # a name and perhaps a number: a font and its size, a picture, a colour space
    _NAME + rb"\s++(?:(" + _NUMBER + rb")\s++)?([A-Za-z]++)",
    # the beginning of marked content with its properties, none of them nested
    _NAME + rb"\s*+<<(" + _pieces(rb"\s*+" + _KEY + rb"\s*+" + _VALUE) + rb")\s*+>>\s*+BDC",
)
_OPERATION = re.compile(rb"\s*+(?:" + rb"|".join(shape + _END for shape in _SHAPES) + rb")", re.DOTALL)
# The last group of each shape, and the groups of its operands
_WITH_NUMBERS, _WITH_ARRAY, _WITH_STRING, _WITH_NAME = 2, 3, 5, 8
_ELEMENT = re.compile(rb"\((" + _pieces(rb"[^()\\]++|\\.") + rb")\)|<([0-9A-Fa-f]*+)>|([-+.0-9]++)", re.DOTALL)
_CONTENT_ID = re.compile(rb"/MCID\s++([0-9]{1,15}+)(?=[\s/]|\Z)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_ESCAPED |= {octal % n: bytes([n]) for n in range(256) for octal in (b"%o", b"%02o", b"%03o")}

Operation = tuple[Callable[..., None], int]


class ContentInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter with a faster reader of operations; what they do is pdfminer's."""

    def execute(self, streams: Sequence[object]) -> None:
        """Run content streams; those of one page are one stream cut in pieces (ISO 32000-1, 7.8.2)."""
        data = b"\n".join(self._read_once(stream) for stream in self._admit(streams))
        parser: PDFContentParser | None = None
        position, end = 0, len(data.rstrip())
        match, run = _OPERATION.match, self._run
        while position < end:
            found = match(data, position)
            if found is not None and run(found):
                position = found.end()
                continue
            if parser is None:
                parser = PDFContentParser([PDFStream({}, data)])
            parser.seek(position)
            position = self._run_unusual(parser, end)

    def do_TJ(self, seq: Any) -> None:  # noqa: ANN401, N802 - pdfminer's name and type
        """Show text; pdfminer copies the graphics state for each string, which our device does not keep."""
        if self.textstate.font is not None:
            if isinstance(self.device, PageReader):
                self.device.render_mode = self.textstate.render
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_sh(self, name: object) -> None:  # noqa: ARG002 - pdfminer's signature
        """Paint a shading, which may be the ground of white text."""
        if isinstance(self.device, PageReader):
            self.device.has_shading = True

    def _admit(self, streams: Sequence[object]) -> list[PDFStream]:
        """Return the streams that are not being run already: a form may draw itself."""
        self.stream_ids.clear()
        admitted = []
        for stream in map(resolve1, streams):
            if not isinstance(stream, PDFStream):
                self._lose_part()
            elif stream.objid is not None and stream.objid not in self.parent_stream_ids:
                admitted.append(stream)
                self.stream_ids.add(stream.objid)
        return admitted

    def _read_once(self, stream: PDFStream) -> bytes:
        """Return the bytes of a stream, inflated, and let it forget them: pdfminer keeps them all, 40 kB a page."""
        packed = stream.rawdata
        if packed is None or not _is_deflated(stream):
            data = bytes(stream.get_data())
            if packed is not None:
                stream.rawdata, stream.data = packed, None
            return data
        try:
            return zlib.decompress(packed)
        except zlib.error:
            data, is_whole = _inflate_start(packed)
            if not is_whole:
                self._lose_part()
            return data

    def _lose_part(self) -> None:
        if isinstance(self.device, PageReader):
            self.device.lost_parts += 1

    def _run(self, found: re.Match[bytes]) -> bool:
        """Do an operation of a usual shape; return False when its operator or an operand is not usual."""
        operands: list[Any]
        shape = found.lastindex
        if shape == _WITH_NUMBERS:
            numbers, operator = found.group(1, 2)
            operands = [float(number) for number in numbers.split()]
        elif shape == _WITH_ARRAY:
            operator, operands = b"TJ", [_read_elements(found[3])]
        elif shape == _WITH_STRING:
            operator, operands = found[5], _read_elements(found[4])
        elif shape == _WITH_NAME:
            name, number, operator = found.group(6, 7, 8)
            operands = [LIT(name.decode("ascii"))]
            if number is not None:
                operands.append(float(number))
        else:
            properties = _read_properties(found[10])
            if properties is None:
                return False
            operator, operands = b"BDC", [LIT(found[9].decode("ascii")), properties]
        operation = _OPERATIONS.get(operator)
        if operation is None:
            return False
        self._do(operation, operands)
        return True

    def _run_unusual(self, parser: PDFContentParser, end: int) -> int:
        """Do one operation as pdfminer reads it; return where the next one begins."""
        while True:
            try:
                _, value = parser.nextobject()
            except PSEOF:
                return end
            if not isinstance(value, PSKeyword):
                self.push(value)
                continue
            operation = _OPERATIONS.get(keyword_name(value).encode())
            if operation is not None:
                self._do(operation, ())
            if not (parser.results or parser.context or parser.eof):
                return parser.bufpos + parser.charpos

    def _do(self, operation: Operation, operands: Sequence[Any]) -> None:
        """Do an operation with the operands that it wants; what is left over stays on the stack, as in pdfminer."""
        method, count = operation
        if count == len(operands) and not self.argstack:
            method(self, *operands)
            return
        self.argstack.extend(operands)
        wanted = self.pop(count)
        if len(wanted) == count:
            method(self, *wanted)


def _is_deflated(stream: PDFStream) -> bool:
    """Tell a stream that is deflated and nothing else, as nearly all are."""
    filters = stream.get_filters()
    return len(filters) == 1 and filters[0][0] in LITERALS_FLATE_DECODE and not filters[0][1] and not stream.decipher


def _inflate_start(packed: bytes) -> tuple[bytes, bool]:
    """Return what can be inflated before the first damage, and whether that is all but the checksum.

    Some writers count the bytes of a stream wrong and cut its checksum off.
    """
    inflater, parts = zlib.decompressobj(-zlib.MAX_WBITS), []
    with suppress(zlib.error):
        for at in range(2, len(packed)):
            parts.append(inflater.decompress(packed[at : at + 1]))
    return b"".join(parts), inflater.eof


def _read_elements(text: bytes) -> list[bytes | float]:
    r"""Read the elements of an array to show: strings, and numbers that move.

    >>> _read_elements(rb"(W)83(\101\()-3<0041>")
    [b'W', 83.0, b'A(', -3.0, b'\x00A']
    """
    elements: list[bytes | float] = []
    for string, digits, number in _ELEMENT.findall(text):
        if number:
            elements.append(float(number))
        elif digits:
            elements.append(bytes.fromhex(digits.decode("ascii")))
        else:
            elements.append(_unescape(string) if b"\\" in string else string)
    return elements


def _unescape(string: bytes) -> bytes:
    """Replace the escapes of a string; pdfminer leaves out line ends and characters that need none."""
    parts = _ESCAPE.split(string)
    parts[1::2] = [_ESCAPED.get(escape, b"") for escape in parts[1::2]]
    return b"".join(parts)


def _read_properties(text: bytes) -> dict[str, int] | None:
    """Read the one property of marked content that a device asks for; None when its value is unusual.

    >>> _read_properties(b"/Lang (en)/MCID 7"), _read_properties(b"/Type /Pagination"), _read_properties(b"/MCID 7.5")
    ({'MCID': 7}, {}, None)
    """
    if b"/MCID" not in text:
        return {}
    found = _CONTENT_ID.search(text)
    return {"MCID": int(found[1])} if found and text.count(b"/MCID") == 1 else None


def _collect_operations() -> dict[bytes, Operation]:
    """Map the operators to pdfminer's methods and the number of operands that they take.

    BI and ID are missing: the bytes of a picture follow, which only pdfminer's parser can skip.
    """
    operations: dict[bytes, Operation] = {}
    for name in dir(ContentInterpreter):
        operator = name.removeprefix("do_")
        if operator != name and operator not in ("BI", "ID"):
            method = getattr(ContentInterpreter, name)
            key = {"_q": "'", "_w": '"'}.get(operator, operator.replace("_a", "*"))
            operations[key.encode()] = (method, method.__code__.co_argcount - 1)
    return operations


_OPERATIONS = _collect_operations()
