import pytest

from tests.loopback.resolver import no_resolver

__all__ = ["no_resolver"]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Give the URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'history.db'}"
    return request.getfixturevalue("postgres").new_database()
