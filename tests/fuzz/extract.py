"""Read damaged PDFs for a while: `python -m tests.fuzz.extract --minutes 20`; what fails is saved with its number.

Each case is a number: the same seed and number give the same file again (`--only NUMBER`).
"""

import argparse
import logging
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cetingest import citations, extract
from cetingest.model import Document
from cetingest.settings import ExtractSettings
from tests.extract import hostile, pdfs
from tests.fuzz.mutations import mutate

ROOT = Path(__file__).parents[2]
# Small, so that many cases fit into a minute; every sound source needs under 3 CPU seconds and 120 MB.
SETTINGS = ExtractSettings(cpu_seconds=8, wall_seconds=60.0, memory_bytes=600_000_000, max_pages=200, ocr="off")
# What the parent may spend on top of its child, which alone has limits; the largest sound source takes 0.2 s.
PARENT_SECONDS = 5.0
BATCH = 20
# Pictures are drawn by another library (pdfium), in a child too.
PICTURE_EVERY = 4
PICTURE = extract.PictureRequest(name="top", page_number=1, crop=(0.0, 0.0, 600.0, 200.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one case ended: its problem codes, or why it failed."""

    number: int
    source: str
    codes: tuple[str, ...] = ()
    failure: str | None = None


def sources() -> dict[str, bytes]:
    """Return the sound files that are damaged: real producers' and small ones with unusual parts."""
    found = {
        path.name: path.read_bytes()
        for folder in ("raw", "tests/data/labelled")
        for path in sorted((ROOT / folder).glob("*.pdf"))
    }
    made = (
        pdfs.unmapped,
        hostile.annotations_of_themselves,
        hostile.outline_of_itself,
        hostile.names_of_themselves,
        hostile.nested_forms,
        hostile.scanned,
        hostile.cropped,
        hostile.encrypted,
        hostile.encrypted_with_aes_256,
    )
    return found | {make.__name__: make() for make in made} | {"giant_table": hostile.giant_table(300)}


def make_case(seed: int, number: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the name of the source and the damaged file of one case."""
    random = Random(f"{seed}-{number}")
    name = random.choice(sorted(files))
    return name, mutate(files[name], [files[other] for other in sorted(files)], random)


def run_case(seed: int, number: int, files: dict[str, bytes], folder: Path) -> Outcome:
    """Read one damaged file as `cetingest` does, and look at all that must hold."""
    name, data = make_case(seed, number, files)
    path = folder / f"case-{number}.pdf"
    path.write_bytes(data)
    begun, begun_cpu, before = time.monotonic(), time.process_time(), _children()
    try:
        document = extract.read_document(path, document_id="case", settings=SETTINGS)
        citations.cite(document)
        if number % PICTURE_EVERY == 0:
            extract.render_pictures(path, [PICTURE], SETTINGS)
    except Exception:  # noqa: BLE001 - whatever comes out here is what we look for
        return Outcome(number=number, source=name, failure=traceback.format_exc())
    finally:
        path.unlink()
    complaints = [
        *_complaints(document, path.name),
        *_slowness(time.monotonic() - begun, time.process_time() - begun_cpu),
        *_leftovers(folder, before),
    ]
    codes = tuple(sorted({problem.code.value for problem in document.problems}))
    return Outcome(number=number, source=name, codes=codes, failure="; ".join(complaints) or None)


def _complaints(document: Document, filename: str) -> Iterator[str]:
    blocks = {block.block_id: len(block.text) for block in document.blocks}
    footnotes = {footnote.footnote_id for footnote in document.footnotes}
    for reference in document.footnote_references:
        if reference.footnote_id is not None and reference.footnote_id not in footnotes:
            yield f"{reference.footnote_reference_id} points to no footnote"
        if reference.block_id is not None and not 0 <= reference.offset <= blocks[reference.block_id]:
            yield f"{reference.footnote_reference_id} stands outside its block"
    if not document.is_readable and not any(filename in problem.message for problem in document.problems):
        yield "not readable, and no problem that names the file says why"


def _slowness(seconds: float, cpu_seconds: float) -> Iterator[str]:
    if seconds > SETTINGS.wall_seconds + PARENT_SECONDS:
        yield f"took {seconds:.0f} s"
    if cpu_seconds > PARENT_SECONDS:
        yield f"took {cpu_seconds:.1f} CPU seconds in the parent"


def _children() -> frozenset[str]:
    return frozenset(Path("/proc/thread-self/children").read_text().split())


def _leftovers(folder: Path, before: frozenset[str]) -> Iterator[str]:
    """Say what a case left; servers of other tests may run in the same process all the while (`before`)."""
    if children := _children() - before:
        yield f"left processes behind: {sorted(children)}"
    if files := [path.name for path in folder.iterdir()]:
        yield f"left files behind: {files}"


def _work(seed: int, numbers: Sequence[int]) -> list[Outcome]:
    files = sources()
    logging.getLogger("cetingest").setLevel(logging.ERROR)  # a picture that cannot be drawn is no news here
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder
        return [run_case(seed, number, files, Path(folder)) for number in numbers]


def _outcomes(seed: int, jobs: int, seconds: float) -> Iterator[list[Outcome]]:
    """Yield batches of outcomes from all workers until the time is over."""
    deadline, number = time.monotonic() + seconds, 0
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        while time.monotonic() < deadline:
            batches = [(seed, range(start, start + BATCH)) for start in range(number, number + jobs * BATCH, BATCH)]
            number += jobs * BATCH
            for begun in [pool.apply_async(_work, batch) for batch in batches]:
                yield begun.get()


def fuzz(seed: int, jobs: int, seconds: float, save: Path) -> int:
    """Run cases until the time is over, print counts, save what failed; return the number of failures."""
    counts: Counter[str] = Counter()
    failures: list[Outcome] = []
    files = sources()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        bar, begun = progress.add_task("reading damaged files", total=seconds), time.monotonic()
        for outcomes in _outcomes(seed, jobs, seconds):
            counts.update(", ".join(o.codes) or "read without a problem" for o in outcomes if o.failure is None)
            for outcome in outcomes:
                if outcome.failure is not None:
                    failures.append(outcome)
                    _save(outcome, seed, files, save)
            total = counts.total() + len(failures)
            text = f"{total} files, {len(failures)} failures"
            progress.update(bar, completed=time.monotonic() - begun, description=text)
    for what, count in counts.most_common():
        print(f"{count:7,}  {what}")
    print(f"{counts.total() + len(failures):7,}  files in all, seed {seed}; {len(failures)} failures")
    for outcome in failures:
        print(f"\ncase {outcome.number} ({outcome.source}), saved in {save}:\n{outcome.failure}")
    return len(failures)


def _save(outcome: Outcome, seed: int, files: dict[str, bytes], save: Path) -> None:
    save.mkdir(parents=True, exist_ok=True)
    (save / f"seed-{seed}-case-{outcome.number}.pdf").write_bytes(make_case(seed, outcome.number, files)[1])
    (save / f"seed-{seed}-case-{outcome.number}.txt").write_text(outcome.failure or "", encoding="utf-8")


def main() -> int:
    """Fuzz, or run one case again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run this case alone")
    parser.add_argument("--save", type=Path, default=ROOT / ".fuzz", help="where failing files go")
    arguments = parser.parse_args()
    if arguments.only is not None:
        (outcome,) = _work(arguments.seed, [arguments.only])
        print(outcome.failure or f"{outcome.source}: {', '.join(outcome.codes) or 'read without a problem'}")
        return int(outcome.failure is not None)
    return int(fuzz(arguments.seed, arguments.jobs, 60 * arguments.minutes, arguments.save) > 0)


if __name__ == "__main__":
    sys.exit(main())
