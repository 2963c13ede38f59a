"""An HTTP transport for many calls at once that reads no more of an answer than one can have.

Imported only by who asks a model, because its libraries take long to load.
"""

import ssl
from functools import cache

import aiohttp
import httpx2
from multidict import CIMultiDict
from yarl import URL

from adapters.llm.completion import AnswerTooLongError

MOST_BYTES = 4_000_000
# Compressed, so much may unfold to a thousand times as much.
_MOST_COMPRESSED_BYTES = 64_000
_KEPT_OPEN_SECONDS = 60
_LONGEST_HEADER_BYTES = 32_768


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Sends the requests of the client through aiohttp.

    Its parser is compiled: a call takes a third of the processor time that the client's own
    transport takes, which is written in Python and made for more than this. Timeouts are those
    of the caller.
    """

    def __init__(self) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, keepalive_timeout=_KEPT_OPEN_SECONDS, ssl=_read_trusted()
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            max_line_size=_LONGEST_HEADER_BYTES,
            max_field_size=_LONGEST_HEADER_BYTES,
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, and return its answer read to the end.

        Raises:
            httpx2.NetworkError: if the connection fails, or something else than HTTP comes back.
            AnswerTooLongError: if the answer has more than a few megabytes.
        """
        try:
            async with self._session.request(
                request.method,
                URL(str(request.url), encoded=True),
                data=await request.aread(),
                headers=CIMultiDict(request.headers.multi_items()),
                allow_redirects=False,
            ) as answer:
                body = await _read(answer)
        except (aiohttp.ClientError, OSError) as error:
            raise httpx2.NetworkError(type(error).__name__, request=request) from error
        return httpx2.Response(answer.status, headers=answer.raw_headers, content=body)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._session.close()


@cache
def _read_trusted() -> ssl.SSLContext:
    """Read whom the client's own transport trusts, once a process: it takes 30 ms."""
    return httpx2.create_ssl_context()


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    is_plain = answer.headers.get("Content-Encoding", "identity") == "identity"
    most_bytes = MOST_BYTES if is_plain else _MOST_COMPRESSED_BYTES
    parts, count = [], 0
    async for part in answer.content.iter_any():
        count += len(part)
        if count > most_bytes:
            raise AnswerTooLongError
        parts.append(part)
    return b"".join(parts)
