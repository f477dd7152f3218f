"""A diagnosis: one thing that was checked, its health, and a remedy."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """`well` needs nothing; `note` is worth knowing, but runs work; `ill` needs somebody."""

    WELL = "well"
    NOTE = "note"
    ILL = "ill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing that was checked. `remedy` says what to do, and is empty when the thing is well."""

    subject: str
    health: Health = Health.WELL
    found: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.health is Health.WELL:
            object.__setattr__(self, "remedy", "")


def span_of_time(time: dt.timedelta) -> str:
    """Format a span of time in a few characters.

    >>> span_of_time(dt.timedelta(minutes=5)), span_of_time(dt.timedelta(hours=30)), span_of_time(dt.timedelta(days=9))
    ('5 min', '30 h', '9 days')
    """
    hours = time.total_seconds() / 3600
    return f"{hours * 60:.0f} min" if hours < 2 else f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"
