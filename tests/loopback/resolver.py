"""Names and settings for tests that ask the loopback web: no resolver is asked, nothing waits longer than it must."""

import socket

import pytest

from cetingest.settings import LinkSettings
from cetingest.web import addresses
from tests.loopback.server import NAME_FAILS


def look_up_without_network(host: str, port: int) -> list[addresses.AddressInfo]:
    """Resolve addresses; of names, the one that fails fails, and no other exists."""
    if host == NAME_FAILS:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    return list(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST))


@pytest.fixture(autouse=True)
def no_resolver(monkeypatch):
    monkeypatch.setattr(addresses, "look_up", look_up_without_network)


def quick(web, **changes) -> LinkSettings:
    """Make settings that reach the loopback web; only tests of slowness shorten the timeouts."""
    values = {
        "connect_to": web.connect_to,
        "allow_net": web.allow_net,
        "ca_bundle": web.ca_bundle,
        "second_pass_seconds": 0.05,
        "host_interval_seconds": 0.0,
        "archive_timegates": (),
        "archive_availability": (),
    }
    return LinkSettings(**(values | changes))
