"""One version, said wherever somebody may look for it."""

import asyncio
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from adapters.llm.server import OpenAiServer
from shortlist import VERSION
from shortlist.frozen import Frozen
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.ports import Question
from tests.support.api import Caller
from tests.support.stack import Stack

ROOT = Path(__file__).parents[2]


class Refusing(BaseHTTPRequestHandler):
    """A model server that refuses every call and keeps who called."""

    agents: list[str] = []  # noqa: RUF012 - what all requests share

    def do_POST(self) -> None:
        """Keep the caller's name, and refuse."""
        self.agents.append(self.headers["User-Agent"])
        self.send_response(401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server_url() -> Iterator[str]:
    """Serve on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_health_says_the_version(stack: Stack) -> None:
    assert Caller(None).get("/api/health/").body == {"status": "ok", "version": VERSION}


def test_a_model_server_is_told_who_calls(server_url: str) -> None:
    question = Question(
        model="m", prefix="p", tail="t", answer=Frozen, max_output_tokens=9, cache_key="k"
    )

    async def ask() -> None:
        async with OpenAiServer(base_url=server_url, api_key="none") as server:
            await server.ask(question, timeout_seconds=5)

    with pytest.raises((ModelUnavailableError, ModelDeclinedError)):
        asyncio.run(ask())
    assert set(Refusing.agents) == {f"shortlist/{VERSION}"}


@pytest.mark.parametrize("package", ["", "web", "clients/typescript"])
def test_the_page_and_the_clients_have_the_version_of_the_release(package: str) -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"][package]
    described = json.loads((ROOT / package / "package.json").read_text("utf-8"))
    assert described["version"] == lock["version"] == VERSION


def test_the_python_client_has_the_version_of_the_release() -> None:
    text = (ROOT / "clients/python/shortlist_client/version.py").read_text("utf-8")
    assert f'__version__ = "{VERSION}"' in text


def test_the_changelog_begins_with_the_release() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## (\S+)(?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert next(name for name, _ in releases if name != "Unreleased") == VERSION
    assert [day for _, day in releases if day] == sorted((day for _, day in releases), reverse=True)
