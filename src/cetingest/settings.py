"""One frozen `Settings`, read from cetingest.toml: every number, its unit, and why this default.

The field comments become `docs/settings.md`. A command-line option that sets a field has the field's name.
"""

import dataclasses
import ipaddress
import re
import ssl
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import cattrs
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from cetingest.errors import SettingsError
from cetingest.text import ascii_host

SETTINGS_FILENAME = "cetingest.toml"

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
    "extract.crop_resolution": 36,  # letters of ten points are five pixels high then
}
"""Below these nothing works at all: every connection is too late, the reader does not start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """Limits on one PDF, which is hostile until proven otherwise; a file over a limit becomes a problem row.

    The defaults let every sound document at hand pass with room (7 to 330 pages need under 120 MB and 15 CPU seconds)
    and end decompression bombs and giant tables.
    """

    max_file_bytes: int = 200_000_000
    max_pages: int = 5_000
    max_characters: int = 10_000_000
    """Dense pages hold 7,000 characters; reports of 2,000 pages stay below. Each costs the parent about 60 bytes."""
    memory_bytes: int = 2_000_000_000
    """Address space of the reader's child: 2 GB turns decompression bombs into a MemoryError at 1.4-1.9 GB."""
    cpu_seconds: int = 300
    wall_seconds: float = 600.0
    processes: int = 0
    """Documents read at the same time, each in its own child; 0 means as many as the machine has cores, since reading
    is nothing but computing. Lower it where cores times `memory_bytes` is more than the machine has."""
    ocr: str = "auto"
    """Pages without a text layer are read by tesseract where it is installed; "off" leaves them as they are."""
    ocr_languages: str = ""
    """Models of tesseract, as in "jpn+eng"; empty takes that of the document's language if it names one, or English."""
    ocr_max_pages: int = 500
    """A page takes 2 to 5 seconds, so a book takes half an hour."""
    ocr_page_seconds: float = 60.0
    """More than ten times what the densest page at hand took."""
    crop_resolution: int = 144
    """Pixels per inch of the pictures in the report: twice a screen's 72, sharp on dense displays, about 60 kB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """How the web is asked."""

    is_offline: bool = False
    """True asks nobody: verdicts come from history alone."""
    threads: int = 64
    """64 threads saturate 2,000 URLs on 300 hosts; more changes nothing below about 10,000 URLs."""
    per_host: int = 2
    """Requests at once to one registrable domain: the politeness that browsers once promised (RFC 2616 8.1.4)."""
    host_interval_seconds: float = 0.1
    """The least time between the starts of two requests to one registrable domain: ten a second, LinkChecker's rate."""
    respects_robots: bool = False
    """True asks each server for its robots.txt first (RFC 9309) and leaves pages alone that it closes to programs. Off,
    since looking whether one cited page is there is no crawl, and a page that is not asked cannot be judged."""
    connect_timeout_seconds: float = 10.0
    read_timeout_seconds: float = 20.0
    total_timeout_seconds: float = 45.0
    """For one URL with all its redirects; enforced from outside, since a read timeout bounds each read only."""
    max_body_bytes: int = 262_144
    """Titles stand in the first 64 kB of pages; four times that leaves room for inlined styles."""
    asks_neighbours: bool = True
    """A doubtful page is settled by two more requests at most: for an address next to it that does not exist (a server
    that answers it with the same page shows its error page), and for the page in the citation's language."""
    max_pdf_bytes: int = 4_194_304
    """A PDF's table of contents stands at its end, so most of it is read or none; larger ones are not compared."""
    max_redirects: int = 8
    retry_after_cap_seconds: float = 60.0
    """How long a domain is waited for in one run when it asks for time (Retry-After), all its waits together. A server
    that asks for more is left alone until a later run."""
    second_pass_seconds: float = 5.0
    """The least time before what failed is asked once more, behind all else that its host is to be asked: most failures
    are a moment's."""
    allowed_ports: tuple[int, ...] = (80, 443, 8080, 8443)
    """Ports of public addresses that may be asked; addresses under `allow_net` may be asked at any port."""
    allow_net: tuple[str, ...] = ()
    """Networks (CIDR) that may be asked although they are not public."""
    connect_to: tuple[str, ...] = ()
    """HOST1:PORT1:HOST2:PORT2 as in curl: requests to HOST1:PORT1 connect to HOST2:PORT2; empty matches all."""
    ca_bundle: str | None = None
    """A PEM file of certification authorities to trust beside the usual ones."""
    proxy: str | None = None
    """URL of an HTTP proxy (no SOCKS). It resolves names itself, so addresses behind it are not vetted."""
    contact: str | None = None
    """A URL or e-mail address shown to servers in the User-Agent, so that they can complain."""
    live_days: float = 7.0
    gone_days: float = 3.0
    blocked_days: float = 1.0
    transient_hours: float = 0.0
    """Ages before a URL is asked again: what answered, what is gone, what was refused, what failed in a way that may
    pass. 0 means by every run; runs at the same time do not repeat each other's requests."""
    is_suggesting: bool = True
    """Look for what to put instead of URLs that are dead, wrong or failing: other spellings, archived copies."""
    suggestion_days: float = 7.0
    """Age before a spelling or copy that might be suggested is asked again."""
    archive_timegates: tuple[str, ...] = ("https://web.archive.org/web/",)
    """Memento TimeGates (RFC 7089); the cited URL is appended. Empty asks none."""
    archive_availability: tuple[str, ...] = ("https://archive.org/wayback/available",)
    """Availability APIs as the Wayback Machine has one, asked where no TimeGate named a copy. Empty asks none."""
    archive_timemaps: tuple[str, ...] = ()
    """Memento TimeMaps in link format, for archives without a TimeGate; the cited URL is appended."""
    archive_interval_seconds: float = 2.0
    """The least time between two questions to one archive: the Wayback Machine refuses programs that ask faster for
    long."""
    archive_lookups: int = 100
    """Questions to each archive in one run, 200 seconds of them; the next run asks on."""
    archive_days: float = 30.0
    """Age before an archive that had no copy is asked again."""
    canary_hosts: tuple[str, ...] = ("example.com", "wikipedia.org", "ietf.org")
    """Names looked up (never fetched) when no cited host answered, to tell a dead web from an offline machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """The reviewer's pages."""

    notice: str | None = None
    """A sentence shown on top of every page, such as "This is a demonstration"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    """Where things lie: folders, or any URL that fsspec knows."""

    raw: str = "raw"
    processed: str = "processed"
    history: str | None = None
    """Database URL of the history of fetches; None is history.db under `processed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set."""

    storage: StorageSettings = field(default_factory=StorageSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    report: ReportSettings = field(default_factory=ReportSettings)


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from `path`, or from cetingest.toml in the working directory if there is one, else the defaults.

    Raises SettingsError when the file is missing, no TOML, or holds an unknown key or a value of the wrong kind.
    """
    if path is None:
        path = Path(SETTINGS_FILENAME)
        if not path.exists():
            return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}); name an existing file with --config"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is no TOML ({error}); mend that line") from error
    return _checked(_structured(values, path))


def override(settings: Settings, section: str, **values: object) -> Settings:
    """Return settings with fields of one section replaced; None leaves a field alone, an empty tuple too.

    >>> override(Settings(), "links", per_host=1).links.per_host
    1
    """
    given = {name: value for name, value in values.items() if value not in (None, ())}
    changed = dataclasses.replace(getattr(settings, section), **given)
    return _checked(dataclasses.replace(settings, **{section: changed}))


def _structured(values: dict[str, object], path: Path) -> Settings:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (int, float, str, bool):
        converter.register_structure_hook(kind, _strict)
    try:
        return converter.structure(values, Settings)
    except (BaseValidationError, ForbiddenExtraKeysError) as error:
        complaints = "; ".join(cattrs.transform_error(error, path="settings"))
        raise SettingsError(f"{path}: {complaints}. docs/settings.md lists the keys") from error


def _strict(value: object, kind: type) -> object:
    """Refuse what cattrs would coerce: `threads = "many"` or `is_offline = 3` is a mistake to tell, not to guess at."""
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, found {value!r}")
    return value


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


def _checked(settings: Settings) -> Settings:
    """Refuse values that parse but cannot work."""
    for section in dataclasses.fields(settings):
        part = getattr(settings, section.name)
        for entry in dataclasses.fields(part):
            _check_number(f"{section.name}.{entry.name}", getattr(part, entry.name))
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
    if settings.extract.ocr not in ("auto", "off"):
        raise SettingsError(f'extract.ocr is "{settings.extract.ocr}"; write "auto" or "off"')
    _check_addresses(settings.links)
    _check_archives(settings.links)
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


def _check_addresses(links: LinkSettings) -> None:
    for net in links.allow_net:
        try:
            ipaddress.ip_network(net)
        except ValueError as error:
            raise SettingsError(f"links.allow_net: {error}; write a network such as 127.0.0.0/8") from error
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


def _check_archives(links: LinkSettings) -> None:
    for name in ("archive_timegates", "archive_availability", "archive_timemaps"):
        for url in getattr(links, name):
            if not (url.startswith(("http://", "https://")) and url.isascii() and url.isprintable()):
                raise SettingsError(f"links.{name}: {url!r} is no URL; write for instance https://web.archive.org/web/")


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
