import shutil

import pytest
from upath import UPath

from cetingest.datasets import CHECKS, TABLES, check_tables, write_tables
from cetingest.errors import StorageError
from cetingest.model import FootnoteKind
from tests.factories import block, citation, citation_list, document, dossier


def failed(folder):
    return {(check.table, check.check): check for check in check_tables(UPath(folder)) if not check.passed}


def test_every_table_undergoes_every_check_once(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    made = [(check.table, check.check) for check in check_tables(UPath(tmp_path))]
    assert made == [(table.name, check.name) for table in TABLES for check in CHECKS]


def test_names_of_checks_are_what_dagster_accepts():
    assert all(check.name.isidentifier() for check in CHECKS)


def test_a_key_that_repeats_is_found_and_counted(tmp_path):
    twice = dossier(document=document(blocks=(block("One."), block("Two."), block("Three.", number=2))))
    write_tables([twice], UPath(tmp_path))
    ((key, check),) = failed(tmp_path).items()
    assert (key, check.failures, check.example) == (
        ("blocks", "keys_unique"),
        1,
        "block_id 'doc-b1' stands in 2 rows",
    )


def test_a_foreign_key_that_leads_nowhere_is_found(tmp_path):
    lost = dossier(citations=citation_list(citations=(citation(cited_url_id="doc-fn1-u9"),)))
    write_tables([lost], UPath(tmp_path))
    check = failed(tmp_path)["citations", "foreign_keys_hold"]
    assert check.example == "doc-fn1-c1: cited_url_id 'doc-fn1-u9' is no row of cited_urls"


def test_a_missing_file_fails_and_so_do_the_checks_that_need_it(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    (tmp_path / "footnotes.parquet").unlink()
    found = failed(tmp_path)
    assert found["footnotes", "schema_matches"].example == "footnotes.parquet is missing; run `cetingest run`"
    assert ("citations", "foreign_keys_hold") in found
    assert ("citations", "schema_matches") not in found


def test_columns_of_another_schema_are_named(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    shutil.copy(tmp_path / "footnotes.parquet", tmp_path / "documents.parquet")
    check = failed(tmp_path)["documents", "schema_matches"]
    assert check.example == "column title is no such column; defined is VARCHAR"


def test_a_value_that_is_not_of_the_enumeration_is_found(tmp_path, monkeypatch):
    write_tables([dossier()], UPath(tmp_path))
    monkeypatch.setattr(FootnoteKind.FOOTNOTE, "_value_", "sidenote")
    other = tmp_path / "other"
    write_tables([dossier()], UPath(other))
    shutil.copy(other / "footnotes.parquet", tmp_path / "footnotes.parquet")
    check = failed(tmp_path)["footnotes", "values_known"]
    assert check.example == "doc-fn1: kind is 'sidenote'"


def test_a_null_where_none_may_be_is_found(tmp_path):
    bad = dossier(document=document(pages=(), page_count=2**63))
    write_tables([bad], UPath(tmp_path))
    assert failed(tmp_path)["documents", "nothing_missing"].example == "doc: page_count is None"


def test_a_file_that_is_no_parquet_is_an_error_that_says_what_to_do(tmp_path):
    write_tables([dossier()], UPath(tmp_path))
    (tmp_path / "documents.parquet").write_text("no")
    with pytest.raises(StorageError, match="is no Parquet file"):
        check_tables(UPath(tmp_path))
