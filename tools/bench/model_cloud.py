"""The local cloud, brought up with a model server that behaves as told, and put back afterwards."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from adapters.dynamodb.dynamo_model_calls import rate_key
from tools.local.client import ApiClient, call_as
from tools.local.deployment import read_outputs
from tools.local.emulator import find_pid
from tools.local.parameters import MODEL
from tools.local.place import MINISTACK_PYTHON, LocalCloudError, Place, connect, find_place
from tools.local.workers import list_workers, read_peak_megabytes
from tools.stub.run import StubControl

# What the stub is told; it asks for no key.
KEY = "bench"


@dataclass(frozen=True)
class Cloud:
    """A running local cloud whose deployment has a model."""

    place: Place
    client: ApiClient
    server: StubControl

    @property
    def worker_megabytes(self) -> float:
        """The most memory that a worker ever had."""
        return max(map(read_peak_megabytes, list_workers(find_pid(self.place))), default=0.0)

    def forget_pace(self) -> None:
        """Let the workers know nothing about the server, as after a first deployment."""
        key = rate_key(self.server.base_url, MODEL)
        connect(self.place, "dynamodb").delete_item(
            TableName=read_outputs(self.place)["TaskTableName"],
            Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}},
        )


@contextmanager
def run_cloud(server: StubControl) -> Iterator[Cloud]:
    """Bring the local cloud of this environment up with a model; afterwards, as it asks for."""
    place = find_place(os.environ)
    if not MINISTACK_PYTHON.exists():
        raise LocalCloudError("the local cloud was never made; run make up first")
    _bring_up({"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "SHORTLIST_MODEL": MODEL})
    try:
        yield Cloud(place, call_as(place, "acme"), server)
    finally:
        _bring_up({})


def _bring_up(environment: dict[str, str]) -> None:
    command = [str(MINISTACK_PYTHON), "-m", "tools.local", "up"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": ".", **environment}, check=False
    )
    if done.returncode:
        raise LocalCloudError("the local cloud did not come up; what it said is above")
