"""Leases: which of the runs that share a history asks which URL, and which domain just now.

A run holds a lease and claims URLs under it. While the lease lives nobody else asks them. It is prolonged by a thread,
so that it ends by itself soon after its run was killed; then others take over what was not answered yet. The same
thread takes domains and gives them back (`domains`).
"""

import logging
import math
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history.databases import now_seconds, slices, writing
from cetingest.history.domains import Domains, Offer, exchange, held_domains
from cetingest.history.failures import shown
from cetingest.history.tables import CLAIMS, DOMAIN_CLAIMS, LEASES, url_hash
from cetingest.logs import Line
from cetingest.web.gates import OPEN, Gate

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
"""How long claims outlive a killed run. It is prolonged three times in that, so one late write costs nothing."""
_LONGEST_AHEAD_SECONDS = 3600.0
"""Nothing here lasts longer. What seems to was written by a clock set wrong and is dropped: a run that lives writes its
lease anew within seconds, and one that was killed would keep its URLs until that clock's time comes."""
_POLL_SECONDS = 2.0
_RETRY_SECONDS = 5.0
"""Until a database that failed is tried again."""
LEASES_OF_PATIENCE = 5
"""For so many times the length of a lease a run waits for its database: a restart takes seconds, a move minutes."""
_ALIVE_UNTIL = sa.select(LEASES.c.alive_until).where(LEASES.c.lease_id == sa.bindparam("mine"))
_PROLONG = sa.update(LEASES).where(LEASES.c.lease_id == sa.bindparam("mine")).values(alive_until=sa.bindparam("until"))


