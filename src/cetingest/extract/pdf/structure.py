"""Read the structure tree of a tagged PDF: what each piece of marked content is, and to which element it belongs.

pdfminer parses an object in 80 µs, and a report of 300 pages has 20,000 of them; so the few entries that are wanted are
picked out of the objects' bytes. What that misreads loses its tag, nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1, stream_value

from cetingest.extract.glyphs import Tag

# More elements than any real document has; the largest seen has 25 on a page.
_MAX_ELEMENTS = 300_000
_READ = 2_048
_MAX_OBJECT = 1_000_000
_STRING = re.compile(rb"\((?>(?:[^()\\]++|\\.)*)\)", re.DOTALL)
_TYPE = re.compile(rb"/S\s*/([^\s/<>\[\]()]+)")
_PAGE = re.compile(rb"/Pg\s+(\d{1,10})\s+\d+\s+R")
_KIDS = re.compile(rb"/K\s*(\[[^\]]*\]|<<[^>]*>>|\d{1,10}\s+\d{1,10}\s+R|\d{1,10})")
_KID = re.compile(rb"<<([^>]*)>>|(\d{1,10})\s+\d{1,10}\s+R|(\d{1,10})")
_CONTENT = re.compile(rb"/MCID\s+(\d{1,10})")
_HEADING = re.compile(r"H[1-6]?$")
_KEPT_INSIDE = frozenset({"Table", "Figure", "TOC"})
_BLOCKS = _KEPT_INSIDE | {"P", "LI", "Caption"}

TagMap = Mapping[int, Mapping[int, Tag]]


class _Node(NamedTuple):
    """What is still to be visited: an object, or marked content, under what its ancestors say of it."""

    objid: int | None
    mcid: int | None
    page: int | None
    tag: Tag | None


@dataclass(slots=True)
class _Objects:
    """Gives the bytes of objects, from the file or from object streams."""

    doc: PDFDocument
    file: IO[bytes]
    streams: dict[int, list[bytes]] = field(default_factory=dict)

    def bytes_of(self, objid: int) -> bytes:
        """Return the bytes of an object, b"" when there is none."""
        for xref in self.doc.xrefs:
            try:
                stream_id, position, _ = xref.get_pos(objid)
            except KeyError:
                continue
            if stream_id is None:
                return self._read(position)
            if stream_id not in self.streams:
                self.streams[stream_id] = list(self._split(stream_id))
            objects = self.streams[stream_id]
            return objects[position] if position < len(objects) else b""
        return b""

    def _read(self, position: int) -> bytes:
        before = self.file.tell()
        self.file.seek(position)
        data = b""
        while b"endobj" not in data and len(data) < _MAX_OBJECT:
            more = self.file.read(_READ)
            if not more:
                break
            data += more
        self.file.seek(before)
        return data.partition(b"endobj")[0].partition(b"obj")[2]

    def _split(self, stream_id: int) -> Iterator[bytes]:
        stream = stream_value(self.doc.getobj(stream_id))
        data, first = stream.get_data(), int(resolve1(stream["First"]))
        numbers = [int(number) for number in data[:first].split()]
        bounds = [first + offset for offset in numbers[1::2]]
        yield from (data[start:end] for start, end in pairwise([*bounds, len(data)]))


def read_structure(doc: PDFDocument, file: IO[bytes], page_numbers: Mapping[object, int]) -> TagMap:
    """Return the tags of marked content by page number and MCID; `page_numbers` are those of page objects.

    The tree is empty for an untagged file. Raises whatever pdfminer raises for a damaged one.
    """
    root = resolve1(doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return {}
    roles = _read_roles(root)
    objects = _Objects(doc, file)
    found: dict[int, dict[int, Tag]] = {}
    seen: set[int] = set()
    kids = root.get("K")
    kids = kids if isinstance(kids, list) else resolve1(kids) if isinstance(resolve1(kids), list) else [kids]
    stack = [_Node(kid.objid, None, None, None) for kid in reversed(kids) if isinstance(kid, PDFObjRef)]
    while stack and len(seen) < _MAX_ELEMENTS:
        node = stack.pop()
        if node.mcid is not None:
            number = page_numbers.get(node.page or 0)
            if number is not None and node.tag is not None:
                found.setdefault(number, {})[node.mcid] = node.tag
        elif node.objid is not None and node.objid not in seen:
            seen.add(node.objid)
            stack.extend(reversed(list(_visit(node, objects.bytes_of(node.objid), roles, len(seen)))))
    return found


def _read_roles(root: Mapping[str, object]) -> dict[str, str]:
    """Return the standard type that each type of the file's own stands for; one may stand for another of its own."""
    given = resolve1(root.get("RoleMap"))
    roles = (
        {key: getattr(resolve1(value), "name", "") for key, value in given.items()} if isinstance(given, dict) else {}
    )
    return {key: roles.get(value, value) if value != key else value for key, value in roles.items()}


def _visit(node: _Node, data: bytes, roles: Mapping[str, str], element: int) -> Iterator[_Node]:
    """Yield the kids of an element with what it says of them."""
    if b"(" in data:
        data = _STRING.sub(b"", data)
    if data.lstrip().startswith(b"["):
        yield from _kids(data, node.page, node.tag)  # an array of kids, kept by itself
        return
    kids = _KIDS.search(data)
    if kids is None:
        return
    rest = data[: kids.start()] + data[kids.end() :]
    kind, page = _TYPE.search(rest), _PAGE.search(rest)
    name = kind[1].decode("latin-1") if kind else ""
    tag = _tag_of(roles.get(name, name), node.tag, element)
    yield from _kids(kids[1], int(page[1]) if page else node.page, tag)


def _kids(data: bytes, page: int | None, tag: Tag | None) -> Iterator[_Node]:
    for properties, objid, mcid in _KID.findall(data):
        if objid:
            yield _Node(int(objid), None, page, tag)
        elif mcid:
            yield _Node(None, int(mcid), page, tag)
        elif content := _CONTENT.search(properties):
            other = _PAGE.search(properties)
            yield _Node(None, int(content[1]), int(other[1]) if other else page, tag)


def _tag_of(kind: str, outer: Tag | None, element: int) -> Tag | None:
    """Return the tag of what stands in an element: its own where it is a block, else that of the block around it."""
    role = outer.role if outer else ""
    if kind in ("Note", "FENote"):
        return Tag("Note", element)
    is_block = kind in _BLOCKS or bool(_HEADING.match(kind))
    is_kept = role == "Note" or (role in _KEPT_INSIDE and kind != "Caption") or (role == "LI" and kind == "P")
    return Tag(kind, element) if is_block and not is_kept else outer
