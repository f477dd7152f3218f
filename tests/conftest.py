"""What every test may use: golden files and a flag to rewrite them that CI refuses; real servers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from tests.servers.postgres import Postgres, find_programs
from tests.servers.redis import Redis, find_program
from tests.servers.s3 import S3

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the code says now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for your own machine: look at the difference and commit it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits longest, so that nobody waits for it alone in the end."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.fixture
def assert_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME; a missing golden file fails."""

    def check(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(actual, encoding="utf-8")
        assert path.exists(), f"tests/golden/{name} is missing; run pytest --update-golden and look at it"
        assert actual == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def japan_pdf() -> Path:
    return ROOT / "raw" / "ceti-2025-japan-report.pdf"


@pytest.fixture
def retries_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Dagster try again without a wait what failed; with a sleep that does not sleep it would spin for minutes."""
    monkeypatch.setattr(dg.RetryPolicy, "calculate_delay", lambda policy, attempt: 0.0)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL server; without one installed the tests that need it say that they were skipped."""
    if (programs := find_programs()) is None:
        pytest.skip("PostgreSQL is not installed (`make tools`; Debian: apt install postgresql)")
    with Postgres(programs) as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """Start a Redis server; without one installed the tests that need it say that they were skipped."""
    if (program := find_program()) is None:
        pytest.skip("Redis is not installed (`make tools`; Debian: apt install redis-server)")
    with Redis(program) as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    with S3() as server:
        yield server


@pytest.fixture
def s3(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> S3:
    """Make an empty bucket, and an environment that reaches it."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    return s3_server.new_bucket()
