"""What is done to deploy/celery: workers, daemon, PostgreSQL and Redis are killed, Redis loses its data, new code.

The code location has no sensors here, so that a test takes a minute and not five; runs are queued by the test. Whatever
is done, in the end runs ended well, each partition is made, and the outputs have the bytes of an undisturbed run.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from pipelines.assets.documents import findings
from pipelines.partitions import buckets
from tests.faults.settling import asked_urls
from tests.loopback.server import Web
from tests.servers import postgres as postgres_server
from tests.servers import redis as redis_server
from tests.servers.dagster import QUIET, ROOT, Deployment, celery, reference, submit
from tests.servers.papers import settings_for, urls_of, web_of, write_papers
from tests.servers.postgres import Postgres
from tests.servers.processes import end, kill, wait_until
from tests.servers.redis import Redis
from tests.snapshots import snapshot

pytestmark = pytest.mark.faults

DOCUMENTS = 6
NAMES = [f"paper-{number:04d}" for number in range(DOCUMENTS)]
URLS = {url for number in range(DOCUMENTS) for url in urls_of(number)}
START_SECONDS = 60
AWAY_SECONDS = 20
"""Longer than Dagster and Celery try to reach a server before they say that it is gone."""
OFTEN = {"run_monitoring": {"poll_interval_seconds": 2, "start_timeout_seconds": START_SECONDS}}
CITED_URLS, FETCHES = dg.AssetKey(["links", "cited_urls"]), dg.AssetKey(["links", "fetches"])
HALVES = (("00", "31"), ("32", "63"))
QUARTERS = (("00", "15"), ("16", "31"), ("32", "47"), ("48", "63"))


@dataclass(slots=True)
class Scene:
    """All that runs, and may be killed."""

    deployment: Deployment
    web: Web
    postgres: Postgres
    redis: Redis
    daemon: subprocess.Popen[bytes]
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def busy_worker(self) -> str:
        """Return the worker that took a run last."""
        taken = {name: self.deployment.log(name).count("received") for name in self.workers}
        ended = {name: self.deployment.log(name).count("succeeded") for name in self.workers}
        return max(self.workers, key=lambda name: taken[name] - ended[name])

    def ask(self, job_name: str, *ranges: tuple[str, str], only: dg.AssetKey | None = None) -> None:
        submit(self.deployment, job_name, *ranges, only=only)

    def prepare(self) -> None:
        """Read all documents and gather what they cite."""
        self.ask("ingest", (NAMES[0], NAMES[2]), (NAMES[3], NAMES[5]))
        self.await_idle()
        self.ask("publish", only=CITED_URLS)
        self.await_idle()

    def is_idle(self) -> bool:
        """Tell whether every run has ended, and every one that failed was done again and then ended well."""
        runs = self.deployment.runs()
        retried = {run.parent_run_id for run in runs}
        last = [run for run in runs if run.run_id not in retried]
        return all(run.is_finished for run in runs) and {run.status for run in last} == {dg.DagsterRunStatus.SUCCESS}

    def await_idle(self) -> None:
        wait_until(self.is_idle, "every run has ended well", seconds=300.0, pause=1.0)

    def count_failed(self) -> int:
        return sum(run.status is dg.DagsterRunStatus.FAILURE for run in self.deployment.runs())

    def times_asked(self) -> list[int]:
        """Return how often each source was asked."""
        return list(Counter((request.host, request.target) for request in self.web.requests).values())

    def publish(self) -> None:
        self.ask("publish")
        self.await_idle()

    def assert_whole(self) -> None:
        """No partition is missing, every answer is known, the published bytes are those of an undisturbed run."""
        folder = self.deployment.folder
        with self.deployment.instance() as instance:
            assert instance.get_materialized_partitions(findings.key) == set(NAMES)
            assert instance.get_materialized_partitions(FETCHES) == set(buckets.get_partition_keys())
        assert asked_urls(folder) == URLS
        assert len(self.times_asked()) == len(URLS)
        assert set(self.web.highest_at_once.values()) == {1}
        assert snapshot(folder / "processed") == reference(folder)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    programs, program = postgres_server.find_programs(), redis_server.find_program()
    if programs is None or program is None:
        pytest.skip("PostgreSQL or Redis is not installed (`make tools`)")
    write_papers(tmp_path / "raw", DOCUMENTS)
    with ExitStack() as stack:
        postgres, redis = stack.enter_context(Postgres(programs)), stack.enter_context(Redis(program))
        web = stack.enter_context(Web(web_of(DOCUMENTS, delay_seconds=0.5)))
        settings = settings_for(web, postgres.new_database())
        deployment = stack.enter_context(celery(tmp_path, settings, postgres, redis, OFTEN))
        workers = {name: deployment.worker(name) for name in ("one", "two")}
        daemon = deployment.daemon(QUIET)
        with deployment.instance() as instance:
            instance.add_dynamic_partitions("documents", NAMES)
        yield Scene(deployment, web, postgres, redis, daemon, workers)


def kill_worker(scene: Scene) -> None:
    kill(scene.workers[scene.busy_worker()])


def kill_child_of_worker(scene: Scene) -> None:
    """Kill the process in which a run is, as the system does when memory is short; the worker itself lives on."""
    scene.deployment.kill_run()


def kill_daemon(scene: Scene) -> None:
    kill(scene.daemon)
    scene.deployment.daemon(QUIET)


def kill_postgres(scene: Scene) -> None:
    scene.postgres.kill()
    scene.postgres.start()


def kill_postgres_for_long(scene: Scene) -> None:
    scene.postgres.kill()
    time.sleep(AWAY_SECONDS)
    scene.postgres.start()


def kill_redis_for_long(scene: Scene) -> None:
    scene.redis.kill()
    time.sleep(AWAY_SECONDS)
    scene.redis.start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is done, and the most that it may cost."""

    do: Callable[[Scene], None]
    failed: int
    """Runs that end badly and are done again."""
    asked: int
    """Times that a source is asked."""


