"""A guarded child and its parent start with nothing that they do not need: that is most of what a short PDF costs."""

import subprocess
import sys

import pytest

UNWANTED = ("bs4", "dagster", "duckdb", "jinja2", "requests", "sqlalchemy", "yaml", "asyncio", "fsspec", "ssl", "upath")


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        (
            "cetingest.sandbox.serving, cetingest.extract.reader",
            (*UNWANTED, "rapidfuzz", "cetingest.settings", "cetingest.extract.document", "cetingest.extract.ocr"),
        ),
        (
            "cetingest.sandbox.serving, cetingest.sandbox.pdf_child",
            (*UNWANTED, "cattrs", "pdfplumber", "cetingest.model", "cetingest.settings"),
        ),
        (
            "cetingest.cli.extract, cetingest.extract.document",
            (*UNWANTED, "PIL", "pdfminer", "cetingest.extract.assembly"),
        ),
    ],
)
def test_a_process_loads_nothing_that_it_does_not_need(modules, unwanted):
    code = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(unwanted) == set()
