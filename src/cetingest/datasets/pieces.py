"""Text written piece by piece, document by document, so that an export of a corpus need not fit in memory."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import BinaryIO

from cetingest.model import Dossier


class TextForm(ABC):
    """What a text export is made of: the pieces of each document, and what stands before, between and after them.

    It is made anew for each file: it may count what it wrote.
    """

    head, opening, separator, closing, nothing = "", "", "\n", "", ""
    """`head` begins the file; `opening` and `closing` stand around the pieces, `nothing` where there are none."""

    @abstractmethod
    def pieces(self, dossier: Dossier) -> Iterable[str]:
        """Return what a document adds."""

    def foot(self) -> str:
        """Return what ends the file."""
        return ""


class JsonArray(TextForm):
    """An array of JSON values, one a line, for readers of JSON and of lines."""

    opening, separator, closing, nothing = "[\n", ",\n", "\n]\n", "[]\n"


class TextExport:
    """A file that takes documents one at a time."""

    def __init__(self, form: TextForm, file: BinaryIO) -> None:
        self._form, self._file, self._is_empty = form, file, True
        self._write(form.head)

    def add(self, dossier: Dossier) -> None:
        """Write what a document adds."""
        for piece in self._form.pieces(dossier):
            self._write((self._form.opening if self._is_empty else self._form.separator) + piece)
            self._is_empty = False

    def close(self) -> None:
        """Write what ends the file; it stays open."""
        self._write((self._form.nothing if self._is_empty else self._form.closing) + self._form.foot())

    def _write(self, text: str) -> None:
        self._file.write(text.encode())
