"""What is said of a history that is broken or may not be written: really damaged files, a user who may not write."""

import datetime as dt
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa
from upath import UPath

from cetingest import ingest
from cetingest.errors import StorageError
from cetingest.history import (
    History,
    back_up,
    examine_history,
    look_at_history,
    prepare_history,
    prune_history,
    restore,
)
from cetingest.history.databases import make_engine
from cetingest.history.failures import known_failure
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Reach, WebPage
from cetingest.settings import LinkSettings, Settings, StorageSettings
from cetingest.storage import Storage
from tests.factories import FETCHED_AT, fetch
from tests.history.schemas import run_sql
from tests.history.unprivileged import as_nobody, folder_for_everybody

A, B = "https://a.test/", "https://b.test/"
RESTORE = (
    r"is damaged .*restore a backup: `mkdir \S*damaged-history\.db && mv \S*history\.db\* \S*damaged-history\.db`, "
    r"then `cetingest restore BACKUP\.jsonl\.gz`"
)


@pytest.fixture
def full(tmp_path) -> Path:
    """Give a history of 400 kB, so that it has pages of every kind."""
    path = tmp_path / "history.db"
    with History.open(path) as history:
        page = WebPage(titles=("T",), text_start="x" * 400)
        history.record(fetch(f"https://a.test/{number}", page=page) for number in range(400))
    return path


def overwrite(path, start, stop):
    data = bytearray(path.read_bytes())
    data[start:stop] = b"\xa5" * (stop - start)
    path.write_bytes(data)


DAMAGE = pytest.mark.parametrize(
    "damage",
    [
        lambda path: overwrite(path, path.stat().st_size // 3, 2 * path.stat().st_size // 3),
        lambda path: overwrite(path, 4096, 5 * 4096),
        lambda path: overwrite(path, 0, 100),
        lambda path: overwrite(path, 100, 4096),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes()[:4096]),
        lambda path: path.write_bytes(path.read_bytes()[:300]),
        lambda path: run_sql(f"sqlite:///{path}", "DROP TABLE fetches"),
    ],
    ids=["middle", "first pages", "header", "schema", "cut in half", "cut to a page", "cut to 300", "table dropped"],
)


@DAMAGE
def test_a_damaged_file_is_told_with_the_commands_that_restore_a_backup(full, damage):
    damage(full)
    for look in (lambda: prepare_history(full, is_written=True), lambda: examine_history(full)):
        with pytest.raises(StorageError, match=RESTORE):
            look()


@DAMAGE
def test_a_damaged_history_ends_a_run_before_any_pdf_is_read(full, damage, tmp_path, monkeypatch):
    damage(full)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.pdf").write_bytes(b"%PDF-1.7\n")
    monkeypatch.setattr("cetingest.ingest.documents.read_one", lambda *_: pytest.fail("a PDF was read"))
    places = StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path), history=f"sqlite:///{full}")
    with pytest.raises(StorageError, match=RESTORE):
        ingest.run(Settings(storage=places, links=LinkSettings(is_offline=True)))
    with pytest.raises(StorageError, match=RESTORE):  # as Dagster's asset calls it
        list(ingest.ingest_documents(("a",), Storage.of(places), Settings(storage=places)))


