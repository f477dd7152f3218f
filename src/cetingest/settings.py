"""One frozen `Settings`, read from cetingest.toml: every number, its unit, and why this default.

The field comments become `docs/settings.md`. A command-line option that sets a field has the field's name.
"""

import dataclasses
import ipaddress
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import cattrs
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from cetingest.errors import SettingsError

SETTINGS_FILENAME = "cetingest.toml"


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
    connect_timeout_seconds: float = 10.0
    read_timeout_seconds: float = 20.0
    total_timeout_seconds: float = 45.0
    """For one URL with all its redirects; enforced from outside, since a read timeout bounds each read only."""
    max_body_bytes: int = 262_144
    """Titles stand in the first 64 kB of pages; four times that leaves room for inlined styles."""
    max_redirects: int = 8
    retry_after_cap_seconds: float = 60.0
    second_pass_seconds: float = 5.0
    """Pause before everything that failed is asked once more: most failures of a first pass are a moment's."""
    allowed_ports: tuple[int, ...] = (80, 443, 8080, 8443)
    """Ports of public addresses that may be asked; addresses under `allow_net` may be asked at any port."""
    allow_net: tuple[str, ...] = ()
    """Networks (CIDR) that may be asked although they are not public."""
    connect_to: tuple[str, ...] = ()
    """HOST1:PORT1:HOST2:PORT2 as in curl: requests to HOST1:PORT1 connect to HOST2:PORT2; empty matches all."""
    ca_bundle: str | None = None
    """A PEM file of certification authorities to trust beside the usual ones."""
    proxy: str | None = None
    """A proxy resolves names itself, so addresses behind it are not vetted."""
    contact: str | None = None
    """A URL or e-mail address shown to servers in the User-Agent, so that they can complain."""
    live_days: float = 7.0
    gone_days: float = 3.0
    blocked_days: float = 1.0
    transient_hours: float = 1.0
    """Ages before a URL is asked again; an hour for passing failures, so that a rerun at once changes nothing."""
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


def _checked(settings: Settings) -> Settings:
    """Refuse values that parse but cannot work."""
    for section in dataclasses.fields(settings):
        part = getattr(settings, section.name)
        for entry in dataclasses.fields(part):
            value = getattr(part, entry.name)
            if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
                raise SettingsError(f"{section.name}.{entry.name} is {value}; it must not be negative")
    if settings.extract.ocr not in ("auto", "off"):
        raise SettingsError(f'extract.ocr is "{settings.extract.ocr}"; write "auto" or "off"')
    for name in ("threads", "per_host"):
        if getattr(settings.links, name) < 1:
            raise SettingsError(f"links.{name} must be at least 1")
    for net in settings.links.allow_net:
        try:
            ipaddress.ip_network(net)
        except ValueError as error:
            raise SettingsError(f"links.allow_net: {error}; write a network such as 127.0.0.0/8") from error
    return settings
