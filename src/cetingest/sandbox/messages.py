"""Messages between us and a guarded child: a kind, a length, and so many bytes. Standard library only.

A message is JSON, or bytes as they are; never a pickle: whoever takes over the child must not thereby take over its
parent.
"""

import json
import struct
from typing import Any, BinaryIO

Message = dict[str, Any]

HEADER = struct.Struct(">cQ")
JSON, _BYTES = b"j", b"b"


def write_message(target: BinaryIO, message: Message | bytes) -> None:
    """Write one message and flush."""
    target.write(pack(message))
    target.flush()


def read_message(source: BinaryIO) -> Message | bytes | None:
    """Read one message, or None where the source ends."""
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, size = HEADER.unpack(header)
    body = source.read(size)
    return body if kind == _BYTES else parse(body)


def pack(message: Message | bytes) -> bytes:
    """Return a message as it is sent."""
    if isinstance(message, bytes):
        return HEADER.pack(_BYTES, len(message)) + message
    # JSON can spell lone surrogates, which a hostile file may hold; `json.loads` reads them back
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    return HEADER.pack(JSON, len(body)) + body


def parse(body: bytes) -> Message:
    """Return the object that a message of JSON holds; raise ValueError when it holds none."""
    parsed = json.loads(body)
    if not isinstance(parsed, dict):
        raise ValueError("a message is an object")
    return parsed
