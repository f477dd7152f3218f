"""A clock whose time only passes when all of its threads wait: hours of polite asking are simulated in seconds."""

import heapq
import itertools
import threading
from collections import deque
from collections.abc import Callable, Sequence


class _Waiter:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.lock.acquire()
        self.is_woken = False


class VirtualClock:
    """A `web.clocks.Clock`. Its threads must wait in no other way than `sleep` and its conditions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0.0
        self._running = 0
        self._alarms: list[tuple[float, int, _Waiter]] = []
        self._order = itertools.count()

    def now(self) -> float:
        """Return the time in seconds since the clock was made."""
        return self._now

    def make_condition(self) -> "VirtualCondition":
        """Make a condition; all of them share the clock's lock."""
        return VirtualCondition(self, self._lock)

    def start_threads(self, target: Callable[[], None], names: Sequence[str]) -> None:
        """Start threads that the clock waits for."""

        def run() -> None:
            try:
                target()
            finally:
                with self._lock:
                    self._pause_one()

        with self._lock:
            self._running += len(names)
        for name in names:
            threading.Thread(target=run, name=name, daemon=True).start()

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass, in a thread of the clock."""
        with self._lock:
            self.block(_Waiter(), seconds)

    def block(self, waiter: _Waiter, seconds: float | None) -> None:
        """Wait until woken or for so many seconds; the lock is held before and after."""
        if seconds is not None:
            heapq.heappush(self._alarms, (self._now + seconds, next(self._order), waiter))
        self._pause_one()
        self._lock.release()
        waiter.lock.acquire()
        self._lock.acquire()

    def wake(self, waiter: _Waiter) -> None:
        """Let a thread run on; the lock is held."""
        waiter.is_woken = True
        self._running += 1
        waiter.lock.release()

    def _pause_one(self) -> None:
        self._running -= 1
        while self._running == 0 and self._alarms:
            at, _, waiter = heapq.heappop(self._alarms)
            if not waiter.is_woken:
                self._now = at
                self.wake(waiter)


class VirtualCondition:
    """A `web.clocks.Condition` in virtual time."""

    def __init__(self, clock: VirtualClock, lock: threading.Lock) -> None:
        self._clock = clock
        self._lock = lock
        self._waiters: deque[_Waiter] = deque()

    def __enter__(self) -> bool:
        return self._lock.__enter__()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Let go of the lock until notified, or for so many virtual seconds."""
        waiter = _Waiter()
        self._waiters.append(waiter)
        self._clock.block(waiter, timeout)
        return True

    def notify(self, n: int = 1) -> None:
        """Wake so many of those that wait."""
        while n and self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.is_woken:
                self._clock.wake(waiter)
                n -= 1

    def notify_all(self) -> None:
        """Wake all that wait."""
        self.notify(len(self._waiters))
