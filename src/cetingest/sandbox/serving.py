"""What a guarded child does: it answers requests until its input ends. Standard library only, for a fast start."""

import gc
import importlib
import os
import resource
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

from cetingest.sandbox.messages import read_message, write_message

DONE, MEMORY = "done", "memory"
_OPEN_FILES = 64
"""A reader holds a PDF open, the character maps of fonts one after the other, and the pipes of tesseract."""
_GARBAGE = (20_000, 20, 20)
"""After how many new objects Python looks for cycles: a page has 5,000 tuples, which are none, and Python's own 700
cost a tenth of the time of a long document."""


def serve() -> None:
    """Be the child: read the job and then requests from stdin, answer each on stdout.

    The job is {"target": "module:function", "limits"}. For each request come {"message"}, as many as the function
    yields, and one {"end"}: "done", "memory" when that ran out, or the traceback of a bug.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not mix with the messages
    job = read_message(requests)
    if not isinstance(job, dict):
        return
    _load(job["target"])
    _limit_this_process(*job["limits"])
    with suppress(BrokenPipeError):
        while _answer(job["target"], requests, answers):
            pass


def _load(target: str) -> None:
    """Import the reader before the limits are set, so that Python may keep its bytecode; a failure is told later.

    What is loaded stays: it is no garbage to look through, which is a tenth of the time of an import.
    """
    gc.disable()
    with suppress(Exception):
        importlib.import_module(target.partition(":")[0])
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()


def _answer(target: str, requests: BinaryIO, answers: BinaryIO) -> bool:
    """Answer one request; return whether there was one."""
    end = DONE
    try:
        request = read_message(requests)
        if request is None:
            return False
        module, _, function = target.partition(":")
        for message in getattr(importlib.import_module(module), function)(request):
            write_message(answers, {"message": message})
    except MemoryError:
        end = MEMORY
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - the parent raises it again
        end = traceback.format_exc()
    write_message(answers, {"end": end})
    return True


def _limit_this_process(memory_bytes: int, cpu_seconds: int | None) -> None:
    """Set the limits `Limits.of_process` for good; the process also writes no file and no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    if cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
