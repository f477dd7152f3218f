import csv
import datetime as dt
import json
import os
import re
from pathlib import Path

import duckdb
import pytest
from upath import UPath

from cetingest.datasets import TABLES, check_tables, dossier_rows, open_tables, write_tables
from cetingest.datasets.columns import ColumnType
from cetingest.errors import StorageError
from cetingest.model import FindingList, Reach
from tests.datasets.hostile import HOSTILE, hostile_dossier
from tests.factories import FETCHED_AT, citation_list, document, dossier, entity, fetch, finding_list, verdict

CORPUS = tuple(hostile_dossier(text, f"doc-{number}") for number, text in enumerate(HOSTILE.values()))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = UPath(tmp_path_factory.mktemp("published"))
    write_tables(CORPUS, folder)
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(Path(str(folder)).iterdir())}


def cells(folder, table):
    csv.field_size_limit(10_000_000)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_json(row):
    return {name: cell.isoformat() if isinstance(cell, dt.datetime) else cell for name, cell in row.items()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_gives_back_the_rows_that_were_written(table, published):
    expected = [
        row for given in sorted(CORPUS, key=lambda d: d.document.document_id) for row in dossier_rows(given)[table.name]
    ]
    if table.name == "fetches":
        expected = sorted(
            {str(row["fetch_id"]): row for row in expected}.values(), key=lambda row: str(row["url"]).encode()
        )
    with open_tables(published) as tables:
        actual = [as_json(row) for row in tables.rows(f'SELECT * FROM "{table.name}"')]
    assert actual == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_has_the_rows_of_parquet(table, published):
    with open_tables(published) as tables:
        rows = tables.rows(f'SELECT * FROM "{table.name}"')
    flat = cells(published, table.name)
    assert len(flat) == len(rows)
    for column in table.columns:
        for cell, value in zip((row[column.name] for row in flat), (row[column.name] for row in rows), strict=True):
            if column.type is ColumnType.TEXT:
                assert re.sub(r"^'(?=[=+\-@\t\r\n＝])", "", cell) == (value or "")
            elif column.type in (ColumnType.RECORDS, ColumnType.TEXTS):
                assert json.loads(cell) == value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_text_of_csv_begins_like_a_formula(table, published):
    texts = [column.name for column in table.columns if column.type is ColumnType.TEXT]
    assert not [
        row[name] for row in cells(published, table.name) for name in texts if re.match(r"[=+\-@\t\r\n＝]", row[name])
    ]


def test_what_was_published_passes_every_check(published):
    assert [check for check in check_tables(published) if not check.passed] == []


def test_row_counts_are_told(tmp_path):
    counts = write_tables([dossier("a"), dossier("b")], UPath(tmp_path))
    assert counts == {table.name: 2 for table in TABLES} | {"fetches": 1, "entities": 1, "problems": 0, "evidence": 12}


def test_the_same_documents_in_any_order_give_the_same_bytes(tmp_path):
    write_tables(CORPUS, UPath(tmp_path / "one"))
    write_tables(iter(reversed(CORPUS)), UPath(tmp_path / "two"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_second_run_touches_nothing(tmp_path):
    folder = UPath(tmp_path)
    write_tables([dossier()], folder)
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    write_tables([dossier()], folder)
    assert {path.stat().st_mtime for path in tmp_path.iterdir()} == {0.0}


def test_no_documents_give_empty_tables_with_all_their_columns(tmp_path):
    folder = UPath(tmp_path)
    assert set(write_tables([], folder).values()) == {0}
    assert [check for check in check_tables(folder) if not check.passed] == []
    assert (tmp_path / "documents.csv").read_text().startswith("document_id,title,")


def test_only_the_files_of_tables_and_the_package_are_left(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    expected = {f"{table.name}.{extension}" for table in TABLES for extension in ("csv", "parquet")}
    assert set(contents(tmp_path)) == expected | {"datapackage.json"}


def test_tables_that_no_longer_exist_are_removed_but_not_what_others_put_there(tmp_path):
    outside = tmp_path / "outside.csv"
    folder = tmp_path / "datasets"
    write_tables([dossier()], UPath(folder))
    package = json.loads((folder / "datapackage.json").read_text())
    package["resources"] += [
        {"path": "papers.csv", "parquet": {"path": "papers.parquet"}},
        {"path": "../outside.csv"},
        {"path": str(outside)},
        {"path": ["a", "list"]},
        "nonsense",
    ]
    (folder / "datapackage.json").write_text(json.dumps(package))
    for path in (folder / "papers.csv", folder / "papers.parquet", folder / "notes.csv", outside):
        path.write_text("x")
    write_tables([dossier()], UPath(folder))
    assert not (folder / "papers.csv").exists()
    assert not (folder / "papers.parquet").exists()
    assert (folder / "notes.csv").exists()
    assert outside.exists()


def test_a_broken_package_of_an_earlier_run_is_replaced(tmp_path):
    (tmp_path / "datapackage.json").write_bytes(b"\xff{")
    write_tables([dossier()], UPath(tmp_path))
    assert json.loads((tmp_path / "datapackage.json").read_text())["name"] == "cetingest"


def test_a_url_shared_by_documents_is_one_fetch_the_newest(tmp_path):
    old = dossier("a", verdicts=(verdict(document_id="a"),))
    gone = fetch(fetched_at=FETCHED_AT + dt.timedelta(days=1), reach=Reach.GONE)
    new = dossier("b", verdicts=(verdict(document_id="b", fetch=gone),))
    write_tables([new, old], UPath(tmp_path))
    with open_tables(UPath(tmp_path)) as tables:
        assert [row["reach"] for row in tables.rows("SELECT reach FROM fetches")] == ["gone"]


def test_an_entity_that_documents_share_is_one_row_with_all_its_names_as_the_first_one_calls_it(tmp_path):
    documents = [
        dossier(name, findings=finding_list(name, entities=(entity(name=f"{name}'s Council", aliases=(name, "MC")),)))
        for name in ("b", "a", "c")
    ]
    write_tables(documents, UPath(tmp_path))
    with open_tables(UPath(tmp_path)) as tables:
        rows = tables.rows("SELECT name, aliases FROM entities")
    assert rows == [{"name": "a's Council", "aliases": ["MC", "a", "b", "c"]}]


def test_a_bucket_is_written_and_checked_like_a_folder():
    folder = UPath("memory://bucket/datasets")
    write_tables([dossier()], folder)
    assert all(check.passed for check in check_tables(folder))


# --- the data package -------------------------------------------------------------------------------------------------


def test_frictionless_finds_the_package_valid(published):
    frictionless = pytest.importorskip("frictionless")
    csv.field_size_limit(10_000_000)
    report = frictionless.validate(str(published / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []


def test_frictionless_finds_a_file_that_was_changed(tmp_path):
    frictionless = pytest.importorskip("frictionless")
    write_tables([dossier()], UPath(tmp_path))
    with (tmp_path / "documents.csv").open("a") as file:
        file.write((tmp_path / "documents.csv").read_text().splitlines()[1].replace("doc", "other") + "\n")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {"hash-count", "byte-count"} <= {row[0] for row in report.flatten(["type"])}


def test_the_package_lists_both_files_of_each_table_with_size_hash_and_rows(published):
    package = json.loads((published / "datapackage.json").read_text())
    for resource in package["resources"]:
        for entry in (resource, resource["parquet"]):
            assert entry["bytes"] == (published / entry["path"]).stat().st_size
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", entry["hash"])
            assert entry["rowcount"] == len(cells(published, resource["name"]))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]


def test_an_unreadable_document_is_published(tmp_path):
    bad = dossier(
        "bad",
        document=document("bad", pages=(), page_count=0, blocks=(), footnotes=(), footnote_references=()),
        citations=citation_list("bad", readings=(), citations=(), cited_urls=()),
        findings=FindingList(document_id="bad"),
        verdicts=(),
    )
    write_tables([bad, dossier("good")], UPath(tmp_path))
    with open_tables(UPath(tmp_path)) as tables:
        found = [(row["document_id"], row["is_readable"]) for row in tables.rows("FROM documents")]
    assert found == [("bad", False), ("good", True)]


def test_tables_of_another_major_version_are_refused(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    path = tmp_path / "documents.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS x) TO '{path}' (FORMAT parquet, KV_METADATA {{schema_version: '2.0.0'}})")
    with (
        pytest.raises(StorageError, match=r"documents\.parquet: has schema 2\.0\.0, this version reads 1\."),
        open_tables(UPath(tmp_path)),
    ):
        pass
