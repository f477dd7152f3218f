"""Which PDFs lie in raw/: what came, changed, was touched or renamed, is gone, and what is still to be ingested.

The memory of whoever watches the folder, look by look. It needs no clock: a file is settled when two looks in a row see
the same size and time, gone when two in a row miss it.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from upath import UPath

from cetingest.errors import InputError
from cetingest.model import DocumentRecord
from cetingest.storage import Storage, model_if_there, printable, sha256_of, write_model

HASHING_SECONDS = 20.0
"""Bytes are hashed for so long in one look; the rest is left to the next, since Dagster ends a sensor after 60 s."""
MOST_NEWS = 1_000
"""So many PDFs are reported in one look; the rest is left to the next. Dagster takes 11 CPU ms to keep an observation
and 4 to register a partition, and no other sensor runs meanwhile: 10,000 at once held them up for three minutes."""
_MOST_LOOKS_APART = 120
"""What keeps failing is asked for after 2, 4, 8, ... looks, and at least after so many: an hour at one each 30 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A PDF as it was last seen.

    `sha256` is that of the bytes last reported, None while there were none or when they cannot be read. `reported_in`
    is the number of the look that reported them, 0 before. `asked` counts how often they were asked for, `rest` the
    looks to wait before the next time.
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
        """The documents whose bytes were reported and that, at the last look while nobody ingested, were not done."""
        return frozenset(e.document_id for e in self.entries if e.reported_in and not e.is_done)


class Change(StrEnum):
    """What a look found of one PDF."""

    NONE = "none"
    UNSETTLED = "unsettled"
    """New or other than at the look before: perhaps still being written."""
    CHANGED = "changed"
    """Settled, with bytes that were not reported yet."""
    TOUCHED = "touched"
    """Settled, with the bytes reported before."""
    DUE = "due"
    """Reported before and not ingested, though nobody is at it: to be asked for again."""
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What one look found, with the inventory as it is now. `renamed` maps a new document to the one it was."""

    inventory: Inventory
    changes: tuple[tuple[Entry, Change], ...]
    renamed: Mapping[str, str]

    def of(self, *kinds: Change) -> tuple[Entry, ...]:
        """Return the entries that changed so, sorted by document_id."""
        return tuple(entry for entry, change in self.changes if change in kinds)


def read_inventory(storage: Storage) -> Inventory:
    """Return what earlier looks found, nothing before the first; raises StorageError when the file is foreign."""
    return model_if_there(storage.inventory, Inventory) or Inventory()


def take_stock(
    storage: Storage, *, confirmed: int, is_idle: bool, clock: Callable[[], float] = time.monotonic
) -> Stock:
    """Look at raw/, keep what was seen in the inventory, and return it.

    `confirmed` is the number of the last look whose news arrived; what later ones told is told again. Only when
    `is_idle`, that is nobody ingests, does what was asked for and is not done become due again. Raises InputError when
    raw/ is missing, or empty although it was not: a folder that is not mounted looks like that.
    """
    before = read_inventory(storage)
    seen = storage.pdf_stats()
    if before.entries and not seen:
        raise InputError(
            f"{storage.raw}: empty, though {len(before.entries)} PDF(s) were there; is it mounted? Nothing is "
            f"withdrawn; if all were really taken away, delete {storage.inventory}"
        )
    look = _Look(storage, number=max(before.look, confirmed) + 1, confirmed=confirmed, is_idle=is_idle, clock=clock)
    known = {entry.document_id: entry for entry in before.entries}
    changes = [look.at(_entry(i, *about), about[0], known.get(i)) for i, about in seen.items()]
    changes += [_missed(entry) for document_id, entry in known.items() if document_id not in seen]
    changes.sort(key=lambda change: change[0].document_id)
    has_news = any(change is Change.CHANGED for _, change in changes)
    inventory = Inventory(
        look=look.number if has_news else max(before.look, confirmed),
        entries=tuple(entry for entry, change in changes if change is not Change.GONE),
    )
    if inventory != before:
        write_model(storage.inventory, inventory)
    return Stock(inventory=inventory, changes=tuple(changes), renamed=_renamed(changes))


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
        self._news = 0

    def at(self, seen: Entry, path: UPath, known: Entry | None) -> tuple[Entry, Change]:
        """Compare a PDF with what is known of it."""
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
        if self._news >= MOST_NEWS or self._clock() > self._deadline:
            return entry, Change.UNSETTLED
        self._news += 1
        digest = _digest(path)
        entry = replace(entry, is_settled=True)
        if entry.reported_in and digest == entry.sha256:
            return entry, Change.TOUCHED
        return replace(entry, sha256=digest, reported_in=self.number, is_done=False, asked=1, rest=2), Change.CHANGED

    def _report_again(self, entry: Entry) -> tuple[Entry, Change]:
        """Tell what was told in vain; what is done already, too, for who lost its Dagster home knows nothing of it."""
        if self._news >= MOST_NEWS:
            return replace(entry, reported_in=self.number + 1), Change.UNSETTLED
        self._news += 1
        if entry.is_done:
            self._storage.record(entry.document_id).unlink(missing_ok=True)
        return replace(entry, reported_in=self.number, is_done=False, asked=1, rest=2), Change.CHANGED

    def _follow_up(self, entry: Entry) -> tuple[Entry, Change]:
        """See whether what was asked for is done; if not, let it become due ever more rarely."""
        if is_ingested(entry.document_id, entry.sha256, self._storage):
            return replace(entry, is_done=True), Change.NONE
        if entry.rest > 0:
            return replace(entry, rest=entry.rest - 1), Change.NONE
        asked = entry.asked + 1
        return replace(entry, asked=asked, rest=min(2**asked, _MOST_LOOKS_APART)), Change.DUE


def waiting_among(document_ids: Iterable[str], storage: Storage) -> frozenset[str]:
    """Return those documents that wait and were not ingested since the last look either."""
    inventory = read_inventory(storage)
    digests = {entry.document_id: entry.sha256 for entry in inventory.entries}
    return frozenset(i for i in inventory.waiting.intersection(document_ids) if not is_ingested(i, digests[i], storage))


def is_ingested(document_id: str, sha256: str | None, storage: Storage) -> bool:
    """Tell whether the ingestion of a document with these bytes came to its end, well or badly."""
    record = model_if_there(storage.record(document_id), DocumentRecord)
    return record is not None and record.sha256 == sha256


def _entry(document_id: str, path: UPath, size: int, modified: float) -> Entry:
    """Describe a file as it is now; what cannot be looked at is an entry too, one that fails until it changes."""
    return Entry(document_id=document_id, source_filename=printable(path.name), size=size, modified=modified)


def _missed(entry: Entry) -> tuple[Entry, Change]:
    """A file that is replaced by way of removing it is missed for a moment only."""
    return (entry, Change.GONE) if entry.is_missing else (replace(entry, is_missing=True), Change.NONE)


def _digest(path: UPath) -> str | None:
    try:
        return sha256_of(path)
    except InputError:
        return None


def _renamed(changes: Iterable[tuple[Entry, Change]]) -> dict[str, str]:
    changes = tuple(changes)
    gone = {entry.sha256: entry.document_id for entry, change in changes if change is Change.GONE and entry.sha256}
    return {e.document_id: gone[e.sha256] for e, change in changes if change is Change.CHANGED and e.sha256 in gone}
