"""Ask the URLs that are due, politely and in two passes, and keep every answer."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cetingest.links.history import History
from cetingest.links.http import Answer, Door
from cetingest.links.offline import is_machine_offline
from cetingest.links.outcomes import REDIRECTS, Failure, failure_of, reach_of_status
from cetingest.links.pages import is_html, read_page
from cetingest.links.queue import Finished, Onward, run_politely
from cetingest.links.urls import BadUrlError, RefusedUrlError, domain_of, history_key, redirect_url, request_url
from cetingest.model import Fetch, Reach, Redirect
from cetingest.settings import LinkSettings
from cetingest.text import strip_controls

# What may be a moment's failure, and what must be said twice to be believed (404). Refusals are not asked again: to
# insist is rude; nor is what cannot change within seconds, such as a certificate or a spelling.
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
_BATCH_SECONDS = 1.0
_BATCH_FETCHES = 200
"""What is settled is recorded after a second or so many fetches: a kill loses at most that, and asks it again."""
_WAIT_STATUSES = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSummary:
    """How many URLs were asked, how many of them got any answer, how many were known well enough not to be asked."""

    asked: int
    answered: int
    is_offline: bool
    reused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fetch, the domain it tells of (None: nobody was asked), and what it means for the rest of the run.

    `is_network_down`: its failure may be that of this machine's own network.
    """

    fetch: Fetch
    domain: str | None
    is_network_down: bool = False
    is_to_ask_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """A URL on its way through redirects."""

    url: str
    next_url: str
    redirects: tuple[Redirect, ...] = ()
    seconds_left: float
    attempts: int = 0
    has_waited: bool = False


def utc_now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)


def fetch_urls(
    urls: Sequence[str],
    *,
    settings: LinkSettings,
    history: History,
    now: Callable[[], dt.datetime] = utc_now,
    on_fetched: Callable[[Fetch], None] | None = None,
) -> FetchSummary:
    """Ask those URLs whose answers in history are too old, and record what they answer.

    `on_fetched` is called in this thread once for each URL asked, with its last fetch. Raises SettingsError when the
    settings cannot be used; what goes wrong with a URL is in its fetch.
    """
    keys = tuple(dict.fromkeys(history_key(url) for url in urls))
    if settings.is_offline:
        known = sum(bool(fetches) for fetches in history.fetches_of(keys).values())
        return FetchSummary(asked=0, answered=0, is_offline=True, reused=known)
    began, asked, answered, is_offline = now(), 0, 0, False
    with history.lease() as lease:
        for share in lease.shares(keys, lambda some: history.due(some, settings, now(), began=began)):
            with Door(settings) as door:
                run = _Run(door=door, settings=settings, history=history, now=now, on_fetched=on_fetched or _ignore)
                more, is_offline = run.ask(share)
            asked, answered = asked + len(share), answered + more
            if is_offline:
                break
    return FetchSummary(asked=asked, answered=answered, is_offline=is_offline, reused=len(keys) - asked)


