"""Which registrable domains may be asked just now, where runs share them: what a gate does, and one always open."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Watcher(Protocol):
    """Who waits for domains. Called by a thread of the gate's own, which holds no lock then."""

    def opened(self, domains: Iterable[str]) -> None:
        """Hear which domains may be asked from now on; also none, when others may be wanted now."""

    def failed(self, error: Exception) -> None:
        """Hear why no domain will open any more."""


class Gate(Protocol):
    """Lets one run at a time ask a domain. All methods but `hold` answer at once, whatever the database does."""

    def enter(self, domain: str) -> bool:
        """Tell whether a domain may be asked, and keep it if it was about to be given back."""

    def want(self, domain: str) -> bool:
        """Ask for a domain, of which the watcher will hear; False when too many are asked for already."""

    def leave(self, domain: str, rest_seconds: float) -> None:
        """Give a domain back that nothing waits for; nobody is to ask it for so long."""

    def watched_by(self, watcher: Watcher) -> AbstractContextManager[None]:
        """Tell a watcher what opens; at the end all that is held or wanted is given back."""

    def hold(self, domain: str, interval_seconds: float) -> AbstractContextManager[None]:
        """Wait for a domain and keep it for a while; the next to hold it comes so much later at the earliest.

        Raises StorageError when the database does not answer.
        """


class OpenGate:
    """The gate of a run that shares nothing with others."""

    def enter(self, domain: str) -> bool:  # noqa: ARG002
        """Let everybody in."""
        return True

    def want(self, domain: str) -> bool:  # noqa: ARG002
        """Never be asked: all domains are open."""
        return True

    def leave(self, domain: str, rest_seconds: float) -> None:
        """Let go of nothing."""

    def watched_by(self, watcher: Watcher) -> AbstractContextManager[None]:  # noqa: ARG002
        """Tell nothing, as nothing ever changes."""
        return nullcontext()

    def hold(self, domain: str, interval_seconds: float) -> AbstractContextManager[None]:  # noqa: ARG002
        """Wait for nobody."""
        return nullcontext()


OPEN = OpenGate()
