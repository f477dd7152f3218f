"""What a guarded child may use, and how much it may answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one child; `wall_seconds` and the two on answers count for each request, the others for its life.

    Answers are limited because the parent has no memory limit of its own. The densest of 31 sound documents answers
    71 kB a page; ten million characters of such pages are 200 MB. A child without `cpu_seconds` has no limit on CPU
    time: one that stays for many requests is ended by the clock alone.
    """

    memory_bytes: int
    wall_seconds: float
    cpu_seconds: int | None = None
    message_bytes: int = 32_000_000
    answer_bytes: int = 500_000_000

    @property
    def of_process(self) -> tuple[int, int | None]:
        """The limits that the child sets on itself: memory in bytes, CPU time in seconds."""
        return self.memory_bytes, self.cpu_seconds
