"""A guarded child starts with nothing that it does not need: its start is most of what reading a short PDF costs."""

import subprocess
import sys

import pytest

UNWANTED = ("bs4", "dagster", "duckdb", "jinja2", "rapidfuzz", "requests", "sqlalchemy", "yaml")


@pytest.mark.parametrize(
    ("reader", "unwanted"),
    [
        ("cetingest.extract.reader", UNWANTED),
        ("cetingest.sandbox.pdf_child", (*UNWANTED, "cattrs", "pdfplumber", "cetingest.model", "cetingest.settings")),
    ],
)
def test_a_child_loads_nothing_that_it_does_not_need(reader, unwanted):
    code = f"import sys, cetingest.sandbox.serving, {reader}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(unwanted) == set()
