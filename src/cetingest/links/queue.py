"""The polite queue: jobs wait by host, the longest queue goes first, and no host has more than its share at once.

A thread only ever gets a job whose host has a free place, so none sits waiting for a busy host: that is what brings
64 threads within a few per cent of the wall time that the slowest host dictates.
"""

import heapq
import itertools
import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Finished(Generic[Result]):
    """The job is done."""

    result: Result


@dataclass(frozen=True, slots=True)
class Onward(Generic[Job]):
    """The job goes on at a host (a redirect), before that host's other jobs; `after_seconds` pauses the host first."""

    host: str
    job: Job
    after_seconds: float = 0.0


class HostQueues(Generic[Job]):
    """Jobs by host. Knows no clock and no threads: `now` is given, so that a simulation runs the same code."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._queues: dict[str, deque[Job]] = defaultdict(deque)
        self._busy: dict[str, int] = defaultdict(int)
        self._paused: dict[str, float] = {}
        self._ready: list[tuple[int, str]] = []  # heap; entries may be out of date and are tested when taken
        self._later: list[tuple[float, int, str]] = []
        self._order = itertools.count()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits and nothing runs."""
        return not self._busy and not self._queues

    @property
    def may_have_ready(self) -> bool:
        """Tell whether `take` might start another job now."""
        return bool(self._ready)

    def put(self, host: str, job: Job, *, is_next: bool = False) -> None:
        """Queue a job, at the head if it is next."""
        (self._queues[host].appendleft if is_next else self._queues[host].append)(job)
        self._offer(host)

    def pause(self, host: str, until: float) -> None:
        """Start nothing at a host before the time `until`."""
        self._paused[host] = max(until, self._paused.get(host, until))
        heapq.heappush(self._later, (self._paused[host], next(self._order), host))

    def take(self, now: float) -> tuple[str, Job] | None:
        """Start the next job, or return None when none may start now."""
        while self._later and self._later[0][0] <= now:
            host = heapq.heappop(self._later)[2]
            if self._paused.get(host, now + 1) <= now:
                del self._paused[host]
                self._offer(host)
        while self._ready:
            host = heapq.heappop(self._ready)[1]
            if self._may_start(host):
                return host, self._start(host)
        return None

    def release(self, host: str) -> None:
        """Say that a job of a host ended."""
        self._busy[host] -= 1
        if not self._busy[host]:
            del self._busy[host]
        self._offer(host)

    def next_resume(self) -> float | None:
        """Return when the next pause ends, or None when there is none."""
        return self._later[0][0] if self._later else None

    def _start(self, host: str) -> Job:
        self._busy[host] += 1
        job = self._queues[host].popleft()
        if not self._queues[host]:
            del self._queues[host]
        self._offer(host)
        return job

    def _may_start(self, host: str) -> bool:
        return host in self._queues and self._busy.get(host, 0) < self._per_host and host not in self._paused

    def _offer(self, host: str) -> None:
        if self._may_start(host):
            heapq.heappush(self._ready, (-len(self._queues[host]), host))


class _Crew(Generic[Job, Result]):
    """Threads that work off host queues; results and bugs come out of one queue."""

    def __init__(self, work: Callable[[Job], Finished[Result] | Onward[Job]], per_host: int) -> None:
        self._work = work
        self._queues: HostQueues[Job] = HostQueues(per_host)
        self._changed = threading.Condition()
        self._is_stopped = False
        self.results: queue.SimpleQueue[Result | BaseException] = queue.SimpleQueue()

    def put(self, host: str, job: Job) -> None:
        self._queues.put(host, job)

    def stop(self) -> None:
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def run(self) -> None:
        while (taken := self._take()) is not None:
            host, job = taken
            try:
                step = self._work(job)
            except BaseException as bug:  # noqa: BLE001  # carried to the caller's thread, which raises it
                self.results.put(bug)
                self.stop()
                return
            self._settle(host, step)

    def _take(self) -> tuple[str, Job] | None:
        with self._changed:
            while not self._is_stopped and not self._queues.is_empty:
                now = time.monotonic()
                if (taken := self._queues.take(now)) is not None:
                    if self._queues.may_have_ready:
                        self._changed.notify()
                    return taken
                resume = self._queues.next_resume()
                self._changed.wait(None if resume is None else max(0.001, resume - now))
            self._changed.notify_all()
            return None

    def _settle(self, host: str, step: Finished[Result] | Onward[Job]) -> None:
        with self._changed:
            if isinstance(step, Onward):
                if step.after_seconds:
                    self._queues.pause(step.host, time.monotonic() + step.after_seconds)
                self._queues.put(step.host, step.job, is_next=True)
            self._queues.release(host)
            self._changed.notify_all() if self._queues.is_empty else self._changed.notify(2)
        if isinstance(step, Finished):
            self.results.put(step.result)


def run_politely(
    jobs: Iterable[tuple[str, Job]],
    work: Callable[[Job], Finished[Result] | Onward[Job]],
    *,
    threads: int,
    per_host: int,
) -> Iterator[Result]:
    """Work off (host, job) pairs in threads and yield one result a job, in the order in which they finish.

    An exception in `work` is a bug: it ends the run and is raised here. Closing the iterator starts nothing more.
    """
    crew: _Crew[Job, Result] = _Crew(work, per_host)
    count = 0
    for host, job in jobs:
        crew.put(host, job)
        count += 1
    for number in range(min(threads, count)):
        threading.Thread(target=crew.run, name=f"cetingest-links-{number}", daemon=True).start()
    try:
        for _ in range(count):
            result = crew.results.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        crew.stop()
