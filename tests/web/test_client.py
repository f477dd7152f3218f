import gzip
import socket
import ssl
import threading
import time
import zlib

import pytest

from cetingest.errors import SettingsError
from cetingest.model import Reach
from cetingest.web.client import WebClient
from cetingest.web.reach import Failure, failure_of
from tests.loopback.plan import Answer, HostFault, Manner, Plan, html, redirect
from tests.loopback.resolver import quick
from tests.loopback.server import Web

URL = "https://a.example/x"


def ask(answer, url=URL, *, seconds=60.0, faults=None, more=None, **changes):
    with (
        Web(Plan(answers={url: answer} | (more or {}), faults=faults or {})) as web,
        WebClient(quick(web, **changes)) as client,
    ):
        return client.ask(url, seconds=seconds), web


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.DRIP_BODY, Manner.DRIP_HEAD, Manner.CONTINUE])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_server_holds_a_request_longer_than_its_deadline(manner, scheme):
    began = time.monotonic()
    answer, _ = ask(Answer(manner=manner), f"{scheme}://a.example/x", seconds=0.4, read_timeout_seconds=600)
    assert answer.failure.reach is Reach.TIMEOUT
    assert time.monotonic() - began < 60


def test_a_read_that_is_too_slow_is_a_timeout():
    answer, _ = ask(Answer(manner=Manner.SILENT), read_timeout_seconds=0.2)
    assert (answer.failure.reach, answer.failure.is_network_down) == (Reach.TIMEOUT, False)


def test_redirects_are_reported_and_not_followed():
    answer, web = ask(redirect("http://10.0.0.1/"))
    assert (answer.status_code, answer.location) == (301, "http://10.0.0.1/")
    assert len(web.requests) == 1


def test_the_body_ends_at_the_cap():
    answer, _ = ask(Answer(manner=Manner.ENDLESS), max_body_bytes=100_000)
    assert len(answer.body) == 100_000


def test_a_body_that_is_no_page_is_hardly_read():
    answer, _ = ask(Answer(body=b"%PDF" + b"0" * 1_000_000, headers=(("Content-Type", "application/pdf"),)))
    assert len(answer.body) <= 16_384


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_does_not_unfold(layers):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(50)) + packer.flush()
    body = gzip.compress(body) if layers == 2 else body
    encoding = ("Content-Encoding", ", ".join(["gzip"] * layers))
    answer, web = ask(Answer(body=body, headers=(("Content-Type", "text/html"), encoding)))
    assert len(answer.body) <= 262_144
    assert web.requests[0].headers["accept-encoding"] == "identity"


def test_only_get_is_asked_with_an_honest_name():
    _, web = ask(html("A"), contact="mailto:a@example.org")
    (request,) = web.requests
    assert request.method == "GET"
    assert request.headers["user-agent"].startswith("cetingest/")
    assert request.headers["user-agent"].endswith("(+mailto:a@example.org)")
    assert request.host == "a.example"


def test_no_cookie_is_kept():
    with (
        Web(Plan(answers={URL: Answer(headers=(("Set-Cookie", "sid=1; Path=/"),))}, faults={})) as web,
        WebClient(quick(web)) as client,
    ):
        client.ask(URL, seconds=60)
        client.ask(URL, seconds=60)
    assert ["cookie" in request.headers for request in web.requests] == [False, False]


