"""Moments as people write them on a command line."""

import datetime as dt
import re

from cetingest.errors import SettingsError

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"([0-9]{1,6})\s*([mhdw])", re.IGNORECASE)


def parse_moment(text: str, now: dt.datetime) -> dt.datetime:
    """Read a date, a date with time (UTC unless it says otherwise), or how long ago.

    Raises SettingsError when it is none of these.

    >>> now = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    >>> parse_moment("2w", now).isoformat(), parse_moment("2026-03-01", now).isoformat()
    ('2026-02-24T12:00:00+00:00', '2026-03-01T00:00:00+00:00')
    """
    try:
        if (found := _DURATION.fullmatch(text.strip())) is not None:
            return now - dt.timedelta(**{_UNITS[found[2].lower()]: int(found[1])})
        moment = dt.datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        remedy = "write a date such as 2026-03-01 or 2026-03-01T09:00, or how long ago: 90m, 12h, 7d, 2w"
        raise SettingsError(f"--since: {text!r} is no time ({error}); {remedy}") from error
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
