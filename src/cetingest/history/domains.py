"""Domains: which of the runs that share a history may ask a registrable domain just now.

A run takes a domain when it could start a request there and gives it back when none waits any more, so no domain is
ever asked by two runs, whatever URLs they were given and wherever redirects lead. A holder waits for nothing but
servers, so no two runs can wait for each other. The thread of the lease exchanges domains, many in one transaction.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from cetingest.history.databases import slices
from cetingest.history.tables import DOMAIN_CLAIMS, LEASES
from cetingest.web.gates import Watcher

_GATHER_SECONDS = 0.2
"""Between two exchanges: all that comes up meanwhile goes into one transaction."""
_PAUSE_SECONDS = 0.005
"""Before an exchange, so that what a thread wants in one breath goes together."""
_RETRY_SECONDS = 0.5
"""Until what another run holds is tried again."""
_KEEP_SECONDS = 1.0
"""How long a domain that nothing waits for is kept at most: redirects often lead back to it."""
_MOST_WANTED = 64
"""Domains wanted in one exchange: enough for the default of 64 threads, and the rest is left to other runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a run gives back, with the seconds for which nobody is to ask each, and what it wants."""

    leaving: Mapping[str, float]
    wanted: Sequence[str]


class Domains:
    """The gate (`web.gates.Gate`) of one run. `changed` guards it, and tells of what was wanted, given and failed."""

    def __init__(self, is_alive: Callable[[], bool]) -> None:
        self.changed = threading.Condition()
        self._is_alive = is_alive
        self._held: set[str] = set()
        self._leaving: dict[str, float] = {}  # held until the next exchange, and when each will have rested
        self._fresh: dict[str, None] = {}  # wanted and not tried yet, in order
        self._denied: dict[str, float] = {}  # wanted but another's, and when each is to be tried again
        self._exchanged_at = self._want_at = self._keep_until = -math.inf  # all times are monotonic seconds
        self._watcher: Watcher | None = None
        self._failure: Exception | None = None

    # --- for those who ask ----------------------------------------------------------------------------------------

    def enter(self, domain: str) -> bool:
        """Tell whether a domain may be asked, and keep it if it was about to be given back."""
        if not self._is_alive():
            return False
        if domain in self._held:
            return True
        with self.changed:
            if self._leaving.get(domain, math.inf) > time.monotonic():
                return False
            del self._leaving[domain]
            self._held.add(domain)
            return True

    def want(self, domain: str) -> bool:
        """Ask for a domain; False when too many are asked for already."""
        with self.changed:
            if domain in self._fresh or domain in self._denied:
                return True
            if len(self._fresh) >= _MOST_WANTED:
                return False
            if not self._fresh:
                self._want_at = time.monotonic() + _PAUSE_SECONDS
                self.changed.notify_all()
            self._fresh[domain] = None
            return True

    def leave(self, domain: str, rest_seconds: float) -> None:
        """Give a domain back with the next exchange."""
        with self.changed:
            if domain in self._held:
                self._held.remove(domain)
                self._put_back(domain, rest_seconds)

    @contextmanager
    def watched_by(self, watcher: Watcher) -> Iterator[None]:
        """Tell a watcher what opens; at the end nothing is wanted any more."""
        self._watcher = watcher
        try:
            yield
        finally:
            with self.changed:
                self._watcher = None
                self._fresh, self._denied = {}, {}

    @contextmanager
    def hold(self, domain: str, interval_seconds: float) -> Iterator[None]:
        """Wait for a domain and keep it for a while; the next to hold it comes so much later at the earliest."""
        with self.changed:
            while not self.enter(domain):
                if self._failure is not None:
                    raise self._failure
                self.want(domain)
                self.changed.wait(_GATHER_SECONDS)
        free_at = time.monotonic() + interval_seconds
        try:
            yield
        finally:
            self.leave(domain, free_at - time.monotonic())

    def _put_back(self, domain: str, rest_seconds: float) -> None:
        now = time.monotonic()
        if not self._leaving:
            self._keep_until = now + _KEEP_SECONDS
            self.changed.notify_all()
        self._leaving[domain] = now + max(0.0, rest_seconds)

    # --- for the lease --------------------------------------------------------------------------------------------

    def next_exchange(self) -> float:
        """Return when there will be something to exchange, in monotonic seconds; infinity if never. Needs `changed`."""
        wanted_at = self._want_at if self._fresh else math.inf
        left_at = self._keep_until if self._leaving else math.inf
        return max(self._exchanged_at + _GATHER_SECONDS, min(wanted_at, left_at, *self._denied.values()))

    def gather(self) -> Offer:
        """Return what is to be exchanged now; `settle` or `take_back` must follow."""
        with self.changed:
            now = self._exchanged_at = time.monotonic()
            wanted = [*self._fresh, *(domain for domain, at in self._denied.items() if at <= now)]
            leaving = {domain: max(0.0, until - now) for domain, until in self._leaving.items()}
            self._fresh, self._leaving = {}, {}
            self._denied |= dict.fromkeys(wanted, now + _RETRY_SECONDS)
            return Offer(leaving=leaving, wanted=wanted)

    def settle(self, offer: Offer, denied: Mapping[str, float], still_held: frozenset[str] | None) -> None:
        """Take in how an exchange ended: what was denied, for how many seconds at least; all else is held now.

        `still_held` is given when the lease had ended, so that others may have taken what was held.
        """
        with self.changed:
            now, watcher = time.monotonic(), self._watcher
            if still_held is not None:
                self._held &= still_held
            for domain in self._denied.keys() & denied.keys():
                self._denied[domain] = now + denied[domain]
            taken = [domain for domain in offer.wanted if domain not in denied]
            self._held.update(taken)
            for domain in taken:
                if self._denied.pop(domain, None) is None:  # who wanted it has stopped meanwhile
                    self.leave(domain, 0.0)
            self.changed.notify_all()
        if watcher is not None and offer.wanted:
            watcher.opened(taken)

    def take_back(self, offer: Offer) -> None:
        """Undo an offer that did not reach the database; it will be made again."""
        with self.changed:
            for domain, rest_seconds in offer.leaving.items():
                self._put_back(domain, rest_seconds)

    @property
    def has_failed(self) -> bool:
        """Whether no domain will open any more."""
        return self._failure is not None

    def fail(self, error: Exception) -> None:
        """Tell those who wait that no domain will open any more."""
        with self.changed:
            self._failure, watcher = error, self._watcher
            self.changed.notify_all()
        if watcher is not None:
            watcher.failed(error)


# Made once: to make a statement and find what SQLAlchemy remembers of it takes as long as to run it.
_MINE = DOMAIN_CLAIMS.c.lease_id == sa.bindparam("mine")
_THESE = DOMAIN_CLAIMS.c.domain.in_(sa.bindparam("domains", expanding=True))
_HOLDERS = (
    sa.select(DOMAIN_CLAIMS.c.domain, DOMAIN_CLAIMS.c.lease_id, DOMAIN_CLAIMS.c.free_at, LEASES.c.alive_until)
    .outerjoin(LEASES, LEASES.c.lease_id == DOMAIN_CLAIMS.c.lease_id)
    .where(_THESE)
)
_DELETE, _DELETE_MINE, _INSERT = (
    sa.delete(DOMAIN_CLAIMS).where(_THESE),
    sa.delete(DOMAIN_CLAIMS).where(_THESE, _MINE),
    sa.insert(DOMAIN_CLAIMS),
)
_LET_REST = (
    sa.update(DOMAIN_CLAIMS)
    .where(DOMAIN_CLAIMS.c.domain == sa.bindparam("left"), _MINE)
    .values(lease_id="", free_at=sa.bindparam("until"))
)


def exchange(connection: sa.Connection, lease_id: str, offer: Offer, now: float) -> dict[str, float]:
    """Give domains back and take those that are free; return the others, each with the seconds until it is to be tried.

    To be called in a transaction that no other one runs beside, with the database's time.
    """
    resting = [
        {"left": domain, "mine": lease_id, "until": now + seconds}
        for domain, seconds in offer.leaving.items()
        if seconds > 0
    ]
    if resting:
        connection.execute(_LET_REST, resting)
    for some in slices([domain for domain, seconds in offer.leaving.items() if not seconds > 0]):
        connection.execute(_DELETE_MINE, {"domains": some, "mine": lease_id})
    denied: dict[str, float] = {}
    for some in slices(offer.wanted):
        denied |= _take(connection, lease_id, some, now)
    return denied


def _take(connection: sa.Connection, lease_id: str, wanted: list[str], now: float) -> dict[str, float]:
    denied, is_mine, stale = dict[str, float](), set[str](), list[str]()
    for domain, holder, free_at, alive_until in connection.execute(_HOLDERS, {"domains": wanted}):
        if holder == lease_id:
            is_mine.add(domain)
        elif alive_until is not None and alive_until >= now:
            denied[domain] = _RETRY_SECONDS
        elif free_at > now:
            denied[domain] = free_at - now
        else:
            stale.append(domain)
    if stale:
        connection.execute(_DELETE, {"domains": stale})
    free = [domain for domain in wanted if domain not in denied and domain not in is_mine]
    if free:
        connection.execute(_INSERT, [{"domain": domain, "lease_id": lease_id, "free_at": 0.0} for domain in free])
    return denied


def held_domains(connection: sa.Connection, lease_id: str) -> frozenset[str]:
    """Return the domains that a lease holds."""
    return frozenset(connection.execute(sa.select(DOMAIN_CLAIMS.c.domain).where(_MINE), {"mine": lease_id}).scalars())
