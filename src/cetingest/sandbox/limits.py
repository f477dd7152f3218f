"""Run a function on untrusted data in a child process with limits on memory, CPU time and wall time.

The child writes JSON lines, never pickles: whoever takes over the child must not thereby take over its parent.
"""

import importlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

from cetingest.errors import ReaderError
from cetingest.sandbox.processes import child_environment, end_child
from cetingest.settings import ExtractSettings

Message = dict[str, Any]

_CHILD = "from cetingest.sandbox.limits import serve; serve()"
_CHUNK_BYTES = 1 << 16
# A child whose output ended is about to exit; one that is not after this long has closed its output on purpose.
_EXIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use, and how much it may answer, since the parent has no memory limit of its own.

    The densest of 31 sound documents answers 71 kB a page; ten million characters of such pages are 200 MB.
    """

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    message_bytes: int = 32_000_000
    answer_bytes: int = 500_000_000


def limits_of(settings: ExtractSettings) -> Limits:
    """Return the limits that the settings put on a child."""
    return Limits(
        memory_bytes=settings.memory_bytes, cpu_seconds=settings.cpu_seconds, wall_seconds=settings.wall_seconds
    )


def run_guarded(target: str, request: Mapping[str, object], limits: Limits) -> Iterator[Message]:
    """Call `target` ("module:function") with the request in a child; yield the messages that it yields, as they come.

    The child and all that it started are gone when the iterator ends, however it ends. Raises ReaderError when the
    child ran into a limit or crashed, RuntimeError with its traceback when `target` has a bug.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        start_new_session=True,  # a process group of its own, so that its children can be ended with it
    )
    try:
        _send(process, {"target": target, "request": request, "limits": [limits.memory_bytes, limits.cpu_seconds]})
        for line in _lines(process, limits):
            message = json.loads(line)
            if "end" in message:
                return _judge_end(message["end"], limits)
            yield message["message"]
        _await_exit(process.pid)
    finally:
        code = end_child(process)
    raise ReaderError(_explain_exit(code, limits))


def serve() -> None:
    """Be the child: read one job from stdin, set the limits, answer on stdout."""
    job = json.loads(sys.stdin.buffer.read())
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not mix with the messages
    _set_limits(*job["limits"])
    module, _, function = job["target"].partition(":")
    try:
        for message in getattr(importlib.import_module(module), function)(job["request"]):
            _write(out, {"message": message})
        _write(out, {"end": "done"})
    except MemoryError:
        _write(out, {"end": "memory"})
    except Exception:
        _write(out, {"end": traceback.format_exc()})
        raise
    finally:
        with suppress(BrokenPipeError):
            out.close()


def _set_limits(memory_bytes: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a reader has nothing to write to disk


def _write(out: BinaryIO, message: Message) -> None:
    out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    out.flush()


def _send(process: subprocess.Popen[bytes], job: Message) -> None:
    if process.stdin is None:
        raise RuntimeError("the child has no stdin")
    with suppress(BrokenPipeError):  # a child that died at once is explained by its exit code
        process.stdin.write(json.dumps(job).encode())
        process.stdin.close()


def _lines(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[bytes]:
    if process.stdout is None:
        raise RuntimeError("the child has no stdout")
    deadline = time.monotonic() + limits.wall_seconds
    parts: list[bytes] = []
    held = answered = 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise ReaderError(
                    f"took longer than {limits.wall_seconds:g} s and was stopped; "
                    "raise extract.wall_seconds if the file is trusted"
                )
            chunk = os.read(process.stdout.fileno(), _CHUNK_BYTES)
            if not chunk:
                return
            *complete, rest = chunk.split(b"\n")
            for line in complete:
                yield b"".join((*parts, line))
                parts, held = [], 0
            parts.append(rest)
            held += len(rest)
            answered += len(chunk)
            if held > limits.message_bytes or answered > limits.answer_bytes:
                raise ReaderError(
                    f"answered with more than {limits.message_bytes // 1_000_000} MB at once or "
                    f"{limits.answer_bytes // 1_000_000} MB in all and was stopped; the file is probably hostile"
                )


def _await_exit(pid: int) -> None:
    """Wait until the child has exited, without reaping it: until then its process group stays ours."""
    deadline = time.monotonic() + _EXIT_SECONDS
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            return
        time.sleep(0.005)


def _judge_end(end: str, limits: Limits) -> None:
    if end == "memory":
        raise ReaderError(
            f"needed more than {limits.memory_bytes // 1_000_000} MB of memory and was stopped; "
            "raise extract.memory_bytes if the file is trusted"
        )
    if end != "done":
        raise RuntimeError(f"the guarded child failed: {end}")


def _explain_exit(code: int, limits: Limits) -> str:
    if code == -signal.SIGXCPU:
        return (
            f"used more than {limits.cpu_seconds} s of CPU time and was stopped; "
            "raise extract.cpu_seconds if the file is trusted"
        )
    if code < 0:
        return f"was ended by signal {-code} ({signal.Signals(-code).name}); the file is probably damaged or hostile"
    return f"ended early with exit code {code}; the file is probably damaged or hostile"
