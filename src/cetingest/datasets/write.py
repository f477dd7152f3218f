"""The only door to DuckDB: rows become Parquet and CSV files, and published Parquet files become rows again.

Rows travel as JSON lines in a temporary folder on this machine, so that a corpus need not fit in memory; DuckDB gives
them their types, sorts them and writes both forms. Equal rows give equal bytes, in whatever order documents come.
"""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
from upath import UPath

from cetingest import SCHEMA_VERSION
from cetingest.datasets.columns import Column, ColumnType, Table, sql_type
from cetingest.datasets.package import PACKAGE_FILENAME, PublishedFile, PublishedTable, data_package, packaged_paths
from cetingest.datasets.rows import dossier_rows
from cetingest.datasets.tables import TABLES
from cetingest.errors import StorageError
from cetingest.model import Dossier
from cetingest.storage import write_bytes, write_file

# Cells that begin with one of these are run as formulas by spreadsheets (OWASP, "CSV Injection"; the last four are the
# full-width forms, which Excel in Japanese takes as well).
_FORMULA = "^[=+\\-@\\t\\r\\n＝＋－＠]"
_MIN_OBJECT = 1 << 20
"""DuckDB reads in pieces of at least this size (bytes); less makes many small reads, more only takes memory."""
_MEMORY_BYTES = 256_000_000
"""For DuckDB; what does not fit is spilled. Each row must fit, so the longest one adds its own share."""


