"""The doctor of the library: is all installed, readable, writable, reachable and up to date; if not, what to do.

`machine` checks what is installed and reachable, `project` the folders, the history and the documents. `cetingest
doctor` (`cli/doctor.py`) prints it. Dagster has a doctor of its own, `python -m pipelines.doctor`.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from cetingest.doctor import machine, project
from cetingest.doctor.diagnosis import Diagnosis, Health, span_of_time
from cetingest.settings import Settings
from cetingest.storage import Storage

__all__ = ["Diagnosis", "Health", "examine", "span_of_time"]


def examine(settings: Settings, source: Path | None, now: dt.datetime) -> Iterator[Diagnosis]:
    """Check everything that a run needs, one thing after the other; nothing is changed.

    `source` is the settings file in force, None where there is none.
    """
    storage = Storage.of(settings.storage)
    yield from machine.packages()
    yield machine.python()
    yield machine.tesseract()
    yield machine.network(settings.links)
    yield project.settings_file(source)
    yield project.raw(storage)
    yield project.processed(storage)
    yield project.space(storage)
    yield from project.history(storage, settings.links, now)
    yield from project.documents(storage, now)
