"""The model server that is measured: any that speaks OpenAI's protocol, or the project's stub."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shortlist.judging.rates import KnownPace, RateRecord

STUB_MODEL = "gpt-6-luna"
_START_SECONDS = 20.0


class OneWorkerRates:
    """A RateRecord (shortlist.judging.rates) for the one worker that measures."""

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
class StubControl:
    """The stub's own addresses."""

    root: str

    def configure(self, **settings: Any) -> None:
        """Change some settings (tools.stub.config), and forget what was counted."""
        self._send("config", settings)
        self._send("reset", {})

    def count(self) -> dict[str, Any]:
        """Return what happened since the last reset."""
        return self._send("stats", None)

    def _send(self, name: str, body: dict[str, Any] | None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.root}/_stub/{name}", data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return dict(json.load(answer))


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
                "noise_shared": 0.0,
                "resample": False,
                "faults": {},
            }
            plain |= {"judge": "hash", "relevance": {}, "attacks": [], "cites": "best"}
            self.stub.configure(**(plain | settings))


@contextmanager
def run_stub() -> Iterator[ModelUnderTest]:
    """Serve the stub in a process of its own on a free port."""
    port = _find_port()
    command = [sys.executable, "-m", "tools.stub", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}"
    try:
        _wait_for(StubControl(root), process)
        yield ModelUnderTest(f"{root}/v1", "no-key", STUB_MODEL, StubControl(root))
    finally:
        process.terminate()
        process.wait(timeout=10)


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(stub: StubControl, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            stub.count()
        except urllib.error.URLError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