def test_netrc_and_proxies_of_the_environment_are_not_used(monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine a.example login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    answer, web = ask(html("A"))
    assert answer.status_code == 200
    assert "authorization" not in web.requests[0].headers


def test_connections_live_on():
    with Web(Plan(answers={URL: html("A")}, faults={})) as web, WebClient(quick(web)) as client:
        for _ in range(5):
            assert client.ask(URL, seconds=60).status_code == 200
    assert web.connections == 1


def test_a_deadline_of_an_earlier_request_does_not_end_a_later_one():
    slow = Answer(delay_seconds=1.2, body=b"late")
    with (
        Web(Plan(answers={URL: html("A"), "https://a.example/slow": slow}, faults={})) as web,
        WebClient(quick(web)) as client,
    ):
        client.ask(URL, seconds=60)
        client.ask(URL, seconds=1.0)  # on the connection that stands: no handshake counts
        answer = client.ask("https://a.example/slow", seconds=60)
    assert (answer.body, web.connections) == (b"late", 1)


def test_a_reset_connection_is_tried_once_more():
    answer, web = ask(Answer(manner=Manner.RESET, then=html("A")))
    assert (answer.status_code, answer.requests_made, web.connections) == (200, 2, 2)


@pytest.mark.parametrize(
    ("fault", "reach"),
    [
        (HostFault.EXPIRED, Reach.TLS_EXPIRED),
        (HostFault.WRONG_HOST, Reach.TLS_HOSTNAME),
        (HostFault.UNTRUSTED, Reach.TLS_UNTRUSTED),
        (HostFault.NO_TLS, Reach.TLS_FAILED),
        (HostFault.REFUSED, Reach.CONNECTION_FAILED),
        (HostFault.NO_NAME, Reach.DNS_NOT_FOUND),
        (HostFault.NAME_FAILS, Reach.DNS_FAILED),
    ],
)
def test_what_is_wrong_with_a_host_is_told_apart(fault, reach):
    answer, _ = ask(html("A"), faults={"a.example": fault})
    assert answer.failure.reach is reach


@pytest.mark.parametrize(
    ("reason", "detail"),
    [
        ("WRONG_VERSION_NUMBER", "the server does not speak TLS at this port"),
        ("UNSUPPORTED_PROTOCOL", "the server only knows outdated versions of TLS"),
        ("TLSV1_ALERT_INTERNAL_ERROR", "the server broke off with “internal error”"),
        ("NO_CIPHERS_AVAILABLE", "no ciphers available"),
        (None, "no reason is known"),
    ],
)
def test_what_is_wrong_with_tls_is_said_in_words(reason, detail):
    error = ssl.SSLError(1, "x")
    error.reason = reason
    assert failure_of(error).detail == detail


def test_plain_text_where_tls_is_expected_is_said_in_words():
    answer, _ = ask(html("A"), faults={"a.example": HostFault.NO_TLS})
    assert answer.failure.detail == "the server does not speak TLS at this port"


@pytest.mark.parametrize("value", ["120", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", None])
def test_retry_after_is_read_as_number_or_date(value):
    headers = (("Retry-After", value),) if value else ()
    answer, _ = ask(Answer(status_code=429, headers=headers))
    assert answer.retry_after_seconds == {"120": 120.0, "Thu, 01 Jan 1970 00:00:00 GMT": 0.0}.get(value)


def test_a_bundle_that_is_none_is_a_settings_error(tmp_path):
    (tmp_path / "ca.pem").write_text("nothing")
    for path in (tmp_path / "ca.pem", tmp_path / "missing.pem"):
        with Web(Plan(answers={}, faults={})) as web, pytest.raises(SettingsError, match="ca_bundle"):
            WebClient(quick(web, ca_bundle=str(path)))


class Refusing:
    """A proxy that gives every request the same answer; without one it is silent."""

    def __init__(self, answer: bytes | None) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._clients: list[socket.socket] = []
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _run(self) -> None:
        while True:
            client, _ = self._listener.accept()
            self._clients.append(client)
            if self._answer is not None:
                client.recv(65_536)
                client.sendall(self._answer)
                client.close()


class Proxy:
    """A proxy that tunnels and forwards to one port and remembers what it was asked."""

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = port
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _run(self) -> None:
        client, _ = self._listener.accept()
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(4_096)
        self.asked.append(head.partition(b" HTTP/")[0].decode())
        server = socket.create_connection(("127.0.0.1", self._port))
        if head.startswith(b"CONNECT"):
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            server.sendall(head.replace(b"http://a.example", b"", 1))
        threading.Thread(target=_pump, args=(client, server), daemon=True).start()
        _pump(server, client)


def _pump(source: socket.socket, target: socket.socket) -> None:
    while data := source.recv(65_536):
        target.sendall(data)


@pytest.mark.parametrize(
    ("url", "asked"),
    [("http://a.example/x", "GET http://a.example/x"), (URL, "CONNECT a.example:443")],
)
def test_a_proxy_is_used_where_it_is_set(url, asked):
    with Web(Plan(answers={url: html("A")}, faults={})) as web:
        proxy = Proxy(int(web.connect_to[url.startswith("https")].rpartition(":")[2]))
        with WebClient(quick(web, proxy=proxy.url, allow_net=())) as client:
            assert client.ask(url, seconds=60).status_code == 200
            assert client.ask("http://127.0.0.1/", seconds=60).failure.reach is Reach.UNSAFE
    assert proxy.asked == [asked]


def _host_of(proxy_url: str) -> str:
    return proxy_url.partition("//")[2]


@pytest.mark.parametrize("url", [URL, "http://a.example/x"])
@pytest.mark.parametrize(
    ("proxy", "why"),
    [
        ("http://127.0.0.1:9", "it refused the connection"),
        ("http://no-name.invalid:3128", "its host name does not exist"),
        ("https://127.0.0.1:9", "it refused the connection"),
    ],
)
def test_a_proxy_that_is_not_there_is_our_network_and_asked_nobody(url, proxy, why):
    answer, _ = ask(html("A"), url, proxy=proxy)
    assert answer.failure == Failure(
        reach=Reach.NOT_FETCHED, detail=f"the proxy {_host_of(proxy)} did not help: {why}", is_network_down=True
    )
    assert answer.requests_made == 0


@pytest.mark.parametrize(
    ("url", "status", "why"),
    [
        (URL, "502 Bad Gateway", "it answered 502 Bad Gateway"),
        (URL, "403 Forbidden", "it answered 403 Forbidden"),
        (URL, "407 Proxy Authentication Required", "it answered 407 Proxy Authentication Required"),
        ("http://a.example/x", "407 X", "it asks for a user name and password (407)"),
    ],
)
def test_a_proxy_that_lets_nothing_through_is_no_failure_of_the_url(url, status, why):
    proxy = Refusing(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
    answer, _ = ask(html("A"), url, proxy=proxy.url)
    detail = f"the proxy {_host_of(proxy.url)} did not help: {why}"
    assert answer.failure == Failure(reach=Reach.NOT_FETCHED, detail=detail)


@pytest.mark.parametrize("timeouts", [{"connect_timeout_seconds": 0.2}, {"seconds": 0.2}])
def test_a_proxy_that_is_silent_is_no_failure_of_the_url(timeouts):
    answer, _ = ask(html("A"), proxy=Refusing(None).url, **timeouts)
    assert answer.failure.reach is Reach.NOT_FETCHED
