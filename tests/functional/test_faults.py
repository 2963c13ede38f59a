"""Faults of the cloud around the functions: what they answer, and what comes of the task."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from adapters.wiring import get_queue, get_tasks
from shortlist.catalogue.ports import Resume
from shortlist.errors import StoreUnavailableError
from shortlist.ranking.ranker import RowBatches
from shortlist.settings import get_settings
from shortlist.tasks.dead_letters import Redriver
from shortlist.tasks.engine import Engine
from shortlist.times import read_clock
from tests.support.api import run_handler
from tests.support.faults import BUSY_CODES, breaking, make_conflict, refuse
from tests.support.memory import Crash
from tests.support.rankings import add_job, start, sweep
from tests.support.recording import RecordedQueue
from tests.support.stack import Stack
from tools.mocked.queue import FakeContext
from tools.mocked.stack import REGION
from worker import handler as worker_handler

POISON = [
    "not JSON",
    "[]",
    '{"tenant": "acme"}',
    '{"v": 2, "tenant": "acme", "task_id": "t"}',
    '{"tenant": "acme", "task_id": "t", "text": "a resume"}',
]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two candidates be a chunk, so that three are a large ranking."""
    monkeypatch.setattr(worker_handler, "Engine", partial(Engine, chunk_size=2))
    monkeypatch.setattr("adapters.dynamodb.table.time.sleep", lambda _: None)


def busy_throughout() -> list[Exception]:
    """Make what a store answers to every try of one transaction."""
    return [refuse("ThrottlingException") for _ in range(4)]


def lose_answer() -> ReadTimeoutError:
    """Make what botocore raises when an answer does not come."""
    return ReadTimeoutError(endpoint_url="https://dynamodb.example.com")


def count_messages(url: str) -> int:
    """Return how many messages are in a queue, hidden ones included."""
    names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    sqs = boto3.client("sqs", region_name=REGION)
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


def send(stack: Stack, body: str) -> None:
    """Put a message into the ranking queue."""
    sqs = boto3.client("sqs", region_name=REGION)
    sqs.send_message(QueueUrl=stack.ranking.url, MessageBody=body)


def receive_record(url: str) -> dict[str, Any]:
    """Receive one message as the record that a function gets."""
    sqs = boto3.client("sqs", region_name=REGION)
    (message,) = sqs.receive_message(QueueUrl=url, AttributeNames=["All"])["Messages"]
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:queue",
        "awsRegion": REGION,
    }


def work(record: dict[str, Any], remaining_milliseconds: int = 60_000) -> Any:
    """Call the worker with one record."""
    context: Any = FakeContext(remaining_milliseconds=remaining_milliseconds)
    return worker_handler.lambda_handler({"Records": [record]}, context)


def read_status(stack: Stack, path: str) -> str:
    """Return the status of a task."""
    return str(stack.acme.get(path).body["status"])


@contextmanager
def breaking_ranker(error: BaseException) -> Iterator[list[str]]:
    """Let the ranker fail as a whole; give the list in which its calls are noted."""
    calls: list[str] = []

    class BrokenRanker:
        async def rank_all(self, resumes: Sequence[Resume]) -> RowBatches:
            calls.append(resumes[0].candidate.candidate_id)
            raise error
            yield

    worker_handler.get_engine.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker_handler, "make_ranker", lambda *_: BrokenRanker())
        yield calls
    worker_handler.get_engine.cache_clear()


