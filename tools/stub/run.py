"""The stub in a process of its own: started, told how to behave, asked what it counted."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10


class StubError(Exception):
    """The stub does not come up or answer, or knows no such setting."""


@dataclass(frozen=True)
class StubControl:
    """The stub's own addresses (tools.stub.server)."""

    root: str

    @property
    def base_url(self) -> str:
        """What a client of OpenAI's protocol is given."""
        return f"{self.root}/v1"

    def configure(self, **settings: Any) -> None:
        """Change some settings (tools.stub.config), and forget what was counted."""
        self._ask("POST", "config", settings)
        self._ask("POST", "reset")

    def count(self) -> dict[str, Any]:
        """Return what happened since the last reset."""
        return self._ask("GET", "stats")

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        url = f"{self.root}/_stub/{path}"
        try:
            # The stub is on this machine, whatever proxy the environment names.
            answer = httpx2.request(method, url, json=body, timeout=30, trust_env=False)
            return dict(answer.raise_for_status().json())
        except (httpx2.HTTPError, ValueError) as error:
            raise StubError(f"{url} did not do that: {error}") from error


@contextmanager
def run_stub_process() -> Iterator[StubControl]:
    """Serve the stub in a process of its own on a free port of loopback."""
    port = find_free_port()
    environment = {"PYTHONPATH": os.getcwd(), **os.environ}  # noqa: PTH109
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.stub.server", "--port", str(port)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        control = StubControl(f"http://{HOST}:{port}")
        _await(control, process)
        yield control
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _await(control: StubControl, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            control.count()
        except StubError:
            time.sleep(0.1)
        else:
            return
    raise StubError("the stub did not come up; what it said is above")
