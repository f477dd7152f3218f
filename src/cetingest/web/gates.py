"""Which registrable domains may be asked now, where runs share them: the gate, and one that is always open."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Watcher(Protocol):
    """Waits for domains. The gate calls it from a thread of its own, without holding a lock."""

    def opened(self, domains: Iterable[str]) -> None:
        """Note the domains that may be asked from now on. Without any, it is a sign that others may be wanted now."""

    def failed(self, error: Exception) -> None:
        """Note why no domain will open any more."""


class Gate(Protocol):
    """Lets one run at a time ask a domain. All methods but `hold` answer at once, whatever the database does."""

    def enter(self, domain: str) -> bool:
        """Tell whether a domain may be asked. If it was about to be given back, keep it."""

    def want(self, domain: str) -> bool:
        """Ask for a domain; the watcher is called once it opens. False when too many are wanted already."""

    def leave(self, domain: str, rest_seconds: float) -> None:
        """Give back a domain that nothing waits for. It is not to be asked for so many seconds."""

    def watched_by(self, watcher: Watcher) -> AbstractContextManager[None]:
        """Call a watcher when domains open. At the end, give back all that is held or wanted."""

    def hold(self, domain: str, interval_seconds: float) -> AbstractContextManager[None]:
        """Wait for a domain and hold it. Nobody else holds it for so many seconds afterwards.

        Raises StorageError when the database does not answer.
        """


class OpenGate:
    """The gate of a run that shares no history with others."""

    def enter(self, domain: str) -> bool:  # noqa: ARG002
        """Let everybody in."""
        return True

    def want(self, domain: str) -> bool:  # noqa: ARG002
        """Grant every wish; not called, since all domains are open."""
        return True

    def leave(self, domain: str, rest_seconds: float) -> None:
        """Do nothing; nothing is held."""

    def watched_by(self, watcher: Watcher) -> AbstractContextManager[None]:  # noqa: ARG002
        """Never call the watcher, since nothing changes."""
        return nullcontext()

    def hold(self, domain: str, interval_seconds: float) -> AbstractContextManager[None]:  # noqa: ARG002
        """Return at once; nobody else asks."""
        return nullcontext()


OPEN = OpenGate()
