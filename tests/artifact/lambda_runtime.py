"""A built function under Lambda's own runtime client, with no package but what the runtime has."""

import contextlib
import http.client
import json
import os
import platform
import signal
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Self

import psutil

from tools.mocked.template import ROOT

RUNTIME_PYTHON = ROOT / ".local" / "runtime" / "bin" / "python"
START_SECONDS = 30
ANSWER_SECONDS = 60
_GIVEN: set[int] = set()
_FINDING = Lock()
INVOCATIONS = "/2015-03-31/functions/function/invocations"
# Nothing listens here, so a call of AWS fails at once instead of leaving this machine.
NO_AWS = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_MAX_ATTEMPTS": "1",
    # Lambda cannot write beside the code either.
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True)
class Artifact:
    """A function as it ships: its handler, its folder and its layers' folders."""

    handler: str
    folder: Path
    layers: tuple[Path, ...]
    variables: Mapping[str, str]

    @property
    def python_path(self) -> str:
        """Where the runtime looks for modules."""
        return os.pathsep.join(str(folder) for folder in (self.folder, *self.layers))

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of the function's process."""
        return {"PATH": os.environ["PATH"], "PYTHONPATH": self.python_path} | NO_AWS | self._own

    @property
    def _own(self) -> dict[str, str]:
        return {**self.variables, "LAMBDA_TASK_ROOT": str(self.folder)}

    def run(self, program: str, *arguments: str) -> str:
        """Run a program with the function's modules and return what it printed."""
        done = subprocess.run(
            [str(RUNTIME_PYTHON), "-c", program, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def invoke(self, event: Any) -> Any:
        """Return the function's answer to an event, as Lambda would pass it on."""
        with self._start() as port:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
            with contextlib.closing(connection):
                connection.request("POST", INVOCATIONS, json.dumps(event))
                return json.loads(connection.getresponse().read())

    def measure_init_seconds(self) -> float:
        """Return the processor time from nothing to the runtime's first question for work."""
        with _RuntimeApi() as api:
            command = [str(RUNTIME_PYTHON), "-m", "awslambdaric", self.handler]
            at_api = {"AWS_LAMBDA_RUNTIME_API": api.address}
            with subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment | at_api,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as process:
                try:
                    assert api.asked.wait(START_SECONDS), "the runtime never asked for work"
                    return _read_processor_seconds(process.pid)
                finally:
                    process.kill()

    @contextmanager
    def _start(self) -> Iterator[int]:
        port, runtime_port = _find_free_port(), _find_free_port()
        command = [str(find_emulator())]
        command += ["--runtime-interface-emulator-address", f"127.0.0.1:{port}"]
        command += ["--runtime-api-address", f"127.0.0.1:{runtime_port}"]
        command += [str(RUNTIME_PYTHON), "-m", "awslambdaric", self.handler]
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                _await_port(port)
                yield port
            finally:
                os.killpg(process.pid, signal.SIGKILL)


class _RuntimeApi:
    """Lambda's side of a runtime, as far as its first question for work, which gets no answer."""

    def __init__(self) -> None:
        self.asked = Event()
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                assert self.path.endswith("/runtime/invocation/next")
                asked.set()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _read_processor_seconds(process_id: int) -> float:
    """Return how long the threads of a process have run, to the nanosecond where Linux tells."""
    threads = list(Path(f"/proc/{process_id}/task").glob("*/schedstat"))
    if threads:
        return sum(int(path.read_text().split()[0]) for path in threads) / 1e9
    times = psutil.Process(process_id).cpu_times()
    return float(times.user + times.system)


def find_emulator() -> Path:
    """Return the Runtime Interface Emulator that the SAM CLI brings for this processor."""
    processor = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    packages = Path(sysconfig.get_path("purelib")).relative_to(Path(sysconfig.get_path("data")))
    path = ROOT / ".local" / "sam" / packages / "samcli/local/rapid" / f"aws-lambda-rie-{processor}"
    assert path.exists(), f"{path} is missing: make .local/sam/complete"
    path.chmod(0o755)
    return path


def _find_free_port() -> int:
    # Functions start side by side, and the same port may be found free twice.
    with _FINDING:
        for _ in range(100):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port: int = probe.getsockname()[1]
            if port not in _GIVEN:
                _GIVEN.add(port)
                return port
    raise AssertionError("no free port")


def _await_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the Runtime Interface Emulator did not start")
