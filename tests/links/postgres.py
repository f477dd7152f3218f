"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, ended by its process id."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import psycopg2

_DEBIAN = Path("/usr/lib/postgresql")
_START_SECONDS = 60.0


def find_programs() -> Path | None:
    """Return the folder of initdb and postgres, the newest of those that Debian keeps out of PATH."""
    if (found := shutil.which("postgres")) is not None:
        return Path(found).parent
    folders = [path.parent for path in _DEBIAN.glob("*/bin/postgres")]
    return max(folders, key=lambda folder: int(folder.parent.name)) if folders else None


class Postgres:
    """A server while its `with` block lasts; `new_database` returns the URL of an empty database."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = tempfile.TemporaryDirectory(prefix="cetingest-pg-", dir="/tmp")
        self._count = 0

    def __enter__(self) -> Self:
        folder = Path(self._folder.name)
        # The server refuses to run as root.
        owner = "postgres" if os.geteuid() == 0 else None
        if owner is not None:
            entry = pwd.getpwnam(owner)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        who = {"user": owner, "group": owner, "extra_groups": []} if owner else {}
        options = {
            "cwd": folder,
            "stdout": subprocess.DEVNULL,
            "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        }
        initdb = [self._programs / "initdb", "-D", folder / "data", "-U", "tests", "-A", "trust", "-N", "-E", "UTF8"]
        subprocess.run(initdb, check=True, stderr=subprocess.PIPE, **options, **who)
        settings = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "off", "max_connections": 200}
        command = [self._programs / "postgres", "-D", folder / "data"]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options, **who)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGQUIT)  # "immediate shutdown": nothing is kept anyway
        self._process.wait(30)
        self._folder.cleanup()

    def new_database(self) -> str:
        self._count += 1
        name = f"history{self._count}"
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connection.close()
        return f"postgresql://tests@/{name}?host={self._folder.name}"

    def _connect(self):
        return psycopg2.connect(dbname="postgres", user="tests", host=self._folder.name)

    def _wait(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                self._connect().close()
            except psycopg2.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return
