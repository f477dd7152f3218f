"""Time the extraction against plain pdfplumber in the same run: `python -m benchmarks.extract`.

Each measurement is a process of its own; what counts are CPU seconds of it and its children, the best of some runs.
Nothing here fails for being slow: the machine is not ours.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from cetingest import citations, extract
from cetingest.cli.extracted import as_json
from cetingest.extract.pdf.file import open_pdf
from cetingest.settings import ExtractSettings

_LENGTHS = (50, 100, 300)
_MAX_PAGES = 5_000
Numbers = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """CPU seconds of a process with its children, and the largest memory of one of those (or its own), in MB."""

    seconds: float
    megabytes: float


# --- what is measured, each in a process of its own -------------------------------------------------------------------


def read_texts(path: Path) -> None:
    """Read characters with our reader."""
    with open_pdf(path, max_pages=_MAX_PAGES) as file:
        for page_number in file.page_numbers:
            file.texts(page_number)


def read_chars(path: Path) -> None:
    """Read characters with pdfplumber."""
    with pdfplumber.open(path) as file:
        for page in file.pages:
            _ = page.chars
            page.close()


def extract_text(path: Path) -> None:
    """Read plain text with pdfplumber: no notes, no places, no links."""
    with pdfplumber.open(path) as file:
        for page in file.pages:
            page.extract_text()
            page.close()


def extract_document(path: Path) -> None:
    """Read the document in its guarded child and write it as JSON, as `cetingest extract` does."""
    document = extract.read_document(path, document_id="report", settings=ExtractSettings())
    as_json(document, citations.cite(document))


_SUBJECTS: dict[str, Callable[[Path], None]] = {
    function.__name__: function for function in (read_texts, read_chars, extract_text, extract_document)
}


def measure(name: str, path: Path, runs: int) -> Measurement:
    """Run one of the subjects so many times; return the best."""
    return min((_run(name, path) for _ in range(runs)), key=lambda found: found.seconds)


def _run(name: str, path: Path) -> Measurement:
    before = os.times()
    command = [sys.executable, "-m", "benchmarks.extract", "--subject", name, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return Measurement(seconds=seconds, megabytes=json.loads(answer.stdout))


def _peak_megabytes() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes, Linux kilobytes
    return (children or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / unit


# --- the report -------------------------------------------------------------------------------------------------------


def print_report(folder: Path, runs: int) -> None:
    """Make the documents, measure, and print ratios."""
    paths = {pages: folder / f"{pages}.pdf" for pages in _LENGTHS}
    for pages, path in paths.items():  # in a process of its own: Typst's memory would count as ours ever after
        subprocess.run([sys.executable, "-m", "benchmarks.long_report", str(path), str(pages)], check=True)
    ours, theirs, wanted = (measure(name, paths[100], runs) for name in ("read_texts", "read_chars", "extract_text"))
    print(f"characters, 100 pages, {count_differing(paths[50])} differing on 50 pages")
    print(f"  pdfplumber page.chars       {_pace(theirs, 100)}")
    print(f"  ours                        {_pace(ours, 100)}  {theirs.seconds / ours.seconds:5.1f} x")
    documents = {pages: measure("extract_document", path, runs) for pages, path in paths.items()}
    plain = measure("extract_text", paths[300], runs)
    print("the whole document, 300 pages")
    print(f"  pdfplumber extract_text     {_pace(plain, 300)}")
    print(
        f"  cetingest, PDF to JSON      {_pace(documents[300], 300)}  {plain.seconds / documents[300].seconds:5.1f} x"
    )
    print(
        f"  the same at 100 pages       {_pace(documents[100], 100)}  {wanted.seconds / documents[100].seconds:5.1f} x"
    )
    print("growth")
    for pages, found in documents.items():
        print(f"  {pages:3} pages {found.seconds:14.2f} CPU s, guarded child {found.megabytes:4.0f} MB")
    first, last = (_slope(documents, *ends) for ends in ((50, 100), (100, 300)))
    print(f"  a further page costs {1000 * first:.0f} ms up to 100 pages, {1000 * last:.0f} ms from there to 300")


def _pace(found: Measurement, pages: int) -> str:
    return f"{found.seconds:6.2f} CPU s {pages / found.seconds:6.1f} pages/s {found.megabytes:5.0f} MB"


def _slope(documents: dict[int, Measurement], first: int, last: int) -> float:
    return (documents[last].seconds - documents[first].seconds) / (last - first)


def count_differing(path: Path) -> str:
    """Compare the characters of both readers: text, font, size and box to a millionth of a point."""
    differing = total = 0
    with open_pdf(path, max_pages=_MAX_PAGES) as file, pdfplumber.open(path) as reference:
        for page_number in file.page_numbers:
            expected = list(_their_numbers(reference.pages[page_number - 1]))
            found = [
                _rounded(text, shown.fontname, shown.size, x0, shown.top, x1, shown.bottom)
                for shown in file.texts(page_number)
                for text, x0, x1 in shown.characters
            ]
            total += len(expected)
            differing += abs(len(found) - len(expected)) + sum(a != b for a, b in zip(found, expected, strict=False))
    return f"{differing} of {total:,}"


def _their_numbers(page: pdfplumber.page.Page) -> Iterator[Numbers]:
    for c in page.chars:
        yield _rounded(c["text"], c["fontname"], c["size"], c["x0"], c["top"], c["x1"], c["bottom"])
    page.close()


def _rounded(*values: object) -> Numbers:
    return tuple(round(value, 6) if isinstance(value, float) else value for value in values)


def main() -> None:
    """Print the report, or run one subject for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2, help="the best of so many counts")
    parser.add_argument("--subject", choices=_SUBJECTS, help=argparse.SUPPRESS)
    parser.add_argument("path", type=Path, nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.subject:
        _SUBJECTS[options.subject](options.path)
        print(_peak_megabytes())
        return
    with tempfile.TemporaryDirectory(prefix="cetingest-bench-") as folder:
        print_report(Path(folder), options.runs)


if __name__ == "__main__":
    main()
