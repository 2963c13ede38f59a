"""Runs the steps of operations: one runner for plain code, one for asyncio, on the same rules."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2

from shortlist_client.errors import ConnectionFailedError, ShortlistError, UnreadableFileError
from shortlist_client.steps import (
    Answer,
    Found,
    MeasureFile,
    Pause,
    ReadFile,
    Send,
    SideBySide,
    Step,
    Steps,
)
from shortlist_client.version import __version__

T = TypeVar("T")

AT_ONCE = 8
USER_AGENT = f"shortlist-client/{__version__}"
# A local cloud is on this machine, whatever proxy the environment names.
_NEVER_PROXIED: Mapping[str, None] = {"all://127.0.0.1": None, "all://localhost": None}


class Runner:
    """Runs operations in plain code; uploads run in a few threads."""

    _sleep = staticmethod(time.sleep)

    def __init__(
        self, timeout_seconds: float, transport: httpx2.BaseTransport | None = None
    ) -> None:
        self._http = httpx2.Client(
            timeout=timeout_seconds,
            transport=transport,
            mounts=_NEVER_PROXIED,
            headers={"User-Agent": USER_AGENT},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def run(self, steps: Steps[T]) -> T:
        """Take the steps of an operation and return what it comes to."""
        reply: Any = None
        while True:
            try:
                step = _go_on(steps, reply)
            except StopIteration as end:
                result: T = end.value
                return result
            reply = self._take(step)

    def iterate(self, steps: Steps[None]) -> Iterator[Any]:
        """Take the steps of an operation as far as its items are asked for."""
        reply: Any = None
        while True:
            try:
                step = _go_on(steps, reply)
            except StopIteration:
                return
            if isinstance(step, Found):
                yield from step.items
            reply = self._take(step)

    def _take(self, step: Step) -> Any:
        """Return what a step gave, or the error that it ended with."""
        try:
            match step:
                case Send():
                    request = (step.method, step.url)
                    sent = self._http.request(
                        *request, headers=dict(step.headers), content=step.content
                    )
                    return _describe(sent)
                case Pause():
                    return self._sleep(step.seconds)
                case SideBySide():
                    with ThreadPoolExecutor(AT_ONCE) as pool:
                        return list(pool.map(self.run, step.parts))
                case _:
                    return _take_here(step)
        except (ShortlistError, httpx2.HTTPError, OSError) as error:
            return _translate(step, error)


class AsyncRunner:
    """Runs operations on asyncio; uploads run as tasks."""

    _sleep = staticmethod(asyncio.sleep)

    def __init__(
        self, timeout_seconds: float, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx2.AsyncClient(
            timeout=timeout_seconds,
            transport=transport,
            mounts=_NEVER_PROXIED,
            headers={"User-Agent": USER_AGENT},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def run(self, steps: Steps[T]) -> T:
        """Take the steps of an operation and return what it comes to."""
        reply: Any = None
        while True:
            try:
                step = _go_on(steps, reply)
            except StopIteration as end:
                result: T = end.value
                return result
            reply = await self._take(step)

    async def iterate(self, steps: Steps[None]) -> AsyncIterator[Any]:
        """Take the steps of an operation as far as its items are asked for."""
        reply: Any = None
        while True:
            try:
                step = _go_on(steps, reply)
            except StopIteration:
                return
            if isinstance(step, Found):
                for item in step.items:
                    yield item
            reply = await self._take(step)

    async def _take(self, step: Step) -> Any:
        """Return what a step gave, or the error that it ended with."""
        try:
            match step:
                case Send():
                    request = (step.method, step.url)
                    sent = await self._http.request(
                        *request, headers=dict(step.headers), content=step.content
                    )
                    return _describe(sent)
                case Pause():
                    return await self._sleep(step.seconds)
                case SideBySide():
                    return await self._run_side_by_side(step)
                case _:
                    return await asyncio.to_thread(_take_here, step)
        except (ShortlistError, httpx2.HTTPError, OSError) as error:
            return _translate(step, error)

    async def _run_side_by_side(self, step: SideBySide) -> list[Any]:
        places = asyncio.Semaphore(AT_ONCE)

        async def run_in_place(part: Steps[Any]) -> Any:
            async with places:
                return await self.run(part)

        return await asyncio.gather(*(run_in_place(part) for part in step.parts))


def _go_on(steps: Steps[Any], reply: Any) -> Step:
    """Send an operation what its last step gave, or raise within it what that ended with."""
    return steps.throw(reply) if isinstance(reply, ShortlistError) else steps.send(reply)


def _take_here(step: Step) -> Any:
    """Take a step that waits for nothing but this machine's own disk."""
    match step:
        case MeasureFile():
            return step.path.stat().st_size
        case ReadFile():
            return step.path.read_bytes()
    return None


def _describe(response: httpx2.Response) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, headers, response.content)


def _translate(step: Step, error: Exception) -> ShortlistError:
    if isinstance(error, ShortlistError):
        return error
    if isinstance(step, MeasureFile | ReadFile):
        reason = error.strerror if isinstance(error, OSError) else error
        return UnreadableFileError(f"{step.path}: {reason}")
    address = step.url.partition("?")[0] if isinstance(step, Send) else ""
    translated = ConnectionFailedError(
        f"{address} does not answer: {error or type(error).__name__}"
    )
    translated.__cause__ = error
    return translated
