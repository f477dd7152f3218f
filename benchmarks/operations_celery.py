"""Celery workers on this machine beside the library in one process: CPU, wall, bytes, and who was asked how often.

Run by `make bench-operations`. Servers, workers and the web are the tests' own, on loopback.
"""

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.operations import cpu_seconds
from cetingest import ingest
from cetingest.settings import load_settings, override
from tests.loopback.server import Web
from tests.servers.celery import make_corpus
from tests.servers.dagster import celery, reference
from tests.servers.papers import settings_for, web_of, write_papers
from tests.servers.postgres import Postgres
from tests.servers.postgres import find_programs as find_postgres
from tests.servers.redis import Redis
from tests.servers.redis import find_program as find_redis
from tests.snapshots import snapshot

WORKERS = (2, 4)
DELAY_SECONDS = 0.25
"""What a server takes to answer: the median of the farm of `make bench-links`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds of this process and its ended children, the web of the tests included; wall seconds."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.cpu:.1f} CPU s, {self.wall:.1f} s"


def by_library(folder: Path, web: Web) -> Cost:
    """Do all of it in this process, one PDF at a time, over a history of its own."""
    (folder / "cetingest.toml").write_text(settings_for(web))
    settings = load_settings(folder / "cetingest.toml")
    places = {"raw": str(folder / "raw"), "processed": str(folder / "processed")}
    before, began = cpu_seconds(), time.monotonic()
    ingest.run(override(settings, "storage", **places))
    return Cost(cpu=cpu_seconds() - before, wall=time.monotonic() - began)


def by_workers(folder: Path, web: Web, documents: list[str], count: int, postgres: Postgres, redis: Redis) -> Cost:
    """Do all of it in so many workers, their start not counted in the wall but in the CPU."""
    names = [f"worker-{number}" for number in range(count)]
    before = cpu_seconds()
    with celery(folder, settings_for(web, postgres.new_database()), postgres, redis) as deployment:
        for name in names:
            deployment.worker(name)
        began = time.monotonic()
        make_corpus(deployment, documents, count)
        wall = time.monotonic() - began
    return Cost(cpu=cpu_seconds() - before, wall=wall)


def asked(web: Web) -> str:
    """Say how often a URL was asked, and how many requests a host had to answer at once, at the most."""
    times = Counter((request.host, request.target) for request in web.requests)
    return (
        f"{len(times)} URLs, each asked {max(times.values())} time(s) at most; "
        f"a host had {max(web.highest_at_once.values())} request(s) at once at most"
    )


def in_folder(parent: Path, name: str, documents: int) -> Path:
    """Make a working folder with the PDFs in it."""
    folder = parent / name
    folder.mkdir()
    write_papers(folder / "raw", documents)
    return folder


def compare(parent: Path, count: int, postgres: Postgres, redis: Redis) -> None:
    """Have the library do it, then so many workers; say what each took and whether the bytes are the same."""
    documents = [f"paper-{number:04d}" for number in range(count)]
    with Web(web_of(count, delay_seconds=DELAY_SECONDS)) as web:
        library = by_library(in_folder(parent, "library", count), web)
        print(f"{count} documents by the library, one at a time: {library}; {asked(web)}", flush=True)
    for workers in WORKERS:
        folder = in_folder(parent, f"workers-{workers}", count)
        with Web(web_of(count, delay_seconds=DELAY_SECONDS)) as web:
            cost = by_workers(folder, web, documents, workers, postgres, redis)
            print(
                f"{workers} workers: {cost}; {cost.cpu / library.cpu:.2f} times the CPU, "
                f"{cost.wall / library.wall:.2f} times the wall; {asked(web)}"
            )
            is_same = snapshot(folder / "processed") == reference(folder)
            print(f"  bytes of one process over the same history: {'the same' if is_same else 'OTHERS'}")


def main() -> None:
    """Print what workers take beside the library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=120)
    arguments = parser.parse_args()
    programs, program = find_postgres(), find_redis()
    if programs is None or program is None:
        raise SystemExit("PostgreSQL and Redis are needed: `make tools`")
    with (
        tempfile.TemporaryDirectory(prefix="cetingest-bench-") as name,
        Postgres(programs) as postgres,
        Redis(program) as redis,
    ):
        compare(Path(name), arguments.documents, postgres, redis)


if __name__ == "__main__":
    main()
