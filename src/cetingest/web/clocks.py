"""The time, and how threads wait. Both are passed in, so that a simulation can run the real code."""

import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol


class Condition(Protocol):
    """What is used of `threading.Condition`."""

    def __enter__(self) -> bool: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def wait(self, timeout: float | None = None) -> bool:
        """Let go of the lock until notified, or for so many seconds."""

    def notify(self, n: int = 1) -> None:
        """Wake so many of those that wait."""

    def notify_all(self) -> None:
        """Wake all that wait."""


class Clock(Protocol):
    """A source of time, and of threads that live in it."""

    def now(self) -> float:
        """Return the time in seconds from any zero; it never runs backwards."""

    def make_condition(self) -> Condition:
        """Make a condition whose timeouts are of this time."""

    def start_threads(self, target: Callable[[], None], names: Sequence[str]) -> None:
        """Start threads that do not keep the process alive."""


class SystemClock:
    """The machine's own time and threads."""

    def now(self) -> float:
        """Return the monotonic time."""
        return time.monotonic()

    def make_condition(self) -> Condition:
        """Make an ordinary condition."""
        return threading.Condition()

    def start_threads(self, target: Callable[[], None], names: Sequence[str]) -> None:
        """Start ordinary threads."""
        for name in names:
            threading.Thread(target=target, name=name, daemon=True).start()


SYSTEM_CLOCK = SystemClock()
