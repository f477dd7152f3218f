"""A history moves into a file and out of one, between databases and while others write, and loses nothing."""

import datetime as dt
import gzip
import json
import threading

import pytest
from upath import UPath

from cetingest.errors import InputError, StorageError
from cetingest.history import History, back_up, look_at_history, restore
from cetingest.history.backup_files import Rows
from cetingest.history.tables import SCHEMA_VERSION
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Reach, Redirect, WebPage
from tests.factories import FETCHED_AT, fetch
from tests.history.schemas import run_sql, written_by_version_1, written_by_version_2
from tests.history.test_history import at

A, B = "https://a.test/", "https://b.test/"
FULL = fetch(
    A,
    fetched_at=at(hours=2),
    reach=Reach.MOVED_PERMANENT,
    redirects=(Redirect(url=A, status_code=301),),
    page=WebPage(titles=("題\u2028\x00",), text_start="…\ud800"),
)


def answer(**fields):
    values = {"service": "s", "wanted_date": dt.date(2024, 5, 1), "outcome": ArchiveOutcome.FOUND, "asked_at": at()}
    return ArchiveAnswer(url=A, **(values | fields))


def test_every_older_version_is_tried_here():
    assert SCHEMA_VERSION == 3  # a new version adds to the list of test_a_history_of_an_older_version below


def filled(place):
    """Fill a history with a bit of everything: an offline fetch, an aside one, two of one moment, archives."""
    with History.open(place) as history:
        history.record([fetch(B), fetch(B, is_offline=True)])
        history.record([fetch(A, detail="one"), fetch(A, detail="another"), FULL])
        history.for_uncited_urls().record([fetch("https://c.test/")])
        history.record_archive_answers([answer(), answer(asked_at=at(days=1), outcome=ArchiveOutcome.NO_COPY)])
    return place


def told(place):
    """Everything that a history tells, in the order in which it tells it."""
    with History.open(place) as history:
        urls = [A, B, "https://c.test/"]
        everything = {url: history.everything_of(url) for url in urls}
        return everything, history.cited_urls(), history.archive_answers_of(urls)