class TestSubmit:
    """A start while something is down."""

    def test_a_start_holds_while_the_queue_is_down_and_the_sweeper_sends_it(
        self, stack: Stack
    ) -> None:
        path = add_job(stack, 3)
        down = EndpointConnectionError(endpoint_url="https://sqs.example.com")
        with breaking("SendMessage", down) as fault:
            status_path = start(stack, path)
        assert len(fault.calls) == 1
        assert count_messages(stack.ranking.url) == 0
        assert read_status(stack, status_path) == "PENDING"
        assert sweep(0) == {"seen": 1, "ended": 0, "sent": 0}
        assert sweep(61) == {"seen": 1, "ended": 0, "sent": 1}
        assert sweep(61) == {"seen": 1, "ended": 0, "sent": 0}
        stack.ranking.drain()
        assert read_status(stack, status_path) == "SUCCESS"

    @pytest.mark.parametrize("code", [*BUSY_CODES, "none at all"])
    def test_a_start_that_cannot_be_kept_is_refused_for_now(self, stack: Stack, code: str) -> None:
        path = add_job(stack, 1)
        error = lose_answer() if code == "none at all" else refuse(code)
        with breaking("TransactWriteItems", *([error] * 9)), breaking("SendMessage") as sent:
            answer = stack.acme.post(f"{path}rank-candidates/")
        assert answer.status == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
        assert sent.calls == []
        assert stack.acme.get("/api/tasks/").body["items"] == []
        assert count_messages(stack.ranking.url) == 0

    def test_a_start_that_was_refused_can_be_made_again(self, stack: Stack) -> None:
        path = add_job(stack, 1)
        key = {"Idempotency-Key": "monday"}
        with breaking("TransactWriteItems", *([refuse("ThrottlingException")] * 9)):
            assert stack.acme.post(f"{path}rank-candidates/", headers=key).status == 503
        answer = stack.acme.post(f"{path}rank-candidates/", headers=key)
        assert answer.status == 202
        stack.ranking.drain()
        status_path = f"/api/jobposts/task-status/{answer.body['task_id']}/"
        assert read_status(stack, status_path) == "SUCCESS"

    def test_a_defect_of_ours_is_not_passed_off_as_a_busy_store(self, stack: Stack) -> None:
        path = add_job(stack, 1)
        with breaking("TransactWriteItems", refuse("ValidationException")):
            answer = stack.acme.post(f"{path}rank-candidates/")
        assert answer.status == 500
        assert "retry-after" not in answer.headers

    def test_a_transaction_that_meets_another_is_tried_again(self, stack: Stack) -> None:
        path = add_job(stack, 1)
        with breaking("TransactWriteItems", make_conflict(), make_conflict()) as fault:
            start(stack, path)
        assert len(fault.calls) == 3

    def test_a_transaction_that_meets_others_all_the_time_is_refused_for_now(
        self, stack: Stack
    ) -> None:
        path = add_job(stack, 1)
        with breaking("TransactWriteItems", *(make_conflict() for _ in range(9))) as fault:
            assert stack.acme.post(f"{path}rank-candidates/").status == 503
        assert 1 < len(fault.calls) < 9

    @pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "monday"}])
    def test_a_start_whose_answer_from_the_store_is_lost_is_one_start(
        self, stack: Stack, headers: dict[str, str]
    ) -> None:
        path = add_job(stack, 1)
        with breaking("TransactWriteItems", lose_answer(), is_late=True):
            answer = stack.acme.post(f"{path}rank-candidates/", headers=headers)
        assert answer.status == 202
        (listed,) = stack.acme.get("/api/tasks/").body["items"]
        assert listed["task_id"] == answer.body["task_id"]
        sweep(61)
        stack.ranking.drain()
        status_path = f"/api/jobposts/task-status/{answer.body['task_id']}/"
        assert read_status(stack, status_path) == "SUCCESS"

    @pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "monday"}])
    def test_a_start_whose_answer_from_the_store_is_lost_is_sent_at_once(
        self, stack: Stack, headers: dict[str, str]
    ) -> None:
        path = add_job(stack, 1)
        with breaking("TransactWriteItems", lose_answer(), is_late=True):
            stack.acme.post(f"{path}rank-candidates/", headers=headers)
        assert count_messages(stack.ranking.url) == 1


