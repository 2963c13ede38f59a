"""The stub in a process of its own: started, told how to behave, asked what it counted."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10
# The stub is on this machine, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StubError(Exception):
    """The stub does not answer."""


@dataclass(frozen=True)
class StubControl:
    """The stub's own addresses (tools.stub.server)."""

    root: str
    pid: int | None = None

    @property
    def base_url(self) -> str:
        """What a client of OpenAI's protocol is given."""
        return f"{self.root}/v1"

    def configure(self, **settings: Any) -> None:
        """Change some settings (tools.stub.config), and forget what was counted.

        Raises:
            StubError: if nothing answers, or a setting is unknown.
        """
        self._ask("config", settings)
        self._ask("reset", {})

    def count(self) -> dict[str, Any]:
        """Return what happened since the last reset.

        Raises:
            StubError: if nothing answers.
        """
        return self._ask("stats")

    def _ask(self, path: str, body: object = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.root}/_stub/{path}", data, headers)  # noqa: S310
        try:
            with _OPENER.open(request, timeout=30) as response:
                return dict(json.load(response))
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise StubError(f"{self.root}/_stub/{path} did not answer: {error}") from error


@contextmanager
def run_stub_process() -> Iterator[StubControl]:
    """Serve the stub in a process of its own on a free port of loopback.

    Raises:
        StubError: if it does not come up.
    """
    port = find_free_port()
    environment = {"PYTHONPATH": os.getcwd(), **os.environ}  # noqa: PTH109
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.stub", "--port", str(port)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        control = StubControl(f"http://{HOST}:{port}", process.pid)
        _await(control, process)
        yield control
    finally:
        _stop(process)


def find_free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
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


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