def test_what_the_message_says_brings_the_history_back(full, tmp_path):
    backup = UPath(tmp_path / "backup.jsonl.gz")
    back_up(full, backup)
    overwrite(full, full.stat().st_size // 3, full.stat().st_size)
    with pytest.raises(StorageError) as caught:
        examine_history(full)
    said = re.search("restore a backup: `(.*?)`, then", str(caught.value))
    assert said
    subprocess.run(said[1], shell=True, check=True)
    restore(full, backup)
    prepare_history(full, is_written=True)
    assert look_at_history(full).rows.fetches == 400


def test_a_page_that_breaks_while_the_history_is_read_is_told_the_same_way(full):
    overwrite(full, full.stat().st_size // 4, full.stat().st_size)
    with History.open(full) as history, pytest.raises(StorageError, match=RESTORE):
        history.fetches_of(f"https://a.test/{number}" for number in range(400))


def test_a_path_with_a_space_is_quoted_in_the_commands(tmp_path):
    path = tmp_path / "my history.db"
    path.write_bytes(b"no database " * 100)
    with pytest.raises(StorageError, match=r"mkdir '.*damaged-my history\.db' && mv '.*my history\.db'\* "):
        History.open(path)


@pytest.mark.parametrize(
    ("pgcode", "said"),
    [
        ("XX001", r"is damaged \(.*restore a backup: name an empty database in storage\.history"),
        ("XX002", "is damaged"),
        ("25006", "cannot be written .*grant its user the right"),
        ("42501", "cannot be written"),
    ],
)
def test_what_a_server_says_of_damage_and_rights_is_told_with_a_remedy(pgcode, said):
    error = RuntimeError("invalid page in block 3")
    error.pgcode = pgcode
    engine = make_engine("postgresql://me:secret@nowhere/x")
    with pytest.raises(StorageError, match=said):
        raise known_failure(engine, error)


# --- nobody may write -------------------------------------------------------------------------------------------------


@pytest.fixture
def read_only():
    """Give a history in WAL mode that others may read, in a folder where they may make the file beside it."""
    with folder_for_everybody() as folder:
        path = folder / "history.db"
        with History.open(path) as history:
            history.record([fetch(A)])
        path.chmod(0o444)
        folder.chmod(0o777)
        yield path


def claim(path):
    with History.open(path) as history, history.lease() as lease:
        next(lease.shares([B], lambda urls: urls))


@pytest.mark.parametrize(
    "write",
    [
        claim,
        lambda path: History.open(path).record([fetch(B)]),
        lambda path: prepare_history(path, is_written=True),
        lambda path: History.open(path).lease().gate,
    ],
    ids=["claim", "record", "prepare", "gate"],
)
def test_who_may_not_write_is_told_what_to_make_writable(read_only, write):
    error = as_nobody(lambda: write(read_only))
    assert isinstance(error, StorageError), error
    assert "cannot be written" in str(error)
    assert "make the file and its folder writable" in str(error)


def test_who_may_not_write_may_still_read(read_only):
    def read():
        prepare_history(read_only, is_written=False)
        with History.open(read_only) as history:
            assert len(history.fetches_of([A])[A]) == 1

    assert as_nobody(read) is None


def test_a_history_that_becomes_read_only_ends_the_run_that_holds_a_lease(tmp_path, monkeypatch):
    """The thread that keeps the lease tells it to those who wait for a domain, and nothing is asked on."""
    with History.open(tmp_path / "history.db", lease_seconds=0.3) as history, history.lease() as lease:
        gate = lease.gate
        monkeypatch.setattr(lease, "_prolong_and_exchange", lambda _: _refuse())
        with pytest.raises(StorageError, match="cannot be written"), gate.hold("a.test", 0.0):
            pass


def _refuse():
    raise StorageError("x: the history cannot be written")


# --- single rows ------------------------------------------------------------------------------------------------------

SPOILT = pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("fetch", '{"url": "https://a.test/", "fetch', "Unterminated string"),
        ("fetch", "[" * 100_000, ""),
        ("fetch", '{"url": "https://a.test/", "fetched_at": "2026-01-02T03:04:05+00:00", "reach": "eaten"}', "eaten"),
        ("fetch", '{"url": "https://a.test/", "fetched_at": "yesterday", "reach": "ok"}', "yesterday"),
        ("fetch", "", "Expecting value"),
        ("reach", "eaten", "'eaten' is not a valid Reach"),
        ("fetched_at", "2026-99-02T03:04:05.000000+00:00", "month must be in 1..12"),
        ("fetched_at", "", "Invalid isoformat string"),
    ],
)


