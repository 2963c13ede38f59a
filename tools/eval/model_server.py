"""The model server that is measured, asked the way a worker asks."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from adapters.llm.server import OpenAiServer
from shortlist.judging.call_rates import KnownPace, RateRecord
from shortlist.judging.caller import Caller
from shortlist.judging.errors import ServerRefusal
from shortlist.judging.pace import Pace
from shortlist.spending import CallUsage
from tools.stub.run import StubControl, run_stub_process

STUB_MODEL = "gpt-6-luna"
_SECONDS_LEFT = 3600.0


class OneWorkerRates:
    """A RateRecord (shortlist.judging.call_rates) for the one worker that measures."""

    def __init__(self) -> None:
        self._known: KnownPace | None = None
        self._free_at = 0.0

    def read(self, *, now: float) -> KnownPace | None:
        """Return what was learned."""
        return self._known and self._known._replace(held_until=self._free_at)

    def keep(self, known: KnownPace, *, now: float) -> None:
        """Keep what was learned."""
        self._known = known

    def reserve(self, seconds: float, *, now: float) -> float:
        """Reserve the next span."""
        start = max(now, self._free_at)
        self._free_at = start + seconds
        return start

    def hold(self, until: float, *, now: float) -> None:
        """Let no span begin before a moment."""
        self._free_at = max(until, self._free_at)


class FreeAllowance:
    """An Allowance (shortlist.judging.ports) that lets every call be made."""

    async def take(self, expected: CallUsage) -> Decimal:
        """Let it."""
        return Decimal(0)

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Hear of it."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Hear of it; a row has its own record."""


@dataclass(frozen=True)
class ModelUnderTest:
    """A model of a server; `stub` is given if that server is the project's own."""

    base_url: str
    api_key: str = field(repr=False)
    name: str
    stub: StubControl | None = None
    rates: RateRecord = field(default_factory=OneWorkerRates, repr=False, compare=False)

    @property
    def server(self) -> str:
        """What kind of server it is, for a report."""
        return "the project's stub" if self.stub else (urlsplit(self.base_url).hostname or "?")

    def pretend(self, **settings: Any) -> None:
        """Let a stub judge in another way; other servers stay what they are."""
        if self.stub:
            self.stub.configure(**settings)

    @asynccontextmanager
    async def open_caller(self) -> AsyncIterator[Caller]:
        """Open what asks the model, as a worker does."""
        async with OpenAiServer(base_url=self.base_url, api_key=self.api_key) as server:
            yield Caller(server, Pace(self.rates), lambda: _SECONDS_LEFT)


@contextmanager
def run_stub() -> Iterator[ModelUnderTest]:
    """Serve the stub in a process of its own on a free port."""
    with run_stub_process() as stub:
        yield ModelUnderTest(stub.base_url, "no-key", STUB_MODEL, stub)
