"""Progress bars on stderr."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Bars:
    """Progress bars on stderr; nothing at all when it is no terminal, or a log of JSON goes there."""

    def __init__(self, log_format: str = "text") -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description:36}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal or log_format == "json")
        self._task: TaskID | None = None

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` units."""
        self._task = self._progress.add_task(step, total=total)

    def advance(self, detail: str) -> None:  # noqa: ARG002 - the bar shows counts; the detail is for other watchers
        """Finish one unit of the step."""
        if self._task is not None:
            self._progress.advance(self._task)
