"""A real HTTP and HTTPS server on loopback that plays any host, reached through `--connect-to`."""

import contextlib
import datetime as dt
import gzip
import socket
import ssl
import struct
import tempfile
import threading
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import trustme

from cetingest.web.urls import registrable_domain
from tests.loopback.plan import Answer, HostFault, Manner, Plan, status

ADDRESS = "127.0.0.1"
NO_NAME, NAME_FAILS = "no-name.invalid", "name-fails.invalid"
_DRIP_SECONDS = 0.05
_RESET_SECONDS = 0.2
_WITHOUT_END = (Manner.SILENT, Manner.ENDLESS, Manner.DRIP_BODY, Manner.DRIP_HEAD, Manner.CONTINUE)
_BOMB_BYTES = 200_000_000
"""What the bomb unfolds to: enough to see in memory and time, and made in a second."""
_UNKNOWN_PAGE = status(404, ("Content-Type", "text/html"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked; header names in lower case. No host: it was neither GET nor POST."""

    method: str
    host: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def is_last(self) -> bool:
        return self.headers.get("connection", "").lower() == "close"


class Web:
    """The web of a plan, while its `with` block lasts.

    `connect_to`, `ca_bundle` and `allow_net` are the settings to reach it with. `requests` is what was asked, in order;
    `highest_at_once` is the most that each registrable domain had to answer at the same time, `most_clients` the most
    clients, told apart by their User-Agent, that it had to.
    """

    allow_net = ("127.0.0.0/8",)
    more_hosts: tuple[str, ...] = ()

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._authority = trustme.CA()
        self._stranger = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="cetingest-web-")
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()
        self._is_closed = threading.Event()
        self.requests: list[Request] = []
        self.highest_at_once: Counter[str] = Counter()
        self._clients: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.most_clients: Counter[str] = Counter()
        self.connections = 0
        self.ca_bundle = str(Path(self._folder.name) / "ca.pem")
        self.connect_to: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        self._authority.cert_pem.write_to_path(self.ca_bundle)
        self._plain = socket.create_server((ADDRESS, 0), backlog=512)
        self._tls = socket.create_server((ADDRESS, 0), backlog=512)
        self._old_tls = socket.create_server((ADDRESS, 0), backlog=16)
        with socket.create_server((ADDRESS, 0)) as closed:
            self._closed_port = closed.getsockname()[1]
        self.connect_to = tuple(self._connect_to())
        for listener, context in (
            (self._plain, None),
            (self._tls, self._base_context()),
            (self._old_tls, self._old_context()),
        ):
            threading.Thread(target=self._accept, args=(listener, context), daemon=True).start()
        return self

    def options(self) -> list[str]:
        """Return the options that make `cetingest check` and `run` reach this web."""
        options = ["--ca-bundle", self.ca_bundle]
        for net in self.allow_net:
            options += ["--allow-net", net]
        for entry in self.connect_to:
            options += ["--connect-to", entry]
        return options

    def __exit__(self, *_: object) -> None:
        self._is_closed.set()
        for listener in (self._plain, self._tls, self._old_tls):
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._folder.cleanup()

    def _connect_to(self):
        """Map the plan's hosts and no others: an address in a redirect must meet the guard, not this server."""
        hosts = {urlsplit(url).hostname for url in self._plan.answers} | set(self._plan.faults) | set(self.more_hosts)
        for host in sorted(hosts - {None}):
            fault = self._plan.faults.get(host)
            for port, listener in ((80, self._plain), (443, self._tls)):
                target = {
                    HostFault.REFUSED: f"{ADDRESS}:{self._closed_port}",
                    HostFault.OLD_TLS: f"{ADDRESS}:{self._old_tls.getsockname()[1]}",
                    HostFault.NO_TLS: f"{ADDRESS}:{self._plain.getsockname()[1]}",
                    HostFault.NO_NAME: f"{NO_NAME}:{port}",
                    HostFault.NAME_FAILS: f"{NAME_FAILS}:{port}",
                }.get(fault, f"{ADDRESS}:{listener.getsockname()[1]}")
                yield f"{host}:{port}:{target}"

    def _accept(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        while not self._is_closed.is_set():
            try:
                accepted, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(accepted, context), daemon=True).start()

    def _serve(self, accepted: socket.socket, context: ssl.SSLContext | None) -> None:
        self.connections += 1
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = context.wrap_socket(accepted, server_side=True) if context else accepted
            stack.enter_context(connection)
            reader = stack.enter_context(connection.makefile("rb"))
            while (request := _read_request(reader)) is not None:
                if not request.host:
                    _refuse(connection)
                    return
                if not self._play(connection, request, "https" if context else "http") or request.is_last:
                    return

    def _play(self, connection: socket.socket, request: Request, scheme: str) -> bool:
        """Answer one request; tell whether the connection may go on."""
        domain, client = registrable_domain(request.host), request.headers.get("user-agent", "")
        with self._lock:
            self.requests.append(request)
            self._clients[domain][client] += 1
            self.highest_at_once[domain] = max(self.highest_at_once[domain], self._clients[domain].total())
            self.most_clients[domain] = max(self.most_clients[domain], len(self._clients[domain]))
            url = f"{scheme}://{request.host}{request.target}"
            answer = self.answer_to(request, url)
            if self._asked[url] and answer.then is not None:
                answer = answer.then
            self._asked[url] += 1
        self._is_closed.wait(answer.delay_seconds)
        with contextlib.ExitStack() as stack:
            if answer.manner in _WITHOUT_END:
                stack.callback(self._count_out, domain, client)
            else:  # now, for as soon as the client has its answer it may ask the next
                self._count_out(domain, client)
            return self._send(connection, answer)

    def _count_out(self, domain: str, client: str) -> None:
        with self._lock:
            self._clients[domain] -= Counter([client])  # which drops those that have none left

    def answer_to(self, request: Request, url: str) -> Answer:
        """Return what the plan says; a server with a mind of its own overrides this."""
        return self._plan.answers.get(url, _UNKNOWN_PAGE)

    def _send(self, connection: socket.socket, answer: Answer) -> bool:  # noqa: PLR0912 - one branch a manner
        head = _head(answer)
        match answer.manner:
            case Manner.WHOLE:
                connection.sendall(head + answer.body)
                return True
            case Manner.CHUNKED:
                head = head.replace(b"Content-Length", b"X-Length").replace(
                    b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
                pieces = [answer.body[at : at + 100] for at in range(0, len(answer.body), 100)]
                connection.sendall(head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""]))
                return True
            case Manner.STALE:
                connection.sendall(head + answer.body)
            case Manner.LONG_LENGTH:
                connection.sendall(head.replace(b"Content-Length: ", b"Content-Length: 9") + answer.body)
            case Manner.SHORT_LENGTH:
                shorter = b"Content-Length: %d" % (len(answer.body) * 9 // 10)
                connection.sendall(head.replace(b"Content-Length: %d" % len(answer.body), shorter) + answer.body)
            case Manner.GZIP_BOMB:
                bomb = gzip.compress(answer.body + b" " * _BOMB_BYTES)
                head = _head(replace(answer, body=bomb, headers=(*answer.headers, ("Content-Encoding", "gzip"))))
                connection.sendall(head + bomb)
            case Manner.MANY_HEADERS:
                many = b"".join(b"X-%d: y\r\n" % number for number in range(5_000))
                connection.sendall(head.replace(b"\r\n\r\n", b"\r\n" + many + b"\r\n") + answer.body)
            case Manner.LONG_HEADER:
                connection.sendall(head.replace(b"\r\n\r\n", b"\r\nX-A: " + b"y" * 300_000 + b"\r\n\r\n") + answer.body)
            case Manner.RESET:
                _reset(connection)
            case Manner.CUT_RESET:
                connection.sendall(head + answer.body[: len(answer.body) // 2])
                self._is_closed.wait(_RESET_SECONDS)  # or the reset overtakes what was sent
                _reset(connection)
            case Manner.GARBAGE:
                connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            case Manner.CUT:
                connection.sendall(head + answer.body[: len(answer.body) // 2])
            case Manner.SILENT:
                self._is_closed.wait()
            case Manner.ENDLESS:
                head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
                self._drip(connection, head, answer.body + b"z" * 65_536, 0.0)
            case Manner.DRIP_BODY:
                self._drip(connection, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x", _DRIP_SECONDS)
            case Manner.DRIP_HEAD:
                self._drip(connection, b"HTTP/1.1 200 OK\r\nX-A: ", b"y", _DRIP_SECONDS)
            case Manner.CONTINUE:
                self._drip(connection, b"", b"HTTP/1.1 100 Continue\r\n\r\n", _DRIP_SECONDS)
        return False

    def _drip(self, connection: socket.socket, first: bytes, piece: bytes, seconds: float) -> None:
        connection.sendall(first)
        while not self._is_closed.wait(seconds):
            connection.sendall(piece)

    def _base_context(self) -> ssl.SSLContext:
        context = self._context("loopback.invalid")
        context.sni_callback = self._choose_certificate
        return context

    def _old_context(self) -> ssl.SSLContext:
        """Make a context that knows no version since 2006; only a listener of its own keeps it from newer ones."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("loopback.invalid").configure_cert(context)
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        return context

    def _choose_certificate(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = self._context(name or "loopback.invalid")

    def _context(self, host: str) -> ssl.SSLContext:
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                fault = self._plan.faults.get(host)
                if fault is HostFault.INCOMPLETE:
                    leaf = self._authority.create_child_ca().issue_cert(host)
                    with leaf.private_key_pem.tempfile() as key, leaf.cert_chain_pems[0].tempfile() as chain:
                        context.load_cert_chain(chain, key)
                else:
                    self._certificate(host).configure_cert(context)
                self._contexts[host] = context
            return self._contexts[host]

    def _certificate(self, host: str) -> trustme.LeafCert:
        match self._plan.faults.get(host):
            case HostFault.EXPIRED:
                return self._authority.issue_cert(host, not_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
            case HostFault.WRONG_HOST:
                return self._authority.issue_cert("other.invalid")
            case HostFault.UNTRUSTED:
                return self._stranger.issue_cert(host)
        return self._authority.issue_cert(host)


def _reset(connection: socket.socket) -> None:
    """Let closing with linger 0 send RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _refuse(connection: socket.socket) -> None:
    """Answer what is no request, such as TLS on the plain port, as servers do, and read on so that it arrives."""
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(4_096):
        pass


def _read_request(reader) -> Request | None:
    line = reader.readline(65_536).decode("latin-1").split()
    if not line:
        return None
    if len(line) != 3 or line[0] not in ("GET", "POST"):
        return Request(method="", host="", target="", headers={})
    headers = {}
    while (header := reader.readline(65_536).decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    host = headers.get("host", "").partition(":")[0]
    body = reader.read(int(headers.get("content-length", 0)))
    return Request(method=line[0], host=host, target=line[1], headers=headers, body=body)


def _head(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status_code} X", f"Content-Length: {len(answer.body)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
