"""Dagster as it is deployed: a home, the daemon, workers, each a real process that ends with the test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import dagster as dg
import yaml

from tests.servers.postgres import Postgres
from tests.servers.processes import running, wait_until
from tests.servers.redis import Redis

ROOT = Path(__file__).parent.parent.parent
CELERY = ROOT / "deploy" / "celery"


@dataclass(slots=True)
class Deployment:
    """A working directory as an operator sets it up: raw/, cetingest.toml, $DAGSTER_HOME, environment."""

    folder: Path
    environment: dict[str, str]
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def daemon(self) -> subprocess.Popen[bytes]:
        """Start the daemon, and with it the code server."""
        return self._start("daemon", [sys.executable, "-m", "dagster._daemon", "run", "-m", "pipelines.definitions"])

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

    def _start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        log = self.folder / f"{name}.log"
        return self._stack.enter_context(running(command, folder=self.folder, log=log, environment=self.environment))


def local(folder: Path, settings: str, changes: Mapping[str, Any] | None = None) -> Deployment:
    """Set up deploy/local in a folder; `changes` go into dagster.yaml."""
    return _set_up(folder, settings, ROOT / "deploy" / "local" / "dagster.yaml", {}, changes or {})


def celery(
    folder: Path, settings: str, postgres: Postgres, redis: Redis, changes: Mapping[str, Any] | None = None
) -> Deployment:
    """Set up deploy/celery in a folder, with a database of its own; `changes` go into dagster.yaml."""
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
        "PYTHONPATH": str(CELERY),
    }
    return _set_up(folder, settings, CELERY / "dagster.yaml", environment, changes or {})


def _set_up(
    folder: Path, settings: str, configuration: Path, environment: Mapping[str, str], changes: Mapping[str, Any]
) -> Deployment:
    home = folder / "home"
    home.mkdir(parents=True)
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "cetingest.toml").write_text(settings)
    if changes:
        (home / "dagster.yaml").write_text(yaml.safe_dump(yaml.safe_load(configuration.read_text()) | changes))
    else:
        shutil.copy(configuration, home / "dagster.yaml")
    return Deployment(folder, {**os.environ, "DAGSTER_HOME": str(home), **environment})