@dataclass(slots=True, kw_only=True)
class _Run:
    door: Door
    settings: LinkSettings
    history: History
    now: Callable[[], dt.datetime]
    on_fetched: Callable[[Fetch], None]

    def ask(self, urls: tuple[str, ...]) -> tuple[int, bool]:
        """Ask in two passes; return how many URLs answered and whether this machine is offline.

        What the first pass leaves to be asked again is held back until the second settles it. Recorded earlier it would
        make the URL look freshly asked to the run after a kill, which would then never hear it confirmed; and only
        after the first pass is it known whether a failure is a strike or this machine's own.
        """
        outcomes = self._first_pass(urls)
        held = {outcome.fetch.url: outcome.fetch for outcome in outcomes if outcome.is_to_ask_again}
        is_offline = is_machine_offline(outcomes, self.settings)
        if is_offline:
            self._give_up(held.values())
        else:
            outcomes += self._second_pass(held)
        answered = {o.fetch.url for o in outcomes if o.fetch.status_code is not None}
        return len(answered), is_offline

    def _first_pass(self, urls: tuple[str, ...]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with _Recorder(self.history) as record:
            for outcome in self._pass(urls):
                outcomes.append(outcome)
                if not outcome.is_to_ask_again:
                    record(outcome.fetch)
                    self.on_fetched(outcome.fetch)
        return outcomes

    def _give_up(self, held: Iterable[Fetch]) -> None:
        """Record what an offline run leaves unconfirmed, as no strike and due at once, whoever failed."""
        fetches = [replace(fetch, is_offline=True) for fetch in held]
        self.history.record(fetches)
        for fetch in fetches:
            self.on_fetched(fetch)

    def _second_pass(self, held: dict[str, Fetch]) -> list[Outcome]:
        if not held:
            return []
        time.sleep(self.settings.second_pass_seconds)
        self.door.routes.forget_failures()
        outcomes: list[Outcome] = []
        with _Recorder(self.history) as record:
            for outcome in self._pass(tuple(held), is_fresh=True):
                first, fetch = held[outcome.fetch.url], outcome.fetch
                fetch = replace(fetch, attempts=fetch.attempts + first.attempts)
                record(first, fetch)
                self.on_fetched(fetch)
                outcomes.append(outcome)
        return outcomes

    def _pass(self, urls: tuple[str, ...], *, is_fresh: bool = False) -> Iterator[Outcome]:
        seconds = self.settings.total_timeout_seconds
        waits = _Waits(self.settings.retry_after_cap_seconds)
        jobs: list[tuple[str, _Errand]] = []
        for url in urls:
            try:
                asked = request_url(url)
            except (BadUrlError, RefusedUrlError) as error:
                yield self._fail(_Errand(url=url, next_url=url, seconds_left=seconds), failure_of(error), domain=None)
            else:
                jobs.append((domain_of(asked), _Errand(url=url, next_url=asked, seconds_left=seconds)))
        yield from run_politely(
            jobs,
            lambda errand: self._go(errand, waits, is_fresh=is_fresh),
            threads=self.settings.threads,
            per_host=self.settings.per_host,
        )

    def _go(self, errand: _Errand, waits: "_Waits", *, is_fresh: bool) -> Finished[Outcome] | Onward[_Errand]:
        """Ask one hop. Runs in many threads."""
        answer = self.door.ask(errand.next_url, seconds=errand.seconds_left, is_fresh=is_fresh)
        errand = replace(
            errand,
            attempts=errand.attempts + (answer.requests_made if not errand.redirects else 0),
            seconds_left=errand.seconds_left - answer.seconds,
        )
        domain = domain_of(errand.next_url)
        if answer.failure is not None:
            return Finished(self._fail(errand, answer.failure, domain=_domain_of_failure(errand, answer.failure)))
        if answer.status_code in REDIRECTS and answer.location:
            return self._follow(errand, answer, domain)
        if answer.status_code in _WAIT_STATUSES and not errand.has_waited and answer.retry_after_seconds is not None:
            seconds = answer.retry_after_seconds
            if waits.grant(domain, seconds):
                return Onward(domain, replace(errand, has_waited=True), after_seconds=seconds)
        fetch = self._fetch(errand, answer)
        # A server that named a time to wait is not asked again before it.
        is_to_ask_again = fetch.reach in _ASK_AGAIN and answer.retry_after_seconds is None
        return Finished(Outcome(fetch=fetch, domain=domain, is_to_ask_again=is_to_ask_again))

    def _follow(self, errand: _Errand, answer: Answer, domain: str) -> Finished[Outcome] | Onward[_Errand]:
        hop = Redirect(url=errand.next_url, status_code=answer.status_code or 0)
        errand = replace(errand, redirects=(*errand.redirects, hop))
        try:
            target = redirect_url(errand.next_url, answer.location or "")
        except (BadUrlError, RefusedUrlError) as error:
            return Finished(self._fail(errand, failure_of(error), domain=domain))
        asked = [hop.url for hop in errand.redirects]
        if asked.count(target) > 1 or len(asked) > self.settings.max_redirects:
            # The same page twice is allowed: the first visit may have been for a cookie that we do not keep.
            failure = Failure(reach=Reach.TOO_MANY_REDIRECTS, detail=f"{len(asked)} redirects")
            return Finished(self._fail(errand, failure, domain=domain))
        return Onward(domain_of(target), replace(errand, next_url=target))

    def _fetch(self, errand: _Errand, answer: Answer) -> Fetch:
        status = answer.status_code or 0
        hops = tuple(hop.status_code for hop in errand.redirects)
        reach = reach_of_status(status, is_challenge=answer.is_challenge, hop_statuses=hops)
        has_page = 200 <= status < 300 and is_html(answer.content_type, answer.body)
        return Fetch(
            url=errand.url,
            fetched_at=self.now(),
            reach=reach,
            status_code=status,
            final_url=errand.next_url,
            redirects=errand.redirects,
            content_type=strip_controls(answer.content_type) if answer.content_type else None,
            page=read_page(answer.body, answer.content_type) if has_page else None,
            attempts=errand.attempts,
        )

    def _fail(self, errand: _Errand, failure: Failure, *, domain: str | None) -> Outcome:
        status = errand.redirects[-1].status_code if errand.redirects else None
        fetch = Fetch(
            url=errand.url,
            fetched_at=self.now(),
            reach=failure.reach,
            status_code=status,
            final_url=errand.next_url if errand.redirects else None,
            redirects=errand.redirects,
            attempts=errand.attempts,
            detail=strip_controls(failure.detail),
            is_offline=failure.reach is Reach.NOT_FETCHED,
        )
        # Once a redirect was answered, the network is up and the fault is the target's.
        is_network_down = failure.is_network_down and not errand.redirects
        is_to_ask_again = fetch.reach in _ASK_AGAIN
        return Outcome(fetch=fetch, domain=domain, is_network_down=is_network_down, is_to_ask_again=is_to_ask_again)


def _domain_of_failure(errand: _Errand, failure: Failure) -> str | None:
    """Return the domain that a failure tells of: the last one that answered, else the one that was asked, if any."""
    if errand.redirects:
        return domain_of(errand.redirects[-1].url)
    return None if failure.is_refused else domain_of(errand.next_url)


class _Waits:
    """How long each domain was waited for; a domain's waits together stay below the cap. Used by many threads."""

    def __init__(self, cap_seconds: float) -> None:
        self._cap = cap_seconds
        self._granted: dict[str, float] = {}

    def grant(self, domain: str, seconds: float) -> bool:
        """Tell whether a wait fits. A server that wants a longer one is not asked again too early, but left alone."""
        total = self._granted.get(domain, 0.0) + seconds
        if total > self._cap:
            return False
        self._granted[domain] = total
        return True


class _Recorder:
    """Records fetches in batches, the last one also when the run is interrupted."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._batch: list[Fetch] = []
        self._began = time.monotonic()

    def __enter__(self) -> "_Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()

    def __call__(self, *fetches: Fetch) -> None:
        """Record fetches, either all of them or none."""
        self._batch.extend(fetches)
        if len(self._batch) >= _BATCH_FETCHES or time.monotonic() - self._began >= _BATCH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        self._history.record(self._batch)
        self._batch, self._began = [], time.monotonic()


def _ignore(_: Fetch) -> None:
    """Serve as the callback of whoever gave none."""
