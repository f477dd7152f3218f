"""The guarded door to the web: one request at a time, only to vetted addresses, never longer or larger than allowed.

Redirects are not followed here. Each hop is a request of its own, which its caller queues under its own host. No
cookies are kept. No netrc and no proxy of the environment is used. No user name or password is sent.
"""

import functools
import re
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.poolmanager import ProxyManager
from urllib3.response import BaseHTTPResponse

from cetingest import __version__
from cetingest.errors import SettingsError
from cetingest.model import Reach
from cetingest.settings import LinkSettings
from cetingest.web.addresses import AddressInfo, Routes
from cetingest.web.connections import POOL_CLASSES, ConnectionRules, use_rules
from cetingest.web.deadlines import Deadline, Watchdog
from cetingest.web.headers import decoded_location, retry_after
from cetingest.web.media_types import is_html, is_pdf
from cetingest.web.reach import REDIRECTS, Failure, failure_of, tunnel_error_in
from cetingest.web.urls import BadUrlError, RefusedUrlError, host_and_port

_CHUNK_BYTES = 16_384
_UNREAD_BODY_BYTES = 16_384
"""Read of a body that is not needed. That is enough for the usual error page, so the connection can be used again."""
_SNIFFED_BYTES = 1_024
_PROXY_WANTS_LOGIN = 407
_TUNNEL_REFUSED = re.compile(r"Tunnel connection failed: (.*)")
"""The words of http.client, which has no exception of its own for this."""
_POOLS = 256
"""Hosts whose connections stay open. With 2 a host that stays below the usual limit of 1,024 open files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from one request: a status, or a failure. `requests_made` counts the retry."""

    status_code: int | None = None
    location: str | None = None
    content_type: str | None = None
    retry_after_seconds: float | None = None
    is_challenge: bool = False
    body: bytes = b""
    is_whole: bool = True
    failure: Failure | None = None
    seconds: float = 0.0
    requests_made: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """What a request to a service needs besides its URL. With `form` or `body` it is a POST.

    `headers` name the type of a body. The answer to such a request has its headers.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    body: bytes | None = None

    @property
    def is_post(self) -> bool:
        """Tell whether something is sent. Such a request must not be repeated."""
        return self.form is not None or self.body is not None


class WebClient:
    """A client that many threads may use at once; close it when done.

    Raises SettingsError when `connect_to` or `ca_bundle` cannot be used.
    """

    def __init__(self, settings: LinkSettings) -> None:
        self._settings = settings
        self._routes = Routes(settings)
        self._proxy = _shown_proxy(settings.proxy)
        self._proxies = None if settings.proxy is None else {"http": settings.proxy, "https": settings.proxy}
        context = make_context(settings.ca_bundle)
        self._kept = _Sender(_Adapter(context, settings.per_host), _headers(settings))
        # closes each connection after its request, so that every request begins with a new one
        self._fresh = _Sender(_Adapter(context, settings.per_host), _headers(settings, Connection="close"))
        self._watchdog = Watchdog()

    def __enter__(self) -> "WebClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what still runs and close all connections."""
        self._watchdog.close()
        self._kept.adapter.close()
        self._fresh.adapter.close()

    def ask(
        self,
        url: str,
        *,
        seconds: float,
        is_fresh: bool = False,
        body_bytes: int | None = None,
        options: RequestOptions | None = None,
    ) -> Answer:
        """GET a URL (as `urls.request_url` spells it) within `seconds`. Expected failures are in the answer.

        If the connection breaks off before an answer, the request is repeated once on a fresh one: servers close idle
        connections at any moment, and no page may be called dead for that. `is_fresh` begins with a fresh connection
        and looks the host up again. The body is read if it is a web page or PDF, or up to `body_bytes` where given.
        """
        began = time.monotonic()
        wanted = _Request(url=url, is_fresh=is_fresh, body_bytes=body_bytes, options=options)
        answer = self._ask_once(wanted, seconds)
        is_post = options is not None and options.is_post  # the server may have acted on it already
        if answer.failure is not None and answer.failure.is_reset and not is_post:
            seconds -= time.monotonic() - began
            answer = replace(self._ask_once(replace(wanted, is_fresh=True), seconds), requests_made=2)
        return replace(answer, seconds=time.monotonic() - began)

    def _ask_once(self, wanted: "_Request", seconds: float) -> Answer:
        deadline = self._watchdog.start(seconds)
        try:
            answer = self._get(wanted, deadline)
        except (requests.RequestException, HTTPError, socket.gaierror, BadUrlError, RefusedUrlError) as error:
            answer = _failed(self._failure(error))
        finally:
            deadline.detach()
        if deadline.is_expired and answer.requests_made:  # outranks any status, see `deadlines`
            return Answer(failure=Failure(reach=Reach.TIMEOUT, detail=f"not finished after {seconds:.0f} s"))
        return answer

    def _get(self, wanted: "_Request", deadline: Deadline) -> Answer:
        settings, sender = self._settings, self._fresh if wanted.is_fresh else self._kept
        use_rules(ConnectionRules(deadline, self._addresses(wanted), settings.connect_timeout_seconds))
        timeout = (settings.connect_timeout_seconds, settings.read_timeout_seconds)
        request = sender.request(wanted)
        with sender.adapter.send(request, stream=True, timeout=timeout, proxies=self._proxies) as response:
            status, headers = response.status_code, response.headers
            if status == _PROXY_WANTS_LOGIN and settings.proxy is not None:
                return _failed(self._failure_of_proxy(f"it asks for a user name and password ({status})"))
            body, is_whole = _read(response, settings, wanted.body_bytes)
            return Answer(
                status_code=status,
                location=decoded_location(headers.get("Location")) if status in REDIRECTS else None,
                content_type=headers.get("Content-Type"),
                retry_after_seconds=retry_after(headers),
                is_challenge=headers.get("cf-mitigated", "").lower() == "challenge",
                body=body,
                is_whole=is_whole,
                headers={} if wanted.options is None else {k.lower(): v for k, v in headers.items()},
            )

    def _addresses(self, wanted: "_Request") -> tuple[AddressInfo, ...]:
        host, port = host_and_port(wanted.url)
        if self._settings.proxy is None:
            return self._routes.addresses(host, port, is_fresh=wanted.is_fresh)
        self._routes.vet_spelling(host, port)
        return ()

    def _failure(self, error: Exception) -> Failure:
        if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
            return Failure(reach=Reach.BAD_URL, detail=str(error))
        failure, tunnel = failure_of(error), tunnel_error_in(error)
        if tunnel is None and not isinstance(error, requests.exceptions.ProxyError):
            return failure
        if (refusal := _TUNNEL_REFUSED.search(str(tunnel))) is not None:
            return self._failure_of_proxy(f"it answered {refusal[1].strip()}")
        why = failure.detail.replace("the server", "it").replace("the host name", "its host name")
        return replace(self._failure_of_proxy(why), is_network_down=True, is_reset=failure.is_reset)

    def _failure_of_proxy(self, why: str) -> Failure:
        """Say that the proxy failed. The URL was not asked, so this is no strike."""
        return Failure(reach=Reach.NOT_FETCHED, detail=f"the proxy {self._proxy} did not help: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    url: str
    is_fresh: bool
    body_bytes: int | None
    options: RequestOptions | None


# --- how a request is sent --------------------------------------------------------------------------------------------


class _Adapter(HTTPAdapter):
    """An adapter with one SSLContext for all connections.

    requests loads the certificate bundle anew for each connection, 29 CPU ms each on OpenSSL 3.0
    (psf/requests PR 6667, python/cpython#95031). The context given here verifies names and chains as usual.
    """

    def __init__(self, context: ssl.SSLContext, per_host: int) -> None:
        self._context = context
        super().__init__(pool_connections=_POOLS, pool_maxsize=per_host)

    # The signatures below are those of requests' HTTPAdapter, whose own types are as loose.
    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        """Give every connection the one context and the guarded classes."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = POOL_CLASSES

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> ProxyManager:
        """Do the same for connections through a proxy."""
        manager: ProxyManager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        manager.pool_classes_by_scheme = POOL_CLASSES
        return manager

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: object,  # noqa: ARG002
        proxies: Mapping[str, str] | None = None,
        cert: object = None,  # noqa: ARG002
    ) -> HTTPConnectionPool:
        """Return the pool of a URL's host. All pools share one context, so nothing else tells them apart."""
        url = request.url or ""
        scheme, (host, port) = url.partition(":")[0], host_and_port(url)
        manager = self.poolmanager if proxies is None else self.proxy_manager_for(proxies[scheme])
        return manager.connection_from_host(host, port, scheme)

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """Build a response without its cookies, encoding and history, which nobody reads."""
        response = requests.Response()
        response.status_code, response.headers = resp.status, CaseInsensitiveDict(resp.headers)
        response.raw, response.request = resp, req
        return response

    def cert_verify(self, conn: HTTPConnectionPool, url: object, verify: object, cert: object) -> None:  # noqa: ARG002
        """Leave verification on; only the loading of the bundle is left out."""
        conn.cert_reqs = "CERT_REQUIRED"  # type: ignore[attr-defined]


@functools.cache
def make_context(ca_bundle: str | None) -> ssl.SSLContext:
    """Make the context of all connections of this process: the usual authorities and those of a PEM file.

    Raises SettingsError when the file cannot be used.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # as browsers have it; Debian's Python leaves it to the system
    context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
    if ca_bundle is not None:
        try:
            context.load_verify_locations(cafile=str(Path(ca_bundle).expanduser()))
        except (OSError, ValueError) as error:
            why = f"no PEM file of certificates ({error})"
            raise SettingsError(f"links.ca_bundle: {ca_bundle}: {why}; name another file") from error
    return context


@dataclass(frozen=True, slots=True)
class _Sender:
    adapter: _Adapter
    headers: CaseInsensitiveDict[str]

    def request(self, wanted: _Request) -> requests.PreparedRequest:
        """Make a request by hand: a session would merge, check and copy the same settings for each one."""
        request = requests.PreparedRequest()
        request.method, request.url, request.headers = "GET", wanted.url, self.headers
        if wanted.options is not None:
            request.headers = CaseInsensitiveDict({**self.headers, **wanted.options.headers})
            if wanted.options.is_post:
                request.method = "POST"
                request.prepare_body(wanted.options.form or wanted.options.body, None)
        return request


def _headers(settings: LinkSettings, **more: str) -> CaseInsensitiveDict[str]:
    contact = f" (+{settings.contact})" if settings.contact else ""
    return CaseInsensitiveDict(
        {
            "User-Agent": f"cetingest/{__version__}{contact}",
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "identity",  # a bomb cannot unfold
            **more,
        }
    )


# --- reading an answer ------------------------------------------------------------------------------------------------


def _most_bytes(response: requests.Response, settings: LinkSettings, start: bytes) -> int:
    """Return how much of a body to read, judged by its first bytes: content types are often wrong."""
    if not 200 <= response.status_code < 300:
        return min(_UNREAD_BODY_BYTES, settings.max_body_bytes)
    if is_pdf(start):
        return max(settings.max_pdf_bytes, len(start))
    is_page = is_html(response.headers.get("Content-Type"), start)
    return settings.max_body_bytes if is_page else min(_UNREAD_BODY_BYTES, settings.max_body_bytes)


def _read(response: requests.Response, settings: LinkSettings, wanted_bytes: int | None) -> tuple[bytes, bool]:
    """Read the body up to the cap, and tell whether that is all of it.

    A body that breaks off is kept as far as it came, since the status had come.
    """
    body = bytearray()
    most_bytes, is_whole = wanted_bytes or _CHUNK_BYTES, False
    try:
        # read1 hands over what has come; read would keep a part back and lose it when the rest does not come
        while len(body) < most_bytes:
            chunk = response.raw.read1(_CHUNK_BYTES, decode_content=True)
            if not chunk:
                is_whole = True
                break
            is_start = len(body) < _SNIFFED_BYTES and wanted_bytes is None
            body += chunk
            if is_start:
                most_bytes = _most_bytes(response, settings, bytes(body))
    except HTTPError as error:
        if failure_of(error).reach is Reach.TIMEOUT:
            raise
    return bytes(body[:most_bytes]), is_whole


def _shown_proxy(proxy: str | None) -> str:
    """Name a proxy by host and port: its URL may hold a password."""
    return "" if proxy is None else urlsplit(proxy).netloc.rpartition("@")[2]


def _failed(failure: Failure) -> Answer:
    return Answer(failure=failure, requests_made=0 if failure.is_unasked else 1)
