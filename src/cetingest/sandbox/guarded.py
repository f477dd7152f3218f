"""Run a function on untrusted data in a child process with limits on memory, CPU time, wall time and answers."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress

from cetingest.errors import ReaderError
from cetingest.sandbox.channel import Channel, TooLargeError
from cetingest.sandbox.limits import Limits
from cetingest.sandbox.messages import Message
from cetingest.sandbox.processes import await_exit, end_child, has_exited, start_child
from cetingest.sandbox.serving import DONE, MEMORY
from cetingest.settings import ExtractSettings


def limits_of(settings: ExtractSettings) -> Limits:
    """Return the limits that the settings put on a child that reads a report."""
    return Limits(
        memory_bytes=settings.memory_bytes, cpu_seconds=settings.cpu_seconds, wall_seconds=settings.wall_seconds
    )


def run_guarded(target: str, request: Message, limits: Limits) -> Iterator[Message]:
    """Call `target` ("module:function") with the request in a child; yield the messages that it yields, as they come.

    The child and all that it started are gone when the iterator ends, however it ends. Raises as `GuardedChild.ask`.
    """
    child = GuardedChild(target, limits)
    try:
        yield from child.ask(request)
    finally:
        child.end()


class GuardedChild:
    """A child process that calls one function for each request. It starts with a request and stays for the next one.

    One thread at a time may ask.
    """

    def __init__(self, target: str, limits: Limits) -> None:
        self._target, self._limits = target, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None

    def ask(self, request: Message | bytes) -> Iterator[Message]:
        """Yield what the function yields for a request; a child that fails, or is left half-way, is ended.

        Raises ReaderError when the child ran into a limit or crashed, RuntimeError with its traceback when the
        function has a bug.
        """
        is_done = False
        try:
            yield from self._answers(request)
            is_done = True
        except TimeoutError as error:
            raise ReaderError(
                f"took longer than {self._limits.wall_seconds:g} s and was stopped; "
                "raise extract.wall_seconds if the file is trusted"
            ) from error
        except TooLargeError as error:
            raise ReaderError(
                f"answered with more than {self._limits.message_bytes // 1_000_000} MB at once or "
                f"{self._limits.answer_bytes // 1_000_000} MB in all and was stopped; the file is probably hostile"
            ) from error
        except (ValueError, RecursionError) as error:
            raise ReaderError("answered with what is no message; the file is probably hostile") from error
        finally:
            if not is_done:
                self.end()

    def end(self) -> int | None:
        """End the child and all that it started; return its exit code, None when there was none."""
        process, self._process, self._channel = self._process, None, None
        return None if process is None else end_child(process)

    def _answers(self, request: Message | bytes) -> Iterator[Message]:
        deadline = time.monotonic() + self._limits.wall_seconds
        with suppress(BrokenPipeError):  # a child that died at once is explained by its exit code
            self._opened(deadline).send(request, deadline)
        left = self._limits.answer_bytes
        while self._channel and (received := self._channel.receive(deadline, min(left, self._limits.message_bytes))):
            answer, size = received
            if "end" in answer:
                return _judge_end(answer["end"], self._limits)
            left -= size
            if not isinstance(answer.get("message"), dict):
                raise ValueError("an answer holds a message or is the end")
            yield answer["message"]
        raise ReaderError(self._explain_exit())

    def _opened(self, deadline: float) -> Channel:
        """Return the channel to the child, which is started where there is none, or one that has died."""
        if self._process is None or self._channel is None or has_exited(self._process):
            self.end()
            self._process = start_child()
            if self._process.stdin is None or self._process.stdout is None:
                raise RuntimeError("the child has no pipes")
            self._channel = Channel(self._process.stdin.fileno(), self._process.stdout.fileno())
            self._channel.send({"target": self._target, "limits": self._limits.of_process}, deadline)
        return self._channel

    def _explain_exit(self) -> str:
        """End a child that has closed its output, and say what its exit code means."""
        if self._process is not None:
            await_exit(self._process)
        code = self.end() or 0
        if code == -signal.SIGXCPU:
            return (
                f"used more than {self._limits.cpu_seconds} s of CPU time and was stopped; "
                "raise extract.cpu_seconds if the file is trusted"
            )
        by_signal = f"was ended by signal {-code} ({signal.Signals(-code).name})" if code < 0 else ""
        return f"{by_signal or f'ended early with exit code {code}'}; the file is probably damaged or hostile"


def _judge_end(end: str, limits: Limits) -> None:
    if end == MEMORY:
        raise ReaderError(
            f"needed more than {limits.memory_bytes // 1_000_000} MB of memory and was stopped; "
            "raise extract.memory_bytes if the file is trusted"
        )
    if end != DONE:
        raise RuntimeError(f"the guarded child failed: {end}")
