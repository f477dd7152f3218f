"""Follows one URL through its redirects, hop by hop. The scheduler's threads call it for each URL."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from cetingest.language.text import strip_controls
from cetingest.links.fetching.answers import AnswerReader, is_wall, redirect_of
from cetingest.links.fetching.scheduler import QueuedJob, StepResult
from cetingest.logs import Line
from cetingest.model import Fetch, Reach, Redirect
from cetingest.settings import LinkSettings
from cetingest.web.breakers import TIMEOUTS_IN_A_ROW, Breakers
from cetingest.web.client import Answer
from cetingest.web.clocks import Clock
from cetingest.web.reach import REDIRECTS, Failure, failure_of, reach_of_status
from cetingest.web.robots import MOST_BYTES, Robots
from cetingest.web.urls import (
    BadUrlError,
    RefusedUrlError,
    asked_url,
    domain_of,
    host_and_port,
    redirect_url,
)

logger = logging.getLogger(__name__)

# Failures that may pass, and those that count only when confirmed (404). Refusals are not asked again: that would be
# rude. Nor is what cannot change within seconds, such as a certificate or a spelling.
_ASK_AGAIN = frozenset(
    {
        Reach.GONE,
        Reach.RATE_LIMITED,
        Reach.SERVER_ERROR,
        Reach.TIMEOUT,
        Reach.DNS_NOT_FOUND,
        Reach.DNS_FAILED,
        Reach.TLS_FAILED,
        Reach.CONNECTION_FAILED,
        Reach.NOT_FETCHED,  # by the proxy's fault
    }
)
_WAIT_STATUSES = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlJob:
    """A URL on its way through redirects. `is_late`: it is asked for the second time, on fresh connections."""

    url: str
    next_url: str
    seconds_left: float
    redirects: tuple[Redirect, ...] = ()
    attempts: int = 0
    has_waited: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fetch, the domain that was asked (None: none), and what this means for the rest of the run.

    `is_network_down`: the fault may be this machine's own network. `is_to_ask_again`: another outcome of the same URL
    may follow in this run; that one counts then.
    """

    fetch: Fetch
    domain: str | None
    is_network_down: bool = False
    is_to_ask_again: bool = False


class UrlClient(Protocol):
    """What is needed of `web.client.WebClient`."""

    def ask(self, url: str, *, seconds: float, is_fresh: bool = False, body_bytes: int | None = None) -> Answer:
        """GET a URL within so many seconds."""