def spoil(place, column, value, row_id=2):
    engine = make_engine(place)
    with engine.begin() as connection:
        table, key = ("archive_answers", "answer_id") if column == "answer" else ("fetches", "fetch_id")
        words = {"value": value, "id": row_id}
        connection.execute(sa.text(f'UPDATE {table} SET "{column}" = :value WHERE {key} = :id'), words)
    engine.dispose()


def three(place):
    with History.open(place) as history:
        history.record([fetch(A), fetch(A, fetched_at=FETCHED_AT + dt.timedelta(days=1)), fetch(A, reach=Reach.GONE)])
        history.record([fetch(B)])
    return place


@SPOILT
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_used(place, column, value, reason, caplog):
    spoil(three(place), column, value)
    with History.open(place) as history:
        assert [f.reach for f in history.fetches_of([A, B])[A]] == [Reach.OK, Reach.GONE]
        [row] = history.take_unreadable()
        assert (row.url, row.table, row.row_id) == (A, "fetches", 2)
        assert reason in row.reason
        assert history.take_unreadable() == ()
        list(history.outlines_of([A, B]))
        history.days_asked()
        history.due([A], LinkSettings(), FETCHED_AT)
    assert {(record.levelname, record.msg.fields["row"]) for record in caplog.records} == {("WARNING", 2)}
    assert look_at_history(place).last_fetched_at is not None
    assert [found.row_id for found in examine_history(place)] == [2]


def test_a_text_that_is_no_utf_8_is_one_unreadable_row(tmp_path):
    place = three(tmp_path / "history.db")
    connection = sqlite3.connect(place)
    connection.execute("UPDATE fetches SET fetch = CAST(X'7B22A5FF' AS TEXT) WHERE fetch_id = 2")
    connection.commit()
    connection.close()
    with History.open(place) as history:
        assert len(history.fetches_of([A])[A]) == 2
        assert [row.row_id for row in history.take_unreadable()] == [2]


def test_an_answer_of_an_archive_that_cannot_be_read_is_named_by_its_url(place):
    def answer(outcome):
        return ArchiveAnswer(url=A, asked_at=FETCHED_AT, service="s", wanted_date=None, outcome=outcome)

    with History.open(three(place)) as history:
        history.record_archive_answers([answer(ArchiveOutcome.FOUND), answer(ArchiveOutcome.NO_COPY)])
    spoil(place, "answer", "{}", row_id=1)
    with History.open(place) as history:
        assert [a.outcome for a in history.archive_answers_of([A])[A]] == [ArchiveOutcome.NO_COPY]
    [row] = examine_history(place)
    assert (row.url, row.table, row.row_id) == (A, "archive_answers", 1)


@SPOILT
def test_a_backup_leaves_out_what_cannot_be_read_and_can_be_restored(place, column, value, reason, tmp_path):
    backup, damaged, new = UPath(tmp_path / "b.gz"), UPath(tmp_path / "d.gz"), f"sqlite:///{tmp_path / 'n.db'}"
    back_up(three(place), backup)
    spoil(place, column, value)
    assert back_up(place, damaged).fetches == 3
    restore(new, damaged)
    assert restore(new, backup, is_merging=True).added.fetches == 1
    assert examine_history(new) == ()
    assert look_at_history(new).rows.fetches == 4


def test_json_of_several_lines_is_one_line_of_a_backup(place, tmp_path):
    spoil(
        three(place), "fetch", '{"url": "https://a.test/",\n"fetched_at": "2026-01-02T03:04:05+00:00", "reach": "ok"}'
    )
    assert back_up(place, UPath(tmp_path / "b.gz")).fetches == 4
    restore(f"sqlite:///{tmp_path / 'n.db'}", UPath(tmp_path / "b.gz"))


def test_a_row_that_cannot_be_read_is_never_pruned(place):
    with History.open(place) as history:
        history.record(fetch(A, fetched_at=FETCHED_AT + dt.timedelta(days=day)) for day in range(6))
    spoil(place, "fetch", "damaged", row_id=3)
    prune_history(place, FETCHED_AT + dt.timedelta(days=99))
    with History.open(place) as history:
        assert history.count() == 3  # the first, the last, and the damaged one
