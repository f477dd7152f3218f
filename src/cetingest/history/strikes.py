"""When failures add up to a death: a pure function of the fetches of one URL."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from cetingest.model import Fetch, Reach, Verdict
from cetingest.web.reach import ARRIVED

# Failures that mean that nothing was there. Not among them, since a server stood there and answered: refusals, faults
# of a certificate (a reader clicks them away), other 4xx, redirect loops (often a cookie that we do not keep); nor what
# may be our own fault: a resolver that failed, a URL that we do not ask.
STRIKES = frozenset(
    {
        Reach.GONE,
        Reach.SERVER_ERROR,
        Reach.TIMEOUT,
        Reach.DNS_NOT_FOUND,
        Reach.TLS_FAILED,
        Reach.CONNECTION_FAILED,
    }
)
_SERVER_STANDS = ARRIVED | {Reach.BLOCKED, Reach.RATE_LIMITED}

STRIKES_TO_DEATH = 3
STRIKE_DISTANCE = dt.timedelta(days=3)
"""Three strikes, three days apart, as Wikipedia's InternetArchiveBot counts them before it calls a link dead."""

NAME_DISTANCE = dt.timedelta(hours=20)
"""A host name that does not exist today and did not on another day is gone: a run that is due daily comes early at
times, and a resolver's mistake is kept for hours at most (negative answers: three, RFC 2308 5)."""


def count_strikes(fetches: tuple[Fetch, ...]) -> int:
    """Count the failures since the server last stood, each at least three days after the one before."""
    counted: list[dt.datetime] = []
    for fetch in _well_dated(_latest_failures(fetches)):
        if not counted or fetch.fetched_at - counted[-1] >= STRIKE_DISTANCE:
            counted.append(fetch.fetched_at)
    return len(counted)


def is_gone_for_good(fetches: tuple[Fetch, ...]) -> bool:
    """Tell whether the server said now and at least once before, with no success between, that the page is gone."""
    failures = _latest_failures(fetches)
    gone = [fetch for fetch in failures if fetch.reach is Reach.GONE]
    return len(gone) >= 2 and fetches[-1].reach is Reach.GONE


def is_host_name_gone(fetches: tuple[Fetch, ...]) -> bool:
    """Tell whether the host name does not exist now and did not on another day, with no success between."""
    failures = _well_dated(_latest_failures(fetches))
    lost = [failure.fetched_at for failure in failures if failure.reach is Reach.DNS_NOT_FOUND]
    is_lost = bool(lost) and fetches[-1].reach is Reach.DNS_NOT_FOUND
    return is_lost and lost[-1] - lost[0] >= NAME_DISTANCE


def _latest_failures(fetches: tuple[Fetch, ...]) -> tuple[Fetch, ...]:
    """Return the strikes since the last fetch at which the server stood, oldest first."""
    since = max((i + 1 for i, fetch in enumerate(fetches) if fetch.reach in _SERVER_STANDS), default=0)
    return tuple(fetch for fetch in fetches[since:] if fetch.reach in STRIKES)


def _well_dated(fetches: tuple[Fetch, ...]) -> tuple[Fetch, ...]:
    """Leave out what a wrong clock dated: keep the most fetches whose times never run back.

    Of several such choices the shortest in time, so that no strike is counted that may be none.
    """
    if all(before.fetched_at <= after.fetched_at for before, after in pairwise(fetches)):
        return fetches
    chains: list[tuple[Fetch, ...]] = []
    for fetch in fetches:
        longer = (chain for chain in chains if chain[-1].fetched_at <= fetch.fetched_at)
        longest = max(longer, key=lambda chain: (len(chain), chain[0].fetched_at), default=())
        chains.append((*longest, fetch))
    return max(chains, key=lambda chain: (len(chain), chain[0].fetched_at - chain[-1].fetched_at))


def with_past(verdict: Verdict, fetches: tuple[Fetch, ...]) -> Verdict:
    """Return a verdict with what its URL's fetches tell of the past: first seen, last there, strikes until now."""
    stood = [fetch.fetched_at for fetch in fetches if fetch.reach in ARRIVED]
    return replace(
        verdict,
        first_seen_at=fetches[0].fetched_at if fetches else None,
        last_ok_at=stood[-1] if stood else None,
        strikes=count_strikes(fetches),
    )
