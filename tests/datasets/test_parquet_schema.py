"""Tables of different corpora must fit together, whatever stands in them: consumers append what they are sent."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from upath import UPath

from cetingest.datasets import TABLES, write_tables
from cetingest.model import CitationList, Document, FindingList
from tests.datasets.hostile import HOSTILE, hostile_dossier
from tests.factories import dossier

UNREAD = dossier(
    "bad",
    document=Document(document_id="bad", source_filename="bad.pdf", sha256=None),
    citations=CitationList(document_id="bad"),
    findings=FindingList(document_id="bad"),
    verdicts=(),
)
CORPORA = {
    "nothing": (),
    "an unreadable document": (UNREAD,),
    "a small document": (dossier(),),
    "many documents": tuple(hostile_dossier(text, f"doc-{n}") for n, text in enumerate(HOSTILE.values())),
}

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("corpus") for _ in CORPORA]
    for folder, corpus in zip(folders, CORPORA.values(), strict=True):
        write_tables(corpus, UPath(folder))
    return folders


def files(published, table):
    return [str(folder / f"{table.name}.parquet") for folder in published]


@every_table
def test_the_schema_of_a_table_is_the_same_for_every_corpus(table, published):
    first, *others = [pq.read_schema(file) for file in files(published, table)]
    assert [other.equals(first, check_metadata=True) for other in others] == [True] * len(others)


@every_table
def test_parquet_says_which_columns_may_be_null_as_they_are_defined(table, published):
    expected = {column.name: column.nullable for column in table.columns}
    for file in files(published, table):
        assert {field.name: field.nullable for field in pq.read_schema(file)} == expected


@every_table
def test_arrow_puts_the_tables_of_all_corpora_together(table, published):
    parts = [pq.read_table(file) for file in files(published, table)]
    whole = pa.concat_tables(parts, promote_options="none")
    assert whole.num_rows == sum(part.num_rows for part in parts)
    assert pq.read_table(files(published, table), schema=parts[0].schema).equals(whole)


@every_table
def test_duckdb_appends_the_table_of_each_corpus_to_those_before(table, published):
    sources = [f"read_parquet('{file}')" for file in files(published, table)]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE whole AS FROM {sources[0]}")
        for source in sources[1:]:
            connection.execute(f"INSERT INTO whole FROM {source}")
        united = " UNION ALL ".join(f"FROM {source}" for source in sources)
        assert connection.execute("FROM whole").fetchall() == connection.execute(united).fetchall()
