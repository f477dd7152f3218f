"""Where everything lies under raw/ and processed/, and what it is called."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cetingest.errors import INSTALL_SCALE, InputError, SettingsError, StorageError
from cetingest.language.text import slugify

if TYPE_CHECKING:  # with fsspec it takes as long to load as a page takes to read, and not every command needs it
    from upath import UPath

    from cetingest.settings import StorageSettings

Info = Mapping[str, Any]
"""What an object store tells of an object when it lists it, in the words of fsspec; nothing for a file."""

LOCAL_PROTOCOLS = ("", "file", "local")

# A file name may have 255 bytes. The longest made of a document_id is the temporary one of a second picture,
# ".<id>-fn123-2-page45.png.<host>-<process>.<random>.part": 90 bytes beside the id.
_MAX_SLUG_BYTES = 80

_REMOTE: dict[str, dict[str, Any]] = {"s3": {"use_listings_cache": False, "max_concurrency": 1}}
"""A process that runs for weeks would never see a PDF that others put into a bucket whose listing it has kept. Read in
one stream, a file costs one request, in several at once it costs one more to learn its size."""


@dataclass(frozen=True, slots=True)
class Storage:
    """The two roots and the places below them."""

    raw: UPath
    processed: UPath
    history: str | Path
    """A database URL, or the file of an SQLite database."""

    @classmethod
    def of(cls, settings: StorageSettings) -> Storage:
        """Make the storage that the settings describe; nothing is created yet.

        Raises SettingsError when a root's kind needs a package that is missing, or history has no place.
        """
        raw, processed = place_of(settings.raw), place_of(settings.processed)
        if settings.history is None and processed.protocol not in LOCAL_PROTOCOLS:
            raise SettingsError(f"{processed} cannot hold a database file; set storage.history to a database URL")
        return cls(raw=raw, processed=processed, history=settings.history or Path(str(processed / "history.db")))

    def pdf_paths(self) -> dict[str, UPath]:
        """Map each document_id to its entry in raw/, sorted by document_id.

        Every name that ends in .pdf counts, whether it can be read or not; subfolders and names that begin with a dot
        do not. Where names would share a document_id, those that are not spelled like it get a hash of their name.
        Raises InputError when raw/ is missing, StorageError when a bucket does not list it now.
        """
        return {document_id: path for document_id, (path, _) in self._pdfs().items()}

    def pdf_stats(self) -> dict[str, tuple[UPath, int, float]]:
        """Map each document_id to its entry, bytes and time of change; of a bucket by the request that lists it.

        What cannot be looked at has size -1. Raises as `pdf_paths` does.
        """
        return {document_id: (path, *_size_and_time(path, info)) for document_id, (path, info) in self._pdfs().items()}

    def _pdfs(self) -> dict[str, tuple[UPath, Info]]:
        entries = [(p, i) for p, i in _listed(self.raw) if p.suffix.lower() == ".pdf" and not p.name.startswith(".")]
        shared = Counter(document_id_of(path.name) for path, _ in entries)
        pdfs = {}
        for path, info in entries:
            document_id = document_id_of(path.name)
            if shared[document_id] > 1 and path.name != f"{document_id}.pdf":
                document_id = f"{document_id}-{_name_hash(path.name)}"
            pdfs[document_id] = (path, info)
        return dict(sorted(pdfs.items()))

    def document_dir(self, document_id: str) -> UPath:
        """Return the folder of one document's files."""
        return self.processed / "documents" / document_id

    def extracted(self, document_id: str) -> UPath:
        """Return where `model.Document` is kept."""
        return self.document_dir(document_id) / "extracted.json"

    def reading_stamp(self, document_id: str) -> UPath:
        """Return the file that says what the reading was made from: bytes, code, settings."""
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
    def sent_alerts(self) -> UPath:
        """The file that `watch.incidents.SentAlerts` is kept in."""
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

    def read_ids(self) -> frozenset[str]:
        """Return the documents of which citations and findings are stored; of a bucket by listing all that is.

        Raises StorageError when a bucket does not list it now.
        """
        folder = self.processed / "documents"
        if folder.protocol in LOCAL_PROTOCOLS:
            ids = {path.parent.name for path in folder.glob("*/findings.json")}
            return frozenset(document_id for document_id in ids if self.citations(document_id).exists())
        try:
            keys = folder.fs.find(folder.path)
        except Exception as error:
            raise _unlistable(folder, error) from error
        wanted = (self.citations("").name, self.findings("").name)
        cited, found = ({key.split("/")[-2] for key in keys if key.endswith(f"/{name}")} for name in wanted)
        return frozenset(cited & found)


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


def _listed(raw: UPath) -> list[tuple[UPath, Info]]:
    """List a folder; a bucket tells of each object in it what it is."""
    missing = InputError(f"{raw}: no such folder; create it and put PDFs in, or name another with --raw")
    if raw.protocol in LOCAL_PROTOCOLS:
        if not raw.is_dir():
            raise missing
        return [(path, {}) for path in raw.iterdir()]
    try:
        infos = raw.fs.ls(raw.path, detail=True)
    except FileNotFoundError as error:
        raise missing from error
    except Exception as error:
        raise _unlistable(raw, error) from error
    return [(raw / info["name"].rpartition("/")[2], info) for info in infos if info["type"] == "file"]


def _unlistable(folder: UPath, error: Exception) -> StorageError:
    """Return what to raise for whatever the library of a bucket raised, which is not only OSError."""
    return StorageError(f"{folder}: cannot be listed now ({error}); run again")


def _size_and_time(path: UPath, info: Info) -> tuple[int, float]:
    from upath._stat import UPathStatResult  # noqa: PLC0415 - it knows each store's word for the time

    try:
        stat = UPathStatResult.from_info(info) if info else path.stat()
    except OSError:
        return -1, 0.0
    return stat.st_size, float(stat.st_mtime)


def place_of(url: str) -> UPath:
    """Return the file or folder at a path, or at a URL that fsspec knows; nothing is opened yet.

    Raises SettingsError when nothing here knows such a URL, as without the package for buckets.
    """
    from upath import UPath  # noqa: PLC0415 - as above

    try:
        place: UPath = UPath(url, **_REMOTE.get(UPath(url).protocol, {}))
        place.fs  # noqa: B018  # made on first use
    except (ImportError, ValueError) as error:
        raise SettingsError(
            f"{url}: cannot be used as storage ({error}); S3 is installed by: {INSTALL_SCALE}"
        ) from error
    return place


def protocol_of(path: Path | UPath) -> str:
    """Return the kind of storage that a path is in, one of `LOCAL_PROTOCOLS` for a file of this machine."""
    return getattr(path, "protocol", "")


def _name_hash(filename: str) -> str:
    return hashlib.sha256(os.fsencode(filename)).hexdigest()[:8]
