"""Values that parse but cannot work are refused before anything is done with them."""

import dataclasses
import ipaddress
import re
from pathlib import Path
from urllib.parse import urlsplit

from cetingest.errors import SettingsError
from cetingest.language.identifiers import RESOLVERS
from cetingest.language.urls import ascii_host
from cetingest.logs import FORMATS, LEVELS
from cetingest.settings.sections import LinkSettings, Settings

_PORTS = range(1, 65_536)
_CONNECT_TO = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*):([0-9]*):(\[[^\[\]]*\]|[^:\[\]]*):([0-9]*)")
_MOST_OF_A_FLOAT = 100_000_000.0
"""Three years in seconds. Threads cannot wait 10 billion seconds, and a span of time holds at most 999,999,999 days."""
_MOST_OF_AN_INT = 10**15
"""No limit of the operating system takes more than 2**63."""
_MOST_PIXELS_PER_INCH = 600
"""A whole page is 100 MB of pixels then."""
_LEAST = {
    "links.threads": 1,
    "links.per_host": 1,
    "links.connect_timeout_seconds": 0.1,
    "links.read_timeout_seconds": 0.1,
    "links.total_timeout_seconds": 0.1,
    "extract.max_pages": 1,
    # The reader's libraries do not load with 60 MB; with 80 it reads seven pages; sound documents need up to 120.
    "extract.memory_bytes": 150_000_000,
    "extract.cpu_seconds": 1,
    "extract.wall_seconds": 0.1,
    "alerts.timeout_seconds": 0.1,
    "extract.crop_resolution": 36,  # letters of ten points are five pixels high then
    "operations.documents_per_run": 1,
    "operations.buckets_per_run": 1,
    "operations.look_seconds": 1,
}
"""Below these nothing works at all: every connection is too late, the reader does not start."""
_CHOICES = {"extract.ocr": ("auto", "off"), "logs.format": FORMATS, "logs.level": LEVELS}


def connect_to_parts(text: str) -> tuple[str | None, int | None, str | None, int | None]:
    """Read HOST1:PORT1:HOST2:PORT2 as curl does, IPv6 addresses in brackets; None stands for an empty part.

    Hosts come as they are asked for: in ASCII, IPv6 addresses without brackets. Raises SettingsError when it has not
    four parts, or one of them is no host or port.

    >>> connect_to_parts("例え.jp:443:[::1]:8443")
    ('xn--r8jz45g.jp', 443, '::1', 8443)
    """
    remedy = "write for instance example.org:443:127.0.0.1:8443"
    if (found := _CONNECT_TO.fullmatch(text)) is None:
        raise SettingsError(f"links.connect_to: {text!r} is not HOST1:PORT1:HOST2:PORT2; {remedy}")
    host1, port1, host2, port2 = (part or None for part in found.groups())
    for port in (port1, port2):
        if port is not None and int(port) not in _PORTS:
            raise SettingsError(f"links.connect_to: {text!r}: {port} is no port from 1 to 65535; {remedy}")
    try:
        return _bare_host(host1), _number(port1), _bare_host(host2), _number(port2)
    except ValueError as error:
        raise SettingsError(f"links.connect_to: {text!r}: {error}; {remedy}") from error


def checked(settings: Settings) -> Settings:
    """Refuse values that parse but cannot work."""
    for section in dataclasses.fields(settings):
        part = getattr(settings, section.name)
        for entry in dataclasses.fields(part):
            _check_number(f"{section.name}.{entry.name}", getattr(part, entry.name))
            if entry.name.endswith("_share") and getattr(part, entry.name) > 1:
                raise SettingsError(f"{section.name}.{entry.name} is a share; write a number from 0 to 1")
    for key, least in _LEAST.items():
        section_name, _, name = key.partition(".")
        value = getattr(getattr(settings, section_name), name)
        if value < least:
            raise SettingsError(f"{key} is {value}; it must be at least {least}")
    if settings.extract.crop_resolution > _MOST_PIXELS_PER_INCH:
        raise SettingsError(
            f"extract.crop_resolution is {settings.extract.crop_resolution}; "
            f"it must not be more than {_MOST_PIXELS_PER_INCH}"
        )
    for key, known in _CHOICES.items():
        section_name, _, name = key.partition(".")
        value = getattr(getattr(settings, section_name), name)
        if value is not None and value not in known:
            remedy = " or ".join(f'"{choice}"' for choice in known)
            raise SettingsError(f'{key} is "{value}"; write {remedy}')
    _check_networks("links.allow_net", settings.links.allow_net)
    _check_networks("alerts.allow_net", settings.alerts.allow_net)
    _check_webhook(settings.alerts.webhook_url)
    _check_addresses(settings.links)
    _check_services(settings.links)
    _check_proxy(settings.links.proxy)
    _check_ca_bundle(settings.links.ca_bundle)
    contact = settings.links.contact
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise SettingsError(f"links.contact is {contact!r}; it becomes a header; write an address in ASCII on one line")
    return settings


