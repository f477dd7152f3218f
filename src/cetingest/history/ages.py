"""How old what we know of a URL may become before it is asked again."""

import datetime as dt

from cetingest.history.strikes import is_gone_for_good
from cetingest.model import Fetch, Reach
from cetingest.settings import LinkSettings
from cetingest.web.reach import ARRIVED

_REFUSED = frozenset({Reach.BLOCKED, Reach.RATE_LIMITED})


CLOCKS_APART = dt.timedelta(hours=1)
"""More than clocks differ that are set by anybody; what is dated so far in the future was dated by a wrong one."""


def is_due(fetches: tuple[Fetch, ...], settings: LinkSettings, now: dt.datetime) -> bool:
    """Tell whether a URL is to be asked, given its online fetches, oldest first."""
    return not fetches or has_aged(fetches[-1].fetched_at, age_limit(fetches, settings), now)


def has_aged(moment: dt.datetime, limit: dt.timedelta, now: dt.datetime) -> bool:
    """Tell whether what was learnt at a moment is too old.

    Dated in the future it counts as old as it is ahead: a clock that was once set wrong makes nothing fresh for ever.
    """
    return now - moment >= limit or moment - now >= max(limit, CLOCKS_APART)


def age_limit(fetches: tuple[Fetch, ...], settings: LinkSettings) -> dt.timedelta:
    """Return how long the latest of some fetches is believed."""
    reach = fetches[-1].reach
    if reach in ARRIVED:
        return dt.timedelta(days=settings.live_days)
    if is_gone_for_good(fetches):
        return dt.timedelta(days=settings.gone_days)
    if reach in _REFUSED:
        return dt.timedelta(days=settings.blocked_days)
    return dt.timedelta(hours=settings.transient_hours)
