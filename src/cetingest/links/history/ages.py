"""How old what we know of a URL may become before it is asked again."""

import datetime as dt

from cetingest.links.history.strikes import is_gone_for_good
from cetingest.links.outcomes import ARRIVED
from cetingest.model import Fetch, Reach
from cetingest.settings import LinkSettings

_REFUSED = frozenset({Reach.BLOCKED, Reach.RATE_LIMITED})


def is_due(fetches: tuple[Fetch, ...], settings: LinkSettings, now: dt.datetime) -> bool:
    """Tell whether a URL is to be asked, given its online fetches, oldest first."""
    return not fetches or now - fetches[-1].fetched_at >= age_limit(fetches, settings)


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
