"""What Dagster adds to the library: CPU a document in chunks of 50, and a thousand documents through the real daemon.

Run by `make bench-operations`; prints CPU seconds and ratios and asserts no absolute time. Servers are the tests' own.
"""

import argparse
import contextlib
import os
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from cetingest import ingest
from cetingest.settings import load_settings
from cetingest.storage import Storage
from pipelines.assets.documents import citations, extracted, findings
from pipelines.definitions import build_defs
from pipelines.partitions import documents, range_tags
from pipelines.resources import Ingest
from tests.servers import dagster as deployed
from tests.servers.papers import write_papers
from tests.servers.postgres import Postgres, find_programs

CHUNK = 50
SETTINGS = "[links]\nis_offline = true\n\n[operations]\nlook_seconds = 5\n"
LOOK_SECONDS = 10.0
QUIET_LOOKS = 4
"""So many looks after the first without a run in progress once the report is there: all is believed done."""
CORPUS = ("links/cited_urls", "links/fetches", "datasets/documents", "report/pages")


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


# --- a chunk of 50 ----------------------------------------------------------------------------------------------------


def overhead(instance: dg.DagsterInstance, folder: Path, rounds: int) -> float:
    """Return the CPU milliseconds a document that a run over a chunk costs more than the library alone, the median.

    The PDFs were read before, so that what is left of the library's own work is little beside what is measured.
    """
    folder.mkdir()
    write_papers(folder / "raw", CHUNK)
    (folder / "cetingest.toml").write_text(SETTINGS)
    resource_ = Ingest(
        config=str(folder / "cetingest.toml"), raw=str(folder / "raw"), processed=str(folder / "processed")
    )
    settings, storage = resource_.settings, resource_.storage
    keys = list(storage.pdf_paths())
    instance.add_dynamic_partitions(str(documents.name), keys)
    job = build_defs(resource_).resolve_job_def("ingest")
    tags = range_tags(keys[0], keys[-1])
    list(ingest.ingest_documents(keys, storage, settings))
    job.execute_in_process(instance=instance, tags=tags)
    differences = []
    for _ in range(rounds):
        before = cpu_seconds()
        list(ingest.ingest_documents(keys, storage, settings))
        between = cpu_seconds()
        job.execute_in_process(instance=instance, tags=tags)  # raises when it fails
        differences.append(cpu_seconds() - between - (between - before))
    return 1000 * statistics.median(differences) / CHUNK


@contextlib.contextmanager
def instances(folder: Path) -> Iterator[tuple[tuple[str, dg.DagsterInstance], ...]]:
    """Open an instance on SQLite, and one on PostgreSQL where it is installed."""
    with contextlib.ExitStack() as stack:
        sqlite = stack.enter_context(deployed.local(folder / "sqlite", SETTINGS).instance())
        opened = [("SQLite", sqlite)]
        if (programs := find_programs()) is not None:
            url = stack.enter_context(Postgres(programs)).new_database()
            storage = {"postgres": {"postgres_url": url.replace("postgresql://", "postgresql+psycopg2://")}}
            place = deployed.local(folder / "postgres", SETTINGS, {"storage": storage})
            opened.append(("PostgreSQL", stack.enter_context(place.instance())))
        yield tuple(opened)


# --- a thousand documents through the daemon --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a deployment took from the first PDF to rest, and, in CPU seconds a second, what it takes at rest."""

    cpu: float
    wall: float
    at_rest: float


def through_daemon(folder: Path, count: int) -> Passage:
    """Drop documents into raw/ of a running deployment, wait until all rests, and print what was made how often."""
    place = deployed.local(folder, SETTINGS)
    before, began = cpu_seconds(), time.monotonic()
    with place:
        daemon = place.daemon()
        write_papers(folder / "raw", count)
        looks: list[float] = []  # CPU seconds until each look since all rests
        while len(looks) <= QUIET_LOOKS and daemon.poll() is None:
            time.sleep(LOOK_SECONDS)
            is_done = (folder / "processed" / "report" / "index.html").exists()
            is_quiet = is_done and all(run.is_finished for run in place.runs())
            looks = [*looks, session_cpu_seconds(daemon.pid)] if is_quiet else []
        waited = LOOK_SECONDS * QUIET_LOOKS
        wall = time.monotonic() - began - waited
    if not looks:
        raise RuntimeError(f"the daemon ended by itself: {place.log('daemon')[-2000:]}")
    at_rest = (looks[-1] - looks[0]) / waited
    _print_what_was_made(place)
    return Passage(cpu=cpu_seconds() - before - at_rest * waited, wall=wall, at_rest=at_rest)


