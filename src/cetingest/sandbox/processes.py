"""The process of a guarded child: how it is started, what it sees of us, and its end."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

_CHILD = "from cetingest.sandbox.serving import serve; serve()"
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
# A child whose output ended is about to exit; one that is not after this long has closed its output on purpose.
_EXIT_SECONDS = 5.0


def start_child() -> subprocess.Popen[bytes]:
    """Start a child that serves (`serving.serve`) and leads a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        start_new_session=True,  # its children can be ended with it
    )


def child_environment() -> dict[str, str]:
    """Return only what Python needs: no token of this process's environment is within the child's reach.

    The child imports nothing from the folder that it is started in, perhaps one of downloads. It keeps the bytecode of
    what it imports where its parent does.
    """
    keeps = {"PYTHONDONTWRITEBYTECODE": "1"} if sys.dont_write_bytecode else {}
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        **keeps,
    }


def has_exited(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether the child has exited, without reaping it: until then its process group stays ours."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


def await_exit(process: subprocess.Popen[bytes]) -> None:
    """Wait until the child has exited, without reaping it."""
    deadline = time.monotonic() + _EXIT_SECONDS
    while not has_exited(process) and time.monotonic() < deadline:
        time.sleep(0.005)


def end_child(process: subprocess.Popen[bytes]) -> int:
    """Kill what is left of the process group that a child leads, and reap the child; return its exit code."""
    with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM for a group of zombies
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    return process.wait()
