"""What was asked is kept, and once, whatever becomes of the server that keeps it: a real PostgreSQL that is killed."""

import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history import History
from cetingest.history.databases import make_engine
from tests.factories import fetch
from tests.servers.postgres import Postgres, find_programs

A, B = "https://a.test/", "https://b.test/"
AWAY_SECONDS = 1.5


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """Start a server that only these tests use, since they kill it."""
    if (programs := find_programs()) is None:
        pytest.skip("PostgreSQL is not installed (`make tools`; Debian: apt install postgresql)")
    with Postgres(programs) as server:
        yield server


def kill(server: Postgres, history: History) -> None:
    """Kill the server, and let go of the connection whose process lives on for a moment."""
    server.kill()
    history.close()


def come_back_later(server: Postgres) -> threading.Thread:
    def come_back() -> None:
        time.sleep(AWAY_SECONDS)
        server.start()

    thread = threading.Thread(target=come_back)
    thread.start()
    return thread


def test_a_server_that_is_away_for_a_while_is_waited_for(own_postgres: Postgres):
    with History.open(own_postgres.new_database()) as history:
        history.record([fetch(A)])
        kill(own_postgres, history)
        back = come_back_later(own_postgres)
        history.record([fetch(A), fetch(B)])  # of which the first is kept already, as by a commit nobody heard of
        back.join()
        assert history.fetches_of([A, B]) == {A: (fetch(A),), B: (fetch(B),)}


def test_what_was_committed_as_the_connection_was_lost_is_not_added_again(own_postgres: Postgres):
    place = own_postgres.new_database()
    with History.open(place) as history:

        def commit_and_lose(connection: sa.Connection) -> None:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.commit()
            cursor = raw.cursor()
            cursor.execute("SELECT pg_backend_pid()")  # which begins a transaction: the one whose commit fails
            (backend,) = cursor.fetchone() or (None,)
            other = make_engine(place)
            with other.connect() as killer:
                killer.execute(sa.text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
            other.dispose()

        sa.event.listen(history._engine, "commit", commit_and_lose, once=True)
        history.record([fetch(A), fetch(B)])
        assert history.fetches_of([A, B]) == {A: (fetch(A),), B: (fetch(B),)}


def test_a_server_that_stays_away_is_named_in_the_end(own_postgres: Postgres):
    with History.open(own_postgres.new_database(), lease_seconds=0.1) as history:
        kill(own_postgres, history)
        try:
            with pytest.raises(StorageError, match=r"127\.0\.0\.1.*2 answers could not be kept"):
                history.record([fetch(A), fetch(B)])
        finally:
            own_postgres.start()


def test_what_the_database_does_not_take_is_not_waited_for(own_postgres: Postgres):
    with History.open(own_postgres.new_database()) as history:
        with history._engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE fetches"))
        with pytest.raises(sa.exc.ProgrammingError):
            history.record([fetch(A)])
