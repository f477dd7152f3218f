"""A total deadline for a request, enforced from outside by shutting its socket.

A read timeout only bounds each read. One byte every half second, a header that never ends or an endless row of
"100 Continue" would hang a client for ever. A header that was cut short may parse as status 200, so check
`Deadline.is_expired` before you believe an answer.
"""

import contextlib
import heapq
import itertools
import socket
import threading
import time


class Deadline:
    """The moment at which one request ends, and the socket it is using."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds
        self._is_expired = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    @property
    def is_expired(self) -> bool:
        """Tell whether the moment has come."""
        return self._is_expired or time.monotonic() >= self.at

    @property
    def seconds_left(self) -> float:
        """The time left, never less than a millisecond: zero would mean "do not block" to a socket."""
        return max(0.001, self.at - time.monotonic())

    def attach(self, connected: socket.socket) -> None:
        """Say which socket the request uses now; it is shut at once if the moment has passed."""
        with self._lock:
            self._socket = connected
            if self._is_expired:
                _shut(connected)

    def detach(self) -> None:
        """Say that the request is over; its socket may serve others."""
        with self._lock:
            self._socket = None

    def expire(self) -> None:
        """End the request now."""
        with self._lock:
            self._is_expired = True
            if self._socket is not None:
                _shut(self._socket)


class Watchdog:
    """One thread that ends the requests of all others at their deadlines."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Deadline]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="cetingest-watchdog", daemon=True)
        self._thread.start()

    def start(self, seconds: float) -> Deadline:
        """Begin a deadline `seconds` from now."""
        deadline = Deadline(seconds)
        with self._changed:
            heapq.heappush(self._heap, (deadline.at, next(self._order), deadline))
            if self._heap[0][2] is deadline:
                self._changed.notify()
        return deadline

    def close(self) -> None:
        """End every request that still runs, and the thread."""
        with self._changed:
            self._is_closed = True
            running = [deadline for _, _, deadline in self._heap]
            self._changed.notify()
        for deadline in running:
            deadline.expire()
        self._thread.join()

    def _run(self) -> None:
        while (deadline := self._next()) is not None:
            deadline.expire()

    def _next(self) -> Deadline | None:
        with self._changed:
            while not self._is_closed:
                if not self._heap:
                    self._changed.wait()
                elif (left := self._heap[0][0] - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    return heapq.heappop(self._heap)[2]
            return None


def _shut(connected: socket.socket) -> None:
    # socket.socket.shutdown, not the SSLSocket's: that one would pull the TLS layer from under the thread that reads.
    with contextlib.suppress(OSError):  # the request had ended and closed it
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
