"""A local cloud of the tests' own: another port and folder than a developer's."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tools.local.client import ApiClient
from tools.local.place import HOST, MINISTACK_PYTHON, Place, connect
from tools.mocked.template import ROOT


@dataclass(frozen=True)
class Cloud:
    """A running local cloud, as endpoint.json describes it."""

    place: Place
    endpoint: dict[str, Any]

    @property
    def api_url(self) -> str:
        """Where the API answers."""
        return str(self.endpoint["api_url"])

    @property
    def tokens(self) -> dict[str, str]:
        """The id tokens of acme, globex and operator."""
        tokens: dict[str, str] = self.endpoint["tokens"]
        return tokens

    def call_as(self, name: str) -> ApiClient:
        """Return a client of the API in the name of one of the demo's people."""
        return ApiClient(self.api_url, self.tokens[name])

    def connect(self, service: str) -> Any:
        """Return a boto3 client of the emulated AWS."""
        return connect(self.place, service)


def run_local(command: str, place: Place, **variables: str) -> None:
    """Run `make up` or `make down` for a place.

    What a developer has set for the own local cloud does not count here; `variables` do.
    """
    passed = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SHORTLIST_", "OPENAI_", "LOCAL_"))
    }
    own = {"LOCAL_PORT": str(place.port), "LOCAL_STATE": str(place.state), "PYTHONPATH": "."}
    done = subprocess.run(
        [str(MINISTACK_PYTHON), "-m", "tools.local", command],
        cwd=ROOT,
        env=passed | own | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def find_free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """Bring up a local cloud for this run alone, and take it down again."""
    place = Place(find_free_port(), tmp_path_factory.mktemp("cloud"))
    try:
        run_local("up", place)
        yield Cloud(place, json.loads(place.endpoint_file.read_text(encoding="utf-8")))
    finally:
        run_local("down", place)
