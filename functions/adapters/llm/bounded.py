"""An HTTP transport for many calls at once that reads no more of an answer than one can have.

Imported only by who asks a model, because its libraries take long to load.
"""

from collections.abc import AsyncIterator, Callable

import httpx2

from adapters.llm.completion import AnswerTooLongError

MOST_BYTES = 4_000_000
# Compressed, so much may unfold to a thousand times as much.
_MOST_COMPRESSED_BYTES = 64_000
# A pool looks at each of its connections before each request: small pools look at few.
_POOLS = 8


class PooledTransport(httpx2.AsyncBaseTransport):
    """Sends each request through the first of the least busy of several pools of connections."""

    def __init__(self) -> None:
        self._pools = [_BoundedPool() for _ in range(_POOLS)]

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; its answer is broken off after a few megabytes."""
        pool = min(self._pools, key=lambda one: one.in_flight)
        return await pool.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools:
            await pool.aclose()


class _BoundedPool(httpx2.AsyncHTTPTransport):
    def __init__(self) -> None:
        super().__init__(limits=httpx2.Limits(max_connections=None, keepalive_expiry=60))
        self.in_flight = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.in_flight += 1
        try:
            response = await super().handle_async_request(request)
        except BaseException:
            self._end_call()
            raise
        is_plain = response.headers.get("content-encoding", "identity") == "identity"
        most_bytes = MOST_BYTES if is_plain else _MOST_COMPRESSED_BYTES
        assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101  # for its type
        response.stream = _BoundedStream(response.stream, most_bytes, self._end_call)
        return response

    def _end_call(self) -> None:
        self.in_flight -= 1


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(
        self, stream: httpx2.AsyncByteStream, most_bytes: int, on_close: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._most_bytes = most_bytes
        self._on_close = on_close

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for part in self._stream:
            count += len(part)
            if count > self._most_bytes:
                raise AnswerTooLongError
            yield part

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            self._on_close()
