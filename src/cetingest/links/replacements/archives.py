"""Ask archives of the web for copies, slowly: TimeGates, TimeMaps and availability APIs.

An archive that fails, refuses or asks for fewer requests counts as not asked. It has no copy only when it says so.
"""

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

from cetingest.language.text import strip_controls
from cetingest.links.replacements.memento import (
    Copy,
    NoAnswerError,
    accept_datetime,
    closest_snapshot,
    copied_at,
    http_date,
    nearest_memento,
)
from cetingest.logs import Line
from cetingest.model import ArchiveAnswer, ArchiveOutcome
from cetingest.settings import LinkSettings
from cetingest.web.client import Answer, RequestOptions
from cetingest.web.gates import OPEN, Gate
from cetingest.web.reach import REDIRECTS
from cetingest.web.urls import BadUrlError, RefusedUrlError, domain_of, redirect_url, request_url

logger = logging.getLogger(__name__)

_HOPS = 4
_FAILURES_IN_A_ROW = 3
"""After so many an archive is left alone until the next run. The Wayback Machine is often slow, seldom down."""
_TOO_MANY_REQUESTS = 429


class ServiceClient(Protocol):
    """What is needed of `web.client.WebClient`."""

    def ask(
        self, url: str, *, seconds: float, body_bytes: int | None = None, options: RequestOptions | None = None
    ) -> Answer:
        """GET a URL within so many seconds."""


@dataclass(frozen=True, slots=True, order=True)
class Lookup:
    """A URL to find a copy of, and the day that it should be nearest to (None: the newest)."""

    url: str
    wanted_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Service:
    """One service of an archive: asks about a lookup; None means that the archive has no copy."""

    base: str
    find: Callable[["_Asker", str, Lookup], Copy | None]


@dataclass(slots=True, kw_only=True)
class Archives:
    """The archives of the settings during one run. Each is asked slowly, and left alone after refusals and failures."""

    client: ServiceClient
    settings: LinkSettings
    now: Callable[[], dt.datetime]
    sleep: Callable[[float], None] = time.sleep
    gate: Gate = OPEN
    _asked: Counter[str] = field(default_factory=Counter)
    _failures: Counter[str] = field(default_factory=Counter)
    _next_at: dict[str, float] = field(default_factory=dict)

    def look_up(self, lookups: Iterable[Lookup]) -> Iterator[tuple[Lookup, tuple[ArchiveAnswer, ...]]]:
        """Yield each lookup with the answers to it: those of the services in order until one names a copy.

        Lookups that no service could be asked for are left out; a later run asks them.
        """
        for lookup in lookups:
            answers: list[ArchiveAnswer] = []
            for service in self._services():
                if not self._is_open(domain_of(request_url(service.base))):
                    continue
                answers.append(self._ask(service, lookup))
                if answers[-1].outcome is ArchiveOutcome.FOUND:
                    break
            if answers:
                yield lookup, tuple(answers)

    def _services(self) -> Iterator[_Service]:
        yield from (_Service(base, _ask_timegate) for base in self.settings.archive_timegates)
        yield from (_Service(base, _ask_availability) for base in self.settings.archive_availability)
        yield from (_Service(base, _ask_timemap) for base in self.settings.archive_timemaps)

    def _is_open(self, domain: str) -> bool:
        return self._asked[domain] < self.settings.archive_lookups and self._failures[domain] < _FAILURES_IN_A_ROW

    def _ask(self, service: _Service, lookup: Lookup) -> ArchiveAnswer:
        domain = domain_of(request_url(service.base))
        self._asked[domain] += 1
        asker = _Asker(self)
        outcome, copy, detail = ArchiveOutcome.NO_COPY, None, None
        try:
            copy = service.find(asker, service.base, lookup)
            self._failures[domain] = 0
        except (NoAnswerError, BadUrlError, RefusedUrlError) as error:
            outcome, detail = ArchiveOutcome.NOT_ASKED, strip_controls(str(error))
            self._failures[domain] += _FAILURES_IN_A_ROW if asker.is_refused else 1
            if self._failures[domain] >= _FAILURES_IN_A_ROW:
                logger.warning(Line("this archive is left alone until the next run", host=domain, reason=detail))
        if copy is not None:
            outcome = ArchiveOutcome.FOUND
        return ArchiveAnswer(
            url=lookup.url,
            asked_at=self.now(),
            service=service.base,
            wanted_date=lookup.wanted_date,
            outcome=outcome,
            copy_url=copy.url if copy else None,
            copied_at=copy.copied_at if copy else None,
            detail=detail,
        )

    def get(self, url: str, options: RequestOptions) -> Answer:
        """GET a URL when its domain may be asked again, by this run and by all others that share its history."""
        settings, domain = self.settings, domain_of(url)
        with self.gate.hold(domain, settings.archive_interval_seconds):
            self._wait_for(domain)
            return self.client.ask(
                url, seconds=settings.total_timeout_seconds, body_bytes=settings.max_body_bytes, options=options
            )

    def _wait_for(self, domain: str) -> None:
        if (seconds := self._next_at.get(domain, 0.0) - time.monotonic()) > 0:
            self.sleep(seconds)
        self._next_at[domain] = time.monotonic() + self.settings.archive_interval_seconds


