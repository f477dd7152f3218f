"""Celery workers, PostgreSQL and Redis as real processes: the outputs of one machine, and nobody asked twice.

Runs are launched here as the daemon launches them; with the daemon, and with four workers, `make faults`.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.loopback.server import Web
from tests.servers.celery import make_corpus
from tests.servers.dagster import celery, reference
from tests.servers.papers import settings_for, web_of, write_papers
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.snapshots import snapshot

DOCUMENTS = 4


@pytest.mark.filterwarnings("ignore:Task name")  # the launcher registers its task anew for each run
@pytest.mark.waits
@pytest.mark.parametrize("count", [2, pytest.param(4, marks=pytest.mark.faults)])
def test_workers_give_the_bytes_of_one_machine_and_ask_no_url_twice(
    postgres: Postgres, redis: Redis, tmp_path: Path, count: int
):
    write_papers(tmp_path / "raw", DOCUMENTS)
    documents = [f"paper-{number:04d}" for number in range(DOCUMENTS)]
    workers = [f"worker-{number}" for number in range(count)]
    history = postgres.new_database()
    with (
        Web(web_of(DOCUMENTS)) as web,
        celery(tmp_path, settings_for(web, history), postgres, redis) as deployment,
    ):
        for name in workers:
            deployment.worker(name)
        make_corpus(deployment, documents, count)
        assert all("succeeded" in deployment.log(name) for name in workers)
        asked = Counter((request.host, request.target) for request in web.requests)
        assert (set(asked.values()), set(web.highest_at_once.values())) == ({1}, {1})
        assert snapshot(tmp_path / "processed") == reference(tmp_path)
