"""How far a run has come, for whoever shows it."""

from typing import Protocol


class Progress(Protocol):
    """Receives the progress of a run: `start` begins a step of `total` units, `advance` ends one of them."""

    def start(self, step: str, total: int) -> None:
        """Begin a step."""

    def advance(self, detail: str) -> None:
        """End one unit of the step."""


class NoProgress:
    """Shows nothing."""

    def start(self, step: str, total: int) -> None:
        """Do nothing."""

    def advance(self, detail: str) -> None:
        """Do nothing."""
