"""Hosts that stopped answering are left alone. After three timeouts in a row all jobs for a host wait for a probe.

The probe is the first late request to the host. If it is answered in any way, all waiting jobs may go. If not, they
stay unasked, which is no failure of their URLs and no strike.
"""

import logging
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cetingest.logs import Line

logger = logging.getLogger(__name__)

TIMEOUTS_IN_A_ROW = 3
Job = TypeVar("Job")


@dataclass(slots=True)
class _State(Generic[Job]):
    timeouts: int = 0
    is_probed: bool = False
    parked: list[Job] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.timeouts >= TIMEOUTS_IN_A_ROW


class Breakers(Generic[Job]):
    """One breaker a host, used by many threads."""

    def __init__(self) -> None:
        self._states: defaultdict[str, _State[Job]] = defaultdict(_State)
        self._lock = threading.Lock()

    def admits(self, host: str, job: Job, *, is_late: bool) -> bool:
        """Tell whether a job may ask a host now. If not, it is parked."""
        with self._lock:
            state = self._states[host]
            if not state.is_open:
                return True
            if is_late and not state.is_probed:
                state.is_probed = True
                return True
            state.parked.append(job)
            return False

    def note(self, host: str, *, is_timeout: bool) -> tuple[Job, ...]:
        """Note how a request ended; return the parked jobs that may go now."""
        with self._lock:
            state = self._states[host]
            if is_timeout:
                state.timeouts += 1
                if state.timeouts == TIMEOUTS_IN_A_ROW:
                    logger.warning(Line("this host stopped answering; what waits for it is left alone", host=host))
                return ()
            if state.is_open:
                logger.info(Line("this host answers again", host=host, waiting=len(state.parked)))
            state.timeouts, state.is_probed = 0, False
            freed, state.parked = tuple(state.parked), []
            return freed
