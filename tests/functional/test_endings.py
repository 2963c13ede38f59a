"""The end of a ranking on the event bus: kept with the end, told by worker or sweeper."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from adapters.wiring import get_bus
from shortlist.errors import BusUnavailableError, LostRaceError
from tests.support.api import run_handler
from tests.support.faults import breaking
from tests.support.rankings import add_job, start, sweep
from tests.support.recording import RecordedQueue, count_calls
from tests.support.stack import Stack
from tests.support.stores import OUTCOME, Stores, accept, run_to
from tests.support.stores import add_job as keep_job
from tools.mocked.stack import REGION


@pytest.fixture(name="take")
def note_events(stack: Stack) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Note what is put on the bus, and give what takes it from there."""
    with breaking("PutEvents") as fault:

        def take() -> list[dict[str, Any]]:
            entries = [one for call in fault.calls for one in call["Entries"]]
            fault.calls.clear()
            return [{**one, "Detail": json.loads(one["Detail"])} for one in entries]

        yield take


def read_task_id(status_path: str) -> str:
    """Return the task that a path is about."""
    return status_path.split("/")[-2]


def test_a_success_is_on_the_bus_when_the_worker_is_done(
    stack: Stack, take: Callable[[], list[dict[str, Any]]]
) -> None:
    path = start(stack, add_job(stack, 2))
    assert not take()
    stack.ranking.drain()
    (event,) = take()
    assert (event["Source"], event["DetailType"]) == ("shortlist", "Ranking ended")
    assert event["EventBusName"] == "default"
    status = stack.acme.get(path).body
    assert event["Detail"] == {
        "task_id": read_task_id(path),
        "job_id": "backend",
        "tenant": "acme",
        "attempt": 1,
        "status": "SUCCESS",
        "error_code": None,
        "complete": True,
        "candidates": 2,
        "rows": {"llm": 0, "offline": 2, "none": 0},
        "ended_at": status["finished_at"],
    }


def test_every_other_end_comes_with_the_sweeper(
    stack: Stack,
    take: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = add_job(stack, 1)
    cancelled = start(stack, path)
    stack.acme.delete(cancelled)
    dead = start(stack, path)
    message = {"v": 1, "tenant": "acme", "task_id": read_task_id(dead), "attempt": 1, "chunk": None}
    sqs = boto3.client("sqs", region_name=REGION)
    sqs.send_message(QueueUrl=stack.dead_letters_url, MessageBody=json.dumps(message))
    RecordedQueue(stack.dead_letters_url, "dead_letters.handler.lambda_handler").drain(1)
    overdue = start(stack, path)
    sweep(4000)
    deleted = start(stack, path)
    stack.acme.delete(path)
    stack.ranking.drain()
    assert stack.acme.get(deleted).status == 404
    sweep(4000)
    codes = {one["Detail"]["task_id"]: one["Detail"]["error_code"] for one in take()}
    assert codes == {
        read_task_id(cancelled): "revoked",
        read_task_id(dead): "dead_letter",
        read_task_id(overdue): "time_limit",
        read_task_id(deleted): "job_post_deleted",
    }
    sweep(4000)
    assert not take()


def test_a_bus_that_is_down_delays_the_event_and_not_the_ranking(
    stack: Stack,
    take: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    down = EndpointConnectionError(endpoint_url="https://events.example.com")
    path = start(stack, add_job(stack, 2))
    with breaking("PutEvents", down):
        stack.ranking.drain()
    assert stack.acme.get(path).body["status"] == "SUCCESS"
    assert not take()
    with breaking("PutEvents", down), pytest.raises(BusUnavailableError):
        sweep(60)
    sweep(60)
    assert [one["Detail"]["task_id"] for one in take()] == [read_task_id(path)]


def test_an_event_that_the_bus_did_not_take_is_kept(
    stack: Stack,
    take: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refusal = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException"}]}
    path = start(stack, add_job(stack, 1))
    bus = get_bus()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bus, "_client", Mock(put_events=Mock(return_value=refusal)))
        stack.ranking.drain()
    assert not take()
    sweep(60)
    assert [one["Detail"]["task_id"] for one in take()] == [read_task_id(path)]


def test_an_end_costs_what_decision_20_says(stack: Stack) -> None:
    path = start(stack, add_job(stack, 1))
    with count_calls() as calls:
        stack.ranking.drain()
    assert (calls["events.PutEvents"], calls["dynamodb.DeleteItem"]) == (1, 1)
    other = start(stack, "/api/jobposts/backend/")
    with count_calls() as calls:
        stack.acme.delete(other)
    # The task is read, ended with its note, and read again; its place and its lock are let go of.
    assert calls == {"dynamodb.GetItem": 2, "dynamodb.TransactWriteItems": 3}
    assert path != other
    with count_calls() as calls:
        run_handler("sweeper.handler.lambda_handler", {})
    assert "events.PutEvents" not in calls


class TestStores:
    """What both stores promise about endings."""

    def test_an_end_is_kept_with_what_it_was(self, stores: Stores) -> None:
        keep_job(stores, "a", "b")
        outcome = OUTCOME.model_copy(update={"scored_by": {"offline": 1, "none": 1}})
        ended = stores.tasks.succeed(run_to(stores, "STARTED"), outcome)
        (ending,) = stores.endings.list_endings()
        assert ended.scored_by == {"offline": 1, "none": 1}
        assert (ending.task_id, ending.job_id, ending.tenant) == ("t1", "job", "acme")
        assert (ending.status, ending.error_code, ending.complete) == ("SUCCESS", None, False)
        assert (ending.candidates, ending.ended_at) == (2, ended.finished_at)
        assert (ending.rows.offline, ending.rows.none, ending.rows.llm) == (1, 1, 0)

    def test_a_task_that_has_not_ended_keeps_none(self, stores: Stores) -> None:
        keep_job(stores, "a", "b")
        run_to(stores, "RETRY")
        assert not list(stores.endings.list_endings())

    def test_an_end_that_is_refused_keeps_none(self, stores: Stores) -> None:
        keep_job(stores, "a", "b")
        running = run_to(stores, "STARTED")
        stores.tasks.fail(running, "revoked", "x", actor="a")
        with pytest.raises(LostRaceError):
            stores.tasks.succeed(running, OUTCOME)
        assert [one.error_code for one in stores.endings.list_endings()] == ["revoked"]

    def test_an_ending_outlives_its_task(self, stores: Stores) -> None:
        keep_job(stores, "a", "b")
        stores.rows.delete_results(run_to(stores, "SUCCESS"))
        assert [one.task_id for one in stores.endings.list_endings()] == ["t1"]

    def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(self, stores: Stores) -> None:
        keep_job(stores, "a")
        accept_and_fail(stores, "t1")
        accept_and_fail(stores, "t2")
        first, _ = sorted(stores.endings.list_endings(), key=lambda one: one.task_id)
        for _ in range(2):
            stores.endings.forget_ending(first)
        assert [one.task_id for one in stores.endings.list_endings()] == ["t2"]


def accept_and_fail(stores: Stores, task_id: str) -> None:
    """Keep a task that has ended."""
    task = accept(stores, task_id)
    stores.tasks.fail(task, "revoked", "x", actor="a")
