"""What a PDF says about itself, read in a guarded child, since a PDF from the web is hostile.

The child stays for the next PDF: to start Python takes ten times as long as to read a first page. It has a limit on
memory, nothing of the environment, nothing to write to, and is killed when one PDF takes too long.
"""

import json
import os
import re
import selectors
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

from cetingest.language.text import strip_controls
from cetingest.model import WebPage
from cetingest.sandbox.processes import child_environment, end_child

_CHILD = Path(__file__).with_name("pdf_child.py")
_SECONDS = 6.0
"""For one PDF: first pages take 20-200 ms, those of maps and posters a second."""
_ANSWER_BYTES = 100_000
_CHUNK_BYTES = 65_536
_TITLE_CHARACTERS = 500
_TEXT_CHARACTERS = 2_000
# What writing programs put where a title belongs.
_NO_TITLE = re.compile(
    r"^(?:untitled|unknown|無題|pdf|document\d*|.{0,200}\.(?:docx?|pptx?|xlsx?|indd|pdf|tex|dvi|qxd|ai))$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel)|PowerPoint (?:Presentation|プレゼンテーション)) ?-? ?", re.IGNORECASE
)


class PdfReader:
    """Reads PDFs one after the other. Many threads may ask at once; use as a context manager."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def read(self, body: bytes) -> WebPage | None:
        """Return what a PDF says about itself, or None when it cannot be read, or not in time."""
        with self._lock:
            line = self._ask(body)
        try:
            said = json.loads(line) if line else {}
        except ValueError:
            return None
        return _page_of(said) if isinstance(said, dict) and said.get("page_count") else None

    def _ask(self, body: bytes) -> bytes:
        child = self._started()
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the child has no pipes")
        try:
            child.stdin.write(struct.pack(">I", len(body)) + body)
            child.stdin.flush()
            line = _line_from(child.stdout.fileno(), self._seconds)
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line:
            self._end()
        return line

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=child_environment(),
                start_new_session=True,
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            end_child(child)


def _line_from(source: int, seconds: float) -> bytes:
    """Read a line; nothing when it does not come in time, is too long, or the child is gone."""
    deadline = time.monotonic() + seconds
    held = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        while b"\n" not in held and len(held) < _ANSWER_BYTES:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                return b""
            chunk = os.read(source, _CHUNK_BYTES)
            if not chunk:
                return b""
            held += chunk
    return bytes(held) if held.endswith(b"\n") else b""


def _page_of(said: dict[str, object]) -> WebPage:
    """Make a page of a child's answer, which is not to be trusted either."""
    count, titles = said.get("page_count"), said.get("titles")
    texts = [t for t in titles if isinstance(t, str)] if isinstance(titles, list) else []
    cleaned = (_PROGRAM.sub("", strip_controls(text))[:_TITLE_CHARACTERS] for text in texts[:6])
    return WebPage(
        titles=tuple(dict.fromkeys(title for title in cleaned if title and not _NO_TITLE.match(title))),
        language=_string(said.get("language"), 35),
        text_start=_string(said.get("text"), _TEXT_CHARACTERS) or "",
        issued_date=_string(said.get("issued_date"), 10),
        page_count=count if isinstance(count, int) else None,
    )


def _string(value: object, most: int) -> str | None:
    return strip_controls(value)[:most] or None if isinstance(value, str) else None
