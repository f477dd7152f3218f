"""Why a file or a page cannot be read."""

from enum import StrEnum


class FailureKind(StrEnum):
    """Why pdfplumber gave up on a file or a page."""

    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too-many-pages"
    CUT_OFF = "cut-off"
    UNREADABLE = "unreadable"


class PdfError(Exception):
    """The file, or one page of it, cannot be read."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
