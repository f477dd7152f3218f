"""The polite queue. Jobs wait by host, the longest queue goes first, and each host has a limit of jobs at once.

A thread only gets a job whose host is below its limit, so no thread waits for a busy host. With 64 threads a run takes
a few per cent more time than its slowest host needs. Where other runs ask too, a gate says which run may ask a host;
jobs of the other hosts wait here, without a thread.
"""

import heapq
import itertools
import math
import queue
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from cetingest.web.clocks import SYSTEM_CLOCK, Clock
from cetingest.web.gates import OPEN, Gate

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJob(Generic[Job]):
    """A job and its place in the queue of a host: the end, or the head if `is_next`.

    With `after_seconds` it is queued so much later.
    """

    host: str
    job: Job
    is_next: bool = False
    after_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult(Generic[Job, Result]):
    """What a job gave: results, further jobs, and `rest`, a host and for how many seconds it wants to be left alone."""

    results: tuple[Result, ...] = ()
    jobs: tuple[QueuedJob[Job], ...] = ()
    rest: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLimits:
    """How many jobs a host gets at once, and the least time between two starts."""

    per_host: int
    interval_seconds: float = 0.0


class HostQueues(Generic[Job]):
    """Jobs by host. It has no clock and no threads: every call gets the time, in seconds from any zero."""

    def __init__(self, limits: HostLimits, gate: Gate = OPEN) -> None:
        self._limits = limits
        self._gate = gate
        self._queues: dict[str, deque[Job]] = defaultdict(deque)
        self._busy: dict[str, int] = defaultdict(int)
        self._rests_until: dict[str, float] = {}
        self._ready: list[tuple[int, str]] = []  # heap of hosts by length; what is out of date is passed over
        self._shut: list[tuple[int, str]] = []  # the same, of hosts that the gate would have to open first
        self._resuming: list[tuple[float, str]] = []  # heap of hosts that could start a job but rest, each once
        self._is_resuming: set[str] = set()
        self._waiting: list[tuple[float, int, QueuedJob[Job]]] = []  # heap of jobs that come later
        self._order = itertools.count()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits and nothing runs."""
        return not (self._busy or self._queues or self._waiting)

    @property
    def may_have_ready(self) -> bool:
        """Tell whether `take` might start another job now."""
        return bool(self._ready)

    def put(self, queued: QueuedJob[Job], now: float) -> None:
        """Queue a job, at once or when its time has come."""
        if queued.after_seconds > 0:
            heapq.heappush(self._waiting, (now + queued.after_seconds, next(self._order), queued))
        else:
            self._enqueue(queued, now)

    def rest(self, host: str, until: float) -> None:
        """Start nothing at a host before the time `until`."""
        self._rests_until[host] = max(until, self._rests_until.get(host, until))

    def take(self, now: float) -> tuple[str, Job] | None:
        """Start the next job, or return None when none may start now."""
        self._wake(now)
        while self._ready:
            entry = heapq.heappop(self._ready)
            if not self._is_current(entry):
                continue
            host = entry[1]
            if self._rests_until.get(host, now) <= now and self._gate.enter(host):
                return host, self._start(host, now)
            self._offer(host, now)
        self._want_more()
        return None

    def open(self, host: str, now: float) -> None:
        """Say that the gate opened for a host."""
        self._offer(host, now)

    def release(self, host: str, now: float) -> None:
        """Say that a job of a host ended."""
        self._busy[host] -= 1
        if not self._busy[host]:
            del self._busy[host]
        if host in self._queues:
            self._offer(host, now)
        elif host not in self._busy:
            self._gate.leave(host, self._rests_until.get(host, now) - now)

    def next_change(self) -> float:
        """Return when the next job is ready if nothing else happens; infinity when none will be."""
        return min(heap[0][0] if heap else math.inf for heap in (self._resuming, self._waiting))

    def _wake(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            self._enqueue(heapq.heappop(self._waiting)[2], now)
        while self._resuming and self._resuming[0][0] <= now:
            host = heapq.heappop(self._resuming)[1]
            self._is_resuming.remove(host)
            self._offer(host, now)

    def _enqueue(self, queued: QueuedJob[Job], now: float) -> None:
        jobs = self._queues[queued.host]
        (jobs.appendleft if queued.is_next else jobs.append)(queued.job)
        self._offer(queued.host, now)

    def _start(self, host: str, now: float) -> Job:
        self._busy[host] += 1
        job = self._queues[host].popleft()
        if not self._queues[host]:
            del self._queues[host]
        self.rest(host, now + self._limits.interval_seconds)
        self._offer(host, now)
        return job

    def _want_more(self) -> None:
        """Ask the gate for the hosts with the longest queues, now that nothing else can start."""
        while self._shut and (not self._is_current(self._shut[0]) or self._gate.want(self._shut[0][1])):
            heapq.heappop(self._shut)

    def _is_current(self, entry: tuple[int, str]) -> bool:
        length, host = entry
        return self._has_place(host) and -length == len(self._queues[host])

    def _has_place(self, host: str) -> bool:
        return host in self._queues and self._busy.get(host, 0) < self._limits.per_host

    def _offer(self, host: str, now: float) -> None:
        """Enter a host that could start a job into one of the three heaps. Called whenever its queue changes."""
        if not self._has_place(host):
            return
        resumes_at = self._rests_until.get(host, now)
        if resumes_at <= now:
            heap = self._ready if self._gate.enter(host) else self._shut
            heapq.heappush(heap, (-len(self._queues[host]), host))
        elif host not in self._is_resuming:
            self._is_resuming.add(host)
            heapq.heappush(self._resuming, (resumes_at, host))


class _End:
    pass


_END: Final = _End()


class _Workers(Generic[Job, Result]):
    """Threads that work off host queues; results and bugs come out of one queue."""

    def __init__(
        self, work: Callable[[Job], StepResult[Job, Result]], limits: HostLimits, clock: Clock, gate: Gate
    ) -> None:
        self._work = work
        self._clock = clock
        self._queues: HostQueues[Job] = HostQueues(limits, gate)
        self._changed = clock.make_condition()
        self._alarm_at = math.inf  # when the one thread that watches the time will wake
        self._is_stopped = False
        self.results: queue.SimpleQueue[Result | BaseException | _End] = queue.SimpleQueue()

    def put(self, queued: QueuedJob[Job]) -> None:
        self._queues.put(queued, self._clock.now())

    def start(self, threads: int) -> None:
        self._clock.start_threads(self._run, [f"cetingest-links-{number}" for number in range(threads)])

    def stop(self) -> None:
        with self._changed:
            self._stop()

    def opened(self, domains: Iterable[str]) -> None:
        with self._changed:
            if self._is_stopped:
                return
            now = self._clock.now()
            for host in domains:
                self._queues.open(host, now)
            self._changed.notify()

    def failed(self, error: Exception) -> None:
        self.results.put(error)
        self.stop()

    def _stop(self) -> None:
        self._is_stopped = True
        self._changed.notify_all()

    def _run(self) -> None:
        host, step = None, None
        while (taken := self._next(host, step)) is not None:
            host, job = taken
            try:
                step = self._work(job)
            except BaseException as bug:  # noqa: BLE001  # carried to the caller's thread, which raises it
                self.results.put(bug)
                self.stop()
                return
            for result in step.results:
                self.results.put(result)

    def _next(self, host: str | None, step: StepResult[Job, Result] | None) -> tuple[str, Job] | None:
        """Settle the last job, wait for the next one and start it. Return None when nothing is left."""
        with self._changed:
            if host is not None and step is not None and not self._is_stopped:
                self._settle(host, step)
            while not self._is_stopped:
                if (taken := self._queues.take(self._clock.now())) is not None:
                    self._pass_on()
                    return taken
                if self._queues.is_empty:
                    self.results.put(_END)
                    self._stop()
                else:
                    self._wait()
            return None

    def _settle(self, host: str, step: StepResult[Job, Result]) -> None:
        now = self._clock.now()
        if step.rest is not None:
            self._queues.rest(step.rest[0], now + step.rest[1])
        for queued in step.jobs:
            self._queues.put(queued, now)
        self._queues.release(host, now)

    def _pass_on(self) -> None:
        """Wake another thread if there is more to start, or if no thread watches the time."""
        if self._queues.may_have_ready or self._queues.next_change() < self._alarm_at:
            self._changed.notify()

    def _wait(self) -> None:
        """Wait until something changes. Only one thread sets an alarm, or all would wake for each job that is due."""
        alarm = self._queues.next_change()
        if alarm >= self._alarm_at or alarm == math.inf:
            self._changed.wait()
            return
        self._alarm_at = alarm
        self._changed.wait(max(0.0, alarm - self._clock.now()))
        if self._alarm_at == alarm:
            self._alarm_at = math.inf


def run_politely(
    jobs: Iterable[QueuedJob[Job]],
    work: Callable[[Job], StepResult[Job, Result]],
    *,
    threads: int,
    limits: HostLimits,
    clock: Clock = SYSTEM_CLOCK,
    gate: Gate = OPEN,
) -> Iterator[Result]:
    """Work off jobs, and those that they lead to, in threads. Yield results as they come.

    An exception in `work` is a bug: it ends the run and is raised here. So is the StorageError of a gate that failed.
    Once the iterator is closed, nothing more is started.
    """
    workers: _Workers[Job, Result] = _Workers(work, limits, clock, gate)
    count = 0
    for queued in jobs:
        workers.put(queued)
        count += 1
    if not count:
        return
    with gate.watched_by(workers):
        workers.start(min(threads, count))
        try:
            while (result := workers.results.get()) is not _END:
                if isinstance(result, BaseException):
                    raise result
                yield result  # type: ignore[misc]  # mypy does not narrow by `is not` a constant of a plain class
        finally:
            workers.stop()
