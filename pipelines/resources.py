"""Resources: the library's settings and places.

Here: one resource that gives assets what `cetingest run` uses. Not here: a second way to configure anything.
"""

from pathlib import Path

import dagster as dg

from cetingest.settings import Settings, load_settings, override
from cetingest.storage import Storage

OPERATIONS = load_settings().operations
"""Read from cetingest.toml once, when the code location starts: it shapes the definitions."""


class Ingest(dg.ConfigurableResource):  # type: ignore[type-arg]  # generic only in its value, which is itself
    """cetingest.toml; a deployment (or a test) may override its roots."""

    config: str | None = None
    raw: str | None = None
    processed: str | None = None

    @property
    def settings(self) -> Settings:
        """Read the settings; raises SettingsError when they cannot be used."""
        settings = load_settings(Path(self.config) if self.config else None)
        return override(settings, "storage", raw=self.raw, processed=self.processed)

    @property
    def storage(self) -> Storage:
        """Return the places that the settings name."""
        return Storage.of(self.settings.storage)
