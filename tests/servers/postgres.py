"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, ended by its process id."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import psycopg2

from tests.servers.processes import LOOPBACK, free_port, wait_until

_DEBIAN = Path("/usr/lib/postgresql")


def find_programs() -> Path | None:
    """Return the folder of initdb and postgres, the newest of those that Debian keeps out of PATH."""
    if (found := shutil.which("postgres")) is not None:
        return Path(found).parent
    folders = [path.parent for path in _DEBIAN.glob("*/bin/postgres")]
    return max(folders, key=lambda folder: int(folder.parent.name)) if folders else None


class Postgres:
    """A server while its `with` block lasts; `new_database` returns the URL of an empty database."""

    user = "tests"
    host = LOOPBACK

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = tempfile.TemporaryDirectory(prefix="cetingest-pg-", dir="/tmp")
        self._count = 0
        self.port = free_port()

    def __enter__(self) -> Self:
        folder = Path(self._folder.name)
        # The server refuses to run as root.
        owner = "postgres" if os.geteuid() == 0 else None
        if owner is not None:
            entry = pwd.getpwnam(owner)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        who = {"user": owner, "group": owner, "extra_groups": []} if owner else {}
        environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        self._options: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "env": environment, **who}
        initdb = [self._programs / "initdb", "-D", folder / "data", "-U", self.user, "-A", "trust", "-N", "-E", "UTF8"]
        subprocess.run(initdb, check=True, stderr=subprocess.PIPE, **self._options)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # "immediate shutdown": nothing is kept anyway
        self._process.wait(30)
        self._folder.cleanup()

    def start(self) -> None:
        folder = Path(self._folder.name)
        settings = {
            "listen_addresses": LOOPBACK,
            "port": self.port,
            "unix_socket_directories": folder,
            "fsync": "off",  # kills of processes lose nothing by it, only those of machines
            "max_connections": 200,
        }
        command = [self._programs / "postgres", "-D", folder / "data"]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **self._options)
        wait_until(self._answers, "PostgreSQL answers", seconds=60.0, pause=0.05)

    def kill(self) -> None:
        """Kill the server; its children see that and go."""
        self._process.kill()
        self._process.wait()

    def new_database(self) -> str:
        self._count += 1
        name = f"database{self._count}"
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connection.close()
        return f"postgresql://{self.user}@{self.host}:{self.port}/{name}"

    def _connect(self) -> Any:
        return psycopg2.connect(dbname="postgres", user=self.user, host=self.host, port=self.port)

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError("PostgreSQL ended at its start")
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True
