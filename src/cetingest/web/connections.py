"""Connections that only go to the addresses vetted for a request, and that the request's deadline can end.

Host header, SNI and certificate check stay with the URL's host name, whatever address is connected to.
"""

import contextvars
import socket
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from cetingest.web.addresses import AddressInfo
from cetingest.web.deadlines import Deadline
from cetingest.web.reach import ConnectTimeoutError, ProxyTunnelError

_ADDRESSES_TRIED = 4
"""Addresses of one host that are tried before giving up; each may take the whole connect timeout."""


@dataclass(frozen=True, slots=True)
class ConnectionRules:
    """What the connections of one request need to know; each thread has one request at a time."""

    deadline: Deadline
    addresses: tuple[AddressInfo, ...]
    connect_timeout_seconds: float


_RULES: contextvars.ContextVar[ConnectionRules] = contextvars.ContextVar("connection_rules")


def use_rules(rules: ConnectionRules) -> None:
    """Say what the next request of this thread may do."""
    _RULES.set(rules)


class _Guarded(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        rules = _RULES.get()
        # A proxy is the operator's own, so its address is not vetted.
        connected = super()._new_conn() if self.proxy is not None else _connect(rules)
        rules.deadline.attach(connected)
        return connected

    def connect(self) -> None:
        super().connect()
        self._attach()  # the TLS layer has taken the socket over

    def _tunnel(self) -> None:  # of http.client, whose own errors there look like the web server's
        try:
            super()._tunnel()
        except (OSError, HTTPException) as error:
            raise ProxyTunnelError(str(error)) from error

    def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # urllib3's signature, passed on
        self._attach()  # a kept connection still has the deadline of another request
        super().request(*args, **kwargs)

    def _attach(self) -> None:
        if self.sock is not None:
            _RULES.get().deadline.attach(self.sock)


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _PoolHTTPS(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


POOL_CLASSES: dict[str, type[HTTPConnectionPool]] = {"http": _Pool, "https": _PoolHTTPS}


def _connect(rules: ConnectionRules) -> socket.socket:
    error: OSError = OSError("the host name has no address")
    for family, kind, protocol, _, address in rules.addresses[:_ADDRESSES_TRIED]:
        connecting = socket.socket(family, kind, protocol)
        connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connecting.settimeout(min(rules.connect_timeout_seconds, rules.deadline.seconds_left))
        try:
            connecting.connect(address)
        except TimeoutError:
            error = ConnectTimeoutError("no connection in time")
        except OSError as refused:
            error = refused
        else:
            return connecting
        connecting.close()
    raise error
