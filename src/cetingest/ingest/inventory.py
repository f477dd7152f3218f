"""The inventory of raw/: which PDFs are new, changed, touched, renamed or gone, and which are not ingested yet.

The sensor compares the folder with the inventory, look by look. No clock is needed: a file is settled when two looks in
a row see the same size and time, and gone when two looks in a row miss it.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from upath import UPath

from cetingest.errors import InputError
from cetingest.model import DocumentRecord
from cetingest.storage import Storage, leads_out, model_if_there, printable, sha256_of, write_model

HASHING_SECONDS = 20.0
"""One look hashes bytes for at most this long. The next look does the rest: Dagster ends a sensor after 60 s."""
MOST_REPORTED = 1_000
"""One look reports at most this many PDFs; the next look reports the rest. Dagster takes 11 CPU ms to store an
observation and 4 to register a partition, and no other sensor runs meanwhile: 10,000 at once took three minutes."""
_MOST_LOOKS_APART = 120
"""A document that keeps failing is requested again after 2, 4, 8, ... looks, at most after this many: an hour at one
look each 30 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A PDF as it was last seen.

    `sha256` is the hash of the bytes last reported, None before that and when they cannot be read. `reported_in` is the
    number of the look that reported them, 0 before. `asked` counts how often their ingestion was requested, `rest` the
    looks to wait until the next request.
    """

    document_id: str
    source_filename: str
    size: int
    modified: float
    is_settled: bool = False
    is_missing: bool = False
    is_done: bool = False
    sha256: str | None = None
    reported_in: int = 0
    asked: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All entries, by document_id, and the number of the last look that reported anything."""

    look: int = 0
    entries: tuple[Entry, ...] = ()

    @property
    def waiting(self) -> frozenset[str]:
        """The documents that were reported and were not done at the last look during which no run ingested."""
        return frozenset(e.document_id for e in self.entries if e.reported_in and not e.is_done)


class Change(StrEnum):
    """How a PDF differs from its entry in the inventory."""

    NONE = "none"
    UNSETTLED = "unsettled"
    """New, or different from the look before: perhaps still being written."""
    CHANGED = "changed"
    """Settled, with bytes that were not reported yet."""
    TOUCHED = "touched"
    """Settled, with the bytes reported before."""
    DUE = "due"
    """Reported before and not ingested, though no run ingests now: to be requested again."""
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryChanges:
    """The updated inventory and what changed. `renamed` maps a new document to the one that it was before."""

    inventory: Inventory
    changes: tuple[tuple[Entry, Change], ...]
    renamed: Mapping[str, str]

    def of(self, *kinds: Change) -> tuple[Entry, ...]:
        """Return the entries with these kinds of change, sorted by document_id."""
        return tuple(entry for entry, change in self.changes if change in kinds)


def read_inventory(storage: Storage) -> Inventory:
    """Return the stored inventory, empty before the first look; raises StorageError when the file cannot be used."""
    return model_if_there(storage.inventory, Inventory) or Inventory()


def update_inventory(
    storage: Storage, *, confirmed: int, is_idle: bool, clock: Callable[[], float] = time.monotonic
) -> InventoryChanges:
    """Compare raw/ with the inventory, store the inventory as it is now, and return what changed.

    `confirmed` is the number of the last look whose report arrived; what later looks reported is reported again. A
    document that was requested and is not done becomes due again only when `is_idle`, that is when no run ingests.
    Raises InputError when raw/ is missing, or empty although it was not: a folder that is not mounted looks like that.
    """
    before = read_inventory(storage)
    seen = storage.pdf_stats()
    if before.entries and not seen:
        raise InputError(
            f"{storage.raw}: empty, but held {len(before.entries)} PDF(s) before; is it mounted? Nothing is "
            f"withdrawn. If all PDFs were really taken away, delete {storage.inventory}"
        )
    look = _Look(storage, number=max(before.look, confirmed) + 1, confirmed=confirmed, is_idle=is_idle, clock=clock)
    known = {entry.document_id: entry for entry in before.entries}
    changes = [look.compare(_entry(i, *about), about[0], known.get(i)) for i, about in seen.items()]
    changes += [_missed(entry) for document_id, entry in known.items() if document_id not in seen]
    changes.sort(key=lambda change: change[0].document_id)
    has_reports = any(change is Change.CHANGED for _, change in changes)
    inventory = Inventory(
        look=look.number if has_reports else max(before.look, confirmed),
        entries=tuple(entry for entry, change in changes if change is not Change.GONE),
    )
    if inventory != before:
        write_model(storage.inventory, inventory)
    return InventoryChanges(inventory=inventory, changes=tuple(changes), renamed=_renamed(changes))


