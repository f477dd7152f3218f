"""Tables and exports of a growing corpus: time a document, memory, and what adding one document touches.

Copies of one document that was read, under other ids, stand for a corpus. Each size is published in a process of its
own, so that its peak of memory is its own. Run by `make bench-datasets`; prints ratios and asserts no absolute time.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cetingest import ingest
from cetingest.settings import load_settings, override
from cetingest.storage import Storage

MODEL = "ceti-2025-japan-report"
FILES = ("extracted.json", "citations.json", "findings.json")
SIZES = (250, 500, 1000, 2000)
MEGABYTE = 1 << 20


def settings_for(folder: Path) -> object:
    """Return settings with raw/ and processed/ below a folder, offline."""
    settings = override(load_settings(None), "storage", raw=str(folder / "raw"), processed=str(folder / "processed"))
    return override(settings, "links", is_offline=True)


def read_model_document(folder: Path) -> None:
    """Read the report that the project carries, once."""
    (folder / "raw").mkdir(parents=True)
    shutil.copy(Path("raw") / f"{MODEL}.pdf", folder / "raw")
    ingest.run(settings_for(folder))


def add_copies(folder: Path, count: int) -> None:
    """Bring the corpus to `count` documents: the same files under other ids; their PDFs are empty names."""
    model = folder / "processed" / "documents" / MODEL
    texts = {name: (model / name).read_text(encoding="utf-8") for name in FILES}
    for number in range(1, count):
        document_id = f"copy-{number:05}"
        target = folder / "processed" / "documents" / document_id
        if not target.exists():
            target.mkdir()
            for name, text in texts.items():
                (target / name).write_text(text.replace(MODEL, document_id), encoding="utf-8")
            (folder / "raw" / f"{document_id}.pdf").touch()


def publish(folder: Path) -> dict[str, float]:
    """Publish tables and exports of the corpus in this process; return seconds of CPU and megabytes at the peak."""
    settings = settings_for(folder)
    storage = Storage.of(settings.storage)
    corpus = ingest.Corpus(storage)
    figures: dict[str, float] = {}
    for name, step in (("tables", ingest.publish_tables), ("exports", ingest.publish_exports)):
        started = time.process_time()
        step(corpus, storage)
        figures[f"{name} CPU s"] = time.process_time() - started
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def measured(folder: Path) -> dict[str, float]:
    """Publish in a child process and return its figures."""
    command = [sys.executable, "-m", "benchmarks.datasets", "--publish", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def touched(folder: Path, since: float) -> list[str]:
    """Return the files of documents that were written since a time."""
    documents = folder / "processed" / "documents"
    return sorted(
        str(path.relative_to(documents)) for path in documents.rglob("*.json") if path.stat().st_mtime > since
    )


def main() -> None:
    """Print a line per size, the growth, and what one more document touches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    if arguments.publish:
        print(json.dumps(publish(arguments.publish)))
        return
    with tempfile.TemporaryDirectory(prefix="cetingest-bench-") as name:
        folder = Path(name)
        read_model_document(folder)
        rows = []
        for size in arguments.sizes:
            add_copies(folder, size)
            figures = measured(folder)
            rows.append((size, figures))
            each = {key: 1000 * value / size for key, value in figures.items() if key.endswith("CPU s")}
            per_document = ", ".join(f"{key[:-2]} {value:.1f} ms a document" for key, value in each.items())
            print(f"{size:6} documents: {per_document}; peak {figures['peak MB']:.0f} MB", flush=True)
        (first, small), (last, large) = rows[0], rows[-1]
        total = [sum(v for k, v in f.items() if k.endswith("CPU s")) for f in (small, large)]
        print(f"{last / first:.1f} times the documents take {total[1] / total[0]:.1f} times the CPU")
        now = time.time()
        time.sleep(0.05)
        add_copies(folder, last + 1)
        measured(folder)
        print(
            f"one more document writes {len(touched(folder, now))} files of documents, all of them its own: "
            f"{all(path.startswith(f'copy-{last:05}') for path in touched(folder, now))}"
        )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
