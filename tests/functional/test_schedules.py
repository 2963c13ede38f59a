"""Schedules: kept by the scheduler, fired into one ranking a slot."""

import json
from typing import Any

import boto3
import pytest

from scheduled.handler import get_starter
from shortlist.settings import get_settings
from tests.support.api import run_handler
from tests.support.rankings import DAILY, add_job
from tests.support.stack import Stack
from tools.mocked.stack import REGION

PATH = "/api/jobposts/backend/schedule/"


def fire(slot: str, job_id: str = "backend") -> str | None:
    """Fire a slot as the scheduler does."""
    get_starter.cache_clear()
    event = {"tenant": "acme", "job_id": job_id, "slot": slot}
    task_id: str | None = run_handler("scheduled.handler.lambda_handler", event)["task_id"]
    return task_id


def test_a_schedule_is_made_read_replaced_and_deleted(stack: Stack) -> None:
    add_job(stack)
    assert stack.acme.get(PATH).status == 404
    made = stack.acme.put(PATH, DAILY)
    assert made.status == 200
    assert made.body == {"job_id": "backend", **DAILY}
    assert stack.acme.get(PATH).body == made.body
    stack.acme.put(PATH, {"expression": "rate(1 day)"})
    assert stack.acme.get(PATH).body["expression"] == "rate(1 day)"
    assert stack.acme.get(PATH).body["timezone"] == "UTC"
    assert stack.acme.delete(PATH).status == 204
    assert stack.acme.delete(PATH).status == 404


def test_a_schedule_belongs_to_a_job_post_of_the_tenant(stack: Stack) -> None:
    assert stack.acme.put(PATH, DAILY).status == 404
    add_job(stack)
    stack.acme.put(PATH, DAILY)
    assert stack.globex.get(PATH).status == 404
    assert stack.globex.put(PATH, DAILY).status == 404
    assert stack.globex.delete(PATH).status == 404
    assert stack.operator.get(PATH).status == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/expression"),
        ({"expression": "every day"}, "/expression"),
        ({"expression": "at(2027-01-01T00:00:00)"}, "/expression"),
        ({"expression": "rate(1 days)"}, "/expression"),
        ({"expression": "cron(0 25 * * ? *)"}, "/expression"),
        ({"expression": "cron(0 7 * * * *)"}, "/expression"),
        ({"expression": "rate(59 minutes)"}, "/expression"),
        ({"expression": "cron(0/30 7 * * ? *)"}, "/expression"),
        ({"expression": "rate(1 day)", "timezone": "../etc"}, "/timezone"),
        ({"expression": "rate(1 day)", "timezone": "Mars/Base"}, "/timezone"),
        ({"expression": "rate(1 day)", "colour": "red"}, "/colour"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_422_and_not_kept(
    stack: Stack, body: Any, pointer: str
) -> None:
    add_job(stack)
    refused = stack.acme.put(PATH, body)
    assert refused.status == 422
    assert [one["pointer"] for one in refused.body["errors"]] == [pointer]
    assert stack.acme.get(PATH).status == 404


def test_the_shortest_interval_is_the_deployments(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHORTEST_SCHEDULE_MINUTES", "1440")
    get_settings.cache_clear()
    add_job(stack)
    refused = stack.acme.put(PATH, {"expression": "rate(23 hours)"})
    assert "1440 minutes" in refused.body["errors"][0]["detail"]
    assert stack.acme.put(PATH, {"expression": "rate(1 day)"}).status == 200


def test_the_scheduler_is_told_to_name_the_slot(stack: Stack) -> None:
    add_job(stack)
    stack.acme.put(PATH, DAILY)
    client = boto3.client("scheduler", region_name=REGION)
    name = client.list_schedules()["Schedules"][0]["Name"]
    target = client.get_schedule(Name=name)["Target"]
    assert "<aws.scheduler.scheduled-time>" in target["Input"]


def test_a_slot_counts_against_the_limit_and_one_without_room_is_told(
    stack: Stack,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("RUNNING_TASKS_LIMIT", "1")
    get_settings.cache_clear()
    for job_id in ("first", "second"):
        add_job(stack, 1, job_id=job_id)
    slot = "2026-11-23T07:00:00Z"
    assert fire(slot, "first")
    capsys.readouterr()
    caplog.clear()
    assert fire(slot, "second") is None
    lines = capsys.readouterr().out.splitlines()
    (counted,) = [json.loads(line) for line in lines if "SlotsWithoutRoom" in line]
    assert (counted["tenant"], counted["job_id"], counted["slot"]) == ("acme", "second", slot)
    (told,) = [vars(record) for record in caplog.records if record.message == "audit"]
    assert (told["job_id"], told["outcome"], told["error"]) == ("second", "refused", "TooManyError")
    stack.ranking.drain()
    assert fire("2026-11-24T07:00:00Z", "second")


def test_a_slot_that_fires_twice_starts_one_ranking(stack: Stack) -> None:
    add_job(stack, 1)
    first = fire("2026-11-23T07:00:00Z")
    stack.ranking.drain()
    assert fire("2026-11-23T07:00:00Z") == first
    assert fire("2026-11-24T07:00:00Z") != first
    tasks = stack.acme.get("/api/tasks/").body["items"]
    assert len(tasks) == 2


def test_a_slot_whose_ranker_is_not_to_be_had_is_refused_and_told(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DEFAULT_RANKER", "llm")
    monkeypatch.delenv("MODEL", raising=False)
    get_settings.cache_clear()
    add_job(stack, 1)
    caplog.clear()
    assert fire("2026-11-23T07:00:00Z") is None
    (told,) = [vars(record) for record in caplog.records if record.message == "audit"]
    assert (told["outcome"], told["error"]) == ("refused", "InvalidRequestError")


def test_a_slot_without_candidates_starts_nothing(stack: Stack) -> None:
    add_job(stack)
    assert fire("2026-11-23T07:00:00Z") is None
    assert fire("2026-11-23T07:00:00Z", job_id="gone") is None


def test_deleting_a_job_post_deletes_its_schedule(stack: Stack) -> None:
    path = add_job(stack)
    stack.acme.put(PATH, DAILY)
    assert stack.acme.delete(path).status == 204
    assert boto3.client("scheduler", region_name=REGION).list_schedules()["Schedules"] == []
