"""Leases: which of the runs that share a history asks which URL.

A run holds a lease and claims URLs under it. While the lease lives nobody else asks them. It is prolonged by a thread,
so that it ends by itself soon after its run was killed; then others take over what was not answered yet.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from cetingest.links.history.databases import now_seconds, writing
from cetingest.links.history.tables import CLAIMS, LEASES, url_hash

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
"""How long claims outlive a killed run. It is prolonged three times in that, so one late write costs nothing."""
_POLL_SECONDS = 2.0
_HASHES_A_QUERY = 500


class Lease:
    """One run's claims. Raises what the database raises; use as a context manager."""

    def __init__(self, engine: sa.Engine, seconds: float, *, is_alone: bool) -> None:
        self._engine = engine
        self._seconds = seconds
        self._is_alone = is_alone
        self._lease_id = str(uuid.uuid4())
        self._is_begun = False
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._prolong_often, name="cetingest-lease", daemon=True)

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_begun:
            self._is_over.set()
            self._thread.join()
            self._end()

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
        waiting = tuple(due(urls))
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
            if waiting and not share:
                sleep(min(_POLL_SECONDS, self._seconds / 3))

    def _claim(self, urls: Sequence[str]) -> tuple[str, ...]:
        """Claim those URLs that no living lease holds; return them in order."""
        hashes = {url_hash(url): url for url in urls}
        free: list[str] = []
        for some in _slices(list(hashes)):
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
        for some in _slices([url_hash(url) for url in urls]):
            with writing(self._engine) as connection:
                mine = CLAIMS.c.lease_id == self._lease_id
                connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.url_hash.in_(some), mine))

    def _begin(self) -> None:
        with writing(self._engine) as connection:
            now = now_seconds(connection)
            # What killed runs left behind.
            connection.execute(sa.delete(LEASES).where(LEASES.c.alive_until < now))
            connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.lease_id.not_in(sa.select(LEASES.c.lease_id))))
            connection.execute(sa.insert(LEASES).values(lease_id=self._lease_id, alive_until=now + self._seconds))
        self._is_begun = True
        self._thread.start()

    def _end(self) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.lease_id == self._lease_id))
            connection.execute(sa.delete(LEASES).where(LEASES.c.lease_id == self._lease_id))

    def _prolong_often(self) -> None:
        while not self._is_over.wait(self._seconds / 3):
            try:
                self._prolong()
            except sa.exc.SQLAlchemyError as error:
                # The next one may succeed; if none does, another run asks the same URLs, which costs a few requests.
                logger.warning("the lease on the history could not be prolonged: %s", error)

    def _prolong(self) -> None:
        with writing(self._engine) as connection:
            until = now_seconds(connection) + self._seconds
            mine = LEASES.c.lease_id == self._lease_id
            if connection.execute(sa.update(LEASES).where(mine).values(alive_until=until)).rowcount == 0:
                # It was thought dead (a machine that slept); what was claimed under it may be another's by now.
                connection.execute(sa.insert(LEASES).values(lease_id=self._lease_id, alive_until=until))


def _slices(hashes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(hashes), _HASHES_A_QUERY):
        yield hashes[start : start + _HASHES_A_QUERY]
