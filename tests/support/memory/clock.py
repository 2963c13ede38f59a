"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class MovableClock:
    """A clock for everything under test; `skewed` gives clocks that are off by some time."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def skewed(self, seconds: float) -> "SkewedClock":
        """Return a clock that follows this one at a distance."""
        return SkewedClock(self, timedelta(seconds=seconds))


class SkewedClock:
    """A clock of a machine that is ahead of the others, or behind them."""

    def __init__(self, clock: MovableClock, off: timedelta) -> None:
        self._clock = clock
        self._off = off

    def __call__(self) -> datetime:
        return self._clock() + self._off
