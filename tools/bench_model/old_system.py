"""The old system, Django with Celery and Redis, run from a copy of its folder and measured."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tools.bench_model.errors import BenchError
from tools.bench_model.model_server import (
    HOST,
    Behaviour,
    Counts,
    ModelServer,
    find_free_port,
    stop,
)

ENVIRONMENT = Path(".local/celery")
REQUIREMENTS = Path("requirements-celery.txt")
START_SECONDS = 60
LONGEST_SECONDS = 600.0
PAUSE_SECONDS = 0.05
POOLS: Mapping[str, Sequence[str]] = {
    "prefork 2": ("--concurrency", "2"),
    "threads 16": ("--pool", "threads", "--concurrency", "16"),
}
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class OldRun(NamedTuple):
    """One ranking of the old system, from its 202 to its last status."""

    status: str
    seconds: float
    counts: Counts


@dataclass(frozen=True)
class OldSystem:
    """A running old system; `jobs` has a job id for each number of candidates."""

    api_url: str
    server: ModelServer
    jobs: Mapping[int, int]

    def rank(self, size: int, behaviour: Behaviour) -> OldRun:
        """Rank a pile while the model server behaves so."""
        self.server.prepare(behaviour)
        task = _call(f"{self.api_url}/{self.jobs[size]}/rank-candidates/", b"")
        started = time.perf_counter()
        while (seconds := time.perf_counter() - started) < LONGEST_SECONDS:
            status = _call(f"{self.api_url}/task-status/{task['task_id']}/")["status"]
            if status in {"SUCCESS", "FAILURE"}:
                break
            time.sleep(PAUSE_SECONDS)
        return OldRun(status, seconds, self.server.count())


@dataclass(frozen=True)
class Installation:
    """The old system's folder, its environment, and a folder for what it writes."""

    source: Path
    work: Path
    python: Path = field(default=ENVIRONMENT / "bin/python")

    def manage(self, *arguments: str, environment: Mapping[str, str]) -> str:
        """Run a command of the application and return what it printed.

        Raises:
            BenchError: if it fails.
        """
        done = subprocess.run(
            [str(self.python.absolute()), "manage.py", *arguments],
            cwd=self.source,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchError(f"the old system's {arguments[0]} failed: {done.stderr[-500:]}")
        return done.stdout

    def find_redis(self) -> str:
        """Return a Redis server: the environment's own, or the one on the PATH.

        Raises:
            BenchError: if there is none.
        """
        bundled = self.python.parent / "redis-server"
        found = str(bundled.absolute()) if bundled.exists() else shutil.which("redis-server")
        if not found:
            raise BenchError("the old system needs a redis-server on the PATH")
        return found

    @contextmanager
    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
        """Run one of its processes until the block ends."""
        with (self.work / "old-system.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=self.source,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            try:
                yield
            finally:
                stop(process)


def install(source: Path, work: Path) -> Installation:
    """Make the old system's environment, unless it is there.

    Raises:
        BenchError: if there is no such system, or its packages cannot be installed.
    """
    if not (source / "manage.py").exists():
        raise BenchError(f"{source} has no manage.py; name the folder of the old system")
    stamp = ENVIRONMENT / "complete"
    if not stamp.exists() or stamp.stat().st_mtime < REQUIREMENTS.stat().st_mtime:
        command = [sys.executable, "tools/environment.py", str(ENVIRONMENT), str(REQUIREMENTS)]
        if subprocess.run(command, check=False).returncode:
            raise BenchError("the old system's environment could not be made")
    return Installation(source.absolute(), work.absolute())


@contextmanager
def run_old_system(
    installation: Installation, pool: str, sizes: Sequence[int], server: ModelServer
) -> Iterator[OldSystem]:
    """Run Redis, the API with two processes, and one worker with a pool of `POOLS`.

    Raises:
        BenchError: if it does not come up.
    """
    redis_port, api_port = find_free_port(), find_free_port()
    environment = _make_environment(installation, redis_port, server)
    folder = installation.python.parent.absolute()
    redis = [installation.find_redis(), "--port", str(redis_port), "--bind", HOST]
    gunicorn = [str(folder / "gunicorn"), "-b", f"{HOST}:{api_port}", "-w", "2", "config.wsgi"]
    worker = [str(folder / "celery"), "-A", "config", "worker", "-l", "warning", *POOLS[pool]]
    with ExitStack() as stack:
        nothing_kept = ["--save", "", "--dir", str(installation.work)]
        stack.enter_context(installation.run([*redis, *nothing_kept], environment))
        _await_port(redis_port)
        jobs = _seed(installation, sizes, environment)
        stack.enter_context(installation.run(gunicorn, environment))
        stack.enter_context(installation.run(worker, environment))
        _await_port(api_port)
        yield OldSystem(f"http://{HOST}:{api_port}/api/jobposts", server, jobs)


def _make_environment(
    installation: Installation, redis_port: int, server: ModelServer
) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {
        "REDIS_URL": f"redis://{HOST}:{redis_port}/0",
        "DB_PATH": str(installation.work / "old-system.sqlite3"),
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": "bench",
        "HOME": str(installation.work),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _seed(
    installation: Installation, sizes: Sequence[int], environment: Mapping[str, str]
) -> dict[int, int]:
    installation.manage("migrate", environment=environment)
    printed = installation.manage("seed", *map(str, sizes), environment=environment)
    numbers = [map(int, line.split()) for line in printed.splitlines()]
    return {next(line): next(line) for line in numbers}


def _await_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise BenchError("a process of the old system did not come up")


def _call(url: str, data: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(url, data)  # noqa: S310
    try:
        with _OPENER.open(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
    except (OSError, ValueError) as error:
        raise BenchError(f"the old system did not answer: {error}") from error
    return answer
