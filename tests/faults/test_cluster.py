"""What is done to deploy/celery, with its daemon: a worker, PostgreSQL and Redis are killed; new code is deployed.

The code location has no sensors here, so that a test takes a minute and not five; runs are queued by the test. Whatever
is killed, the runs end well in the end, and a rerun by the command line gives the bytes of an undisturbed one.
"""

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from cetingest import ingest
from cetingest.settings import load_settings
from tests.servers import postgres as postgres_server
from tests.servers import redis as redis_server
from tests.servers.dagster import Deployment, celery, reference, submit
from tests.servers.papers import settings_for, urls_of, web_of, write_papers
from tests.servers.postgres import Postgres
from tests.servers.processes import end, kill, wait_until
from tests.servers.redis import Redis
from tests.snapshots import snapshot
from tests.web.server import Web

pytestmark = pytest.mark.faults

DOCUMENTS = 6
NAMES = [f"paper-{number:04d}" for number in range(DOCUMENTS)]
OFTEN = {"run_monitoring": {"enabled": True, "poll_interval_seconds": 2, "start_timeout_seconds": 60}}
CITED_URLS = dg.AssetKey(["links", "cited_urls"])


@dataclass(slots=True)
class Scene:
    """All that runs, and may be killed."""

    deployment: Deployment
    web: Web
    postgres: Postgres
    redis: Redis
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def busy_worker(self) -> str:
        """Return the worker that took a run last."""
        taken = {name: self.deployment.log(name).count("received") for name in self.workers}
        ended = {name: self.deployment.log(name).count("succeeded") for name in self.workers}
        return max(self.workers, key=lambda name: taken[name] - ended[name])

    def ask(self, job_name: str, *ranges: tuple[str, str], only: dg.AssetKey | None = None) -> None:
        submit(self.deployment, job_name, *ranges, only=only)

    def is_idle(self) -> bool:
        """Tell whether every run has ended, and every one that failed was done again and then ended well."""
        runs = self.deployment.runs()
        retried = {run.parent_run_id for run in runs}
        last = [run for run in runs if run.run_id not in retried]
        return all(run.is_finished for run in runs) and {run.status for run in last} == {dg.DagsterRunStatus.SUCCESS}

    def await_idle(self) -> None:
        wait_until(self.is_idle, "every run has ended well", seconds=300.0, pause=1.0)


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
        deployment.daemon("tests.servers.quiet_location")
        with deployment.instance() as instance:
            instance.add_dynamic_partitions("documents", NAMES)
        yield Scene(deployment, web, postgres, redis, workers)


def kill_worker(scene: Scene) -> None:
    kill(scene.workers[scene.busy_worker()])


def kill_postgres(scene: Scene) -> None:
    scene.postgres.kill()
    scene.postgres.start()


def kill_redis(scene: Scene) -> None:
    scene.redis.kill()
    scene.redis.start()


FAULTS = [kill_worker, kill_postgres, kill_redis]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_whatever_is_killed_while_hosts_are_asked_nothing_is_lost(scene: Scene, fault: Callable[[Scene], None]):
    folder = scene.deployment.folder
    scene.ask("ingest", (NAMES[0], NAMES[2]), (NAMES[3], NAMES[5]))
    scene.await_idle()
    scene.ask("publish", only=CITED_URLS)
    scene.await_idle()
    scene.ask("check_links", ("00", "31"), ("32", "63"))
    wait_until(lambda: scene.web.requests, "a host is asked", pause=0.05)
    fault(scene)
    scene.await_idle()
    assert set(scene.web.highest_at_once.values()) == {1}
    assert {f"https://{request.host}{request.target}" for request in scene.web.requests} == {
        url for number in range(DOCUMENTS) for url in urls_of(number)
    }
    rerun(folder)
    assert snapshot(folder / "processed") == reference(folder)


def test_a_worker_that_is_asked_to_stop_ends_its_run_and_another_with_new_code_takes_the_next(scene: Scene):
    scene.ask("ingest", (NAMES[0], NAMES[5]))
    wait_until(lambda: any((scene.deployment.folder / "processed").rglob("findings.json")), "a document is read")
    busy = scene.busy_worker()
    scene.workers[busy].send_signal(signal.SIGTERM)  # to the main process only, as the page says
    (idle,) = set(scene.workers) - {busy}
    end(scene.workers[idle])
    scene.deployment.worker("three")
    scene.await_idle()
    assert len(scene.deployment.runs()) == 1  # it ended well, and nothing had to be done again
    assert scene.workers[busy].wait(60) == 0
    scene.ask("publish", only=CITED_URLS)
    scene.await_idle()
    assert "succeeded" in scene.deployment.log("three")


def rerun(folder: Path) -> None:
    """Do by the command line what is left, in the same place."""
    settings = load_settings(folder / "cetingest.toml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ingest.run(settings)