class Lease:
    """One run's claims. Raises what the database raises; use as a context manager."""

    def __init__(self, engine: sa.Engine, seconds: float, *, is_alone: bool) -> None:
        self._engine = engine
        self._seconds = seconds
        self._is_alone = is_alone
        self._lease_id = str(uuid.uuid4())
        self._is_begun = self._is_over = False
        self._prolonged_at = self._retry_at = -math.inf  # monotonic seconds
        self._domains = Domains(self._is_alive)
        self._thread = threading.Thread(target=self._run, name="cetingest-lease", daemon=True)

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_begun:
            self._end()

    @property
    def gate(self) -> Gate:
        """What lets this run ask a domain; open at any time where nobody shares the history."""
        if self._is_alone:
            return OPEN
        if not self._is_begun:
            self._begin()
        return self._domains

    def shares(
        self,
        urls: Sequence[str],
        due: Callable[[Sequence[str]], Sequence[str]],
        sleep: Callable[[float], None] = time.sleep,
    ) -> Iterator[tuple[str, ...]]:
        """Yield the URLs that are this run's to ask, until each one is answered, by this run or by another.

        The first share is what is `due` and free. Then the claims of others are waited for: what they answer is not
        due any more, what they leave behind is yielded. Record the answers of a share before taking the next.
        """
        waiting, is_logged = tuple(due(urls)), False
        while waiting:
            if not self._is_begun and not self._is_alone:
                self._begin()
            mine = waiting if self._is_alone else self._claim(waiting)
            # Only now is it sure that nobody else asks them, so only now is it sure what is still due.
            share = tuple(due(mine)) if mine else ()
            if share:
                yield share
            if not self._is_alone:
                self._release(mine)
            is_mine = frozenset(mine)
            waiting = tuple(url for url in waiting if url not in is_mine)
            if waiting and not is_logged:
                is_logged = True
                logger.info(Line("another run is asking some of these URLs; they are waited for", urls=len(waiting)))
            if waiting and not share:
                sleep(min(_POLL_SECONDS, self._seconds / 3))

    def _claim(self, urls: Sequence[str]) -> tuple[str, ...]:
        """Claim those URLs that no living lease holds; return them in order."""
        hashes = {url_hash(url): url for url in urls}
        free: list[str] = []
        for some in slices(list(hashes)):
            with writing(self._engine) as connection:
                alive = sa.select(LEASES.c.lease_id).where(LEASES.c.alive_until >= now_seconds(connection))
                query = sa.select(CLAIMS.c.url_hash).where(CLAIMS.c.url_hash.in_(some), CLAIMS.c.lease_id.in_(alive))
                taken = frozenset(connection.execute(query).scalars())
                claimed = [one for one in some if one not in taken]
                connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.url_hash.in_(claimed)))
                rows = [{"url_hash": one, "lease_id": self._lease_id} for one in claimed]
                if rows:
                    connection.execute(sa.insert(CLAIMS), rows)
            free += [hashes[one] for one in claimed]
        return tuple(free)

    def _release(self, urls: Sequence[str]) -> None:
        for some in slices([url_hash(url) for url in urls]):
            with writing(self._engine) as connection:
                mine = CLAIMS.c.lease_id == self._lease_id
                connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.url_hash.in_(some), mine))

    # --- the lease itself -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        began = time.monotonic()
        with writing(self._engine) as connection:
            now = now_seconds(connection)
            latest = now + _LONGEST_AHEAD_SECONDS
            # What killed runs left behind.
            is_dead = sa.or_(LEASES.c.alive_until < now, LEASES.c.alive_until > latest)
            killed = connection.execute(sa.delete(LEASES).where(is_dead)).rowcount
            alive = sa.select(LEASES.c.lease_id)
            connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.lease_id.not_in(alive)))
            has_rested = sa.or_(DOMAIN_CLAIMS.c.free_at <= now, DOMAIN_CLAIMS.c.free_at > latest)
            connection.execute(sa.delete(DOMAIN_CLAIMS).where(DOMAIN_CLAIMS.c.lease_id.not_in(alive), has_rested))
            self._prolong(connection, now)
        if killed:
            logger.warning(Line("what runs that were killed had claimed is taken over", leases=killed))
        self._prolonged_at = began
        self._is_begun = True
        self._thread.start()

    def _end(self) -> None:
        with self._domains.changed:
            self._is_over = True
            self._domains.changed.notify_all()
        self._thread.join()
        offer = self._domains.gather()
        with writing(self._engine) as connection:
            exchange(connection, self._lease_id, replace(offer, wanted=()), now_seconds(connection))
            for table in (DOMAIN_CLAIMS, CLAIMS, LEASES):
                connection.execute(sa.delete(table).where(table.c.lease_id == self._lease_id))

    def _is_alive(self) -> bool:
        return time.monotonic() < self._prolonged_at + self._seconds

    def _run(self) -> None:
        try:
            self._work()
        finally:
            if not self._is_over and not self._domains.has_failed:  # by a bug, which Python prints
                self._domains.fail(RuntimeError("the thread that keeps the lease on the history ended; see the log"))

    def _work(self) -> None:
        while self._wait():
            offer = self._domains.gather()
            try:
                denied, still_held = self._prolong_and_exchange(offer)
            except StorageError as error:  # damaged, or not to be written any more: that does not pass
                self._domains.fail(error)
                return
            except sa.exc.SQLAlchemyError as error:
                self._domains.take_back(offer)
                self._note(error)
            else:
                self._domains.settle(offer, denied, still_held)

    def _wait(self) -> bool:
        """Wait until there is something to write; False when the run is over."""
        with self._domains.changed:
            while not self._is_over:
                due_at = min(self._prolonged_at + self._seconds / 3, self._domains.next_exchange())
                seconds = max(due_at, self._retry_at) - time.monotonic()
                if seconds <= 0:
                    return True
                self._domains.changed.wait(seconds)
            return False

    def _prolong_and_exchange(self, offer: Offer) -> tuple[dict[str, float], frozenset[str] | None]:
        began = time.monotonic()
        with writing(self._engine) as connection:
            now = now_seconds(connection)
            had_ended = self._prolong(connection, now)
            denied = exchange(connection, self._lease_id, offer, now)
            # What was held by a lease that had ended (a machine that slept) may be another's by now.
            still_held = held_domains(connection, self._lease_id) if had_ended else None
        self._prolonged_at = began
        return denied, still_held

    def _prolong(self, connection: sa.Connection, now: float) -> bool:
        """Let the lease live on, or again; tell whether it had ended."""
        until = connection.execute(_ALIVE_UNTIL, {"mine": self._lease_id}).scalar_one_or_none()
        if until is None:
            connection.execute(sa.insert(LEASES).values(lease_id=self._lease_id, alive_until=now + self._seconds))
        else:
            connection.execute(_PROLONG, {"mine": self._lease_id, "until": now + self._seconds})
        return until is None or until < now

    def _note(self, error: sa.exc.SQLAlchemyError) -> None:
        """Log the failure and try again later, until patience ends. A lease that has ended asks nothing meanwhile."""
        logger.warning(Line("the lease on the history could not be prolonged", reason=str(error)))
        self._retry_at = time.monotonic() + min(_RETRY_SECONDS, self._seconds / 3)
        patience = LEASES_OF_PATIENCE * self._seconds
        if time.monotonic() > self._prolonged_at + patience:
            what = f"{shown(self._engine)}: the history could not be written for {patience:.0f} s ({error})"
            self._domains.fail(StorageError(f"{what}; run again when it can, what was recorded is kept"))
