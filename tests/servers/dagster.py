"""Dagster as it is deployed: a home, the daemon, workers, each a real process that ends with the test."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import dagster as dg
import yaml
from dagster._core.definitions.reconstruct import ReconstructableJob, ReconstructableRepository
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemoteJobOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.run_coordinator import SubmitRunContext
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

from cetingest import ingest
from cetingest.settings import load_settings, override
from pipelines.definitions import defs
from tests.servers.postgres import Postgres
from tests.servers.processes import running, wait_until
from tests.servers.redis import Redis
from tests.snapshots import snapshot

ROOT = Path(__file__).parent.parent.parent
CELERY = ROOT / "deploy" / "celery"


@dataclass(slots=True)
class Deployment:
    """A working directory as an operator sets it up: raw/, cetingest.toml, $DAGSTER_HOME, environment."""

    folder: Path
    environment: dict[str, str]
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        with self.instance():  # two processes that make an SQLite storage at the same moment stumble over each other
            return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def daemon(self, location: str = "pipelines.definitions") -> subprocess.Popen[bytes]:
        """Start the daemon, and with it the code server."""
        return self._start("daemon", [sys.executable, "-m", "dagster._daemon", "run", "-m", location])

    def worker(self, name: str, *, processes: int = 1) -> subprocess.Popen[bytes]:
        """Start a Celery worker and wait until it takes runs."""
        command = [sys.executable, "-m", "celery", "-A", "dagster_celery.app", "worker", "-n", f"{name}@%h"]
        process = self._start(name, [*command, "-c", str(processes), "-l", "info"])
        wait_until(lambda: "ready." in self.log(name), f"worker {name} is ready:\n{self.log(name)}", seconds=90.0)
        return process

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    @contextmanager
    def instance(self) -> Iterator[dg.DagsterInstance]:
        """Open the deployment's Dagster storage; the environment is set while it is open."""
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            with dg.DagsterInstance.from_config(self.environment["DAGSTER_HOME"]) as instance:
                yield instance
        finally:
            os.environ.clear()
            os.environ.update(before)

    def runs(self) -> list[dg.DagsterRun]:
        with self.instance() as instance:
            return list(instance.get_runs())

    def kill_run(self) -> None:
        """Kill the process of a run under way, and nothing else."""
        with self.instance() as instance:
            run = instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))[0]
            (step, *_) = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.STEP_START).records
        os.kill(step.event_log_entry.dagster_event.pid, signal.SIGKILL)

    def _start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        log = self.folder / f"{name}.log"
        return self._stack.enter_context(running(command, folder=self.folder, log=log, environment=self.environment))


def local(folder: Path, settings: str, changes: Mapping[str, Mapping[str, Any]] | None = None) -> Deployment:
    """Set up deploy/local in a folder; `changes` go into sections of dagster.yaml."""
    return _set_up(folder, settings, ROOT / "deploy" / "local" / "dagster.yaml", {}, changes or {})


def celery(
    folder: Path,
    settings: str,
    postgres: Postgres,
    redis: Redis,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
) -> Deployment:
    """Set up deploy/celery in a folder, with a database of its own; `changes` go into sections of dagster.yaml."""
    database = postgres.new_database().rpartition("/")[2]
    environment = {
        "DAGSTER_PG_HOST": postgres.host,
        "DAGSTER_PG_PORT": str(postgres.port),
        "DAGSTER_PG_DB": database,
        "DAGSTER_PG_USER": postgres.user,
        "DAGSTER_PG_PASSWORD": "any",
        "CELERY_BROKER_URL": f"{redis.url}/0",
        "CELERY_RESULT_BACKEND": f"{redis.url}/1",
        "CETINGEST_COMPUTE_LOGS": str(folder / "logs"),
        "PYTHONPATH": f"{CELERY}:{ROOT}",
    }
    deployment = _set_up(folder, settings, CELERY / "dagster.yaml", environment, changes or {})
    with deployment.instance() as instance:  # what deploy/celery/README.md does by `dagster instance concurrency set`
        instance.event_log_storage.set_concurrency_slots("http", 4)
    return deployment


def _set_up(
    folder: Path,
    settings: str,
    configuration: Path,
    environment: Mapping[str, str],
    changes: Mapping[str, Mapping[str, Any]],
) -> Deployment:
    home = folder / "home"
    home.mkdir(parents=True)
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "cetingest.toml").write_text(settings)
    settings = yaml.safe_load(configuration.read_text())
    for section, values in changes.items():
        settings[section] = settings.get(section, {}) | values
    (home / "dagster.yaml").write_text(yaml.safe_dump(settings))
    return Deployment(folder, {**os.environ, "DAGSTER_HOME": str(home), **environment})


QUIET = "tests.servers.quiet_location"


def submit(deployment: Deployment, job_name: str, *ranges: tuple[str, str], only: dg.AssetKey | None = None) -> None:
    """Put runs of a job into the daemon's queue: one for each range of partitions, or one without."""
    place = LoadableTargetOrigin(executable_path=sys.executable, module_name=QUIET, working_directory=None)
    location = ManagedGrpcPythonEnvCodeLocationOrigin(place, QUIET)
    remote = RemoteJobOrigin(RemoteRepositoryOrigin(location, "__repository__"), job_name)
    origin = ReconstructableJob(ReconstructableRepository.for_module(QUIET, "defs"), job_name).get_python_origin()
    selection = frozenset({only}) if only else None
    job = defs.resolve_job_def(job_name).get_subset(asset_selection=selection)
    tags = [
        {f"dagster/asset_partition_range_{end}": key for end, key in zip(("start", "end"), keys, strict=True)}
        for keys in ranges
    ]
    with deployment.instance() as instance:
        for some in tags or [{}]:
            run = instance.create_run_for_job(
                job, tags=some, asset_selection=selection, remote_job_origin=remote, job_code_origin=origin
            )
            instance.run_coordinator.submit_run(SubmitRunContext(run, workspace=None))


def reference(folder: Path) -> dict[str, str]:
    """Return what the command line makes of the same PDFs, settings and history elsewhere, asking nobody."""
    settings = load_settings(folder / "cetingest.toml")
    history = settings.storage.history or f"sqlite:///{folder / 'processed' / 'history.db'}"
    places = {"raw": str(folder / "raw"), "processed": str(folder / "reference"), "history": history}
    settings = override(override(settings, "storage", **places), "links", is_offline=True)
    ingest.run(settings)
    return snapshot(folder / "reference")
