"""Reading and writing bytes: of a folder or a bucket, atomically, and never a part."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import io
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cetingest.errors import InputError, StorageError
from cetingest.language.text import slugify
from cetingest.storage.locations import LOCAL_PROTOCOLS, printable, protocol_of

if TYPE_CHECKING:
    from upath import UPath

_OWNER = slugify(socket.gethostname())[:32]
_PART = re.compile(r"\..+\.(?P<owner>[^.]+)-(?P<process>[0-9]+)\.[^.]+\.part")

_CHUNK = 1 << 20
"""Bytes read at once of a file that need not fit in memory."""


@contextlib.contextmanager
def local_copy(path: UPath) -> Iterator[Path]:
    """Give a file of the raw storage as one on this machine; a bucket's is copied to a temporary file first.

    Raises InputError when it is no regular file (opening a pipe would wait for ever) or a link that leads out of its
    folder, StorageError when a bucket does not give it now.
    """
    if path.protocol in LOCAL_PROTOCOLS:
        yield _inside(Path(str(path)))
        return
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(_download(path))
        yield copy


def leads_out(path: Path | UPath) -> bool:
    """Tell a link that leads out of its folder: who may put files into raw/ must not thereby read all others."""
    if protocol_of(path) not in LOCAL_PROTOCOLS:
        return False
    file = Path(str(path))
    return not file.resolve().is_relative_to(file.parent.resolve())


def _inside(path: Path) -> Path:
    if leads_out(path):
        raise InputError(f"{printable(path.name)}: a link that leads out of raw/; put the PDF itself there")
    if not path.is_file():
        raise InputError(f"{printable(path.name)}: no regular file; put the PDF itself into raw/")
    return path


def _download(path: UPath) -> bytes:
    """Read an object of a bucket. Its existence is not asked first: a bucket that is away would seem to say no."""
    try:
        return read_bytes(path)
    except FileNotFoundError as error:
        raise InputError(f"{printable(path.name)}: is no longer in {path.parent}; put it back") from error


def sha256_of(path: Path | UPath) -> str:
    """Return the SHA-256 of a file's bytes, as lower-case hexadecimal.

    Raises InputError when it is no regular file or cannot be read, StorageError when a bucket does not give it now.
    """
    if protocol_of(path) not in LOCAL_PROTOCOLS:
        return hashlib.sha256(_download(cast("UPath", path))).hexdigest()
    if not path.is_file():
        raise InputError(f"{printable(path.name)}: no regular file; name a PDF file that can be read")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # UPath.open is untyped
    except OSError as error:
        raise InputError(f"{printable(path.name)}: cannot be read ({error.strerror or error})") from error


def read_bytes(path: UPath) -> bytes:
    """Read a file as a whole: of a bucket in one request, where opening it would ask for its size first.

    Raises FileNotFoundError when it is not there, StorageError when it cannot be read now.
    """
    try:
        return path.read_bytes() if path.protocol in LOCAL_PROTOCOLS else bytes(path.fs.cat_file(path.path))
    except FileNotFoundError:
        raise
    except Exception as error:  # each kind of bucket raises what its own library has, not only OSError
        raise StorageError(f"{path}: cannot be read now ({error}); it is tried again by the next run") from error


def bytes_if_there(path: UPath) -> bytes | None:
    """Read a file as a whole, None when it is not there; raises StorageError when it cannot be read now."""
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return None


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
    except Exception as error:  # each kind of bucket raises what its own library has, not only OSError
        why = getattr(error, "strerror", None) or str(error)
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


def _sweep(path: UPath) -> None:
    """Remove temporary files of this path that a killed process of this machine left behind."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.{_OWNER}-*.part"):
        if is_abandoned(part.name):
            part.unlink(missing_ok=True)


def is_abandoned(name: str) -> bool | None:
    """Tell whether the process that a temporary file is named after has ended; None when the name does not say.

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
