"""From a status or an exception to how far a fetch got (`model.Reach`)."""

import errno
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.model import Reach
from cetingest.web.urls import BadUrlError, RefusedUrlError

# Blocked: the server refuses us, which says nothing about the page. Login, payment, forbidden, proxy login,
# precondition (used by bot walls), legal reasons, and LinkedIn's 999.
_REACH_OF_STATUS = {
    **dict.fromkeys((401, 402, 403, 407, 412, 451, 999), Reach.BLOCKED),
    **dict.fromkeys((404, 410), Reach.GONE),
    429: Reach.RATE_LIMITED,
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})

ARRIVED = frozenset({Reach.OK, Reach.MOVED_PERMANENT, Reach.MOVED_TEMPORARY})

# OpenSSL's X509_V_ERR_*: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_REACH_OF_CERTIFICATE = {
    **dict.fromkeys((9, 10), Reach.TLS_EXPIRED),
    **dict.fromkeys((62, 64), Reach.TLS_HOSTNAME),
    **dict.fromkeys((2, 18, 19, 20, 21, 27), Reach.TLS_UNTRUSTED),
}

_TLS_REASONS = {
    **dict.fromkeys(("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"), "the server does not speak TLS at this port"),
    **dict.fromkeys(
        ("UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"), "the server only knows outdated versions of TLS"
    ),
    **dict.fromkeys(
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "NO_SHARED_CIPHER"), "the server agrees to no encryption that is still safe"
    ),
    **dict.fromkeys(("DH_KEY_TOO_SMALL", "EE_KEY_TOO_SMALL", "CA_MD_TOO_WEAK"), "the server's keys are too weak"),
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": "the server only knows an outdated, unsafe way of TLS",
    "TLSV1_UNRECOGNIZED_NAME": "the server has no site of this name",
}
_TLS_ALERT = re.compile(r"(?:SSLV3|TLSV1|TLSV13)_ALERT_(.+)")

_RESETS = (ssl.SSLEOFError, ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected)
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a request got no answer. `is_network_down`: this machine's own network may be the cause."""

    reach: Reach
    detail: str
    is_network_down: bool = False
    is_reset: bool = False

    @property
    def is_refused(self) -> bool:
        """Tell whether we refused the URL and asked nobody, which tells nothing of any network."""
        return self.reach in (Reach.BAD_URL, Reach.UNSAFE)

    @property
    def is_unasked(self) -> bool:
        """Tell whether no request was made: we refused the URL, or our own proxy let none through."""
        return self.is_refused or self.reach is Reach.NOT_FETCHED


def reach_of_status(status_code: int, *, is_challenge: bool = False, hop_statuses: tuple[int, ...] = ()) -> Reach:
    """Classify a final status after redirects that answered `hop_statuses`.

    `is_challenge` is a bot wall's own word (Cloudflare's cf-mitigated header), whatever the status. A chain of
    redirects is permanent only as a whole (RFC 9110 15.4.2).

    >>> str(reach_of_status(200, hop_statuses=(301, 302)))
    'moved_temporary'
    """
    if is_challenge:
        return Reach.BLOCKED
    if not 200 <= status_code < 300:
        # 4xx without a class of its own; also a redirect without a target, and statuses that no standard knows
        unnamed = Reach.SERVER_ERROR if 500 <= status_code < 600 else Reach.CLIENT_ERROR
        return _REACH_OF_STATUS.get(status_code, unnamed)
    if not hop_statuses:
        return Reach.OK
    return Reach.MOVED_PERMANENT if set(hop_statuses) <= _PERMANENT else Reach.MOVED_TEMPORARY


def failure_of(error: BaseException) -> Failure:
    """Classify an exception by its first cause: HTTP libraries wrap the socket's own error in several layers."""
    causes = tuple(_causes(error))
    for cause in causes:
        if (failure := _failure_of_cause(cause)) is not None:
            return failure
    return Failure(reach=Reach.CONNECTION_FAILED, detail=f"{type(causes[-1]).__name__}: {causes[-1]}")


def _failure_of_cause(error: BaseException) -> Failure | None:
    if isinstance(error, BadUrlError | RefusedUrlError):
        return Failure(reach=Reach.BAD_URL if isinstance(error, BadUrlError) else Reach.UNSAFE, detail=str(error))
    if isinstance(error, socket.gaierror):
        return _failure_of_resolver(error)
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return _failure_of_tls(error)
    if isinstance(error, TimeoutError):
        is_silent = isinstance(error, ConnectTimeoutError)
        detail = "no connection in time" if is_silent else "no answer in time"
        return Failure(reach=Reach.TIMEOUT, detail=detail, is_network_down=is_silent)
    if isinstance(error, OSError | http.client.HTTPException):
        return _failure_of_connection(error)
    return None


class ConnectTimeoutError(TimeoutError):
    """No server took the connection in time; `TimeoutError` alone would mean that one did and then kept silent."""


class ProxyTunnelError(OSError):
    """The proxy was reached and opened no way to the server."""


def tunnel_error_in(error: BaseException) -> ProxyTunnelError | None:
    """Return the failure of a proxy's tunnel that an exception wraps, if that is what it does."""
    return next((cause for cause in _causes(error) if isinstance(cause, ProxyTunnelError)), None)


def _failure_of_resolver(error: socket.gaierror) -> Failure:
    if error.errno in _NO_SUCH_NAME:
        return Failure(reach=Reach.DNS_NOT_FOUND, detail="the host name does not exist", is_network_down=True)
    return Failure(reach=Reach.DNS_FAILED, detail="the host name could not be looked up", is_network_down=True)


def _failure_of_tls(error: ssl.SSLError) -> Failure:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Failure(reach=Reach.TLS_FAILED, detail=_say_tls_reason(error.reason))
    return Failure(reach=_REACH_OF_CERTIFICATE.get(error.verify_code, Reach.TLS_FAILED), detail=error.verify_message)


def _say_tls_reason(reason: str | None) -> str:
    """Put OpenSSL's names of reasons, such as TLSV1_ALERT_INTERNAL_ERROR, into words."""
    if not reason:
        return "no reason is known"
    if reason in _TLS_REASONS:
        return _TLS_REASONS[reason]
    alert = _TLS_ALERT.fullmatch(reason)
    words = (alert[1] if alert else reason).replace("_", " ").lower()
    return f"the server broke off with “{words}”" if alert else words


def _failure_of_connection(error: OSError | http.client.HTTPException) -> Failure | None:
    reach = Reach.CONNECTION_FAILED
    if isinstance(error, _RESETS):
        return Failure(reach=reach, detail="the server broke the connection off", is_reset=True)
    if isinstance(error, ConnectionRefusedError):
        return Failure(reach=reach, detail="the server refused the connection")
    if isinstance(error, http.client.HTTPException):
        return Failure(reach=reach, detail=f"the answer is no HTTP ({type(error).__name__})")
    if error.errno in _UNREACHABLE:
        return Failure(reach=reach, detail="the network is unreachable", is_network_down=True)
    return None  # a wrapper; what it wraps tells more


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Iterate over an exception and all that it wraps: in `args`, in `reason`, as cause or as context."""
    found: list[BaseException] = [error]
    for current in found:
        inner = (*current.args, getattr(current, "reason", None), current.__cause__, current.__context__)
        found.extend(e for e in inner if isinstance(e, BaseException) and not any(e is known for known in found))
    yield from found
