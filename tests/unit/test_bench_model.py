"""The measurement of rankings with a model: what it invents, asks for, bounds and counts."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from shortlist.rubric.model import RubricEdit
from tests.support.stub import run_stub
from tools.bench_model import old_system
from tools.bench_model.cases import find_bound
from tools.bench_model.errors import BenchError
from tools.bench_model.model_server import Behaviour, ModelServer, run_model_server
from tools.bench_model.old_system import Installation, install
from tools.bench_model.processes import Groups
from tools.bench_model.rankings import follow
from tools.bench_model.resumes import RUBRIC, invent_resume
from tools.demo.client import Answer, ApiClient

OTHER_STATS = {
    "requests": 12,
    "answered": 10,
    "rate_limited": 2,
    "answered_again": 1,
    "max_concurrent": 7,
    "tokens": {"in": 900, "cached": 300, "out": 50, "embedded": 0},
}


def test_resumes_have_about_six_hundred_words_and_stay_the_same() -> None:
    resumes = [invent_resume(number) for number in range(50)]
    assert all(540 <= len(text.split()) <= 660 for _, text in resumes)
    assert len({text for _, text in resumes}) == 50
    assert resumes == [invent_resume(number) for number in range(50)]
    assert all(text.startswith(f"{name}\n") for name, text in resumes)


def test_the_rubric_is_one_that_the_api_takes() -> None:
    assert len(RubricEdit.model_validate(RUBRIC).criteria) == 7


@pytest.mark.parametrize(
    ("size", "rpm", "seconds"), [(10, 0, 0.3), (1000, 0, 0.3), (10, 600, 1.0), (1, 600, 0.3)]
)
def test_the_bound_is_one_call_or_the_limit(size: int, rpm: int, seconds: float) -> None:
    assert find_bound(size, Behaviour(latency_ms=300, rpm=rpm)) == pytest.approx(seconds)


def test_our_own_stub_is_told_and_asked() -> None:
    with run_stub() as stub:
        server = ModelServer(stub.base_url.removesuffix("/v1"))
        server.prepare(Behaviour(latency_ms=40, rpm=120, burst_seconds=2.0))
        config = stub.stub.config
        assert (config.latency_ms, config.rpm, config.burst_seconds) == (40, 120, 2.0)
        assert set(server.count()) == {0}


def test_the_other_stub_is_told_and_asked_in_its_own_words() -> None:
    with run_other_stub() as (server, told):
        server.prepare(Behaviour(latency_ms=300, rpm=600))
        counts = server.count()
    assert {"latency_ms": 300, "rpm": 600, "burst_s": 1.0} in told
    assert (counts.requests, counts.rejected_429, counts.answered_again) == (12, 2, 1)
    assert (counts.most_in_flight, counts.input, counts.cached, counts.output) == (7, 900, 300, 50)


def test_a_stub_that_ends_at_once_is_an_error() -> None:
    with pytest.raises(BenchError, match="did not come up"), run_model_server("false {port}"):
        pass


def test_a_failed_ranking_is_an_error() -> None:
    client = OneAnswer({"status": "FAILURE", "error": "no more money"})
    with pytest.raises(BenchError, match="no more money"):
        follow(client, "/status/")


def test_processor_time_is_told_apart() -> None:
    with Groups(emulator_pid=os.getpid(), model_server_pid=None).watch() as load:
        ends_at = time.process_time() + 0.2
        while time.process_time() < ends_at:
            pass
    assert load.seconds.cloud >= 0.15
    assert load.seconds.workers == load.seconds.model_server == load.worker_megabytes == 0


def test_the_old_system_has_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"no manage\.py"):
        install(tmp_path, tmp_path)


def test_the_environments_own_redis_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = Installation(tmp_path, tmp_path, python=tmp_path / "bin/python")
    monkeypatch.setattr(old_system.shutil, "which", lambda _: None)
    with pytest.raises(BenchError, match="redis-server"):
        installation.find_redis()
    monkeypatch.setattr(old_system.shutil, "which", lambda _: "/elsewhere/redis-server")
    assert installation.find_redis() == "/elsewhere/redis-server"
    bundled = tmp_path / "bin/redis-server"
    bundled.parent.mkdir()
    bundled.touch()
    assert installation.find_redis() == str(bundled)


class OneAnswer(ApiClient):
    """A client of an API that says the same to everything."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__("http://127.0.0.1", "token")
        object.__setattr__(self, "body", body)

    def call(self, method: str, path: str, body: object = None) -> Answer:
        return Answer(HTTPStatus.OK, {}, self.body)


@contextmanager
def run_other_stub() -> Iterator[tuple[ModelServer, list[Any]]]:
    """Run the control endpoints of the other kind of stub; yields what it is told, too."""
    told: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(OTHER_STATS if "stats" in self.path else {"burst_s": 60})

        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer({})

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        thread = threading.Thread(target=http_server.serve_forever)
        thread.start()
        try:
            yield ModelServer(f"http://127.0.0.1:{http_server.server_port}"), told
        finally:
            http_server.shutdown()
            thread.join()
