"""Both Python clients behind one way of calling them, so that each case is tried with both."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

from shortlist_client import AsyncShortlist, Shortlist
from shortlist_client.runners import AsyncRunner, Runner
from shortlist_client.tokens import ServiceUser, TokenSource
from tests.support.stack import Stack
from tests.support.uploads import upload

URL = "https://api.example/live"
TOKEN = "token-1"
Handler = Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Pauses:
    """The pauses that a client makes; none of them takes any time."""

    seconds: list[float] = field(default_factory=list)
    during: Callable[[], None] = lambda: None
    """What goes on elsewhere meanwhile."""

    @property
    def now(self) -> float:
        """What a clock shows that only pauses move."""
        return sum(self.seconds)

    def pause(self, seconds: float) -> None:
        """Pause."""
        self.seconds.append(seconds)
        self.during()


@dataclass
class EitherClient:
    """One of the two clients; `call` gets what either would give to a caller."""

    is_async: bool
    pauses: Pauses

    def call(
        self,
        use: Callable[[Any], Any],
        handler: Handler,
        token: str | ServiceUser | TokenSource = TOKEN,
        url: str = URL,
    ) -> Any:
        """Use a client whose requests a function answers; an iterator comes as a list."""
        transport = httpx2.MockTransport(handler)
        if self.is_async:
            return asyncio.run(self._use_async(use, transport, token, url))
        with Shortlist(url, token=token, transport=transport) as client:
            client.connection.clock = lambda: self.pauses.now
            found = use(client)
            return list(found) if isinstance(found, Iterator) else found

    async def _use_async(
        self,
        use: Callable[[Any], Any],
        transport: httpx2.MockTransport,
        token: str | ServiceUser | TokenSource,
        url: str,
    ) -> Any:
        async with AsyncShortlist(url, token=token, transport=transport) as client:
            client.connection.clock = lambda: self.pauses.now
            found = use(client)
            if isinstance(found, AsyncIterator):
                return [item async for item in found]
            return await found if inspect.isawaitable(found) else found


@pytest.fixture(params=["plain", "asyncio"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> EitherClient:
    """Give each of the clients in turn, with pauses that take no time."""
    pauses = Pauses()

    async def pause(seconds: float) -> None:
        # Workers are processes of their own, with event loops of their own.
        await asyncio.to_thread(pauses.pause, seconds)

    monkeypatch.setattr(Runner, "_sleep", staticmethod(pauses.pause))
    monkeypatch.setattr(AsyncRunner, "_sleep", staticmethod(pause))
    return EitherClient(request.param == "asyncio", pauses)


DESCRIPTION = "You build services in Python.\nRequired:\n- 3 years of Python\n- PostgreSQL"


PREFIX = "/live"


class Gateway:
    """Passes a client's requests on to the handlers, as API Gateway and S3 do."""

    def __init__(self, stack: Stack, *, loses_first: bool = False) -> None:
        self._stack = stack
        self._loses_next = loses_first

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request, but perhaps lose the first answer on its way back."""
        response = self._pass_on(request)
        if self._loses_next:
            self._loses_next = False
            raise httpx2.ReadError("connection reset", request=request)
        return response

    def _pass_on(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        if not path.startswith(PREFIX):
            upload({"url": str(request.url)})
            return httpx2.Response(200)
        answer = self._stack.acme.call(
            request.method,
            path.removeprefix(PREFIX),
            request.content.decode() or None,
            headers={name.title(): value for name, value in request.headers.items()},
            query=dict(parse_qsl(request.url.query.decode())) or None,
        )
        return httpx2.Response(answer.status, headers=answer.headers, text=answer.text)
