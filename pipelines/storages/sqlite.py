"""Dagster's SQLite files, with connections that stay open.

Here: how the event log connects. Not here: runs and schedules, which are asked little.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData

from pipelines.storages import RemembersTables


class OpenSqliteEventLog(RemembersTables, SqliteEventLogStorage):
    """Dagster's event log: a file with the events of all assets, and one a run.

    Two connections stay open, that to the first and that to the run written or read last, so that a process that looks
    at many runs holds no more files. One thread uses them at a time, as before.
    """

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, Any] = {}
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Any]:
        with self._db_lock:
            if shard not in self._engines:
                self._open(shard)
            engine = self._engines[shard]
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _open(self, shard: str) -> None:
        for other in self._engines.keys() - {INDEX_SHARD_NAME}:
            self._engines.pop(other).dispose()
        place, seconds = self.conn_string_for_shard(shard), SQLITE_BUSY_TIMEOUT_SECONDS
        self._engines[shard] = create_engine(place, pool_size=1, connect_args={"timeout": seconds})

    def dispose(self) -> None:
        """Close what is open."""
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()


class OpenSqliteStorage(DagsterSqliteStorage):
    """What lies in $DAGSTER_HOME without a `storage` in dagster.yaml lies at the same places with this one."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = OpenSqliteEventLog(str(Path(base_dir, "history", "runs")))

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData, config_value: Mapping[str, Any]
    ) -> "OpenSqliteStorage":
        """Make it as dagster.yaml says: Dagster's own method makes Dagster's own class."""
        return cls.from_local(inst_data=inst_data, **config_value)
