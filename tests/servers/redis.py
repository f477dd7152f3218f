"""A Redis server of the tests' own: in a temporary folder, on loopback, ended by its process id."""

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import redis

from tests.servers.processes import LOOPBACK, free_port, wait_until


def find_program() -> Path | None:
    found = shutil.which("redis-server")
    return Path(found) if found else None


class Redis:
    """A server while its `with` block lasts. It writes each change to its folder, as deploy/celery asks for."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="cetingest-redis-")
        self.port = free_port()
        self.url = f"redis://{LOOPBACK}:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        self._folder.cleanup()

    def start(self) -> None:
        command = [self._program, "--bind", LOOPBACK, "--port", str(self.port), "--dir", self._folder.name]
        command += ["--save", "", "--appendonly", "yes", "--appendfsync", "always"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers, "Redis answers", seconds=30.0, pause=0.05)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Lose what the server that was killed had written."""
        shutil.rmtree(Path(self._folder.name) / "appendonlydir")

    def flush(self) -> None:
        """Forget everything, as a server without the append-only file does when it is killed."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError("Redis ended at its start")
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.exceptions.RedisError:
            return False
