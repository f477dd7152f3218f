"""Ask the URLs that are due, ask a second time what failed, and record every answer."""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cetingest.history import History
from cetingest.links.fetching.answers import AnswerReader, fragments_by_url
from cetingest.links.fetching.offline import OFFLINE_BY_SETTING, Network
from cetingest.links.fetching.redirects import Outcome, RedirectFollower, UrlClient, UrlJob
from cetingest.links.fetching.scheduler import HostLimits, QueuedJob, run_politely
from cetingest.logs import Line
from cetingest.model import Fetch
from cetingest.sandbox.pdfs import PdfReader
from cetingest.settings import LinkSettings
from cetingest.web.client import WebClient
from cetingest.web.clocks import SYSTEM_CLOCK, Clock
from cetingest.web.gates import OPEN, Gate
from cetingest.web.reach import ARRIVED
from cetingest.web.urls import history_key

logger = logging.getLogger(__name__)

_BATCH_SECONDS = 1.0
_BATCH_FETCHES = 200
"""Answers are recorded after so many fetches or seconds. A kill loses at most these; the next run asks them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSummary:
    """How many URLs were asked, how many of them answered, and how many were not asked since history knew enough.

    `network_fault` is a clause: why this machine could not ask the web. None when it could.
    """

    asked: int
    answered: int
    reused: int
    network_fault: str | None = None

    @property
    def is_offline(self) -> bool:
        """Tell whether this machine could not ask the web, or was told not to."""
        return self.network_fault is not None


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
    asks_twice: bool = True,
) -> FetchSummary:
    """Ask those URLs whose answers in history are too old, and record what they answer.

    `on_fetched` is called in this thread once for each URL asked, with its last fetch. Raises SettingsError when the
    settings cannot be used; what goes wrong with a URL is in its fetch. Without `asks_twice` each URL is asked
    once only.
    """
    keys = tuple(dict.fromkeys(history_key(url) for url in urls))
    if settings.is_offline:
        known = sum(bool(fetches) for fetches in history.fetches_of(keys).values())
        return FetchSummary(asked=0, answered=0, reused=known, network_fault=OFFLINE_BY_SETTING)
    began, asked, answered, fault = now(), 0, 0, None
    with history.lease() as lease:
        for share in lease.shares(keys, lambda some: history.due(some, settings, now(), began=began)):
            with WebClient(settings) as client:
                run = Run(
                    client=client,
                    settings=settings,
                    history=history,
                    now=now,
                    on_fetched=on_fetched or _ignore,
                    fragments=fragments_by_url(urls),
                    asks_twice=asks_twice,
                    gate=lease.gate,
                )
                more, fault = run.ask(share)
            asked, answered = asked + len(share), answered + more
            if fault is not None:
                break
    return FetchSummary(asked=asked, answered=answered, reused=len(keys) - asked, network_fault=fault)


@dataclass(slots=True, kw_only=True)
class Run:
    """One run over URLs. It asks each URL once, and later once more if it failed or was not there.

    A first failure is held back until the second answer. There are two reasons. If it was recorded at once and the run
    was killed, the next run would take the URL for freshly asked and never confirm the failure. And only after all URLs
    were asked once it is known whether a failure is a strike or the fault of this machine's network.
    """

    client: UrlClient
    settings: LinkSettings
    history: History
    now: Callable[[], dt.datetime]
    on_fetched: Callable[[Fetch], None]
    fragments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asks_twice: bool = True
    clock: Clock = SYSTEM_CLOCK
    gate: Gate = OPEN
    _pending: set[str] = field(default_factory=set)
    _answered: set[str] = field(default_factory=set)
    _held: dict[str, Fetch] = field(default_factory=dict)
    _network: Network = field(default_factory=Network)

    def ask(self, urls: tuple[str, ...]) -> tuple[int, str | None]:
        """Ask the URLs; return how many answered, and what is wrong with this machine's network, if anything."""
        self._pending = set(urls)
        fault, is_judged = None, False
        early: list[tuple[Fetch, ...]] = []
        with _Recorder(self.history) as record:
            for outcome in self._outcomes(urls):
                settled = self._take_in(outcome)
                if len(settled) > 1 and not is_judged:
                    early.append(settled)
                elif settled:
                    self._keep(record, settled)
                if is_judged or self._pending:
                    continue
                is_judged, fault = True, self._network.fault(self.settings)
                if fault is not None:
                    break
                for settled in early:
                    self._keep(record, settled)
                early = []
            # These were not asked a second time: their host stopped answering, or this machine is offline.
            for settled in (*early, *((fetch,) for fetch in self._held.values())):
                self._keep(record, settled, is_offline=fault is not None)
        return len(self._answered), fault

    def _outcomes(self, urls: tuple[str, ...]) -> Iterator[Outcome]:
        with PdfReader() as pdfs:
            reader = AnswerReader(pdfs, self.fragments)
            follower = RedirectFollower(
                self.client, self.settings, self.clock, self.now, reader, asks_twice=self.asks_twice
            )
            yield from self._run_jobs(urls, follower)

    def _run_jobs(self, urls: tuple[str, ...], follower: RedirectFollower) -> Iterator[Outcome]:
        jobs: list[QueuedJob[UrlJob]] = []
        for url in urls:
            begun = follower.begin(url)
            if isinstance(begun, Outcome):
                yield begun
            else:
                jobs.append(begun)
        limits = HostLimits(per_host=self.settings.per_host, interval_seconds=self.settings.host_interval_seconds)
        yield from run_politely(
            jobs, follower.ask_next, threads=self.settings.threads, limits=limits, clock=self.clock, gate=self.gate
        )

    def _take_in(self, outcome: Outcome) -> tuple[Fetch, ...]:
        """Note an outcome. Return the fetches to record for its URL, none while it is to be asked once more."""
        fetch = outcome.fetch
        if fetch.status_code is not None:
            self._answered.add(fetch.url)
        if fetch.url in self._pending:
            self._pending.remove(fetch.url)
            self._network.note(outcome)
        first = self._held.pop(fetch.url, None)
        if outcome.is_to_ask_again:
            self._held[fetch.url] = fetch
            logger.debug(Line("is asked once more", url=fetch.url, reach=str(fetch.reach), reason=fetch.detail))
            return ()
        if first is None or not first.attempts:
            return (fetch,)
        return (first, replace(fetch, attempts=fetch.attempts + first.attempts))

    def _keep(self, record: "_Recorder", fetches: tuple[Fetch, ...], *, is_offline: bool = False) -> None:
        """Record fetches and report the last. Failures of an offline run are no strikes, and their URLs stay due."""
        if is_offline:
            fetches = tuple(f if f.reach in ARRIVED else replace(f, is_offline=True) for f in fetches)
        record(*fetches)
        last = fetches[-1]
        logger.debug(
            Line("asked", url=last.url, reach=str(last.reach), status_code=last.status_code, reason=last.detail)
        )
        self.on_fetched(last)


class _Recorder:
    """Records fetches in batches. The last batch is recorded also when the run is interrupted."""

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
    """Do nothing: the callback where none was given."""
