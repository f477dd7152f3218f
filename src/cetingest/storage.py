"""Where everything lies under raw/ and processed/, and how it is read and written there: atomically."""

import contextlib
import glob
import hashlib
import io
import os
import re
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import cattrs
from cattrs.preconf.json import JsonConverter, make_converter
from upath import UPath

from cetingest.errors import InputError, SettingsError, StorageError
from cetingest.settings import StorageSettings
from cetingest.text import slugify

Model = TypeVar("Model")

LOCAL_PROTOCOLS = ("", "file", "local")

_OWNER = slugify(socket.gethostname())[:32]
_PART = re.compile(r"\..+\.(?P<owner>[^.]+)-(?P<process>[0-9]+)\.[^.]+\.part")
# A file name may have 255 bytes. The longest made of a document_id is the temporary one of a second picture,
# ".<id>-fn123-2-page45.png.<host>-<process>.<random>.part": 90 bytes beside the id.
_MAX_SLUG_BYTES = 80

_CHUNK = 1 << 20
"""Bytes read at once of a file that need not fit in memory."""

_REMOTE: dict[str, dict[str, Any]] = {"s3": {"use_listings_cache": False, "max_concurrency": 1}}
"""A process that runs for weeks would never see a PDF that others put into a bucket whose listing it has kept. Read in
one stream, a file costs one request, in several at once it costs one more to learn its size."""

_CONVERTER: JsonConverter = make_converter(forbid_extra_keys=True)


@dataclass(frozen=True, slots=True)
class Storage:
    """The two roots and the places below them."""

    raw: UPath
    processed: UPath
    history: str | Path
    """A database URL, or the file of an SQLite database."""

    @classmethod
    def of(cls, settings: StorageSettings) -> "Storage":
        """Make the storage that the settings describe; nothing is created yet.

        Raises SettingsError when a root's kind needs a package that is missing, or history has no place.
        """
        raw, processed = _root(settings.raw), _root(settings.processed)
        if settings.history is None and processed.protocol not in LOCAL_PROTOCOLS:
            raise SettingsError(f"{processed} cannot hold a database file; set storage.history to a database URL")
        return cls(raw=raw, processed=processed, history=settings.history or Path(str(processed / "history.db")))

    def pdf_paths(self) -> dict[str, UPath]:
        """Map each document_id to its entry in raw/, sorted by document_id.

        Every name that ends in .pdf counts, whether it can be read or not; subfolders and names that begin with a dot
        do not. Where names would share a document_id, those that are not spelled like it get a hash of their name.
        Raises InputError when raw/ is missing.
        """
        if not self.raw.is_dir():
            raise InputError(f"{self.raw}: no such folder; create it and put PDFs in, or name another with --raw")
        entries = [p for p in self.raw.iterdir() if p.suffix.lower() == ".pdf" and not p.name.startswith(".")]
        shared = Counter(document_id_of(path.name) for path in entries)
        paths = {}
        for path in entries:
            document_id = document_id_of(path.name)
            if shared[document_id] > 1 and path.name != f"{document_id}.pdf":
                document_id = f"{document_id}-{_name_hash(path.name)}"
            paths[document_id] = path
        return dict(sorted(paths.items()))

    def document_dir(self, document_id: str) -> UPath:
        """Return the folder of one document's files."""
        return self.processed / "documents" / document_id

    def extracted(self, document_id: str) -> UPath:
        """Return where `model.Document` is kept."""
        return self.document_dir(document_id) / "extracted.json"

    def reading_stamp(self, document_id: str) -> UPath:
        """Return where it stands of what the reading was made: bytes, code, settings."""
        return self.document_dir(document_id) / "reading.sha256"

    def citations(self, document_id: str) -> UPath:
        """Return where `model.CitationList` is kept."""
        return self.document_dir(document_id) / "citations.json"

    def findings(self, document_id: str) -> UPath:
        """Return where `model.FindingList` is kept."""
        return self.document_dir(document_id) / "findings.json"

    def record(self, document_id: str) -> UPath:
        """Return where `model.DocumentRecord` is kept."""
        return self.document_dir(document_id) / "record.json"

    def crops(self, document_id: str) -> UPath:
        """Return the folder of pictures cut from one document's pages."""
        return self.document_dir(document_id) / "crops"

    def cited_urls(self, bucket: int) -> UPath:
        """Return where `model.LinkBucket` is kept."""
        return self.processed / "links" / f"{bucket:02}.json"

    @property
    def inventory(self) -> UPath:
        """The file that `inventory.Inventory` is kept in."""
        return self.processed / "inventory.json"

    @property
    def told(self) -> UPath:
        """Where it stands what the receiver of alerts was told."""
        return self.processed / "alerts.json"

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


def document_id_of(filename: str) -> str:
    """Return the key of the document in a file: a slug of at most 80 bytes, so that names made of it fit everywhere.

    >>> document_id_of("CETI 2025.pdf")
    'ceti-2025'
    """
    slug = slugify(filename[:-4] if filename.lower().endswith(".pdf") else filename)
    if len(slug.encode()) <= _MAX_SLUG_BYTES:
        return slug
    kept = slug.encode()[: _MAX_SLUG_BYTES - 9].decode(errors="ignore").strip("-")
    return f"{kept}-{_name_hash(filename)}"


