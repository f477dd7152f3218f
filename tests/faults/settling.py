"""When a deployment has come to rest after a fault, and what must be true then."""

import time
from collections.abc import Collection
from pathlib import Path

import dagster as dg

from cetingest.history import History
from cetingest.settings import load_settings
from cetingest.storage import Storage
from tests.servers.dagster import Deployment, reference
from tests.servers.papers import urls_of
from tests.servers.processes import wait_until
from tests.snapshots import snapshot

QUIET_SECONDS = 60.0
"""Longer than the daemon takes to ask for what follows from what was made: 5 s a look, 36 s on a busy machine."""
FINDINGS = dg.AssetKey(["documents", "findings"])
UNFINISHED = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.QUEUED]


def settle(deployment: Deployment, *, seconds: float = 900.0) -> None:
    """Wait until the report is there, all runs have ended and no new one came for a while."""
    seen, since = 0, time.monotonic()

    def is_settled() -> bool:
        nonlocal seen, since
        runs = deployment.runs()
        if len(runs) != seen or not all(run.is_finished for run in runs):
            seen, since = len(runs), time.monotonic()
        published = deployment.folder / "processed" / "report" / "index.html"
        return published.exists() and time.monotonic() - since > QUIET_SECONDS

    wait_until(is_settled, "the deployment has come to rest", seconds=seconds, pause=1.0)


def assert_whole(deployment: Deployment, numbers: Collection[int]) -> None:
    """The outputs are those of an undisturbed run over this history, which knows every URL; no partition is missing."""
    folder = deployment.folder
    with deployment.instance() as instance:
        assert not instance.get_runs(dg.RunsFilter(statuses=UNFINISHED))
        done = instance.get_materialized_partitions(FINDINGS)
    assert done == {f"paper-{number:04d}" for number in numbers}
    assert asked_urls(folder) == {url for number in numbers for url in urls_of(number)}
    found, expected = snapshot(folder / "processed"), reference(folder)
    differing = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    assert not differing, f"these differ from an undisturbed run: {', '.join(differing)}"


def asked_urls(folder: Path) -> set[str]:
    """Return the URLs that history knows an answer of."""
    storage = Storage.of(load_settings(folder / "cetingest.toml").storage)
    place = storage.history if isinstance(storage.history, str) else folder / storage.history
    with History.open(place) as history:
        return set(history.cited_urls())
