"""Who watches a run."""

from typing import Protocol


class Progress(Protocol):
    """Who watches a run: `start` opens a step of `total` units, `advance` does one of them."""

    def start(self, step: str, total: int) -> None:
        """Begin a step."""

    def advance(self, detail: str) -> None:
        """Finish one unit of it."""


class NoProgress:
    """Nobody watches."""

    def start(self, step: str, total: int) -> None:
        """Do nothing."""

    def advance(self, detail: str) -> None:
        """Do nothing."""