def printable(filename: str) -> str:
    """Return a file name as text that can be stored and shown; what is no UTF-8 in it becomes U+FFFD."""
    return os.fsencode(filename).decode("utf-8", errors="replace")


@contextlib.contextmanager
def local_copy(path: UPath) -> Iterator[Path]:
    """Give a file of the raw storage as one on this machine; a bucket's is copied to a temporary file first.

    Raises InputError when it is no regular file (opening a pipe would wait for ever), StorageError when a bucket does
    not give it now.
    """
    if path.protocol in LOCAL_PROTOCOLS:
        if not path.is_file():
            raise InputError(f"{printable(path.name)}: no regular file; put the PDF itself into raw/")
        yield Path(str(path))
        return
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(_download(path))
        yield copy


def _download(path: UPath) -> bytes:
    """Read an object of a bucket. One that is not given now is not asked whether it is a file: that would say no."""
    try:
        return read_bytes(path)
    except FileNotFoundError as error:
        raise InputError(f"{printable(path.name)}: is no longer in {path.parent}; put it back") from error
    except Exception as error:  # each kind of bucket raises what its own library has, not only OSError
        raise StorageError(f"{path}: cannot be read now ({error}); it is tried again by the next run") from error


def sha256_of(path: Path | UPath) -> str:
    """Return the SHA-256 of a file's bytes, as lower-case hexadecimal.

    Raises InputError when it is no regular file or cannot be read, StorageError when a bucket does not give it now.
    """
    if isinstance(path, UPath) and path.protocol not in LOCAL_PROTOCOLS:
        return hashlib.sha256(_download(path)).hexdigest()
    if not path.is_file():
        raise InputError(f"{printable(path.name)}: no regular file; name a PDF file that can be read")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # UPath.open is untyped
    except OSError as error:
        raise InputError(f"{printable(path.name)}: cannot be read ({error.strerror or error})") from error


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


def read_bytes(path: UPath) -> bytes:
    """Read a file as a whole: of a bucket in one request, where opening it would ask for its size first.

    Raises FileNotFoundError when it is not there.
    """
    return path.read_bytes() if path.protocol in LOCAL_PROTOCOLS else bytes(path.fs.cat_file(path.path))


def read_model(path: UPath, kind: type[Model]) -> Model:
    """Read a model value from JSON.

    Raises StorageError when the file is missing or was written by another version.
    """
    try:
        return loads(read_bytes(path), kind)
    except FileNotFoundError as error:
        raise StorageError(f"{path}: not there yet; run `cetingest run` first") from error
    except OSError as error:
        raise StorageError(f"{path}: cannot be read now ({error}); run again") from error
    except StorageError as error:
        raise StorageError(f"{path}: {error}; delete the file and run `cetingest run` again") from error


def write_bytes(path: UPath, data: bytes) -> None:
    """Write bytes so that a reader sees the old file or the new one, never a part; equal bytes are left untouched.

    Raises StorageError when they cannot be written; the old file is as it was then.
    """
    _publish(path, io.BytesIO(data))


def write_file(path: UPath, source: Path) -> None:
    """Publish a finished file of this machine under another name, as `write_bytes` does, however large it is."""
    with source.open("rb") as file:
        _publish(path, file)


def _publish(path: UPath, source: BinaryIO) -> None:
    try:
        if not _is_same(path, source):
            source.seek(0)
            _replace(path, source)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(f"{path}: cannot be written ({why}); check space and permissions, then run again") from error


def _is_same(path: UPath, source: BinaryIO) -> bool:
    with contextlib.suppress(FileNotFoundError), path.open("rb") as old:
        while (ours := source.read(_CHUNK)) == old.read(_CHUNK):
            if not ours:
                return True
    return False


def _replace(path: UPath, source: BinaryIO) -> None:
    if path.protocol not in LOCAL_PROTOCOLS:
        with path.open("wb") as file:  # object stores replace an object as a whole
            shutil.copyfileobj(source, file)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    prefix = f".{path.name}.{_OWNER}-{os.getpid()}."
    handle, temporary = tempfile.mkstemp(dir=str(path.parent), prefix=prefix, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp makes it private; published files are for everyone
        Path(temporary).replace(str(path))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _root(url: str) -> UPath:
    try:
        root: UPath = UPath(url, **_REMOTE.get(UPath(url).protocol, {}))
        root.fs  # noqa: B018  # made on first use
    except (ImportError, ValueError) as error:
        raise SettingsError(
            f"{url}: cannot be used as storage ({error}); for buckets install the extra 'scale'"
        ) from error
    return root


def _name_hash(filename: str) -> str:
    return hashlib.sha256(os.fsencode(filename)).hexdigest()[:8]


def _sweep(path: UPath) -> None:
    """Remove temporary files of this path that a killed process of this machine left behind."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.{_OWNER}-*.part"):
        if is_abandoned(part.name):
            part.unlink(missing_ok=True)


def is_abandoned(name: str) -> bool | None:
    """Tell of a temporary file's name whether its process ended; None when that cannot be told from it.

    >>> is_abandoned("report.html") is None
    True
    """
    found = _PART.fullmatch(name)
    if found is None or found["owner"] != _OWNER:
        return None
    return not _is_running(int(found["process"]))


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it runs as somebody else
    return True
