"""What a user finds who may not write: root may write everywhere, so tests of it run as nobody in a child process."""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

_NOBODY = 65534


@contextmanager
def folder_for_everybody() -> Iterator[Path]:
    """Give a folder that others may enter, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="cetingest-tests-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def as_nobody(do: Callable[[], object]) -> BaseException | None:
    """Call a function as a user who owns nothing; return what it raised."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_do, args=(do, theirs))
    process.start()
    theirs.close()
    assert ours.poll(60)
    raised = ours.recv()
    process.join()
    return raised


def _do(do: Callable[[], object], parent: Connection) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    try:
        do()
    except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
        parent.send(error)
    else:
        parent.send(None)
