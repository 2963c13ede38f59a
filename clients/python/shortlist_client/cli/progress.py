"""How far something is: a bar that moves on a terminal, plain lines elsewhere."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shortlist_client.shapes import TaskStatus

PLAIN_PAUSE_SECONDS = 2.0


class Meter:
    """Shows on standard error how much of one piece of work is done; used with `with`."""

    def __init__(self, label: str, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._label = label
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}"),
            console=self._console,
            disable=not self._console.is_terminal,
            refresh_per_second=4,
        )
        self._task = self._bar.add_task(label, total=None, note="")
        self._total = 0
        self._last = (-1, "")
        self._last_at = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def show_status(self, status: TaskStatus) -> None:
        """Show how far a ranking is."""
        progress, result = status.progress, status.result
        if result is not None:
            self._total = max(self._total, len(result.ranked_candidates))
            self.show(self._total, self._total, status.status)
        elif progress is None:
            self.show(0, 0, status.status)
        else:
            self._total = progress.total
            waiting = f"{progress.waiting} being read" if progress.waiting else ""
            note = f"{progress.eta_seconds} s to go" if progress.eta_seconds else waiting
            done = progress.done + progress.failed
            self.show(done, progress.total, f"{status.status} {note}".strip())

    def show(self, done: int, total: int, note: str = "") -> None:
        """Show how much is done, and a word about it."""
        text = note.lower()
        self._bar.update(self._task, completed=done, total=total or None, note=text)
        now = time.monotonic()
        is_time = done == total or now - self._last_at >= PLAIN_PAUSE_SECONDS
        if not self._console.is_terminal and (done, text) != self._last and is_time:
            self._last, self._last_at = (done, text), now
            counts = f" {done}/{total}" if total else ""
            self._console.print(f"{self._label}{counts} {text}".rstrip(), soft_wrap=True)
