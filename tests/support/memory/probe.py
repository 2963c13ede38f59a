"""Where a test puts its hand between the product and a fake."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shortlist.errors import (
    BusUnavailableError,
    LostRaceError,
    QueueUnavailableError,
    RetryableError,
    StoreUnavailableError,
)

Act = Callable[[str], None]


class Crash(SystemExit):
    """The worker dies on the spot: no handler of errors sees it, and its event loop stops."""


class Probe:
    """Notes every access to the fakes by name, and does what a test wants just before one.

    Names that end in " done" are no accesses of their own: they come right after a write.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._act: Act | None = None
        self._left = 0

    def __call__(self, name: str) -> None:
        self.names.append(name)
        if self._act is None:
            return
        self._left -= 1
        if self._left == 0:
            act, self._act = self._act, None
            act(name)

    @contextmanager
    def at(self, number: int, act: Act) -> Iterator[None]:
        """Do something once, just before the access of this number, counted from 1."""
        self.arm(number, act)
        try:
            yield
        finally:
            self.disarm()

    def arm(self, number: int, act: Act) -> None:
        """Do something once, just before the access of this number from now on."""
        self._act, self._left = act, number

    def disarm(self) -> None:
        """Do nothing any more."""
        self._act = None


def crash(name: str) -> None:
    """Die at this access."""
    raise Crash(name)


def fail(name: str) -> None:
    """Answer this access as a store or a queue that is busy does."""
    raise make_busy(name)


def lose_answer(name: str) -> None:
    """Answer that a write failed which was done."""
    if name.endswith(" done"):
        fail(name)


def refuse_repetition(name: str) -> None:
    """Refuse a change of state that the client tried again, because its first try had come through.

    Botocore tries again by itself when an answer is lost.
    """
    if name.startswith("tasks.move") and name.endswith(" done"):
        raise LostRaceError(name)


def make_busy(name: str) -> RetryableError:
    """Return the error of a store or a queue that is busy."""
    if name.startswith("bus"):
        return BusUnavailableError(name)
    return QueueUnavailableError(name) if name.startswith("queue") else StoreUnavailableError(name)
