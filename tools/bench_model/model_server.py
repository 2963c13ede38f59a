"""The model server of a measurement: started or found, told how to behave, and asked."""

import http.client
import json
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from tools.bench_model.errors import BenchError

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10
OWN_COMMAND = f"{shlex.quote(sys.executable)} -m tools.stub --port {{port}}"
# The server is on this machine, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Counts(NamedTuple):
    """What a server counted since its last reset; `answered_again` was paid for twice."""

    requests: int
    answered: int
    rejected_429: int
    answered_again: int
    most_in_flight: int
    input: int
    cached: int
    output: int


class Behaviour(NamedTuple):
    """How a server answers: after so long, and so many requests a minute at most (0: any)."""

    latency_ms: int
    rpm: int = 0
    burst_seconds: float = 1.0


@dataclass(frozen=True)
class ModelServer:
    """A stub with control endpoints, ours or one of the other dialect."""

    url: str
    pid: int | None = None

    @property
    def base_url(self) -> str:
        """What a client of OpenAI's protocol is given."""
        return f"{self.url}/v1"

    def prepare(self, behaviour: Behaviour) -> None:
        """Set the behaviour, with full limits, and forget what was counted and cached.

        Raises:
            BenchError: if nothing answers, or not as a stub does.
        """
        burst_name = "burst_seconds" if self._is_ours() else "burst_s"
        limit = {"rpm": behaviour.rpm, burst_name: behaviour.burst_seconds}
        self._ask("config", {"latency_ms": behaviour.latency_ms, **limit})
        self._ask("reset", {})

    def count(self) -> Counts:
        """Return what was counted since the last reset.

        Raises:
            BenchError: if nothing answers.
        """
        return read_counts(self._ask("stats?log=0"))

    def _is_ours(self) -> bool:
        return "burst_seconds" in self._ask("config")

    def _ask(self, path: str, body: object = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_stub/{path}", data, headers)  # noqa: S310
        try:
            with _OPENER.open(request, timeout=30) as response:
                answer: dict[str, Any] = json.load(response)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise BenchError(f"{self.url}/_stub/{path} did not answer: {error}") from error
        return answer


def read_counts(stats: dict[str, Any]) -> Counts:
    """Read the statistics of either kind of stub."""
    tokens = stats.get("tokens")
    if tokens is None:
        return Counts(**{name: stats[name] for name in Counts._fields})
    return Counts(
        requests=stats["requests"],
        answered=stats["answered"],
        rejected_429=stats["rate_limited"],
        answered_again=stats["answered_again"],
        most_in_flight=stats["max_concurrent"],
        input=tokens["in"],
        cached=tokens["cached"],
        output=tokens["out"],
    )


@contextmanager
def run_model_server(command: str) -> Iterator[ModelServer]:
    """Run a stub by its command, in which `{port}` stands for a free port.

    Raises:
        BenchError: if it does not come up.
    """
    port = find_free_port()
    environment = {"PYTHONPATH": os.getcwd(), **os.environ}  # noqa: PTH109
    process = subprocess.Popen(
        [part.replace("{port}", str(port)) for part in shlex.split(command)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        server = ModelServer(f"http://{HOST}:{port}", process.pid)
        _await(server, process)
        yield server
    finally:
        stop(process)


def find_free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was started here, gently first."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await(server: ModelServer, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            server.count()
        except BenchError:
            time.sleep(0.1)
        else:
            return
    raise BenchError("the model server did not come up; what it said is above")
