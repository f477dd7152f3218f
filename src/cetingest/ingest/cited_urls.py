"""Gather every cited URL of the corpus once, in buckets, and fetch the URLs of a bucket.

A bucket holds all URLs of some registrable domains, always the same ones. So different processes can fetch different
buckets and never ask the same server, except after a redirect (there the claims of the history keep them apart).
"""

import contextlib
import logging
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cetingest import links
from cetingest.history import History
from cetingest.ingest.corpus import present_ids
from cetingest.ingest.progress import NoProgress, Progress
from cetingest.logs import Line, step
from cetingest.model import CitationList, LinkBucket, LinkRequest
from cetingest.settings import Settings
from cetingest.storage import Storage, dumps, loads, model_if_there, read_model, write_model
from cetingest.web.urls import bucket_of

logger = logging.getLogger(__name__)

BUCKETS = 64
"""Must never change: a bucket is a Dagster partition, and a domain must stay in its own. 64 keep 32 workers busy until
the end, and a run over all of them costs one start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherSummary:
    """How many distinct URLs the corpus cites, and how many of them each bucket holds."""

    urls: int
    by_bucket: dict[int, int]


def gather_cited_urls(storage: Storage) -> GatherSummary:
    """Write the distinct cited URLs of the corpus, one file per bucket; an empty bucket has no file.

    The URLs are written to temporary files first, so that only one bucket at a time is held in memory.
    """
    counts: dict[int, int] = {}
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        spools = [Path(folder) / f"{number:02}" for number in range(BUCKETS)]
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(spool.open("w", encoding="utf-8")) for spool in spools]
            for request in _cited_links(storage):
                files[bucket_of(request.url, BUCKETS)].write(dumps(request, indent=None) + "\n")
        for number, spool in enumerate(spools):
            counts[number] = _write_bucket(number, spool, storage)
    return GatherSummary(urls=sum(counts.values()), by_bucket={n: count for n, count in counts.items() if count})


def _cited_links(storage: Storage) -> Iterator[LinkRequest]:
    for document_id in present_ids(storage):
        yield from links.cited_links(read_model(storage.citations(document_id), CitationList))


def _write_bucket(number: int, spool: Path, storage: Storage) -> int:
    """Write the requests of a bucket, each once, sorted; return the number of distinct URLs."""
    with spool.open(encoding="utf-8") as file:
        lines = sorted(set(file))
    if not lines:
        storage.cited_urls(number).unlink(missing_ok=True)
        return 0
    requests = tuple(loads(line, LinkRequest) for line in lines)
    write_model(storage.cited_urls(number), LinkBucket(bucket=number, requests=requests))
    return len({request.url for request in requests})


def fetch_links(
    storage: Storage, settings: Settings, *, buckets: Sequence[int] | None = None, progress: Progress | None = None
) -> links.FetchSummary:
    """Fetch the cited URLs of some buckets, by default of all, whose last answer in the history is too old.

    The URLs must have been gathered before. Raises StorageError when the history cannot be used, SettingsError when
    pages are to be saved and the keys are missing.
    """
    progress = progress or NoProgress()
    links.saving_keys(settings.links)  # before anything is asked
    requests = [
        request
        for number in (range(BUCKETS) if buckets is None else buckets)
        for request in _read_bucket(number, storage)
    ]
    urls = tuple(dict.fromkeys(request.url for request in requests))
    progress.start("Asking the web", len(urls))
    with step(logger, "asking the web", urls=len(urls)) as counts, History.open(storage.history) as history:
        summary = links.fetch_urls(
            urls, settings=settings.links, history=history, on_fetched=lambda fetch: progress.advance(fetch.url)
        )
        counts.update(asked=summary.asked, answered=summary.answered, known=summary.reused)
        if summary.network_fault is not None:
            log = logger.info if settings.links.is_offline else logger.warning
            fault = summary.network_fault
            log(Line(f"the web was not asked ({fault}); nothing is called dead for it", reason=fault))
        else:
            links.fetch_probes([(one.url, one.item) for one in requests], settings.links, history)
            links.seek_suggestions(links.judged_links(requests, history), settings=settings.links, history=history)
            links.save_pages(links.judged_links(requests, history), settings=settings.links, history=history)
    return summary


def _read_bucket(number: int, storage: Storage) -> tuple[LinkRequest, ...]:
    bucket = model_if_there(storage.cited_urls(number), LinkBucket)
    return bucket.requests if bucket else ()