FAULTS = [
    Fault(do=kill_worker, failed=1, asked=2),
    Fault(do=kill_child_of_worker, failed=1, asked=2),
    Fault(do=kill_daemon, failed=0, asked=1),
    Fault(do=kill_postgres, failed=2, asked=1),
    Fault(do=kill_postgres_for_long, failed=2, asked=1),
    Fault(do=kill_redis_for_long, failed=1, asked=1),  # one that was just being handed over
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.do.__name__)
def test_whatever_is_killed_while_hosts_are_asked_nothing_is_lost(
    scene: Scene, fault: Fault, record_property: Callable[[str, object], None]
):
    scene.prepare()
    scene.ask("check_links", *HALVES)
    wait_until(lambda: len(scene.web.requests) >= 2, "hosts are asked", pause=0.05)
    fault.do(scene)
    scene.await_idle()
    record_property("asked", sorted(scene.times_asked()))
    record_property("failed runs", scene.count_failed())
    assert max(scene.times_asked()) <= fault.asked
    assert scene.count_failed() <= fault.failed
    scene.publish()
    scene.assert_whole()


def test_a_queue_that_lost_everything_costs_the_runs_in_it_the_time_that_a_run_has_to_start(scene: Scene):
    """Two runs go on and two wait in Redis when it is killed and comes back empty."""
    scene.prepare()
    scene.ask("check_links", *QUARTERS)
    starting = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTING])

    def are_waiting() -> bool:
        with scene.deployment.instance() as instance:
            return len(scene.web.requests) >= 1 and instance.get_runs_count(starting) >= 2

    wait_until(are_waiting, "hosts are asked and two runs wait", pause=0.05)
    scene.redis.kill()
    scene.redis.forget()
    scene.redis.start()
    scene.await_idle()
    assert 1 <= scene.count_failed() <= 3  # those that waited; one that was just handed over may be lost with them
    assert max(scene.times_asked()) == 1
    scene.publish()
    scene.assert_whole()


OLD_AND_NEW = {
    "assets/links.py": [('    key=["links", "fetches"],', '    key=["links", "fetches"],\n    code_version="new",')],
    "definitions.py": [
        ("defs = build_defs()", "@dg.asset\ndef newcomer() -> None:\n    pass\n\n\ndefs = build_defs()"),
        ("assets=[raw_documents,", "assets=[newcomer, raw_documents,"),
        (
            "jobs=[ingest_job,",
            'jobs=[dg.define_asset_job("make_newcomer", dg.AssetSelection.assets(newcomer)), ingest_job,',
        ),
    ],
}
"""What the new code has: another version of one asset, and one more asset with a job."""


def write_new_code(folder: Path) -> Path:
    """Copy the code location and change it; return the folder to import it from."""
    shutil.copytree(ROOT / "pipelines", folder / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    for name, changes in OLD_AND_NEW.items():
        path = folder / "pipelines" / name
        for old, new in changes:
            assert path.read_text().count(old) == 1
            path.write_text(path.read_text().replace(old, new))
    return folder


def versions_of_fetches(deployment: Deployment) -> Counter[str | None]:
    """Count the buckets by the version of the code that asked them last."""
    with deployment.instance() as instance:
        keys = buckets.get_partition_keys()
        events = [instance.get_latest_data_version_record(FETCHES, partition_key=key) for key in keys]
        made = [event.asset_materialization for event in events if event]
    return Counter((one.tags or {}).get("dagster/code_version") for one in made if one)


def test_new_code_comes_while_runs_of_the_old_end_and_each_run_has_one_code(scene: Scene, tmp_path: Path):
    scene.prepare()
    deployment = scene.deployment
    scene.ask("check_links", ("00", "63"))
    wait_until(lambda: len(scene.web.requests) >= 2, "hosts are asked", pause=0.05)
    end(scene.daemon)
    for worker in scene.workers.values():
        worker.send_signal(signal.SIGTERM)  # to the main process only, as the page says
    scene.ask("publish")  # by the old code, and nobody takes it yet
    code = write_new_code(tmp_path / "new")
    deployment.environment["PYTHONPATH"] = f"{code}{os.pathsep}{deployment.environment['PYTHONPATH']}"
    deployment.worker("three")
    deployment.daemon(QUIET)
    scene.await_idle()
    assert [worker.wait(60) for worker in scene.workers.values()] == [0, 0]
    assert scene.count_failed() == 0  # the old runs ended well, and nothing had to be done again
    old = versions_of_fetches(deployment)
    assert (sum(old.values()), old["new"]) == (len(buckets.get_partition_keys()), 0)
    scene.assert_whole()

    launch = [sys.executable, "-m", "dagster", "job", "launch", "-m", QUIET, "-j", "make_newcomer"]
    subprocess.run(launch, cwd=deployment.folder, env=deployment.environment, check=True, capture_output=True)
    scene.ask("check_links", *HALVES)
    scene.await_idle()
    assert versions_of_fetches(deployment) == {"new": len(buckets.get_partition_keys())}
    with deployment.instance() as instance:
        assert instance.get_latest_materialization_event(dg.AssetKey("newcomer"))
    assert max(scene.times_asked()) == 1
    scene.publish()
    scene.assert_whole()
