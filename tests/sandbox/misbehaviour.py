"""What a guarded child may do wrong, one function each; run in a child by the sandbox tests."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cetingest.extract import reader


def answer(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    print("noise on standard output")
    yield {"said": request["say"]}
    yield {"secret": os.environ.get("CETINGEST_TEST_SECRET")}


def eat_memory(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"size": len(bytearray(4_000_000_000))}


def spin(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"begun": 1}
    while True:
        pass


def sleep(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    time.sleep(60)
    yield {}


def abort(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"begun": 1}
    os.kill(os.getpid(), signal.SIGABRT)


def read_and_leave(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for message in reader.read_document(request):
        yield message
        if "read" in message:
            os._exit(3)


def leave(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"begun": 1}
    os._exit(3)


def flood(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"much": "x" * 2_000_000}


def ramble(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    while True:
        yield {"a little": "x" * 10_000}


def stumble(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"begun": 1}
    raise LookupError("a bug of ours")


def write_a_file(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        Path(request["path"]).write_text("x")
        yield {"written": True}
    except OSError:
        yield {"written": False}


def leave_a_child_behind(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield {"pid": child.pid}


def gabble(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for descriptor in range(3, 10):  # one of them leads to the parent
        try:
            os.write(descriptor, b"no message, whatever its header says")
        except OSError:
            continue
    yield {}


def tell_who_answers(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"pid": os.getpid()}
    if request["fails"]:
        raise LookupError("a bug of ours")


def say_the_length(request: dict[str, Any] | bytes) -> Iterator[dict[str, Any]]:
    yield {"length": len(request)}


def tell_limits(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    names = {"file_bytes": "FSIZE", "core_bytes": "CORE", "open_files": "NOFILE", "memory_bytes": "AS"}
    yield {name: resource.getrlimit(getattr(resource, f"RLIMIT_{kind}"))[0] for name, kind in names.items()}
