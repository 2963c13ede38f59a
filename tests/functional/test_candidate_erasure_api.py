"""Erasing a candidate over HTTP: at once for callers, whole in every store after the workers."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from dead_letters import handler as dead_letters_handler
from sweeper import handler as sweeper_handler
from tests.support.faults import breaking
from tests.support.rankings import start
from tests.support.recording import count_calls
from tests.support.stack import Stack
from tools.mocked.queue import FakeContext
from tools.mocked.stack import BUCKET, REGION

MARKER = "Zebedee Quillfeather"
PATH = "/api/jobposts/backend/"
PERSON = f"{PATH}candidates/marked/"


def add_people(stack: Stack) -> None:
    """Add a job post with three candidates, one of whom is marked."""
    stack.acme.post("/api/jobposts/", {"job_id": "backend", "title": "T", "description": "Python"})
    people = [
        {"candidate_id": "a", "resume_text": "Python since 2015"},
        {"candidate_id": "marked", "name": MARKER, "resume_text": f"{MARKER}\nPython for years"},
        {"candidate_id": "z", "resume_text": "Python"},
    ]
    assert stack.acme.post(f"{PATH}candidates/", {"candidates": people}).status == 201
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=BUCKET, Key="acme/backend/marked/0a1b", Body=MARKER.encode()
    )


def rank(stack: Stack, times: int) -> list[str]:
    """Rank everybody some times; return the paths of the results."""
    paths = []
    for number in range(times):
        paths.append(start(stack, PATH, {"max_cost_usd": number + 1.0}))
        stack.ranking.drain()
    return paths


def list_names(stack: Stack, path: str) -> list[tuple[int, str]]:
    """Return ranks and candidates of a result, by each way to read it."""
    inside = stack.acme.get(path).body["result"]["ranked_candidates"]
    paged = stack.acme.get(f"{path}candidates/").body["items"]
    assert inside == paged
    return [(row["rank"], row["candidate_id"]) for row in inside]


def dump_stores() -> str:
    """Return everything that is kept, as text, packed values unpacked."""
    from adapters.dynamodb.translation import read_item, unpack  # noqa: PLC0415

    def show(value: Any) -> str:
        if isinstance(value, bytes):
            try:
                return repr(unpack(value))
            except Exception:  # noqa: BLE001  # not one of the packed ones
                return repr(value)
        return repr(value)

    client = boto3.client("dynamodb", region_name=REGION)
    items = [
        read_item(item)
        for table in ("catalogue", "tasks")
        for item in client.scan(TableName=table)["Items"]
    ]
    kept = [show(value) for item in items for value in item.values()]
    bucket = boto3.client("s3", region_name=REGION)
    files = [one["Key"] for one in bucket.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
    return "\n".join([*kept, *files])


def test_an_erased_candidate_is_hidden_at_once_and_leaves_every_store(stack: Stack) -> None:
    add_people(stack)
    paths = rank(stack, 3)
    before = list_names(stack, paths[0])
    assert MARKER in dump_stores()
    assert stack.acme.delete(PERSON).status == 204
    for path in paths:
        assert list_names(stack, path) == [one for one in before if one[1] != "marked"]
    assert stack.acme.get(PERSON).status == 404
    assert stack.acme.delete(PERSON).status == 404
    stack.ranking.drain()
    kept = dump_stores()
    assert MARKER not in kept
    assert "acme/backend/marked/0a1b" not in kept
    for path in paths:
        assert list_names(stack, path) == [one for one in before if one[1] != "marked"]


def test_the_answer_to_an_erasure_takes_as_many_calls_whatever_there_is(stack: Stack) -> None:
    add_people(stack)
    rank(stack, 1)
    with count_calls() as few:
        assert stack.acme.delete(PERSON).status == 204
    stack.acme.post(f"{PATH}candidates/", {"candidate_id": "marked", "resume_text": "Python"})
    rank(stack, 5)
    with count_calls() as many:
        assert stack.acme.delete(PERSON).status == 204
    assert few == many
    assert few.total() <= 8


def test_an_erasure_holds_while_the_queue_is_down(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_people(stack)
    rank(stack, 2)
    down = EndpointConnectionError(endpoint_url="https://sqs.example.com")
    with breaking("SendMessage", down):
        assert stack.acme.delete(PERSON).status == 204
    stack.ranking.drain()
    assert MARKER in dump_stores()
    context: Any = FakeContext()
    sweeper_handler.lambda_handler({}, context)
    assert stack.ranking.drain() == 0
    monkeypatch.setattr("shortlist.erasure._QUIET_SECONDS", -1)
    sweeper_handler.lambda_handler({}, context)
    assert stack.ranking.drain() == 1
    assert MARKER not in dump_stores()


def test_a_dead_letter_of_an_erasure_is_worked_off(stack: Stack) -> None:
    add_people(stack)
    assert stack.acme.delete(PERSON).status == 204
    assert stack.ranking.deliver_one()
    record = {
        "messageId": "m",
        "body": stack.ranking.bodies[-1],
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSource": "aws:sqs",
    }
    context: Any = FakeContext()
    answer = dead_letters_handler.lambda_handler({"Records": [record]}, context)
    assert answer == {"batchItemFailures": []}
