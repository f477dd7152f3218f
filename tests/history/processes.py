"""Runs that are processes of their own, to be begun, let go together, and ended.

Forked from a server that has imported everything: to start Python anew for each takes ten times as long.
"""

import multiprocessing
from multiprocessing.connection import Connection

from cetingest.history import History
from cetingest.links import FetchSummary, fetch_urls
from cetingest.settings import LinkSettings

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pytest", __name__])
_SECONDS = 60.0


class Run:
    """A process that fetches URLs."""

    def __init__(self, place: str, urls: list[str], settings: LinkSettings, lease_seconds: float = 60.0) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_run, args=(place, urls, settings, lease_seconds, theirs))
        self._process.start()
        theirs.close()
        assert self._hear() == "open"

    @property
    def is_running(self) -> bool:
        return self._process.is_alive()

    def let_go(self) -> None:
        """Let it fetch; until then it only has the history open."""
        self._ours.send("go")

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def end(self) -> FetchSummary:
        """Wait for what it did."""
        summary = self._hear()
        self._process.join()
        assert self._process.exitcode == 0
        return summary

    def _hear(self):
        assert self._ours.poll(_SECONDS)
        return self._ours.recv()


def _run(place: str, urls: list[str], settings: LinkSettings, lease_seconds: float, parent: Connection) -> None:
    with History.open(place, lease_seconds=lease_seconds) as history:
        parent.send("open")
        parent.recv()
        summary = fetch_urls(urls, settings=settings, history=history)
    parent.send(summary)