def session_cpu_seconds(session: int) -> float:
    """Return the CPU seconds of the processes of a session and of their children that have ended (Linux)."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            fields = place.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _print_what_was_made(place: deployed.Deployment) -> None:
    with place.instance() as instance:
        made = {spec.key.path[-1]: _made_by_partition(instance, spec.key) for spec in (extracted, citations, findings)}
        corpus = {
            key: len(instance.fetch_materializations(dg.AssetKey(key.split("/")), limit=1000).records) for key in CORPUS
        }
        runs = Counter(run.status.value for run in instance.get_runs())
    twice = sum(times > 1 for counts in made.values() for times in counts.values())
    print(f"  runs: {dict(runs)}; documents made: { {name: len(c) for name, c in made.items()} }; made twice: {twice}")
    print(f"  of the corpus, how often: {corpus}")


def _made_by_partition(instance: dg.DagsterInstance, key: dg.AssetKey) -> Counter[str | None]:
    counts: Counter[str | None] = Counter()
    cursor, has_more = None, True
    while has_more:
        found = instance.fetch_materializations(key, limit=1000, cursor=cursor)
        counts.update(record.partition_key for record in found.records)
        cursor, has_more = found.cursor, found.has_more
    return counts


def by_library(folder: Path, count: int) -> float:
    """Return the CPU seconds that `cetingest run` takes for the same documents."""
    folder.mkdir()
    write_papers(folder / "raw", count)
    resource_ = Ingest(raw=str(folder / "raw"), processed=str(folder / "processed"))
    (folder / "cetingest.toml").write_text(SETTINGS)
    settings = load_settings(folder / "cetingest.toml")
    storage = Storage.of(resource_.settings.storage)
    before = cpu_seconds()
    list(ingest.ingest_documents(list(storage.pdf_paths()), storage, settings))
    ingest.gather_cited_urls(storage)
    ingest.fetch_links(storage, settings)
    corpus = ingest.Corpus(storage)
    ingest.publish_tables(corpus, storage)
    ingest.publish_exports(corpus, storage)
    ingest.publish_report(corpus, storage, settings, ingest.link_trend(storage))
    return cpu_seconds() - before


def main() -> None:
    """Print the overhead of a chunk, and how the daemon gets through many documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="0: only the chunks of 50")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cetingest-bench-") as name:
        folder = Path(name)
        with instances(folder) as opened:
            for number, (kind, instance) in enumerate(opened):
                each = overhead(instance, folder / f"chunk-{number}", arguments.rounds)
                print(
                    f"{kind}: {each:.1f} CPU ms a document in chunks of {CHUNK}, beyond the library's own", flush=True
                )
        count = arguments.documents
        if count == 0:
            return
        library = by_library(folder / "library", count)
        print(f"{count} documents by the library alone: {library:.1f} CPU s", flush=True)
        passage = through_daemon(folder / "daemon", count)
        added = passage.cpu - library - passage.at_rest * passage.wall
        print(
            f"{count} documents through sensor, daemon and runs: {passage.cpu:.1f} CPU s, "
            f"{passage.cpu / library:.2f} times the library; {passage.wall:.0f} s; "
            f"daemon and code server at rest take {passage.at_rest:.2f} CPU s a second of it, looking each 5 s"
        )
        print(
            f"without that {1000 * added / count:.0f} ms a document more than the library; "
            f"computed for 10,000: {added * 10_000 / count / 60:.0f} CPU minutes"
        )


if __name__ == "__main__":
    main()
