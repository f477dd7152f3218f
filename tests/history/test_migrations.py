"""Histories of every version become one of the newest, wholly or not at all; what is no history is left alone."""

import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from cetingest.errors import StorageError
from cetingest.history import History, back_up, look_at_history, migrations
from cetingest.history.databases import make_engine
from cetingest.history.tables import METADATA, SCHEMA_VERSION
from cetingest.model import Reach
from tests.factories import fetch
from tests.history.schema_1 import V1
from tests.history.schemas import columns_of, run_sql, written_by_version_1, written_by_version_2
from tests.history.test_history import A, B, at
from tests.history.unprivileged import as_nobody, folder_for_everybody

ALEMBIC = "history_alembic_version"
OLD = pytest.mark.parametrize("write", [written_by_version_1, written_by_version_2])


@pytest.fixture(autouse=True)
def folder(tmp_path):
    (tmp_path / "new").mkdir()


@pytest.fixture
def another(place, tmp_path, request):
    if place.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'another.db'}"
    return request.getfixturevalue("postgres").new_database()


def value_of(place, sql):
    engine = make_engine(place)
    with engine.connect() as connection:
        value = connection.exec_driver_sql(sql).scalar_one()
    engine.dispose()
    return value


@OLD
def test_a_history_of_an_earlier_version_is_read_and_written_on(place, another, write):
    write(place)
    for _ in range(2):
        with History.open(place) as history:
            assert history.fetches_of([A])[A][0].status_code == 404
            assert history.offline_fetches([A, B])[B].reach is Reach.TIMEOUT
            assert history.cited_urls() == (A, B)
    with History.open(place) as history:
        history.record([fetch(A, fetched_at=at(days=9))])
        assert [f.reach for f in history.fetches_of([A])[A]] == [Reach.GONE, Reach.OK]
    History.open(another).close()
    upgraded = columns_of(place)
    del upgraded[ALEMBIC]
    assert upgraded == columns_of(another)


@OLD
def test_alembic_finds_nothing_to_add_to_an_upgraded_history(place, write):
    write(place)
    History.open(place).close()
    engine = make_engine(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": ALEMBIC, "compare_type": place[0] == "p"}
        )
        assert context.get_current_revision() == str(SCHEMA_VERSION)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_tables_are_as_the_code_knows_them(place):
    History.open(place).close()
    found = {table: set(columns) for table, (columns, *_) in columns_of(place).items()}
    assert found == {table.name: set(table.columns.keys()) for table in METADATA.sorted_tables}


def test_each_schema_version_has_a_step_with_a_sentence():
    said = migrations.pending_steps(0)
    assert [step.partition(":")[0] for step in said] == [f"Version {n + 1}" for n in range(SCHEMA_VERSION)]


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_new_history_of_version_1_that_was_killed_in_the_making_is_finished(place, left):
    run_sql(place, *V1[place.partition(":")[0]][:left])
    with History.open(place) as history:
        history.record([fetch(A)])
    assert look_at_history(place).schema_version == SCHEMA_VERSION


def test_the_row_of_our_own_counts_where_alembic_was_told_something_else(place):
    written_by_version_1(place)
    run_sql(place, f"CREATE TABLE {ALEMBIC} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    run_sql(place, f"INSERT INTO {ALEMBIC} VALUES ('2')")
    with History.open(place) as history:
        assert history.fetches_of([A])[A][0].status_code == 404
    assert value_of(place, f"SELECT version_num FROM {ALEMBIC}") == str(SCHEMA_VERSION)


def test_a_database_that_dagster_migrates_by_alembic_too_may_be_shared(postgres):
    place = postgres.new_database()
    run_sql(place, "CREATE TABLE alembic_version (version_num VARCHAR(32))", "CREATE TABLE runs (id INTEGER)")
    run_sql(place, "INSERT INTO alembic_version VALUES ('of-dagster')")
    written_by_version_1(place)
    with History.open(place) as history:
        assert history.fetches_of([A])[A][0].status_code == 404
    assert value_of(place, "SELECT version_num FROM alembic_version") == "of-dagster"


def test_a_migration_that_fails_changes_nothing(place, tmp_path, monkeypatch):
    revisions = tmp_path / "revisions"
    shutil.copytree(migrations._REVISIONS, revisions)
    (revisions / "versions" / "version_4.py").write_text(
        '"""Version 4: fails."""\nfrom alembic import op\nrevision, down_revision = "4", "3"\n'
        'def upgrade():\n    op.execute("CREATE TABLE half (x INTEGER)")\n    op.execute("SELECT * FROM nowhere")\n'
    )
    written_by_version_1(place)
    before = columns_of(place)
    monkeypatch.setattr(migrations, "_REVISIONS", revisions)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", 4)
    with pytest.raises(StorageError, match="nowhere"):
        History.open(place)
    assert columns_of(place) == before
    assert value_of(place, "SELECT value FROM history_meta") == "1"


def _open_and_record(place, number):
    with History.open(place) as history:
        history.record([fetch(f"https://{number}.test/")])


@pytest.mark.parametrize("is_old", [False, True])
def test_first_openers_at_the_same_moment_wait_for_each_other(place, is_old):
    if is_old:
        written_by_version_1(place)
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_open_and_record, args=(place, number)) for number in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8
    with History.open(place) as history:
        assert history.count() == 8 + 2 * is_old


