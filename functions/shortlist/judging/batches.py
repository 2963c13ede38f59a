"""Joining what many coroutines want at the same time into few blocking calls."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

# Does blocking work, as asyncio.to_thread does.
Run = Callable[..., Awaitable[Any]]
Item = TypeVar("Item")
Result = TypeVar("Result")


class _Batch(Generic[Item, Result]):
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.done: asyncio.Future[Result] | None = None


class Batches(Generic[Item, Result]):
    """Does blocking work in a thread, one call after another, each for all who wait by then.

    Work that is asked for begins after the asking: whoever waits for the result of a read never
    gets one that is older than the question.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Result], run: Run = asyncio.to_thread
    ) -> None:
        self._work = work
        self._run_blocking = run
        self._next: _Batch[Item, Result] = _Batch()
        self._lock = asyncio.Lock()

    async def join(self, item: Item) -> Result:
        """Have an item worked on, and return what came of its whole batch."""
        batch = self._next
        batch.items.append(item)
        async with self._lock:
            if batch.done is None:
                self._next = _Batch()
                batch.done = asyncio.get_running_loop().create_future()
                await self._run(batch, batch.done)
        return await batch.done

    async def _run(self, batch: _Batch[Item, Result], done: "asyncio.Future[Result]") -> None:
        try:
            done.set_result(await self._run_blocking(self._work, batch.items))
        except Exception as error:  # noqa: BLE001  # raised again for everybody who waits
            done.set_exception(error)