def _check_number(key: str, value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    if value < 0:
        raise SettingsError(f"{key} is {value}; it must not be negative")
    most = _MOST_OF_A_FLOAT if isinstance(value, float) else _MOST_OF_AN_INT
    if not value <= most:  # nan is not, either
        raise SettingsError(f"{key} is {value}; it must be a number of at most {most:,.0f}")


def _check_networks(key: str, networks: tuple[str, ...]) -> None:
    for net in networks:
        try:
            ipaddress.ip_network(net)
        except ValueError as error:
            raise SettingsError(f"{key}: {error}; write a network such as 127.0.0.0/8") from error


def _check_webhook(url: str | None) -> None:
    """Refuse what is no http or https URL with a host; the message does not repeat it, for it may hold a token."""
    if url is None:
        return
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(ascii_host(parts.hostname or ""))
        is_usable = is_usable and (parts.port is None or parts.port in _PORTS)
    except ValueError:
        is_usable = False
    if not (is_usable and url.isascii() and url.isprintable()):
        raise SettingsError("alerts.webhook_url: it is no URL; write for instance https://alerts.example.org/cetingest")


def _check_addresses(links: LinkSettings) -> None:
    for entry in links.connect_to:
        connect_to_parts(entry)
    for port in links.allowed_ports:
        if port not in _PORTS:
            raise SettingsError(f"links.allowed_ports: {port} is no port; write numbers from 1 to 65535")
    for host in links.canary_hosts:
        try:
            ascii_host(host)
        except ValueError as error:
            raise SettingsError(f"links.canary_hosts: {error}; write a name such as example.com") from error


def _check_services(links: LinkSettings) -> None:
    archives = ("archive_timegates", "archive_availability", "archive_timemaps")
    named = [(name, url) for name in archives for url in getattr(links, name)]
    named += [(f"{name}_resolver", getattr(links, f"{name}_resolver")) for name in RESOLVERS]
    for name, url in named:
        if not (url.startswith(("http://", "https://")) and url.isascii() and url.isprintable()):
            raise SettingsError(f"links.{name}: {url!r} is no URL; write for instance https://web.archive.org/web/")
    if not (links.save_service.startswith("https://") and links.save_service.isascii()):
        raise SettingsError(f"links.save_service: {links.save_service!r} is no https URL, and keys are sent to it")


def _check_proxy(proxy: str | None) -> None:
    """Refuse what is no http or https URL with a host; the message does not repeat it, for it may hold a password."""
    if proxy is None:
        return
    remedy = "write for instance http://proxy.example.org:3128"
    try:
        parts = urlsplit(proxy)
        if parts.scheme in ("http", "https"):
            ascii_host(parts.hostname or "")
        is_port = parts.port is None or parts.port in _PORTS
    except ValueError as error:
        raise SettingsError(f"links.proxy: its host or port cannot be read; {remedy}") from error
    if parts.scheme.startswith("socks"):
        raise SettingsError(f"links.proxy: SOCKS proxies are not supported; name an HTTP proxy, {remedy}")
    if parts.scheme not in ("http", "https") or not is_port or not (proxy.isascii() and proxy.isprintable()):
        raise SettingsError(f"links.proxy: it is no URL of an HTTP proxy; {remedy}")


def _check_ca_bundle(path: str | None) -> None:
    """Refuse a bundle before any document is read, and not when the first URL is asked."""
    if path is None:
        return
    import ssl  # noqa: PLC0415 - few settings name a bundle

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=str(Path(path).expanduser()))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        why = "it holds no certificate" if isinstance(error, ssl.SSLError) else said
        raise SettingsError(f"links.ca_bundle: {path}: {why}; name a PEM file of certificates") from error


def _bare_host(host: str | None) -> str | None:
    return host and ascii_host(host.removeprefix("[").removesuffix("]")).strip("[]")


def _number(port: str | None) -> int | None:
    return None if port is None else int(port)
