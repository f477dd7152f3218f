"""What commands read of a project's memory: its history, and which works its documents cite where."""

from collections.abc import Mapping
from pathlib import Path

from cetingest import links
from cetingest.errors import InputError
from cetingest.history import History
from cetingest.language.identifiers import identifier_url
from cetingest.model import CitationList, Item
from cetingest.settings import Settings, override
from cetingest.storage import Storage, read_model


def stored(settings: Settings, raw: str | None, processed: str | None) -> Storage:
    """Return the storage of what an earlier run made; raises InputError when none did."""
    storage = Storage.of(override(settings, "storage", raw=raw, processed=processed).storage)
    if not storage.processed.exists():
        raise InputError(
            f"{storage.processed}: is not there; `cetingest run` makes it, or name another with --processed"
        )
    return storage


def open_history(storage: Storage) -> History:
    """Open the history to be read; raises InputError when there is none yet, StorageError when it cannot be used."""
    if isinstance(storage.history, Path) and not storage.history.exists():
        raise InputError(
            f"{storage.history}: there is no history yet; `cetingest run` makes it, or name another with --processed"
        )
    return History.open(storage.history)


def cited_works(storage: Storage) -> dict[str, Item | None]:
    """Map each URL that a stored document cites to the work, the first one if there are several."""
    works: dict[str, Item | None] = {}
    for document_id in sorted(storage.read_ids()):
        for link in links.cited_links(read_model(storage.citations(document_id), CitationList)):
            works[link.url] = works.get(link.url) or link.item
    return works


def work_at(url: str, works: Mapping[str, Item | None]) -> Item | None:
    """Return the work that a URL is cited for; a DOI, handle or arXiv number stands for the URL at its resolver."""
    return works.get(identifier_url(url) or url)
