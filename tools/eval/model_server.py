"""The model server that is measured: any that speaks OpenAI's protocol, or the project's stub."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shortlist.judging.call_rates import KnownPace, RateRecord
from tools.stub.run import StubControl, run_stub_process

STUB_MODEL = "gpt-6-luna"


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
            plain: dict[str, Any] = {
                "seed": 0,
                "noise": 0.0,
                "resample": False,
                "faults": {},
            }
            plain |= {"judge": "hash", "relevance": {}, "cites": "best"}
            self.stub.configure(**(plain | settings))


@contextmanager
def run_stub() -> Iterator[ModelUnderTest]:
    """Serve the stub in a process of its own on a free port."""
    with run_stub_process() as stub:
        yield ModelUnderTest(stub.base_url, "no-key", STUB_MODEL, stub)