class RedirectFollower:
    """Asks URLs hop by hop. Used by many threads at once."""

    def __init__(
        self,
        client: UrlClient,
        settings: LinkSettings,
        clock: Clock,
        now: Callable[[], dt.datetime],
        reader: AnswerReader,
        *,
        asks_twice: bool = True,
    ) -> None:
        self._asks_twice = asks_twice
        self._client = client
        self._reader = reader
        self._settings = settings
        self._clock = clock
        self._now = now
        self._waits = _Waits(settings.retry_after_cap_seconds)
        self._breakers: Breakers[UrlJob] = Breakers()
        self._robots = Robots() if settings.respects_robots else None

    def begin(self, url: str) -> QueuedJob[UrlJob] | Outcome:
        """Return the first job of a URL, or its outcome if it cannot be asked."""
        job = UrlJob(url=url, next_url=url, seconds_left=self._settings.total_timeout_seconds)
        try:
            job = replace(job, next_url=asked_url(url, self._settings))
        except (BadUrlError, RefusedUrlError) as error:
            return self._failed(job, failure_of(error), domain=None)
        return QueuedJob(host=domain_of(job.next_url), job=job)

    def ask_next(self, job: UrlJob) -> StepResult[UrlJob, Outcome]:
        """Ask one hop. Return the outcome, or the next hop, or both when the URL is to be asked again."""
        host = host_and_port(job.next_url)[0]
        if not self._breakers.admits(host, job, is_late=job.is_late):
            return self._park(job, host)
        if self._robots is not None and (step := self._refused_by_robots(self._robots, job)) is not None:
            return step
        answer = self._client.ask(job.next_url, seconds=job.seconds_left, is_fresh=job.is_late)
        is_timeout = answer.failure is not None and answer.failure.reach is Reach.TIMEOUT
        freed = self._breakers.note(host, is_timeout=is_timeout)
        step = self._understand(job, answer)
        return replace(step, jobs=step.jobs + tuple(_place(freed_job) for freed_job in freed)) if freed else step

    def _understand(self, job: UrlJob, answer: Answer) -> StepResult[UrlJob, Outcome]:
        job = replace(
            job,
            attempts=job.attempts + (answer.requests_made if not job.redirects else 0),
            seconds_left=job.seconds_left - answer.seconds,
        )
        domain = domain_of(job.next_url)
        if answer.failure is not None:
            return self._end_in(job, answer.failure, _domain_of_failure(job, answer.failure))
        if answer.status_code in REDIRECTS and answer.location:
            return self._follow(job, answer.status_code, answer.location, domain)
        if (target := redirect_of(answer)) is not None and _leads_on(job, target):
            return self._follow(job, answer.status_code or 0, target, domain)
        rest = answer.retry_after_seconds
        may_wait = answer.status_code in _WAIT_STATUSES and not job.has_waited
        if rest is not None and may_wait and self._waits.grant(domain, rest, self._clock.now()):
            logger.info(Line("this host asks for time", host=domain, seconds=rest, url=job.url))
            return StepResult(jobs=(_place(replace(job, has_waited=True)),), rest=(domain, rest))
        outcome = Outcome(fetch=self._fetch(job, answer), domain=domain)
        # A server that named a time to wait is not asked again before it.
        return self._end(job, outcome, asks_again=rest is None)

    def _follow(self, job: UrlJob, status_code: int, location: str, domain: str) -> StepResult[UrlJob, Outcome]:
        """Follow a redirect. One that the page itself makes has the page's own status."""
        hop = Redirect(url=job.next_url, status_code=status_code)
        job = replace(job, redirects=(*job.redirects, hop))
        try:
            target = redirect_url(job.next_url, location)
        except (BadUrlError, RefusedUrlError) as error:
            return self._end_in(job, failure_of(error), domain)
        asked = [hop.url for hop in job.redirects]
        if asked.count(target) > 1 or len(asked) > self._settings.max_redirects:
            # The same page may come twice: servers send readers through another page to set a cookie.
            failure = Failure(reach=Reach.TOO_MANY_REDIRECTS, detail=f"{len(asked)} redirects")
            return self._end_in(job, failure, domain)
        return StepResult(jobs=(_place(replace(job, next_url=target)),))

    def _park(self, job: UrlJob, host: str) -> StepResult[UrlJob, Outcome]:
        """Leave a job with the breaker of its host. A late job keeps the outcome of its first time."""
        if job.is_late:
            return StepResult()
        detail = f"{host} had not answered the last {TIMEOUTS_IN_A_ROW} requests in time"
        outcome = self._failed(job, Failure(reach=Reach.NOT_FETCHED, detail=detail), domain=None)
        return StepResult(results=(replace(outcome, is_to_ask_again=True),))

    def _refused_by_robots(self, robots: Robots, job: UrlJob) -> StepResult[UrlJob, Outcome] | None:
        def ask(url: str) -> Answer:
            return self._client.ask(url, seconds=job.seconds_left, is_fresh=job.is_late, body_bytes=MOST_BYTES)

        refusal = robots.refusal(job.next_url, ask, is_late=job.is_late)
        if refusal is None:
            return None
        domain = _domain_of_failure(job, refusal.failure)
        return self._end_in(job, refusal.failure, domain, asks_again=not refusal.is_certain)

    # --- ends -------------------------------------------------------------------------------------------------------

    def _end_in(
        self, job: UrlJob, failure: Failure, domain: str | None, *, asks_again: bool = True
    ) -> StepResult[UrlJob, Outcome]:
        return self._end(job, self._failed(job, failure, domain=domain), asks_again=asks_again)

    def _end(self, job: UrlJob, outcome: Outcome, *, asks_again: bool) -> StepResult[UrlJob, Outcome]:
        if job.is_late or not asks_again or not self._asks_twice or outcome.fetch.reach not in _ASK_AGAIN:
            return StepResult(results=(outcome,))
        again = UrlJob(
            url=job.url,
            next_url=job.redirects[0].url if job.redirects else job.next_url,
            seconds_left=self._settings.total_timeout_seconds,
            is_late=True,
        )
        queued = QueuedJob(host=domain_of(again.next_url), job=again, after_seconds=self._settings.second_pass_seconds)
        return StepResult(results=(replace(outcome, is_to_ask_again=True),), jobs=(queued,))

    def _fetch(self, job: UrlJob, answer: Answer) -> Fetch:
        status = answer.status_code or 0
        hops = tuple(hop.status_code for hop in job.redirects)
        reach = reach_of_status(status, is_challenge=is_wall(answer), hop_statuses=hops)
        return Fetch(
            url=job.url,
            fetched_at=self._now(),
            reach=reach,
            status_code=status,
            final_url=job.next_url,
            redirects=job.redirects,
            content_type=strip_controls(answer.content_type) if answer.content_type else None,
            page=self._reader.page_of(job.url, job.next_url, answer),
            attempts=job.attempts,
        )

    def _failed(self, job: UrlJob, failure: Failure, *, domain: str | None) -> Outcome:
        status = job.redirects[-1].status_code if job.redirects else None
        fetch = Fetch(
            url=job.url,
            fetched_at=self._now(),
            reach=failure.reach,
            status_code=status,
            final_url=job.next_url if job.redirects else None,
            redirects=job.redirects,
            attempts=job.attempts,
            detail=strip_controls(failure.detail),
            is_offline=failure.reach is Reach.NOT_FETCHED,
        )
        # Once a redirect was answered, the network is up and the fault is the target's.
        is_network_down = failure.is_network_down and not job.redirects
        return Outcome(fetch=fetch, domain=domain, is_network_down=is_network_down)