@pytest.fixture(params=["sqlite", "postgresql"])
def other_place(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other' / 'history.db'}"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def file(tmp_path):
    return UPath(tmp_path / "history.jsonl.gz")


def test_what_was_backed_up_is_restored_whole_from_any_database_to_any_other(place, other_place, file):
    filled(place)
    assert back_up(place, file) == Rows(fetches=6, archive_answers=2)
    restored = restore(other_place, file)
    assert (restored.added, restored.known) == (Rows(fetches=6, archive_answers=2), Rows())
    assert told(other_place) == told(place)


def test_one_history_is_one_file_whatever_database_it_went_through(place, other_place, file, tmp_path):
    back_up(filled(place), file)
    restore(other_place, file)
    back_up(other_place, UPath(tmp_path / "again.gz"))
    assert (tmp_path / "again.gz").read_bytes() == file.read_bytes()


def test_what_is_recorded_after_a_restore_follows_it(place, file, other_place):
    back_up(filled(place), file)
    restore(other_place, file)
    with History.open(other_place) as history:
        history.record([fetch(A, fetched_at=at(days=3))])
        assert history.count() == 7


def test_a_history_that_holds_something_is_not_overwritten(place, file):
    back_up(filled(place), file)
    with pytest.raises(StorageError, match="holds a history already; --merge"):
        restore(place, file)
    assert look_at_history(place).rows == Rows(fetches=6, archive_answers=2)


def test_a_merge_adds_what_is_missing_and_doubles_nothing(place, other_place, file):
    back_up(filled(place), file)
    with History.open(other_place) as history:
        history.record([FULL, fetch("https://new.test/")])
    merged = restore(other_place, file, is_merging=True)
    assert (merged.added, merged.known) == (Rows(fetches=5, archive_answers=2), Rows(fetches=1))
    assert told(other_place)[0] == told(place)[0]
    assert look_at_history(other_place).rows == Rows(fetches=7, archive_answers=2)
    again = restore(other_place, file, is_merging=True)
    assert (again.added, again.known) == (Rows(), Rows(fetches=6, archive_answers=2))


def test_two_laptops_merged_either_way_know_the_same(tmp_path):
    one, two = f"sqlite:///{tmp_path / '1.db'}", f"sqlite:///{tmp_path / '2.db'}"
    for place, moments in ((one, (1, 2, 3)), (two, (2, 3, 4))):
        with History.open(place) as history:
            history.record(fetch(A, fetched_at=at(days=days)) for days in moments)
        back_up(place, UPath(f"{place.removeprefix('sqlite:///')}.gz"))
    restore(one, UPath(tmp_path / "2.db.gz"), is_merging=True)
    restore(two, UPath(tmp_path / "1.db.gz"), is_merging=True)
    assert told(one) == told(two)
    assert [f.fetched_at for f in told(one)[0][A]] == [at(days=days) for days in (1, 2, 3, 4)]


def test_a_backup_while_runs_record_is_of_one_moment(place, file):
    """Whatever number of batches it saw, it saw none of them in part."""
    stop = threading.Event()
    History.open(place).close()

    def record():
        with History.open(place) as history:
            while not stop.is_set():
                history.record([fetch(A), *[fetch(B)] * 6])

    writer = threading.Thread(target=record)
    writer.start()
    try:
        sizes = [back_up(place, file).fetches for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    assert [size % 7 for size in sizes] == [0] * 5
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(("version", "write"), [(1, written_by_version_1), (2, written_by_version_2)])
def test_a_history_of_an_older_version_is_backed_up_as_it_is_and_restored_into_the_newest(
    place, other_place, file, tmp_path, version, write
):
    (tmp_path / "new").mkdir()
    write(place)
    assert back_up(place, file).fetches == 2
    assert look_at_history(place).schema_version == version
    restore(other_place, file)
    assert [f.status_code for f in told(other_place)[0][A]] == [404]
    assert told(other_place)[:2] == told(place)[:2]


def lines_of(file):
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)


def rewritten(file, change):
    file.write_bytes(gzip.compress(b"".join(change(lines_of(file)))))


def counted_anew(lines, **changes):
    header = json.loads(lines[0]) | changes
    return [json.dumps(header).encode() + b"\n", *lines[1:]]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: f.write_bytes(f.read_bytes()[:-200]), "no whole backup"),
        (lambda f: f.write_bytes(b"not even compressed"), "cannot be read as a backup"),
        (lambda f: f.write_bytes(gzip.compress(b"")), "its end is missing"),
        (lambda f: f.write_bytes(gzip.compress(b'{"some": "json"}\n')), "first line is not that of a backup"),
        (lambda f: f.write_bytes(gzip.compress(b"[1]\n")), "none of a backup"),
        (lambda f: rewritten(f, lambda lines: lines[:-1]), r"after line 9: its end is missing"),
        (lambda f: rewritten(f, lambda lines: [*lines[:3], *lines[4:]]), "not what its last line counts"),
        (lambda f: rewritten(f, lambda lines: [lines[0], lines[2], lines[1], *lines[3:]]), "checksum"),
        (lambda f: rewritten(f, lambda lines: [*lines, lines[1]]), "something follows"),
        (
            lambda f: rewritten(f, lambda lines: [lines[0], b'{"fetch": {"url": 1}, "is_aside": false}\n']),
            "not a Fetch",
        ),
        (lambda f: rewritten(f, lambda lines: counted_anew(lines, schema_version=99)), "schema_version is 99.*update"),
        (lambda f: rewritten(f, lambda lines: counted_anew(lines, format_version=9)), "format_version is 9.*update"),
        (lambda f: f.unlink(), "No such file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_spoilt_backup_is_refused_and_changes_nothing(tmp_path, file, spoil, complaint):
    place = f"sqlite:///{tmp_path / 'full.db'}"
    back_up(filled(place), file)
    spoil(file)
    with pytest.raises(InputError, match=complaint):
        restore(place, file, is_merging=True)
    assert look_at_history(place).rows == Rows(fetches=6, archive_answers=2)
    with pytest.raises(InputError, match=complaint):
        restore(f"sqlite:///{tmp_path / 'new' / 'history.db'}", file)
    assert not (tmp_path / "new").exists()


def test_a_backup_that_changes_while_it_is_read_is_taken_back(tmp_path, file, monkeypatch):
    place, new = f"sqlite:///{tmp_path / 'full.db'}", f"sqlite:///{tmp_path / 'new.db'}"
    back_up(filled(place), file)
    rewritten(file, lambda lines: lines[:-1])
    monkeypatch.setattr("cetingest.history.backups.check_backup", lambda *_: None)
    with pytest.raises(InputError, match="its end is missing"):
        restore(new, file)
    assert look_at_history(new).rows == Rows()


def test_where_there_is_no_history_there_is_nothing_to_back_up(tmp_path, file, postgres):
    for place in (tmp_path / "no" / "history.db", f"sqlite:///{tmp_path / 'no'}/history.db", postgres.new_database()):
        with pytest.raises(StorageError, match="there is no history yet"):
            back_up(place, file)
    assert list(tmp_path.iterdir()) == []


def test_a_history_of_a_newer_version_is_neither_backed_up_nor_restored_into(place, file, tmp_path):
    back_up(filled(f"sqlite:///{tmp_path / 'full.db'}"), file)
    History.open(place).close()
    run_sql(place, "UPDATE history_meta SET value = '99'")
    for do in (lambda: back_up(place, file), lambda: restore(place, file), lambda: look_at_history(place)):
        with pytest.raises(StorageError, match=r"schema version 99.*update cetingest"):
            do()


def test_looking_at_a_history_tells_its_state_and_what_an_upgrade_would_do(place, tmp_path):
    (tmp_path / "new").mkdir()
    written_by_version_1(place)
    state = look_at_history(place)
    assert (state.schema_version, state.rows, state.last_fetched_at) == (1, Rows(fetches=2), FETCHED_AT)
    assert state.pending[0].startswith("Version 2:")
    assert len(state.pending) == state.newest_schema_version - 1
    assert state.size_bytes > 0
    with History.open(place) as history, history.lease() as lease:
        next(lease.shares([A], lambda urls: urls))
        state = look_at_history(place)
        assert (state.pending, state.leases_alive, state.leases_dead) == ((), 1, 0)
    run_sql(place, "INSERT INTO leases (lease_id, alive_until) VALUES ('x', 5)")
    assert (look_at_history(place).leases_alive, look_at_history(place).leases_dead) == (0, 1)
