"""Runs in processes of this machine.

Here: whether a run's process still exists. Not here: starting and ending runs (Dagster).
"""

import json
import os
import socket
from pathlib import Path
from typing import Any

from dagster import DagsterEventType, DagsterRun, DefaultRunLauncher

from pipelines.launchers.health import RUNNING, CheckRunHealthResult, gone

CODE_SERVER_TAG = ".dagster/grpc_info"
"""Run tag in which Dagster's launcher writes which code server started the run: host, and socket or port, as JSON."""
_CONNECT_SECONDS = 10.0
"""The system answers for the server, however busy that is; this is for machines that swap."""


class LocalRunLauncher(DefaultRunLauncher):
    """Dagster's default launcher, watched by run monitoring."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Tell run monitoring that it may ask."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Look for the code server that started the run, then for the run's process.

        A run is a child of its code server. When the server is gone nobody writes down how the run ended, and Dagster
        cannot end it by hand. A server that lives is not asked for the run: if it could not write down that the process
        ended (the disk was full), it says for ever that it has the run (seen with Dagster 1.13.27).
        """
        server = json.loads(run.tags.get(CODE_SERVER_TAG, "{}"))
        if not server:
            return gone("nobody knows which code server started it")
        if not _listens(server):
            return gone("the code server that started it is gone")
        if "socket" in server and any(_has_ended(pid) for pid in self._processes(run)):
            return gone("its process is gone")
        return RUNNING

    def _processes(self, run: DagsterRun) -> list[int]:
        """Return the process that wrote that it started the run, if one did."""
        started = self._instance.get_records_for_run(run.run_id, of_type=DagsterEventType.RUN_START, limit=1).records
        events = [record.event_log_entry.dagster_event for record in started]
        return [event.pid for event in events if event is not None and event.pid is not None]


def _listens(server: dict[str, Any]) -> bool:
    """Tell whether a code server takes connections at its socket, or at its host and port."""
    try:
        if "socket" in server:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(_CONNECT_SECONDS)
                client.connect(server["socket"])
        else:
            socket.create_connection((server["host"], server["port"]), timeout=_CONNECT_SECONDS).close()
    except TimeoutError:
        return True  # a server that is gone refuses at once
    except OSError:
        return False
    return True


def _has_ended(pid: int) -> bool:
    """Tell whether a process of this machine has ended. So has a zombie: its parent did not ask how it ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")  # not on macOS
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"
