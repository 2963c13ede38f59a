"""The local cloud itself: who may call it, where it listens, what it leaves behind."""

import json
import socket
import stat
import subprocess

import psutil
import pytest

from tests.support.cloud import Cloud, run_local
from tools.local import emulator
from tools.local.client import ApiClient
from tools.local.place import HOST, MINISTACK_PYTHON, Place
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e


def list_listeners(place: Place) -> set[tuple[str, int]]:
    """Return where the emulator and the functions under it listen."""
    pid = int((place.state / "ministack.pid").read_text().split()[0])
    process = psutil.Process(pid)
    return {
        (connection.laddr.ip, connection.laddr.port)
        for one in (process, *process.children(recursive=True))
        for connection in one.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN or connection.type == socket.SOCK_DGRAM
    }


def test_health_needs_no_token(cloud: Cloud) -> None:
    for path in ("/api/health", "/api/health/"):
        assert ApiClient(cloud.api_url, "").call("GET", path).status == 200


@pytest.mark.parametrize("token", ["", "abc", "a.b.c"])
def test_without_a_token_of_ours_nothing_is_told(cloud: Cloud, token: str) -> None:
    assert ApiClient(cloud.api_url, token).call("GET", "/api/jobposts/").status == 401


def test_the_people_of_the_demo_are_signed_in(cloud: Cloud) -> None:
    for tenant in ("acme", "globex"):
        assert cloud.call_as(tenant).call("GET", "/api/jobposts/").status == 200
    assert cloud.call_as("operator").call("GET", "/api/jobposts/").status == 403
    assert cloud.call_as("operator").call("GET", "/api/tasks/").status == 200


def test_endpoint_json_is_as_promised_and_private(cloud: Cloud) -> None:
    assert set(cloud.endpoint) == {
        "api_url",
        "page_url",
        "aws_endpoint_url",
        "stack_name",
        "tokens",
    }
    assert set(cloud.tokens) == {"acme", "globex", "operator"}
    assert stat.S_IMODE(cloud.place.endpoint_file.stat().st_mode) == 0o600


def test_nothing_listens_on_anything_but_loopback(cloud: Cloud) -> None:
    assert cloud.call_as("acme").call("GET", "/api/jobposts/").status == 200
    assert list_listeners(cloud.place) == {(HOST, cloud.place.port)}


def test_the_emulator_gets_none_of_the_persons_own_variables(cloud: Cloud) -> None:
    pid = int((cloud.place.state / "ministack.pid").read_text().split()[0])
    environment = psutil.Process(pid).environ()
    assert environment["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"
    assert not [name for name in environment if name.startswith(("OPENAI", "SHORTLIST"))]


def test_up_again_changes_nothing(cloud: Cloud) -> None:
    before = (cloud.place.state / "deployed.json").read_text()
    pid = (cloud.place.state / "ministack.pid").read_text()
    run_local("up", cloud.place)
    assert (cloud.place.state / "deployed.json").read_text() == before
    assert (cloud.place.state / "ministack.pid").read_text() == pid
    answer = ApiClient(cloud.api_url, read_token(cloud)).call("GET", "/api/jobposts/")
    assert answer.status == 200


def read_token(cloud: Cloud) -> str:
    """Return acme's token as the file has it now."""
    token: str = json.loads(cloud.place.endpoint_file.read_text())["tokens"]["acme"]
    return token


def test_the_gaps_of_the_emulator_are_put_right(cloud: Cloud) -> None:
    resources = cloud.connect("cloudformation").describe_stack_resources(StackName="shortlist")
    tables = [
        one["PhysicalResourceId"]
        for one in resources["StackResources"]
        if one["ResourceType"] == "AWS::DynamoDB::Table"
    ]
    assert len(tables) == 2
    for table in tables:
        state = cloud.connect("dynamodb").describe_time_to_live(TableName=table)
        assert state["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED"
    for mapping in cloud.connect("lambda").list_event_source_mappings()["EventSourceMappings"]:
        assert isinstance(mapping["ScalingConfig"]["MaximumConcurrency"], int)


def test_down_frees_the_port_and_twice_does_no_harm(bare_place: Place) -> None:
    assert emulator.is_running(bare_place)
    assert list_listeners(bare_place) == {(HOST, bare_place.port)}
    run_local("down", bare_place)
    assert not emulator.is_running(bare_place)
    with socket.socket() as probe:
        probe.bind((HOST, bare_place.port))
    run_local("down", bare_place)


def test_a_taken_port_is_said_with_what_to_do(cloud: Cloud) -> None:
    other = Place(cloud.place.port, cloud.place.state / "other")
    done = subprocess.run(
        [str(MINISTACK_PYTHON), "-m", "tools.local", "up"],
        cwd=ROOT,
        env={"PYTHONPATH": ".", "LOCAL_PORT": str(other.port), "LOCAL_STATE": str(other.state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"port {other.port} is taken" in done.stderr
    assert "LOCAL_PORT=" in done.stderr
