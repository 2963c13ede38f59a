"""Event loops in which waiting takes no time: when all tasks wait, the clock jumps ahead."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
START_SECONDS = 1_800_000_000.0


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose time passes only while nothing else happens."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_JumpingSelector(self._jump))

    def time(self) -> float:
        """Return the seconds that have passed."""
        return self._now

    def _jump(self, seconds: float) -> None:
        self._now += seconds


class _JumpingSelector(selectors.SelectSelector):
    def __init__(self, jump: Callable[[float], None]) -> None:
        super().__init__()
        self._jump = jump

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(0)
        assert found or timeout is not None, "everybody waits for something that never comes"
        if not found and timeout:
            self._jump(timeout)
        return found


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


def read_clock() -> float:
    """Return the moment, in seconds since 1970."""
    return START_SECONDS + asyncio.get_running_loop().time()


async def run_here(function: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """Call a function at once, as `asyncio.to_thread` would in a thread."""
    return function(*arguments, **named)
