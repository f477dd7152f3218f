"""Ways to damage a sound PDF; the same random numbers give the same damage."""

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Sequence[bytes], Random], bytes]

_OBJECT = re.compile(rb"(\d{1,7} \d{1,5} obj\b)(.*?)(\bendobj\b)", re.DOTALL)
_STREAM = re.compile(rb"(stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
_TOKEN = re.compile(rb"/[A-Za-z][A-Za-z0-9]*|-?\d+\.?\d*|\b(?:obj|endobj|stream|endstream|xref|trailer|R|true|null)\b")
# Values at which arithmetic, loops and recursion go wrong.
_ODD_TOKENS = (
    *(b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"-2147483648", b"99999999999999999999", b"0.0000001"),
    *(b"null", b"true", b"[]", b"<<>>", b"()", b"<>", b"/", b"1 0 R", b"2 0 R", b"999999 0 R", b"[[[[[[", b">>"),
)


def flip_bytes(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Change one to twenty bytes."""
    changed = bytearray(data)
    for _n in range(random.randint(1, 20)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def swap_tokens(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Put odd values, or tokens from elsewhere in the file, in the place of one to ten tokens."""
    for _n in range(random.randint(1, 10)):
        tokens = list(_TOKEN.finditer(data, *_window(data, random)))
        if not tokens:
            continue
        target = random.choice(tokens)
        new = random.choice((*_ODD_TOKENS, random.choice(tokens)[0], random.choice(tokens)[0]))
        data = data[: target.start()] + new + data[target.end() :]
    return data


def splice_objects(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Give an object the body of another one, of this file or of another."""
    objects = list(_OBJECT.finditer(data))
    donors = list(_OBJECT.finditer(random.choice((data, *others))))
    if not objects or not donors:
        return data
    target, donor = random.choice(objects), random.choice(donors)
    return data[: target.start(2)] + donor[2] + data[target.end(2) :]


def corrupt_stream(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Damage what a stream inflates to and deflate it again, so that the damage reaches the interpreter."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return data
    target = random.choice(streams)
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(target[2], 2_000_000)
    except zlib.error:
        return data[: target.start(2)] + flip_bytes(target[2] or b" ", (), random) + data[target.end(2) :]
    damage = random.choice((flip_bytes, swap_tokens, repeat_chunk, drop_chunk))
    return data[: target.start(2)] + zlib.compress(damage(plain or b" ", (), random)) + data[target.end(2) :]


def repeat_chunk(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Write a piece several times."""
    start, end = _window(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def drop_chunk(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Leave a piece out."""
    start, end = _window(data, random)
    return data[:start] + data[end:] or b" "


def truncate(data: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Leave out the end."""
    return data[: random.randrange(1, len(data) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    swap_tokens,
    swap_tokens,
    splice_objects,
    splice_objects,
    corrupt_stream,
    corrupt_stream,
    corrupt_stream,
    repeat_chunk,
    drop_chunk,
    truncate,
)


def mutate(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Damage a file in one to four ways; its first bytes stay, since without them it is not even opened."""
    head, body = data[:8], data[8:]
    for _ in range(random.choice((1, 1, 2, 3, 4))):
        body = random.choice(MUTATIONS)(body, others, random)
    return head + body


def _window(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.choice((10, 100, 2_000)))