def _leads_on(job: UrlJob, target: str) -> bool:
    """Tell whether a page sends its readers to another one, and not to itself or to no web address."""
    try:
        return redirect_url(job.next_url, target) != job.next_url
    except (BadUrlError, RefusedUrlError):
        return False


def _place(job: UrlJob) -> QueuedJob[UrlJob]:
    """Queue the next hop before the domain's other jobs, to finish what was begun. A late job goes to the end."""
    return QueuedJob(host=domain_of(job.next_url), job=job, is_next=not job.is_late)


def _domain_of_failure(job: UrlJob, failure: Failure) -> str | None:
    """Return the domain that a failure belongs to: the last one that answered, else the one that was asked, if any."""
    if job.redirects:
        return domain_of(job.redirects[-1].url)
    return None if failure.is_refused else domain_of(job.next_url)


class _Waits:
    """How long each domain was waited for. The waits for a domain together stay below a cap. Used by many threads."""

    def __init__(self, cap_seconds: float) -> None:
        self._cap = cap_seconds
        self._waited: dict[str, float] = {}
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def grant(self, domain: str, seconds: float, now: float) -> bool:
        """Tell whether a wait fits below the cap. Where it does not, the server is left alone and not asked too early.

        Waits at the same time count once.
        """
        with self._lock:
            more = max(0.0, now + seconds - max(now, self._until.get(domain, now)))
            waited = self._waited.get(domain, 0.0) + more
            if waited > self._cap:
                return False
            self._waited[domain] = waited
            self._until[domain] = max(now + seconds, self._until.get(domain, now))
            return True
