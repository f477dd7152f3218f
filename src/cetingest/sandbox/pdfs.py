"""What a PDF says about itself, read in a guarded child, since a PDF from the web is hostile.

The child stays for the next PDF: to start Python takes ten times as long as to read a first page.
"""

import threading

from cetingest.errors import ReaderError
from cetingest.language.text import strip_controls
from cetingest.model import WebPage
from cetingest.sandbox.guarded import GuardedChild
from cetingest.sandbox.limits import Limits
from cetingest.sandbox.messages import Message
from cetingest.sandbox.titles import clean_title

_ANSWER = "cetingest.sandbox.pdf_child:answer"
_SECONDS = 6.0
"""For one PDF: first pages take 20-200 ms, those of maps and posters a second."""
_MEMORY_BYTES = 768_000_000
_ANSWER_BYTES = 100_000
_TEXT_CHARACTERS = 2_000


class PdfReader:
    """Reads PDFs one after the other. Many threads may ask at once; use as a context manager."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        limits = Limits(
            memory_bytes=_MEMORY_BYTES, wall_seconds=seconds, message_bytes=_ANSWER_BYTES, answer_bytes=_ANSWER_BYTES
        )
        self._child = GuardedChild(_ANSWER, limits)
        self._lock = threading.Lock()

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._child.end()

    def read(self, body: bytes) -> WebPage | None:
        """Return what a PDF says about itself, or None when it cannot be read, or not in time."""
        try:
            with self._lock:
                answers = list(self._child.ask(body))
        except ReaderError:
            return None
        return next((_page_of(answer) for answer in answers if answer.get("page_count")), None)


def _page_of(said: Message) -> WebPage:
    """Make a page of a child's answer, which is not to be trusted either."""
    count, titles = said.get("page_count"), said.get("titles")
    texts = [t for t in titles if isinstance(t, str)] if isinstance(titles, list) else []
    cleaned = (clean_title(text) for text in texts[:6])
    return WebPage(
        titles=tuple(dict.fromkeys(title for title in cleaned if title)),
        language=_string(said.get("language"), 35),
        text_start=_string(said.get("text"), _TEXT_CHARACTERS) or "",
        issued_date=_string(said.get("issued_date"), 10),
        page_count=count if isinstance(count, int) else None,
    )


def _string(value: object, most: int) -> str | None:
    return strip_controls(value)[:most] or None if isinstance(value, str) else None