class _Look:
    """One look at the folder."""

    def __init__(
        self, storage: Storage, *, number: int, confirmed: int, is_idle: bool, clock: Callable[[], float]
    ) -> None:
        self.number = number
        self._storage = storage
        self._confirmed = confirmed
        self._is_idle = is_idle
        self._clock = clock
        self._deadline = clock() + HASHING_SECONDS
        self._reported = 0

    def compare(self, seen: Entry, path: UPath, known: Entry | None) -> tuple[Entry, Change]:
        """Compare a PDF with its entry."""
        if known is None:
            return seen, Change.UNSETTLED
        entry = replace(known, source_filename=seen.source_filename, is_missing=False)
        if (seen.size, seen.modified) != (known.size, known.modified):
            return replace(entry, size=seen.size, modified=seen.modified, is_settled=False), Change.UNSETTLED
        if not entry.is_settled:
            return self._settle(entry, path)
        if entry.reported_in > self._confirmed:
            return self._report_again(entry)
        return self._follow_up(entry) if self._is_idle and not entry.is_done else (entry, Change.NONE)

    def _settle(self, entry: Entry, path: UPath) -> tuple[Entry, Change]:
        if self._reported >= MOST_REPORTED or self._clock() > self._deadline:
            return entry, Change.UNSETTLED
        self._reported += 1
        digest = _digest(path)
        entry = replace(entry, is_settled=True)
        if entry.reported_in and digest == entry.sha256:
            return entry, Change.TOUCHED
        return replace(entry, sha256=digest, reported_in=self.number, is_done=False, asked=1, rest=2), Change.CHANGED

    def _report_again(self, entry: Entry) -> tuple[Entry, Change]:
        """Report again what did not arrive, even a document that is done: a new Dagster home knows nothing of it."""
        if self._reported >= MOST_REPORTED:
            return replace(entry, reported_in=self.number + 1), Change.UNSETTLED
        self._reported += 1
        if entry.is_done:
            self._storage.record(entry.document_id).unlink(missing_ok=True)
        return replace(entry, reported_in=self.number, is_done=False, asked=1, rest=2), Change.CHANGED

    def _follow_up(self, entry: Entry) -> tuple[Entry, Change]:
        """Look whether the document is done; if not, let it become due, each time after a longer wait."""
        if is_ingested(entry.document_id, entry.sha256, self._storage):
            return replace(entry, is_done=True), Change.NONE
        if entry.rest > 0:
            return replace(entry, rest=entry.rest - 1), Change.NONE
        asked = entry.asked + 1
        return replace(entry, asked=asked, rest=min(2**asked, _MOST_LOOKS_APART)), Change.DUE


def waiting_among(document_ids: Iterable[str], storage: Storage) -> frozenset[str]:
    """Return those documents that wait and that were not ingested since the last look."""
    inventory = read_inventory(storage)
    digests = {entry.document_id: entry.sha256 for entry in inventory.entries}
    return frozenset(i for i in inventory.waiting.intersection(document_ids) if not is_ingested(i, digests[i], storage))


def is_ingested(document_id: str, sha256: str | None, storage: Storage) -> bool:
    """Tell whether the ingestion of a document with these bytes ended, in success or failure."""
    record = model_if_there(storage.record(document_id), DocumentRecord)
    return record is not None and record.sha256 == sha256


def _entry(document_id: str, path: UPath, size: int, modified: float) -> Entry:
    """Return the entry of a file as it is now. A file that cannot be read has one too; it fails until it changes."""
    return Entry(document_id=document_id, source_filename=printable(path.name), size=size, modified=modified)


def _missed(entry: Entry) -> tuple[Entry, Change]:
    """Return that a file is gone when two looks missed it: one that is replaced may be missing for a moment."""
    return (entry, Change.GONE) if entry.is_missing else (replace(entry, is_missing=True), Change.NONE)


def _digest(path: UPath) -> str | None:
    try:
        return None if leads_out(path) else sha256_of(path)
    except InputError:
        return None


def _renamed(changes: Iterable[tuple[Entry, Change]]) -> dict[str, str]:
    changes = tuple(changes)
    gone = {entry.sha256: entry.document_id for entry, change in changes if change is Change.GONE and entry.sha256}
    return {e.document_id: gone[e.sha256] for e, change in changes if change is Change.CHANGED and e.sha256 in gone}