def test_threads_may_upgrade_different_histories_at_once(tmp_path):
    places = [f"sqlite:///{tmp_path / str(number)}.db" for number in range(4)]
    for place in places:
        written_by_version_1(place)
    threads = [threading.Thread(target=_open_and_record, args=(place, 1)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [look_at_history(place).rows.fetches for place in places] == [3] * 4


def test_the_history_of_a_newer_version_is_refused(place):
    History.open(place).close()
    run_sql(place, "UPDATE history_meta SET value = '99'")
    with pytest.raises(StorageError, match=r"schema version 99.*update cetingest"):
        History.open(place)


def test_alembic_is_imported_for_an_upgrade_alone(tmp_path):
    code = (
        "import sys; from cetingest.history import History, look_at_history\n"
        f"p = 'sqlite:///{tmp_path / 'h.db'}'\n"
        "History.open(p).close(); History.open(p).close(); look_at_history(p); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# --- places where nothing may be written ------------------------------------------------------------------------------


@OLD
@pytest.mark.parametrize("mode", [0o444, 0o644])
def test_an_upgrade_where_nothing_may_be_written_says_so_and_changes_nothing(write, mode):
    with folder_for_everybody() as folder:
        place = f"sqlite:///{folder / 'history.db'}"
        write(place)
        (folder / "history.db").chmod(mode)
        folder.chmod(0o555)
        before = (folder / "history.db").read_bytes()
        error = as_nobody(lambda: History.open(place))
        assert isinstance(error, StorageError)
        assert "cannot be written" in str(error)
        assert "make the file and its folder writable" in str(error)
        assert (folder / "history.db").read_bytes() == before


def test_a_new_history_where_nothing_may_be_written_says_so():
    with folder_for_everybody() as folder:
        error = as_nobody(lambda: History.open(folder / "history.db"))
        assert isinstance(error, StorageError)
        assert "make the file and its folder writable" in str(error)


# --- what is no history -----------------------------------------------------------------------------------------------


def test_what_is_no_history_is_refused(tmp_path):
    (tmp_path / "note.txt").write_text("a note, and a long one, " * 100)
    nowhere = f"postgresql://someone:secret@/x?host={tmp_path}"
    for url in (f"sqlite:///{tmp_path / 'note.txt'}", "no database", "nosuch://x/y", "mysql://x/y", nowhere):
        with pytest.raises(StorageError) as caught:
            History.open(url)
        assert "secret" not in str(caught.value)


def made_by_another_program(path, tables, mode="delete"):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode={mode}")
    for table in tables:
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, url TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize(
    "use", [History.open, look_at_history, lambda place: back_up(place, None)], ids=["open", "look", "back_up"]
)
def test_the_sqlite_file_of_another_program_is_refused_by_name_and_left_as_it_is(tmp_path, mode, use):
    path = tmp_path / "places.sqlite"
    made_by_another_program(path, ["moz_places", "moz_historyvisits", "leases"], mode)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"places\.sqlite: is no history.*leases, moz_historyvisits, moz_places"):
        use(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["places.sqlite"]


def test_of_many_tables_of_another_program_some_are_named(tmp_path):
    made_by_another_program(tmp_path / "x.db", [f"t{n:02}" for n in range(20)])
    with pytest.raises(StorageError, match=r"t00, .*, t07 and 12 more; nothing was written"):
        History.open(tmp_path / "x.db")


def test_a_table_of_another_program_that_has_the_name_of_ours_is_refused(place):
    run_sql(place, "CREATE TABLE fetches (id INTEGER, url TEXT)")
    before = columns_of(place)
    with pytest.raises(StorageError, match="with the tables fetches"):
        History.open(place)
    assert columns_of(place) == before


def test_an_empty_file_becomes_a_history(tmp_path):
    (tmp_path / "history.db").touch()
    History.open(tmp_path / "history.db").close()
    assert look_at_history(tmp_path / "history.db").schema_version == SCHEMA_VERSION


def test_a_history_with_a_table_of_somebody_beside_it_stays_one(place):
    History.open(place).close()
    run_sql(place, "CREATE TABLE notes (x INTEGER)")
    History.open(place).close()
