"""Where everything lies under raw/ and processed/, and how it is read and written there: atomically."""

import contextlib
import glob
import hashlib
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import cattrs
from cattrs.preconf.json import JsonConverter, make_converter
from upath import UPath

from cetingest.errors import InputError, StorageError
from cetingest.settings import StorageSettings
from cetingest.text import slugify

Model = TypeVar("Model")

LOCAL_PROTOCOLS = ("", "file", "local")

_OWNER = slugify(socket.gethostname())

_CONVERTER: JsonConverter = make_converter(forbid_extra_keys=True)


@dataclass(frozen=True, slots=True)
class Storage:
    """The two roots and the places below them."""

    raw: UPath
    processed: UPath
    history_url: str

    @classmethod
    def of(cls, settings: StorageSettings) -> "Storage":
        """Make the storage that the settings describe; nothing is created yet."""
        raw, processed = UPath(settings.raw), UPath(settings.processed)
        history = settings.history or f"sqlite:///{processed / 'history.db'}"
        return cls(raw=raw, processed=processed, history_url=history)

    def pdf_paths(self) -> dict[str, UPath]:
        """Map each document_id to its file under raw/, sorted by document_id.

        Raises InputError when raw/ is missing or two files would have the same document_id.
        """
        if not self.raw.is_dir():
            raise InputError(f"{self.raw}: no such folder; create it and put PDFs in, or name another with --raw")
        paths: dict[str, UPath] = {}
        for path in sorted(self.raw.iterdir(), key=lambda p: p.name):
            if path.suffix.lower() != ".pdf" or path.name.startswith("."):
                continue
            document_id = slugify(path.stem)
            if document_id in paths:
                other = paths[document_id].name
                raise InputError(f"{path} and {other} would both be document {document_id!r}; rename one of them")
            paths[document_id] = path
        return dict(sorted(paths.items()))

    def document_dir(self, document_id: str) -> UPath:
        """Return the folder of one document's files."""
        return self.processed / "documents" / document_id

    def extracted(self, document_id: str) -> UPath:
        """Return where `model.Document` is kept."""
        return self.document_dir(document_id) / "extracted.json"

    def citations(self, document_id: str) -> UPath:
        """Return where `model.CitationList` is kept."""
        return self.document_dir(document_id) / "citations.json"

    def findings(self, document_id: str) -> UPath:
        """Return where `model.FindingList` is kept."""
        return self.document_dir(document_id) / "findings.json"

    def crops(self, document_id: str) -> UPath:
        """Return the folder of pictures cut from one document's pages."""
        return self.document_dir(document_id) / "crops"

    @property
    def datasets(self) -> UPath:
        """The folder of published tables."""
        return self.processed / "datasets"

    @property
    def exports(self) -> UPath:
        """The folder of exports in other tools' formats."""
        return self.processed / "exports"

    @property
    def report(self) -> UPath:
        """The folder of the reviewer's pages."""
        return self.processed / "report"

    def document_ids(self) -> Iterator[str]:
        """Iterate over the documents that were read, sorted."""
        folder = self.processed / "documents"
        if folder.is_dir():
            yield from sorted(p.name for p in folder.iterdir() if (p / "extracted.json").exists())


@contextlib.contextmanager
def local_copy(path: UPath) -> Iterator[Path]:
    """Give a file of the raw storage as one on this machine; a bucket's is copied to a temporary file first."""
    if path.protocol in LOCAL_PROTOCOLS:
        yield Path(str(path))
        return
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(path.read_bytes())
        yield copy


def sha256_of(path: Path | UPath) -> str:
    """Return the SHA-256 of a file's bytes, as lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # UPath.open is untyped


def unstructure(value: object) -> object:
    """Turn model values into plain JSON values: tuples become arrays, enumerations strings, times ISO 8601."""
    return _CONVERTER.unstructure(value)


def structure(value: object, kind: type[Model]) -> Model:
    """Turn plain JSON values back into model values: the inverse of `unstructure`.

    Raises StorageError when the value has other fields than the model.
    """
    try:
        return _CONVERTER.structure(value, kind)
    except (ValueError, TypeError, cattrs.BaseValidationError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise StorageError(f"not a {kind.__name__} as this version of cetingest writes it: {error}") from error


def dumps(value: object, *, indent: int | None = 2) -> str:
    """Serialise a model value as JSON text: fields in the order of the model, UTF-8 unescaped."""
    return _CONVERTER.dumps(value, ensure_ascii=False, indent=indent)


def loads(text: str | bytes, kind: type[Model]) -> Model:
    """Read a model value back. `loads(dumps(x), type(x)) == x`.

    Raises StorageError when the text is no JSON or has other fields than the model.
    """
    try:
        return _CONVERTER.loads(text, kind)
    except (ValueError, TypeError, cattrs.BaseValidationError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise StorageError(f"not a {kind.__name__} as this version of cetingest writes it: {error}") from error


def write_model(path: UPath, value: object) -> None:
    """Write a model value as JSON, atomically."""
    write_bytes(path, (dumps(value) + "\n").encode())


def read_model(path: UPath, kind: type[Model]) -> Model:
    """Read a model value from JSON.

    Raises StorageError when the file is missing or was written by another version.
    """
    try:
        return loads(path.read_bytes(), kind)
    except FileNotFoundError as error:
        raise StorageError(f"{path}: not there yet; run `cetingest run` first") from error
    except StorageError as error:
        raise StorageError(f"{path}: {error}; delete the file and run `cetingest run` again") from error


def write_bytes(path: UPath, data: bytes) -> None:
    """Write bytes so that a reader sees the old file or the new one, never a part; equal bytes are left untouched."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.protocol not in LOCAL_PROTOCOLS:
        path.write_bytes(data)  # object stores replace an object as a whole
        return
    _sweep(path)
    prefix = f".{path.name}.{_OWNER}-{os.getpid()}."
    handle, temporary = tempfile.mkstemp(dir=str(path.parent), prefix=prefix, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp makes it private; published files are for everyone
        Path(temporary).replace(str(path))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sweep(path: UPath) -> None:
    """Remove temporary files of this path that a killed process of this machine left behind."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.{_OWNER}-*.part"):
        process_id = part.name.removeprefix(f".{path.name}.{_OWNER}-").partition(".")[0]
        if process_id.isdigit() and not _is_running(int(process_id)):
            part.unlink(missing_ok=True)


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it runs as somebody else
    return True
