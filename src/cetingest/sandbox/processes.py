"""Child processes that read what others made: what they see of us, and their end."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")


def child_environment() -> dict[str, str]:
    """Return only what Python needs: no token of this process's environment is within the child's reach.

    Nor does it import what lies where it is started, perhaps a folder of downloads, or beside its script, where an
    `html.py` of ours would be taken for Python's own.
    """
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


def end_child(process: subprocess.Popen[bytes]) -> int:
    """Kill what is left of the process group that a child leads, and reap the child; return its exit code."""
    with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM for a group of zombies
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    return process.wait()
