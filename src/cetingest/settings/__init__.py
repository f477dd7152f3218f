"""One frozen `Settings`, read from cetingest.toml."""

import dataclasses
import tomllib
from pathlib import Path

import cattrs
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from cetingest.errors import SettingsError
from cetingest.settings.checks import checked, connect_to_parts
from cetingest.settings.paths import anchored
from cetingest.settings.sections import (
    AlertSettings,
    CheckSettings,
    ExtractSettings,
    FindingSettings,
    LinkSettings,
    LogSettings,
    OperationsSettings,
    ReportSettings,
    RetentionSettings,
    Settings,
    StorageSettings,
)

__all__ = [
    "SETTINGS_FILENAME",
    "AlertSettings",
    "CheckSettings",
    "ExtractSettings",
    "FindingSettings",
    "LinkSettings",
    "LogSettings",
    "OperationsSettings",
    "ReportSettings",
    "RetentionSettings",
    "Settings",
    "StorageSettings",
    "connect_to_parts",
    "load_settings",
    "override",
]

SETTINGS_FILENAME = "cetingest.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from `path`, or from cetingest.toml in the working directory if there is one, else the defaults.

    Relative paths in the file are taken from its folder. Raises SettingsError when the file is missing, no TOML, or
    holds an unknown key or a value of the wrong kind.
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
    return checked(_structured(anchored(values, path.parent), path))


def override(settings: Settings, section: str, **values: object) -> Settings:
    """Return settings with fields of one section replaced; None leaves a field alone, an empty tuple too.

    >>> override(Settings(), "links", per_host=1).links.per_host
    1
    """
    given = {name: value for name, value in values.items() if value not in (None, ())}
    changed = dataclasses.replace(getattr(settings, section), **given)
    return checked(dataclasses.replace(settings, **{section: changed}))


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
