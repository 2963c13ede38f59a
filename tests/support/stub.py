"""The project's model server, run in a thread of the test's own process."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.support.faulty_stub import FaultyConfig, FaultyStub


@dataclass(frozen=True)
class RunningStub:
    """A stub that answers on loopback."""

    base_url: str
    stub: FaultyStub

    def configure(self, **settings: Any) -> None:
        """Change some settings (FaultyConfig)."""
        self.stub.configure(settings)

    def reset(self) -> None:
        """Forget what was counted."""
        self.stub.reset()

    @property
    def stats(self) -> dict[str, Any]:
        """What was counted."""
        return self.stub.count()

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The last requests."""
        return list(self.stub.bodies.copy())


@contextmanager
def run_stub(**settings: Any) -> Iterator[RunningStub]:
    """Serve a stub with these settings on a free port."""
    stub = FaultyStub(FaultyConfig(**settings))
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(
        stub.make_app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1
    )
    port = loop.run_until_complete(_listen(runner))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield RunningStub(f"http://127.0.0.1:{port}/v1", stub)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(runner: web.AppRunner) -> int:
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return int(runner.addresses[0][1])
