"""Least privilege: a life of everything uses each right that a role has, and needs no other."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import boto3
import pytest

from adapters.s3 import S3Files
from adapters.secrets import get_secrets
from shortlist.settings import get_settings
from start import handler as start_handler
from tests.support.api import run_handler
from tests.support.rankings import DAILY, add_job, start, sweep
from tests.support.recording import RecordedQueue, recorder
from tests.support.roles import Right, covers, is_granted, list_grants, list_polled
from tests.support.stack import Stack
from tests.support.stub import run_stub
from tools.mocked.stack import BUCKET, REGION
from tools.mocked.template import resources_of
from worker import handler as worker_handler

FUNCTIONS = sorted(resources_of("AWS::Serverless::Function"))
# No call needs it; without it S3 answers "forbidden" where it means that a file is gone.
IMPLIED = {Right("s3:ListBucket", "ResumeBucket")}
CONTENT = b"Nine years in cold storage."


def announce(stack: Stack, path: str, name: str) -> str:
    """Announce a file and return the key that its address leads to."""
    file = {"filename": f"{name}.txt", "size": len(CONTENT), "candidate_id": name}
    url = stack.acme.post(f"{path}resumes/", {"files": [file]}).body["uploads"][0]["url"]
    key = unquote(urlsplit(url).path)
    return key[key.index("acme/") :]


def tell_reader(key: str) -> None:
    """Let the reader hear of an uploaded file."""
    notice = {"Records": [{"s3": {"object": {"key": key}}}]}
    record = {
        "messageId": "1",
        "receiptHandle": "1",
        "body": json.dumps(notice),
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSource": "aws:sqs",
    }
    run_handler("reader.handler.lambda_handler", {"Records": [record]})


def live(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what people, clocks and queues do in the life of a job post."""
    path = add_job(stack, 3)
    add_in_vain(stack, path)
    stack.acme.put(f"{path}schedule/", DAILY)
    stack.acme.get(f"{path}schedule/")
    stack.acme.put(f"{path}schedule/", {"expression": "rate(1 day)"})
    slot = {"tenant": "acme", "job_id": "backend", "slot": "2026-11-23T18:00:00Z"}
    for _ in range(2):
        run_handler("scheduled.handler.lambda_handler", slot)
    stack.ranking.drain()
    stack.acme.get("/api/jobposts/")
    stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"})
    start(stack, path, {"ranker": "llm"})
    stack.ranking.drain()
    # Rows that are there cost nothing again, so that an estimate looks for them.
    stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"})
    stack.acme.put(f"{path}rubric/", stack.acme.get(f"{path}rubric/").body)
    status = start(stack, path, {"ranker": "offline"})
    start(stack, path, {"ranker": "offline"})
    sweep(400)
    stack.ranking.drain()
    for one in (status, f"{status}candidates/", f"{status}export.csv", "/api/tasks/"):
        stack.acme.get(one)
    export_too_much(stack, path, f"{status}export.csv")
    stack.acme.get(f"{status}candidates/", query={"blind": "true"})
    stack.operator.get("/api/tasks/")
    stack.acme.get("/api/tasks/", query={"job_id": "backend"})
    decide(stack, path)
    stack.acme.delete(f"{path}candidates/c0000/")
    stack.ranking.drain()
    sweep(4000)
    die(stack, path, monkeypatch)
    key = announce(stack, path, "lead")
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)
    tell_reader(key)
    read_in_leases(stack, path, monkeypatch)
    # A file whose candidate is gone by the time it is read, and one that is not there.
    late = announce(stack, path, "late")
    stack.acme.delete(f"{path}candidates/late/")
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=late, Body=CONTENT)
    tell_reader(late)
    # And one that comes between an erasure and the rest of it.
    between = announce(stack, path, "between")
    stack.acme.delete(f"{path}candidates/between/")
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=between, Body=CONTENT)
    stack.ranking.drain()
    tell_reader(announce(stack, path, "never"))
    start(stack, path)
    stack.ranking.drain(30)
    stack.acme.delete(f"{path}schedule/")
    stack.acme.delete(path)
    delete_small_and_large(stack, monkeypatch)
    stack.ranking.drain(30)


