"""What is done to deploy/local with the real daemon: runs killed, everything killed, two daemons."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cetingest.ingest.inventory import read_inventory
from cetingest.settings import StorageSettings
from cetingest.storage import Storage
from tests.faults.settling import assert_whole, settle
from tests.loopback.server import Web
from tests.servers.dagster import Deployment, local
from tests.servers.papers import settings_for, web_of, write_papers
from tests.servers.processes import kill, wait_until

pytestmark = pytest.mark.faults

DOCUMENTS = 10
OFTEN = {"run_monitoring": {"poll_interval_seconds": 2}}


@pytest.fixture
def web() -> Iterator[Web]:
    """A web so slow that a run over it, one request a host, lasts longer than what it has not kept yet."""
    with Web(web_of(DOCUMENTS, delay_seconds=1.5)) as server:
        yield server


@pytest.fixture
def deployment(web: Web, tmp_path: Path) -> Iterator[Deployment]:
    write_papers(tmp_path / "raw", DOCUMENTS)
    with local(tmp_path, settings_for(web), OFTEN) as running:
        yield running


def count_done(deployment: Deployment) -> int:
    return len(list((deployment.folder / "processed" / "documents").glob("*/record.json")))


def statuses(deployment: Deployment) -> Counter[str]:
    return Counter(run.status.value for run in deployment.runs())


def test_a_run_that_is_killed_among_its_documents_is_done_again(deployment: Deployment):
    deployment.daemon()
    wait_until(lambda: count_done(deployment) >= 2, "two documents are done", seconds=600.0, pause=0.02)
    deployment.kill_run()
    assert count_done(deployment) < DOCUMENTS
    settle(deployment)
    assert_whole(deployment, range(DOCUMENTS))
    assert statuses(deployment)["FAILURE"] >= 1


def test_a_run_that_is_killed_while_it_asks_is_done_again_and_asks_only_what_it_had_not_kept(
    deployment: Deployment, web: Web, record_property: Callable[[str, object], None]
):
    deployment.daemon()
    wait_until(lambda: len(web.requests) >= 13, "the third round of hosts is asked", seconds=600.0, pause=0.02)
    deployment.kill_run()
    settle(deployment)
    assert_whole(deployment, range(DOCUMENTS))
    asked = Counter((request.host, request.target) for request in web.requests)
    again = sum(asked.values()) - len(asked)
    record_property("asked again", again)
    assert 1 <= again <= 8  # what was under way, and what was answered within the last second; seven were kept
    assert (statuses(deployment)["FAILURE"], set(asked.values())) == (1, {1, 2})


def moments(deployment: Deployment, web: Web) -> list[tuple[str, Callable[[], object]]]:
    """In the order in which they come: what is true at the moment when everything is killed."""
    storage = Storage.of(StorageSettings(processed=str(deployment.folder / "processed")))
    return [
        ("the inventory is saved, Dagster has not stored its report yet", lambda: read_inventory(storage).look),
        ("some documents are done", lambda: count_done(deployment) >= 3),
        ("some sources were asked", lambda: len(web.requests) >= 5),
        ("some tables are written", lambda: list(storage.datasets.glob("*.parquet"))),
    ]


def test_whenever_everything_is_killed_nothing_is_lost_and_nothing_stuck(deployment: Deployment, web: Web):
    for moment, has_come in moments(deployment, web):
        daemon = deployment.daemon()
        wait_until(has_come, moment, seconds=600.0, pause=0.01)
        kill(daemon)
    deployment.daemon()
    settle(deployment)
    assert_whole(deployment, range(DOCUMENTS))


def test_two_daemons_at_once_ask_nobody_twice(deployment: Deployment, web: Web):
    deployment.daemon()
    deployment.daemon()
    settle(deployment)
    assert_whole(deployment, range(DOCUMENTS))
    assert set(Counter((request.host, request.target) for request in web.requests).values()) == {1}
    assert set(web.highest_at_once.values()) == {1}
