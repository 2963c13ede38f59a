"""Rankings with a model, over a server that is the project's own stub."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters import secrets
from shortlist.settings import get_settings
from start import handler as start_handler
from tests.support.rankings import start
from tests.support.stack import Stack
from tests.support.stub import RunningStub, run_stub
from worker import handler as worker_handler

MODEL = "gpt-6-luna"


# The first ranking by a rubric that nobody has edited asks the model for one.
A_DRAFT = 1


@pytest.fixture(scope="module")
def server() -> Iterator[RunningStub]:
    """Run a model server on loopback."""
    with run_stub() as stub:
        yield stub


@pytest.fixture
def model(
    stack: Stack, server: RunningStub, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningStub]:
    """Let the stack rank with a model; the server answers at once and has counted nothing."""
    server.reset()
    server.configure(
        judge="hash", faults={}, fault_script=[], fault_match="", latency_ms=0, rpm=0, api_key=""
    )
    monkeypatch.setenv("MODEL", MODEL)
    monkeypatch.setenv("MODELS", f"{MODEL},unpriced-model")
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    for made in (get_settings, start_handler.get_app, worker_handler.get_engine):
        made.cache_clear()
    secrets.get_secrets.cache_clear()
    yield server
    secrets.get_secrets.cache_clear()


def rank(stack: Stack, path: str, **options: Any) -> Any:
    """Rank with the model and return the result."""
    status_path = start(stack, path, {"ranker": "llm", **options})
    stack.ranking.drain()
    body = stack.acme.get(status_path).body
    assert body["status"] == "SUCCESS", body
    return body["result"]
