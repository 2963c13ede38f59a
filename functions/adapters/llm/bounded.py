"""An HTTP transport that reads no more of an answer than an answer can have."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 4_000_000
# Compressed, so much may unfold to a thousand times as much.
_MOST_COMPRESSED_BYTES = 64_000


class AnswerTooLongError(Exception):
    """A server sends more than any answer has."""


def make_bounded_transport() -> "httpx2.AsyncBaseTransport":
    """Make a transport that breaks off answers of more than a few megabytes."""
    import httpx2  # noqa: PLC0415

    class BoundedStream(httpx2.AsyncByteStream):
        def __init__(self, stream: httpx2.AsyncByteStream, most_bytes: int) -> None:
            self._stream = stream
            self._most_bytes = most_bytes

        async def __aiter__(self) -> AsyncIterator[bytes]:
            count = 0
            async for part in self._stream:
                count += len(part)
                if count > self._most_bytes:
                    raise AnswerTooLongError
                yield part

        async def aclose(self) -> None:
            await self._stream.aclose()

    class BoundedTransport(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            response = await super().handle_async_request(request)
            is_plain = response.headers.get("content-encoding", "identity") == "identity"
            most_bytes = MOST_BYTES if is_plain else _MOST_COMPRESSED_BYTES
            if isinstance(response.stream, httpx2.AsyncByteStream):
                response.stream = BoundedStream(response.stream, most_bytes)
            return response

    return BoundedTransport(limits=httpx2.Limits(max_connections=None, keepalive_expiry=60))
