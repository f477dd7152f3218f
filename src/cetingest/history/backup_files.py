"""The file of a backup: gzipped JSON lines that no database is needed to read.

    {"format": "cetingest-history", "format_version": 1, "schema_version": 2}
    {"is_aside": false, "fetch": {...}}             a line a fetch, in the order in which they were recorded
    {"archive_answer": {...}}                       a line an answer of an archive
    {"end": {"fetches": 2, "archive_answers": 1, "sha256": "..."}}

The last line counts the others and has the SHA-256 of all their bytes, so a file that was cut or spoilt shows it. The
same history gives the same bytes.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from upath import UPath

from cetingest.errors import InputError, StorageError
from cetingest.model import ArchiveAnswer, Fetch
from cetingest.storage import structure

_FORMAT = "cetingest-history"
_FORMAT_VERSION = 1
_MOST_BYTES_OF_A_LINE = 64_000_000
"""A fetch holds a few kilobytes; a line of this length is no fetch, and would only fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """How many fetches and answers of archives."""

    fetches: int = 0
    archive_answers: int = 0

    def __add__(self, other: "Rows") -> "Rows":
        return Rows(fetches=self.fetches + other.fetches, archive_answers=self.archive_answers + other.archive_answers)

    def __str__(self) -> str:
        return f"{self.fetches} fetches and {self.archive_answers} answers of archives"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """A fetch as it is stored: `text` is the JSON of it, kept as it was written."""

    fetch: Fetch
    text: str
    is_aside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """An archive's answer as it is stored: `text` is the JSON of it, kept as it was written."""

    answer: ArchiveAnswer
    text: str


class BackupWriter:
    """Writes the lines of a backup to a file opened for bytes; the last one by `close`."""

    def __init__(self, file: BinaryIO, schema_version: int) -> None:
        # Without name and time in its header the same history is the same file.
        self._file = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
        self._digest = hashlib.sha256()
        self.rows = Rows()
        self._line(json.dumps({"format": _FORMAT, "format_version": _FORMAT_VERSION, "schema_version": schema_version}))

    def fetch(self, text: str, *, is_aside: bool) -> None:
        """Write a fetch, given as the JSON that the history holds."""
        self._line(f'{{"is_aside": {json.dumps(is_aside)}, "fetch": {_on_one_line(text)}}}')
        self.rows += Rows(fetches=1)

    def archive_answer(self, text: str) -> None:
        """Write an archive's answer, given as the JSON that the history holds."""
        self._line(f'{{"archive_answer": {_on_one_line(text)}}}')
        self.rows += Rows(archive_answers=1)

    def close(self) -> None:
        """Write the last line and what the compression still holds; the file under it stays open."""
        end = {"fetches": self.rows.fetches, "archive_answers": self.rows.archive_answers}
        self._line(json.dumps({"end": {**end, "sha256": self._digest.hexdigest()}}))
        self._file.close()

    def _line(self, text: str) -> None:
        data = text.encode() + b"\n"
        self._digest.update(data)
        self._file.write(data)


def check_backup(path: UPath, newest_schema: int) -> Rows:
    """Read a backup to its end and return how many rows it holds.

    Raises InputError when it cannot be read, is no backup, is not whole or comes from a newer cetingest.
    """
    rows = Rows()
    for row in read_backup(path, newest_schema):
        rows += Rows(fetches=1) if isinstance(row, FetchRow) else Rows(archive_answers=1)
    return rows


def read_backup(path: UPath, newest_schema: int) -> Iterator[FetchRow | AnswerRow]:
    """Yield the rows of a backup, one at a time; raises InputError as `check_backup` does, at the latest at its end."""
    number = 0
    try:
        with path.open("rb") as raw, gzip.open(raw) as file:
            reader = _Reader(newest_schema)
            for line in _lines(file):
                if (row := reader.read(line)) is not None:
                    yield row
                number += 1
            reader.finish()
    except (EOFError, zlib.error, ValueError, KeyError, TypeError, StorageError) as error:
        raise InputError(
            f"{path}: is no whole backup of a history (after line {number}: {error}); "
            "nothing was changed; take another copy of it"
        ) from error
    except OSError as error:  # gzip.BadGzipFile among them
        why = error.strerror or error
        raise InputError(f"{path}: cannot be read as a backup ({why}); nothing was changed; check the name") from error


def _lines(file: gzip.GzipFile) -> Iterator[bytes]:
    while line := file.readline(_MOST_BYTES_OF_A_LINE):
        if not line.endswith(b"\n"):
            raise ValueError("the line does not end")
        yield line


class _Reader:
    """Reads line by line, and tells at the end whether that was all."""

    def __init__(self, newest_schema: int) -> None:
        self._newest_schema = newest_schema
        self._digest = hashlib.sha256()
        self._rows = Rows()
        self._is_begun = self._is_ended = False

    def read(self, line: bytes) -> FetchRow | AnswerRow | None:
        row: FetchRow | AnswerRow | None
        match json.loads(line):
            case _ if self._is_ended:
                raise ValueError("something follows the last line")
            case {"end": {} as end}:
                self._end(end)
                return None
            case {} as header if not self._is_begun:
                self._begin(header)
                row = None
            case {"fetch": value, "is_aside": bool(is_aside)}:
                self._rows += Rows(fetches=1)
                row = FetchRow(fetch=structure(value, Fetch), text=_text(value), is_aside=is_aside)
            case {"archive_answer": value}:
                self._rows += Rows(archive_answers=1)
                row = AnswerRow(answer=structure(value, ArchiveAnswer), text=_text(value))
            case _:
                raise ValueError("the line is none of a backup")
        self._digest.update(line)
        return row

    def finish(self) -> None:
        if not self._is_ended:
            raise ValueError("its end is missing")

    def _begin(self, header: dict[str, object]) -> None:
        if header.get("format") != _FORMAT:
            raise ValueError("its first line is not that of a backup")
        for name, newest in (("format_version", _FORMAT_VERSION), ("schema_version", self._newest_schema)):
            version = header[name]
            if not isinstance(version, int) or version > newest:
                raise ValueError(f"{name} is {version}, this cetingest knows up to {newest}: update it")
        self._is_begun = True

    def _end(self, end: dict[str, object]) -> None:
        self._is_ended = True
        if (end["fetches"], end["archive_answers"]) != (self._rows.fetches, self._rows.archive_answers):
            raise ValueError(f"it holds {self._rows}, not what its last line counts")
        if end["sha256"] != self._digest.hexdigest():
            raise ValueError("its checksum is another one")


def _on_one_line(text: str) -> str:
    """Spell JSON without line breaks: between its values they mean what a space does, and within there are none."""
    return text.replace("\n", " ")


def _text(value: object) -> str:
    """Spell JSON as the history does (`storage.dumps` without indent), so that what is restored is what was kept."""
    return json.dumps(value, ensure_ascii=False)
