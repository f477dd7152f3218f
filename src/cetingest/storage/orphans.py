"""What lies under processed/ and belongs to nothing: documents whose PDF left raw/, files that killed runs left."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from cetingest.errors import InputError, StorageError
from cetingest.storage import LOCAL_PROTOCOLS, Storage, is_abandoned

_STRANGERS_AGE = dt.timedelta(days=1)
"""Whether a process on another machine still writes its temporary file cannot be seen; none takes a day for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """Documents (their ids) without a PDF, and temporary files of processes that ended."""

    document_ids: tuple[str, ...]
    temporary_files: tuple[Path, ...]


def find_orphans(storage: Storage, now: dt.datetime) -> Orphans:
    """Look for what belongs to nothing; raises InputError when raw/ is missing."""
    folder = storage.processed / "documents"
    # In this order: a document that a run begins meanwhile has its PDF already.
    kept = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    present = storage.pdf_paths()
    return Orphans(
        document_ids=tuple(document_id for document_id in kept if document_id not in present),
        temporary_files=_temporary_files(storage, now),
    )


def remove_orphans(found: Orphans, storage: Storage) -> None:
    """Remove what was found.

    Raises InputError when there are documents and raw/ holds no PDF at all, which looks like a folder that is not
    mounted; StorageError when something cannot be removed.
    """
    if found.document_ids and not storage.pdf_paths():
        raise InputError(
            f"{storage.raw}: holds no PDF, so all {len(found.document_ids)} documents would be removed; is it mounted? "
            f"If you mean it, remove {storage.processed / 'documents'} yourself"
        )
    for path in found.temporary_files:
        path.unlink(missing_ok=True)
    for document_id in found.document_ids:
        folder = storage.document_dir(document_id)
        try:
            if storage.processed.protocol in LOCAL_PROTOCOLS:
                shutil.rmtree(str(folder))
            else:
                folder.fs.rm(folder.path, recursive=True)
        except OSError as error:
            raise StorageError(f"{folder}: cannot be removed ({error.strerror or error}); check permissions") from error


def _temporary_files(storage: Storage, now: dt.datetime) -> tuple[Path, ...]:
    if storage.processed.protocol not in LOCAL_PROTOCOLS:
        return ()  # object stores replace an object as a whole
    return tuple(sorted(path for path in Path(str(storage.processed)).rglob(".*.part") if _is_stale(path, now)))


def _is_stale(path: Path, now: dt.datetime) -> bool:
    if (is_over := is_abandoned(path.name)) is not None:
        return is_over
    try:
        return now - dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) > _STRANGERS_AGE
    except FileNotFoundError:
        return False  # it became a published file meanwhile
