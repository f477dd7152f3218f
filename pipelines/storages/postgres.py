"""Dagster's PostgreSQL, with a connection that stays open.

Here: how the event log connects, and that pools become known to all. Not here: runs and schedules, which are asked
little.
"""

from collections.abc import Mapping
from typing import Any

from dagster._serdes import ConfigurableClassData
from dagster_postgres import DagsterPostgresStorage, PostgresEventLogStorage
from dagster_postgres.auth import PgTokenProvider
from dagster_postgres.utils import create_pg_engine, get_token_provider_from_config, pg_url_from_config
from sqlalchemy.exc import DBAPIError

from pipelines.storages import RemembersTables


class OpenPostgresEventLog(RemembersTables, PostgresEventLogStorage):
    """Dagster's event log, of which each process holds one connection; more at once are opened and closed as before.

    Each time it is taken the server is asked whether it still knows the connection: one that was killed and came back
    does not.
    """

    def __init__(
        self, postgres_url: str, should_autocreate_tables: bool, *, token_provider: PgTokenProvider | None = None
    ) -> None:
        super().__init__(postgres_url, should_autocreate_tables, token_provider=token_provider)
        self._engine = create_pg_engine(
            postgres_url,
            token_provider,
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            max_overflow=-1,
            pool_pre_ping=True,
        )

    def initialize_concurrency_limit_to_default(self, concurrency_key: str) -> bool:
        """Make a pool known; of two runs that do so at the same moment Dagster lets the second one fail.

        It goes on in a transaction that PostgreSQL has ended (seen with 1.13.27).
        """
        try:
            return super().initialize_concurrency_limit_to_default(concurrency_key)
        except DBAPIError:
            if concurrency_key not in self.get_concurrency_keys():
                raise
            return True

    def dispose(self) -> None:
        """Close what is open."""
        super().dispose()
        self._engine.dispose()


class OpenPostgresStorage(DagsterPostgresStorage):
    """Takes what Dagster's `storage: postgres` takes."""

    def __init__(
        self,
        postgres_url: str,
        should_autocreate_tables: bool = True,
        inst_data: ConfigurableClassData | None = None,
        token_provider: PgTokenProvider | None = None,
    ) -> None:
        super().__init__(postgres_url, should_autocreate_tables, inst_data, token_provider)
        self._event_log_storage = OpenPostgresEventLog(
            postgres_url, should_autocreate_tables, token_provider=token_provider
        )

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "OpenPostgresStorage":
        """Make it as dagster.yaml says: Dagster's own method makes Dagster's own class."""
        return cls(
            postgres_url=pg_url_from_config(config_value),
            should_autocreate_tables=config_value.get("should_autocreate_tables", True),
            inst_data=inst_data,
            token_provider=get_token_provider_from_config(config_value),
        )