class _Asker:
    """Asks one service about one lookup. `is_refused`: the archive wants to be left alone."""

    def __init__(self, archives: Archives) -> None:
        self._archives = archives
        self.is_refused = False

    def get(self, url: str, options: RequestOptions) -> Answer:
        """GET a URL; raises NoAnswerError when nothing that tells of copies came back."""
        answer = self._archives.get(url, options)
        if answer.failure is not None:
            raise NoAnswerError(answer.failure.detail)
        status = answer.status_code or 0
        if answer.is_challenge or not (status in REDIRECTS or status in (200, 404)):
            self.is_refused = status == _TOO_MANY_REQUESTS or answer.is_challenge
            raise NoAnswerError(f"it answered {status}")
        return answer


def _ask_timegate(asker: _Asker, base: str, lookup: Lookup) -> Copy | None:
    """Ask a TimeGate; it redirects to a copy, or gives it (RFC 7089 4.1 and 4.2), or knows none (404)."""
    wanted = lookup.wanted_date
    options = RequestOptions(headers={} if wanted is None else {"Accept-Datetime": accept_datetime(wanted)})
    url = request_url(base + lookup.url)
    for _ in range(_HOPS):
        answer = asker.get(url, options)
        made = http_date(answer.headers.get("memento-datetime", ""))
        if answer.status_code == 404:
            return None
        if answer.status_code == 200:
            if made is None:
                break
            place = redirect_url(url, answer.headers.get("content-location", "") or url)
            return Copy(url=place, copied_at=made)
        target = redirect_url(url, answer.location or "")
        negotiates = "accept-datetime" in answer.headers.get("vary", "").lower()
        if negotiates or made is not None or copied_at(target) is not None:
            return Copy(url=target, copied_at=made or copied_at(target))
        url = target  # the TimeGate itself moved
    raise NoAnswerError("it is no TimeGate: its answers name no copy")


def _ask_availability(asker: _Asker, base: str, lookup: Lookup) -> Copy | None:
    joint = "&" if "?" in base else "?"
    stamp = f"&timestamp={lookup.wanted_date:%Y%m%d}" if lookup.wanted_date else ""
    question = f"{base}{joint}url={quote(lookup.url, safe='', errors='replace')}{stamp}"
    url, answer = _follow(asker, request_url(question), "application/json")
    if answer.status_code == 404:
        raise NoAnswerError("it answered 404")  # this service says "no copy" in words
    return closest_snapshot(answer.body, url)


def _ask_timemap(asker: _Asker, base: str, lookup: Lookup) -> Copy | None:
    url, answer = _follow(asker, request_url(base + lookup.url), "application/link-format")
    if answer.status_code == 404:
        return None
    return nearest_memento(answer.body.decode("utf-8", errors="replace"), url, lookup.wanted_date)


def _follow(asker: _Asker, url: str, accept: str) -> tuple[str, Answer]:
    for _ in range(_HOPS):
        answer = asker.get(url, RequestOptions(headers={"Accept": accept}))
        if answer.status_code not in REDIRECTS:
            return url, answer
        url = redirect_url(url, answer.location or "")
    raise NoAnswerError("it redirects in a circle")
