import re

import jsonschema
import pytest

from cetingest import SCHEMA_VERSION
from cetingest.datasets import (
    TABLES,
    ColumnType,
    data_dictionary,
    describe_tables,
    dossier_rows,
    find_table,
    schema_fingerprint,
    table_schema,
)
from cetingest.datasets.tables import FindingTable
from cetingest.errors import InputError
from tests.factories import dossier

NAME = re.compile(r"[a-z][a-z0-9_]*")


def test_a_change_of_the_schema_needs_a_new_version():
    # Changed a column, key or enumeration? Bump SCHEMA_VERSION, write it under "Schema" in CHANGELOG.md, then put the
    # new pair here. Only before the first release may the fingerprint change alone.
    assert (SCHEMA_VERSION, schema_fingerprint()) == ("1.0.0", "9a41fdf25eb7b2ed")


def test_names_of_tables_and_columns_are_plain_and_unique():
    names = [table.name for table in TABLES]
    assert len(set(names)) == len(names)
    for table in TABLES:
        columns = [column.name for column in table.columns]
        assert len(set(columns)) == len(columns), table.name
        assert all(NAME.fullmatch(name) for name in [table.name, *columns])


def test_every_table_says_what_one_row_is_and_every_column_what_it_holds():
    for table in TABLES:
        assert table.description.startswith("One row per ")
        for column in table.columns:
            for described in (column, *column.fields):
                assert described.description.endswith("."), f"{table.name}.{described.name}"


def test_keys_are_columns_that_exist_and_primary_keys_are_never_null():
    for table in TABLES:
        columns = {column.name: column for column in table.columns}
        assert not columns[table.primary_key].nullable
        for key in table.foreign_keys:
            assert key.column in columns
            assert find_table(key.table)


def test_every_column_named_like_the_key_of_a_table_is_a_foreign_key():
    keys = {table.primary_key: table.name for table in TABLES}
    for table in TABLES:
        found = {key.column: key.table for key in table.foreign_keys}
        for column in table.columns:
            if column.name in keys and column.name != table.primary_key:
                assert found.get(column.name) == keys[column.name], f"{table.name}.{column.name}"


def test_lists_are_never_null_since_an_empty_one_says_as_much():
    lists = (ColumnType.RECORDS, ColumnType.TEXTS)
    assert not [c for table in TABLES for c in table.columns if c.type in lists and c.nullable]


def test_only_lists_of_records_have_fields():
    for table in TABLES:
        for column in table.columns:
            assert bool(column.fields) == (column.type is ColumnType.RECORDS)


def test_the_tables_of_findings_exist():
    assert {member.value for member in FindingTable} <= {table.name for table in TABLES}


def test_an_unknown_table_is_refused_with_the_names_of_the_tables():
    with pytest.raises(InputError, match="the tables are documents, blocks"):
        table_schema("papers")


def test_every_row_is_what_its_json_schema_says():
    for name, rows in dossier_rows(dossier()).items():
        schema = table_schema(name)
        jsonschema.Draft202012Validator.check_schema(schema)
        for row in rows:
            jsonschema.validate(row, schema)


def test_the_dictionary_and_the_list_name_every_table_and_column():
    page, listing = data_dictionary(), describe_tables()
    for table in TABLES:
        assert f"\n## {table.name}\n" in page
        assert table.name in listing
        section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.M) == [column.name for column in table.columns]


def test_no_cell_of_the_dictionary_breaks_its_row():
    rows = [line for line in data_dictionary().splitlines() if line.startswith("| `")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
