"""The parent's ends of the pipes to a guarded child: every message has a deadline and a largest size."""

import os
import selectors
import time

from cetingest.sandbox.messages import HEADER, JSON, Message, pack, parse

_CHUNK_BYTES = 1 << 16


class TooLargeError(Exception):
    """The child answered more than it may."""


class Channel:
    """The parent's ends of the pipes to one child."""

    def __init__(self, to_child: int, from_child: int) -> None:
        self._to_child, self._from_child = to_child, from_child
        self._held = bytearray()
        for pipe in (to_child, from_child):
            os.set_blocking(pipe, False)

    def send(self, message: Message | bytes, deadline: float) -> None:
        """Send a message before the deadline (of `time.monotonic`); raise TimeoutError, or BrokenPipeError."""
        data = memoryview(pack(message))
        with selectors.DefaultSelector() as selector:
            selector.register(self._to_child, selectors.EVENT_WRITE)
            while data:
                _await(selector, deadline)
                data = data[os.write(self._to_child, data[:_CHUNK_BYTES]) :]

    def receive(self, deadline: float, most_bytes: int) -> tuple[Message, int] | None:
        """Return the next message and its size in bytes, or None when the child has closed its end.

        Raises TimeoutError after the deadline, TooLargeError when more than `most_bytes` are announced, ValueError
        when what comes is no message.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._from_child, selectors.EVENT_READ)
            if not self._fill(HEADER.size, selector, deadline):
                return None
            kind, size = HEADER.unpack(self._taken(HEADER.size))
            if kind != JSON:
                raise ValueError("a child answers in JSON only")
            if size > most_bytes:
                raise TooLargeError
            return (parse(self._taken(size)), size) if self._fill(size, selector, deadline) else None

    def _fill(self, size: int, selector: selectors.BaseSelector, deadline: float) -> bool:
        """Read until so many bytes are held; return whether there were as many."""
        while len(self._held) < size:
            _await(selector, deadline)
            chunk = os.read(self._from_child, _CHUNK_BYTES)
            if not chunk:
                return False
            self._held += chunk
        return True

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


def _await(selector: selectors.BaseSelector, deadline: float) -> None:
    if not selector.select(max(0.0, deadline - time.monotonic())):
        raise TimeoutError