def read_in_leases(stack: Stack, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an upload wait for its turn, and another one, and the sweeper look after them."""
    monkeypatch.setattr("adapters.dynamodb.dynamo_leases.LEASES_A_TENANT", 0)
    keys = [announce(stack, path, name) for name in ("first", "second")]
    for key in keys:
        boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)
        tell_reader(key)
    sweep(70)
    monkeypatch.setattr("adapters.dynamodb.dynamo_leases.LEASES_A_TENANT", 1)
    tell_reader(keys[0])
    stack.reading.drain()


def add_in_vain(stack: Stack, path: str) -> None:
    """Add candidates of whom the last one is there already."""
    # Refused half way, because of an id that is taken; what was added is taken back with its key.
    texts = [*[{"resume_text": "x"}] * 59, {"candidate_id": "c0001", "resume_text": "x"}]
    key = {"Idempotency-Key": "sixty"}
    stack.acme.post(f"{path}candidates/", {"candidates": texts}, headers=key)


def delete_small_and_large(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delete one job post at once, and one by a worker."""
    for most in (9, 0):
        monkeypatch.setattr("shortlist.job_post_erasure.RANKINGS_AT_ONCE", most)
        small = add_job(stack, 1, job_id=f"small-{most}")
        start(stack, small)
        stack.ranking.drain()
        stack.acme.delete(small)


def export_too_much(stack: Stack, path: str, target: str) -> None:
    """Export what is a file; the second time, somebody is erased while it is written."""
    original = S3Files.keep_export

    def keep(files: S3Files, *arguments: Any) -> str:
        stack.acme.delete(f"{path}candidates/c0002/")
        return original(files, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shortlist.tasks.ranking_export.MOST_ANSWER_BYTES", 100)
        stack.acme.get(target)
        patch.setattr(S3Files, "keep_export", keep)
        stack.acme.get(target)


def decide(stack: Stack, path: str) -> None:
    """Decide about somebody, and look at what was decided."""
    one = f"{path}candidates/c0001/"
    stack.acme.put(f"{one}decision/", {"decision": "talk"})
    stack.acme.post(f"{one}reveal/", {"reason": "Invited to talk"})
    for part in (one, f"{one}decision/", f"{one}events/", f"{path}decisions/", f"{path}rubric/"):
        stack.acme.get(part)
    stack.acme.put("/api/decision-reasons/", {"reasons": ["The post is filled"]})
    stack.acme.get("/api/decision-reasons/")


def die(stack: Stack, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one ranking be cancelled, one end among the dead letters, and one pass its limit."""
    stack.acme.put(path, {"title": "Lead", "description": "Python and PostgreSQL"})
    stack.acme.delete(start(stack, path))
    sqs = boto3.client("sqs", region_name=REGION)
    status = start(stack, path)
    body = {"v": 1, "tenant": "acme", "task_id": status.split("/")[-2], "attempt": 1, "chunk": None}
    sqs.send_message(QueueUrl=stack.dead_letters_url, MessageBody=json.dumps(body))
    sqs.send_message(QueueUrl=stack.dead_letters_url, MessageBody="nobody can read this")
    RecordedQueue(stack.dead_letters_url, "dead_letters.handler.lambda_handler").drain(2)
    start(stack, path)
    sweep(4000)


@pytest.fixture(name="asked")
def live_once(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, set[Right]]]:
    """Live with a model server whose key is a secret."""
    secret = boto3.client("secretsmanager", region_name=REGION).create_secret(
        Name="key", SecretString="invented"
    )
    made_once = (get_settings, start_handler.get_app, worker_handler.get_engine, get_secrets)
    with run_stub() as stub:
        monkeypatch.setenv("MODEL", "gpt-6-luna")
        monkeypatch.setenv("OPENAI_BASE_URL", stub.base_url)
        monkeypatch.setenv("MODEL_SECRET_ARN", secret["ARN"])
        for made in made_once:
            made.cache_clear()
        live(stack, monkeypatch)
        yield recorder.asked
    for made in made_once:
        made.cache_clear()


def list_unused(asked: dict[str, set[Right]]) -> list[tuple[str, Right]]:
    """Return the rights that no call of this life needed, nor Lambda's own polling."""
    polled = list_polled()
    return [
        (function, grant)
        for function in FUNCTIONS
        for grant in list_grants(function)
        if grant not in IMPLIED
        and not any(
            covers(grant, right)
            for right in asked.get(function, set()) | polled.get(function, set())
        )
    ]


def test_every_call_is_granted_and_every_right_is_used(asked: dict[str, Any]) -> None:
    assert recorder.list_refused() == {}
    unused = [f"{name} {one.action} {one.resource}" for name, one in list_unused(asked)]
    assert not unused, "\n".join(unused)


def test_a_call_that_no_statement_names_is_seen() -> None:
    assert not is_granted("StartFunction", Right("dynamodb:DeleteItem", "TaskTable"))
    assert not is_granted("StatusFunction", Right("dynamodb:Query", "TaskTable/index/by-job"))
    assert is_granted("StartFunction", Right("sqs:SendMessage", "RankingQueue"))