def write_tables(dossiers: Iterable[Dossier], folder: UPath) -> dict[str, int]:
    """Write every table as Parquet and CSV, and datapackage.json that describes them; return the rows of each table.

    Files that did not change are left untouched; files that only the package of an earlier run lists are removed. The
    package is written last: what it lists is there.
    """
    with tempfile.TemporaryDirectory(prefix="cetingest-") as name:
        scratch = Path(name)
        longest = _spool(dossiers, scratch)
        with _connect(scratch, _MEMORY_BYTES + 8 * longest) as connection:
            published = tuple(_publish(connection, table, scratch, folder, longest) for table in TABLES)
    package = data_package(published)
    _remove_stale(folder, keep=packaged_paths(package))
    write_bytes(folder / PACKAGE_FILENAME, (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode())
    return {entry.table.name: entry.row_count for entry in published}


class PublishedTables:
    """The Parquet files of a folder, to be asked in SQL: each is a view with the name of its table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, names: frozenset[str]) -> None:
        self._connection = connection
        self.names = names

    def rows(self, sql: str) -> list[dict[str, object]]:
        """Return the rows of a query, as dictionaries."""
        found = self._connection.execute(sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def column_types(self, table: str) -> dict[str, str]:
        """Return the SQL type of each column of a published table, in order, spelt as `columns.sql_type` does."""
        return {str(row["column_name"]): str(row["column_type"]) for row in self.rows(f"DESCRIBE {_quoted(table)}")}


@contextmanager
def open_tables(folder: UPath, only: Collection[str] | None = None) -> Iterator[PublishedTables]:
    """Open the published tables of a folder, or `only` some of them; they are copied to this machine first.

    Raises StorageError when a file there is no Parquet, or of another major schema version.
    """
    with tempfile.TemporaryDirectory(prefix="cetingest-") as name, _connect(Path(name), _MEMORY_BYTES) as connection:
        names = set()
        for table in TABLES:
            path = folder / f"{table.name}.parquet"
            if (only is None or table.name in only) and path.exists():
                copy = Path(name) / path.name
                copy.write_bytes(path.read_bytes())
                _view(connection, table, copy, path)
                names.add(table.name)
        yield PublishedTables(connection, frozenset(names))


def _view(connection: duckdb.DuckDBPyConnection, table: Table, copy: Path, path: UPath) -> None:
    try:
        source = f"read_parquet({_literal(str(copy))})"
        connection.execute(f"CREATE VIEW {_quoted(table.name)} AS SELECT * FROM {source}")  # noqa: S608 - quoted
        version = connection.execute(
            f"SELECT decode(value) FROM parquet_kv_metadata({_literal(str(copy))}) WHERE decode(key) = 'schema_version'"  # noqa: S608 - quoted
        ).fetchone()
    except duckdb.Error as error:
        raise StorageError(f"{path}: is no Parquet file ({error}); delete it and run `cetingest run` again") from error
    written = str(version[0]) if version else "unknown"
    if written.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise StorageError(
            f"{path}: has schema {written}, this version reads {SCHEMA_VERSION}; run `cetingest run` again"
        )


@contextmanager
def _connect(scratch: Path, memory_bytes: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that spills to `scratch`; one thread, since more would mix the order of rows."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": f"{memory_bytes}B",
        "temp_directory": str(scratch),
        "autoinstall_known_extensions": False,  # everything used is built in: nothing is ever downloaded
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _spool(dossiers: Iterable[Dossier], scratch: Path) -> int:
    """Write the rows of each table as JSON lines, with the document and the place in it to sort by.

    Returns the bytes of the longest line: DuckDB must be told, or one page of dense emphasis stops the corpus.
    """
    longest = 0
    with ExitStack() as stack:
        files = {t.name: stack.enter_context(_lines(scratch, t).open("wb")) for t in TABLES}
        for dossier in dossiers:
            for table, rows in dossier_rows(dossier).items():
                for position, row in enumerate(rows):
                    line = {"_document": dossier.document.document_id, "_position": position, **row}
                    written = (json.dumps(line, ensure_ascii=False) + "\n").encode()
                    files[table].write(written)
                    longest = max(longest, len(written))
    return longest


def _lines(scratch: Path, table: Table) -> Path:
    return scratch / f"{table.name}.jsonl"


def _publish(
    connection: duckdb.DuckDBPyConnection, table: Table, scratch: Path, folder: UPath, longest: int
) -> PublishedTable:
    """Load the lines of a table and write its two files, first in `scratch`, then in `folder`."""
    _load(connection, table, scratch, longest)
    typed = ", ".join(f"{_typed(column)} AS {_quoted(column.name)}" for column in table.columns)
    flat = ", ".join(f"{_flat(column)} AS {_quoted(column.name)}" for column in table.columns)
    metadata = f"KV_METADATA {{schema_version: {_literal(SCHEMA_VERSION)}, dataset: {_literal(table.name)}}}"
    written = {}
    for columns, extension, options in (
        (typed, "parquet", f"FORMAT parquet, COMPRESSION zstd, {metadata}"),
        (flat, "csv", "FORMAT csv, HEADER"),
    ):
        target = scratch / f"{table.name}.{extension}"
        # `_rows` was created in order, and the order of insertion is kept
        copy = f"COPY (SELECT {columns} FROM _rows) TO {_literal(str(target))} ({options})"  # noqa: S608 - quoted
        connection.execute(copy)
        write_file(folder / target.name, target)
        written[extension] = PublishedFile.of(target)
        target.unlink()
    (count,) = connection.execute("SELECT count(*) FROM _rows").fetchone() or (0,)
    return PublishedTable(table=table, csv=written["csv"], parquet=written["parquet"], row_count=count)


def _load(connection: duckdb.DuckDBPyConnection, table: Table, scratch: Path, longest: int) -> None:
    """Fill `_rows` with the table's rows, typed and in order; those of a shared table are merged by key."""
    path = _lines(scratch, table)
    types = {"_document": "VARCHAR", "_position": "BIGINT"} | {c.name: sql_type(c) for c in table.columns}
    columns = ", ".join(f"{_literal(name)}: {_literal(kind)}" for name, kind in types.items())
    source = (
        f"read_json({_literal(str(path))}, format = 'newline_delimited', "
        f"maximum_object_size = {max(longest, _MIN_OBJECT)}, "
        f"columns = {{{columns}}})"
    )
    own = f"SELECT * FROM {source} ORDER BY _document, _position"  # noqa: S608 - quoted
    connection.execute(f"CREATE OR REPLACE TABLE _rows AS {_merged(table, source) if table.is_shared else own}")
    path.unlink()


def _merged(table: Table, source: str) -> str:
    """Return the query that makes one row of all rows with one key (`Table` says how).

    It groups: a window would build the united lists again for every row of a key that each document has.
    """
    order = "_document, _position" if table.newest_by is None else f"{table.newest_by} DESC, _document, _position"
    cells = ", ".join(
        f"list_sort(list_distinct(flatten(list({_quoted(c.name)})))) AS {_quoted(c.name)}"
        if c.type is ColumnType.TEXTS
        else f"first({_quoted(c.name)} ORDER BY {order}) AS {_quoted(c.name)}"
        for c in table.columns
    )
    return (
        f"SELECT {cells} FROM {source} GROUP BY {_quoted(table.primary_key)} "  # noqa: S608 - quoted
        f"ORDER BY {_quoted(table.sorted_by or table.primary_key)}"
    )


def _typed(column: Column) -> str:
    """Return the SQL that makes a value of Parquet, REQUIRED or OPTIONAL as the column is defined.

    DuckDB 2.0 writes a column as REQUIRED when it knows that none of its rows is null. Of what TRY returns it knows
    nothing, so a column that may be null is OPTIONAL even when none of today's rows is. One that may not be null is
    REQUIRED, unless a null stands in it all the same; then the check `nothing_missing` fails.
    """
    return f"TRY({_quoted(column.name)})" if column.nullable else _quoted(column.name)


def _flat(column: Column) -> str:
    """Return the SQL that makes a cell of CSV: no lists, no formulas, times in UTC."""
    name = _quoted(column.name)
    if column.type is ColumnType.TEXT:
        return f"CASE WHEN regexp_matches({name}, {_literal(_FORMULA)}) THEN '''' || {name} ELSE {name} END"
    if column.type is ColumnType.TIMESTAMP:
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    return f"to_json({name})" if column.type in (ColumnType.TEXTS, ColumnType.RECORDS) else name


def _remove_stale(folder: UPath, keep: frozenset[str]) -> None:
    """Remove the files that the package of an earlier run lists and this one does not."""
    try:
        earlier = json.loads((folder / PACKAGE_FILENAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return
    for name in sorted(packaged_paths(earlier) - keep):
        (folder / name).unlink(missing_ok=True)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
