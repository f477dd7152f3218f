"""Which network addresses may be connected to, and how a host's addresses are found.

The resolved address is vetted, never the spelling: 127.1, 2130706433, 0x7f000001 and [::ffff:7f00:1] all reach this
machine. No name is resolved again after vetting, so an answer that changes in between does no harm.
"""

import ipaddress
import socket
import threading
import time
from dataclasses import dataclass

from cetingest.settings import LinkSettings, connect_to_parts
from cetingest.web.urls import RefusedUrlError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]

# Networks without public web servers that `is_global` of some supported Python lets through: IETF protocol
# assignments (python/cpython#113171), 6to4 relays, carrier NAT (a cloud keeps its metadata there), benchmarks, another
# cloud's metadata at a public address; Teredo and other 2001::/23 assignments, 6to4, documentation.
_NEVER_PUBLIC: tuple[IPNetwork, ...] = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "100.64.0.0/10",
        "198.18.0.0/15",
        "168.63.129.16/32",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
    )
)
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
"""All that was ever assigned for public use. Outside lie site-local fec0::/10, segment routing 5f00::/16, local NAT64
64:ff9b:1::/48, IPv4 in other forms than the mapped one, and networks of the future."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_REMEMBERED_SECONDS = 60.0
"""An answer of the resolver, good or bad, is used again for so long: about the first pass of a run. So a resolver that
is down is waited for once a host and not once a URL."""


def look_up(host: str, port: int) -> list[AddressInfo]:
    """Ask the system's resolver; raises socket.gaierror. Tests replace it."""
    return list(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))


def parse_address(text: str) -> IPAddress:
    """Read an address, unwrapping IPv4 addresses inside IPv6 (mapped, NAT64), which reach the IPv4 host."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(address.packed[-4:])
    return address


def is_public(address: IPAddress) -> bool:
    """Tell whether a public web server can live at an (unwrapped) address.

    >>> is_public(parse_address("2606:4700::1111")), is_public(parse_address("64:ff9b::7f00:1"))
    (True, False)
    """
    denied = any(address in net for net in _NEVER_PUBLIC if net.version == address.version)
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_IPV6:
        return False
    return address.is_global and not address.is_multicast and not denied


@dataclass(frozen=True, slots=True)
class ConnectTo:
    """One `--connect-to`: requests to host1:port1 connect to host2:port2; None matches all or changes nothing."""

    host1: str | None
    port1: int | None
    host2: str | None
    port2: int | None

    @classmethod
    def parse(cls, text: str) -> "ConnectTo":
        """Read HOST1:PORT1:HOST2:PORT2; raises SettingsError as `settings.connect_to_parts` does.

        >>> ConnectTo.parse("example.org:443:[::1]:8443")
        ConnectTo(host1='example.org', port1=443, host2='::1', port2=8443)
        """
        return cls(*connect_to_parts(text))

    def matches(self, host: str, port: int) -> bool:
        """Tell whether a request to host and port is meant."""
        return self.host1 in (None, host) and self.port1 in (None, port)


class Routes:
    """From host and port of a URL to the vetted socket addresses that may be connected to."""

    def __init__(self, settings: LinkSettings) -> None:
        self._connect_to = tuple(ConnectTo.parse(text) for text in settings.connect_to)
        self._allow_net = tuple(ipaddress.ip_network(net) for net in settings.allow_net)
        self._ports = frozenset(settings.allowed_ports)
        self._answers: dict[tuple[str, int, bool], tuple[float, list[AddressInfo] | socket.gaierror]] = {}
        self._lock = threading.Lock()

    def addresses(self, host: str, port: int, *, is_fresh: bool = False) -> tuple[AddressInfo, ...]:
        """Resolve and vet. One bad address refuses the whole name, since good and bad ones may be mixed on purpose.

        `is_fresh` is for a second attempt: it uses no answer to a first one. Raises socket.gaierror
        when the name does not resolve, RefusedUrlError when an address may not be asked.
        """
        host, port, is_mapped = self._route(host, port)
        answers = self._resolve(host, port, is_fresh=is_fresh)
        for answer in answers:
            self._vet(str(answer[4][0]), port, is_mapped=is_mapped)
        return tuple(answers)

    def vet_spelling(self, host: str, port: int) -> None:
        """Vet a host that a proxy will resolve. Only literal addresses and this machine can be judged here.

        Raises RefusedUrlError.
        """
        if host == "localhost" or host.endswith(".localhost"):
            raise RefusedUrlError(f"{host} is this machine, not the web")
        self._vet_port(port)
        try:
            answers = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
        except socket.gaierror:
            return  # a name, which is the proxy's to resolve
        for answer in answers:
            self._vet(str(answer[4][0]), port, is_mapped=False)

    def _route(self, host: str, port: int) -> tuple[str, int, bool]:
        for rule in self._connect_to:
            if rule.matches(host, port):
                return rule.host2 or host, rule.port2 or port, True
        return host, port, False

    def _resolve(self, host: str, port: int, *, is_fresh: bool) -> list[AddressInfo]:
        with self._lock:
            known = self._answers.get((host, port, is_fresh))
        if known is None or time.monotonic() - known[0] > _REMEMBERED_SECONDS:
            try:
                answer: list[AddressInfo] | socket.gaierror = look_up(host, port)
            except socket.gaierror as error:
                answer = error
            known = (time.monotonic(), answer)
            with self._lock:
                self._answers[host, port, is_fresh] = known
        if isinstance(known[1], socket.gaierror):
            raise socket.gaierror(*known[1].args)  # a new one: a shared one would collect every thread's traceback
        return known[1]

    def _vet(self, text: str, port: int, *, is_mapped: bool) -> None:
        address = parse_address(text)
        if any(address in net for net in self._allow_net if net.version == address.version):
            return
        if not is_public(address):
            raise RefusedUrlError(f"{text} is not a public address; --allow-net would permit it")
        if not is_mapped:
            self._vet_port(port)

    def _vet_port(self, port: int) -> None:
        if port not in self._ports:
            raise RefusedUrlError(f"port {port} is not among links.allowed_ports")
