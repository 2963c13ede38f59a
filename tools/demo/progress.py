"""The progress on standard error: a bar that moves on a terminal, plain lines elsewhere."""

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 28
PLAIN_PAUSE_SECONDS = 2.0


@dataclass
class ProgressBar:
    """Shows how much of one piece of work is done."""

    label: str
    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    _started: float = field(default_factory=time.monotonic)
    _last_line: tuple[int, float] = (-1, 0.0)

    def show(self, done: int, note: str = "") -> None:
        """Show a new state; on a terminal it replaces the last one."""
        seconds = time.monotonic() - self._started
        text = f"{self.label}  {self._draw(done)} {done}/{self.total}  {seconds:4.1f} s  {note}"
        if self._moves():
            self.stream.write(f"\r\x1b[K{text}")
        elif self._is_worth_a_line(done, seconds):
            self._last_line = (done, seconds)
            self.stream.write(text.rstrip() + "\n")
        self.stream.flush()

    def finish(self) -> None:
        """Leave the last state standing and go on below it."""
        if self._moves():
            self.stream.write("\n")
            self.stream.flush()

    def _moves(self) -> bool:
        return self.stream.isatty() and os.environ.get("TERM") != "dumb"

    def _is_worth_a_line(self, done: int, seconds: float) -> bool:
        last_done, last_seconds = self._last_line
        is_new = done != last_done
        return is_new and (done == self.total or seconds - last_seconds >= PLAIN_PAUSE_SECONDS)

    def _draw(self, done: int) -> str:
        filled = WIDTH * done // max(1, self.total)
        return "[" + "#" * filled + "." * (WIDTH - filled) + "]"