class TestStatus:
    """The status while the store is down."""

    def test_a_status_that_cannot_be_read_is_neither_pending_nor_unknown(
        self, stack: Stack
    ) -> None:
        path = start(stack, add_job(stack, 1))
        for error in (refuse("ThrottlingException"), lose_answer()):
            with breaking("GetItem", error):
                answer = stack.acme.get(path)
            assert answer.status == 503
            assert int(answer.headers["retry-after"]) > 0
        assert read_status(stack, path) == "PENDING"

    def test_a_cancel_that_is_not_kept_is_not_acknowledged(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        with breaking("TransactWriteItems", *busy_throughout()):
            assert stack.acme.delete(path).status == 503
        stack.ranking.drain()
        assert read_status(stack, path) == "SUCCESS"

    def test_a_cancel_whose_answer_from_the_store_is_lost_is_kept(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        with breaking("TransactWriteItems", lose_answer(), is_late=True):
            assert stack.acme.delete(path).body["error_code"] == "revoked"
        answer = stack.acme.delete(path)
        assert (answer.status, answer.body["error_code"]) == (200, "revoked")


class TestWorker:
    """The worker's own answers to the queue."""

    def test_a_message_that_was_worked_off_is_not_named(self, stack: Stack) -> None:
        start(stack, add_job(stack, 1))
        assert work(receive_record(stack.ranking.url)) == {"batchItemFailures": []}

    def test_a_worker_hides_its_message_for_its_own_time_and_half_a_minute(
        self, stack: Stack
    ) -> None:
        start(stack, add_job(stack, 1))
        record = receive_record(stack.ranking.url)
        with breaking("ChangeMessageVisibility") as fault:
            work(record, remaining_milliseconds=45_900)
        assert fault.calls == [
            {
                "QueueUrl": stack.ranking.url,
                "ReceiptHandle": record["receiptHandle"],
                "VisibilityTimeout": 75,
            }
        ]

    def test_a_message_that_meets_a_busy_store_is_named_and_comes_again_soon(
        self, stack: Stack
    ) -> None:
        path = start(stack, add_job(stack, 3))
        record = receive_record(stack.ranking.url)
        with (
            breaking("ChangeMessageVisibility") as hidden,
            breaking("GetItem", refuse("ThrottlingException")),
        ):
            answer = work(record)
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
        assert 1 <= hidden.calls[-1]["VisibilityTimeout"] <= 10
        assert read_status(stack, path) == "PENDING"

    def test_a_task_whose_rows_cannot_be_written_waits_and_then_succeeds(
        self, stack: Stack
    ) -> None:
        path = start(stack, add_job(stack, 3))
        stack.ranking.deliver_one()
        with breaking("BatchWriteItem", refuse("ThrottlingException")):
            stack.ranking.deliver_one()
        waiting = stack.acme.get(path)
        assert waiting.body["status"] == "RETRY"
        assert waiting.body["progress"]["total"] == 3
        assert waiting.headers["retry-after"]
        stack.ranking.drain()
        assert read_status(stack, path) == "SUCCESS"

    def test_a_message_that_cannot_be_hidden_is_named_and_not_lost(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        record = receive_record(stack.ranking.url)
        down = [refuse("InternalError")] * 2
        with breaking("ChangeMessageVisibility", *down):
            answer = work(record)
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
        assert read_status(stack, path) == "PENDING"

    def test_a_defect_of_ours_is_named_and_comes_again_soon_like_any_other_failure(
        self, stack: Stack
    ) -> None:
        start(stack, add_job(stack, 1))
        record = receive_record(stack.ranking.url)
        with breaking("ChangeMessageVisibility") as hidden, breaking_ranker(ZeroDivisionError()):
            answer = work(record)
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
        assert 1 <= hidden.calls[-1]["VisibilityTimeout"] <= 10

    def test_chunks_that_the_queue_takes_only_in_part_are_sent_again(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 5))
        original = BaseClient._make_api_call  # type: ignore[attr-defined]  # as above

        def take_part(client: Any, name: str, arguments: Any) -> Any:
            if name != "SendMessageBatch":
                return original(client, name, arguments)
            taken, *refused = arguments["Entries"]
            answer = original(client, name, {**arguments, "Entries": [taken]})
            failed = [{"Id": one["Id"], "SenderFault": False, "Code": "x"} for one in refused]
            return {**answer, "Failed": failed}

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BaseClient, "_make_api_call", take_part)
            stack.ranking.deliver_one()
        assert read_status(stack, path) == "RETRY"
        stack.ranking.drain()
        result = stack.acme.get(path).body
        assert result["status"] == "SUCCESS"
        assert len(result["result"]["ranked_candidates"]) == 5

    @pytest.mark.parametrize("operation", ["UpdateItem", "BatchWriteItem", "SendMessage"])
    @pytest.mark.parametrize("skipped", range(5))
    def test_a_write_whose_answer_is_lost_is_safe_to_make_again(
        self, stack: Stack, operation: str, skipped: int
    ) -> None:
        path = start(stack, add_job(stack, 3))
        with breaking(operation, *([None] * skipped), lose_answer(), is_late=True):
            stack.ranking.drain()
        sweep(400)
        stack.ranking.drain()
        answer = stack.acme.get(path).body
        assert answer["status"] == "SUCCESS"
        rows = answer["result"]["ranked_candidates"]
        assert sorted(row["candidate_id"] for row in rows) == ["c0000", "c0001", "c0002"]

    def test_a_worker_that_is_killed_leaves_its_message_to_another(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        record = receive_record(stack.ranking.url)
        with breaking_ranker(Crash()) as calls, pytest.raises(Crash):
            work(record)
        assert calls == ["c0000"]
        assert read_status(stack, path) == "STARTED"
        get_queue().hide(record["receiptHandle"], 0)
        stack.ranking.drain()
        assert read_status(stack, path) == "SUCCESS"


class TestPoison:
    """Messages that nobody can read."""

    @pytest.mark.parametrize("body", POISON)
    def test_a_poison_message_is_named_and_comes_again_at_once(
        self, stack: Stack, body: str
    ) -> None:
        send(stack, body)
        record = receive_record(stack.ranking.url)
        with breaking("ChangeMessageVisibility") as hidden:
            answer = work(record)
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
        assert [call["VisibilityTimeout"] for call in hidden.calls] == [0]

    def test_a_poison_message_ends_in_the_dead_letters_and_stays_there(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        send(stack, POISON[0])
        assert stack.ranking.drain() == 6
        assert stack.ranking.bodies.count(POISON[0]) == 5
        assert read_status(stack, path) == "SUCCESS"
        assert count_messages(stack.ranking.url) == 0
        record = receive_record(stack.dead_letters_url)
        answer = run_handler("dead_letters.handler.lambda_handler", {"Records": [record]})
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
        assert count_messages(stack.dead_letters_url) == 1

    def test_a_message_of_a_task_that_nobody_knows_is_worked_off(self, stack: Stack) -> None:
        send(stack, '{"tenant": "acme", "task_id": "gone"}')
        assert stack.ranking.drain() == 1
        assert count_messages(stack.ranking.url) == count_messages(stack.dead_letters_url) == 0


class TestEnds:
    """Ends that are nobody's wish: no time left, no attempt left."""

    @pytest.mark.parametrize("delivered", [0, 1, 2])
    def test_the_sweeper_ends_what_is_past_its_hard_limit(
        self, stack: Stack, delivered: int
    ) -> None:
        path = start(stack, add_job(stack, 5))
        for _ in range(delivered):
            stack.ranking.deliver_one()
        assert sweep(1770) == {"seen": 1, "ended": 0, "sent": 1}
        assert sweep(1860) == {"seen": 1, "ended": 1, "sent": 0}
        assert sweep(1860) == {"seen": 0, "ended": 0, "sent": 0}
        body = stack.acme.get(path).body
        assert (body["status"], body["error_code"]) == ("FAILURE", "time_limit")
        stack.ranking.drain()
        assert stack.acme.get(path).body == body
        assert count_messages(stack.ranking.url) == 0

    def test_a_sweep_that_meets_a_busy_store_can_be_made_again(self, stack: Stack) -> None:
        path = start(stack, add_job(stack, 1))
        with (
            breaking("TransactWriteItems", *busy_throughout()),
            pytest.RaisesGroup(StoreUnavailableError),
        ):
            sweep(1860)
        assert sweep(1860)["ended"] == 1
        assert stack.acme.get(path).body["error_code"] == "time_limit"
        start(stack, "/api/jobposts/backend/")

    @pytest.mark.parametrize("candidates", [1, 3])
    def test_work_that_fails_at_every_attempt_ends_its_task_and_can_be_redriven(
        self, stack: Stack, candidates: int
    ) -> None:
        path = start(stack, add_job(stack, candidates))
        with breaking_ranker(ZeroDivisionError()) as calls:
            stack.ranking.drain()
        assert calls.count("c0000") == 5
        letters = RecordedQueue(stack.dead_letters_url, "dead_letters.handler.lambda_handler")
        assert letters.drain() >= 1
        body = stack.acme.get(path).body
        assert (body["status"], body["error_code"]) == ("FAILURE", "dead_letter")
        assert count_messages(stack.dead_letters_url) == 0
        redriver = Redriver(get_tasks(), get_queue(), get_settings(), read_clock)
        redriver.redrive("acme", path.split("/")[-2], actor="operator-1")
        stack.ranking.drain()
        rows = stack.acme.get(path).body["result"]["ranked_candidates"]
        assert len(rows) == candidates

    def test_a_dead_letter_that_meets_a_busy_store_stays(self, stack: Stack) -> None:
        start(stack, add_job(stack, 1))
        record = receive_record(stack.ranking.url)
        with breaking("GetItem", refuse("ThrottlingException")):
            answer = run_handler("dead_letters.handler.lambda_handler", {"Records": [record]})
        assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
