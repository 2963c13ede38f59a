"""A local cloud seen from the side: its worker processes, its queue and what its tables keep."""

import json
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.dynamo_endings import DynamoEndings
from adapters.dynamodb.dynamo_starts import DynamoStarts
from adapters.dynamodb.dynamo_tasks import DynamoTasks
from adapters.dynamodb.table import Table
from shortlist.tasks.task import Task
from shortlist.times import read_clock
from tests.support.cloud import Cloud
from tools.local.deployment import find_resource, read_outputs
from tools.local.emulator import find_pid
from tools.local.workers import list_workers

TENANT = "acme"
POLL_SECONDS = 0.02


class Scene:
    """What the tests of accidents need of a local cloud, in the name of one tenant."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.outputs = read_outputs(cloud.place)
        self.client = cloud.call_as(TENANT)
        self.sqs = cloud.connect("sqs")
        self.functions = cloud.connect("lambda")
        self.dynamodb = cloud.connect("dynamodb")
        table = Table(self.dynamodb, self.outputs["TaskTableName"])
        self.tasks = DynamoTasks(
            table, DynamoStarts(table, table, read_clock), DynamoEndings(table), read_clock
        )
        self.worker = find_resource(cloud.place, "WorkerFunction")
        self.mapping = find_resource(cloud.place, "RankingQueueToWorker")
        self.stopped: set[int] = set()

    def start(self, job_id: str, count: int) -> str:
        """Start the ranking of a new pile and return the task's id."""
        job = {"job_id": job_id, "title": "Baker", "description": "Bread. Ovens. Early mornings."}
        self.client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", job)
        names = [f"c{number:04d}" for number in range(count)]
        for first in range(0, count, 100):
            candidates = [
                {"candidate_id": name, "resume_text": f"Baker of bread and cake. {name} " * 20}
                for name in names[first : first + 100]
            ]
            path = f"/api/jobposts/{job_id}/candidates/"
            self.client.expect(HTTPStatus.CREATED, "POST", path, {"candidates": candidates})
        path = f"/api/jobposts/{job_id}/rank-candidates/"
        task_id: str = self.client.expect(HTTPStatus.ACCEPTED, "POST", path).body["task_id"]
        return task_id

    def read(self, task_id: str) -> Task:
        """Return a task as it is kept."""
        task = self.tasks.get(TENANT, task_id)
        assert task
        return task

    def count_kept_rows(self, task_id: str) -> int:
        """Return how many rows of a task are stored by now."""
        task = self.read(task_id)
        if task.fingerprint is None:
            return 0
        answer = self.dynamodb.query(
            TableName=self.outputs["TaskTableName"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={
                ":pk": {"S": keys.rows_pk(TENANT, task.job_id, task.fingerprint)}
            },
            Select="COUNT",
        )
        count: int = answer["Count"]
        return count

    def list_ranked(self, task_id: str) -> list[str]:
        """Return the candidates of a finished ranking, row by row."""
        path = f"/api/jobposts/task-status/{task_id}/candidates/"
        return [row["candidate_id"] for row in self.client.list_all(path)]

    def list_workers(self) -> set[int]:
        """Return the worker processes that are alive."""
        return set(list_workers(find_pid(self.cloud.place)))

    def send(self, body: str) -> None:
        """Put a message on the ranking queue."""
        self.sqs.send_message(QueueUrl=self.outputs["RankingQueueUrl"], MessageBody=body)

    def invoke_worker(self, message: Any) -> None:
        """Let a worker do a message that was received, as Lambda would."""
        record = {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        }
        answer = self.functions.invoke(
            FunctionName=self.worker, Payload=json.dumps({"Records": [record]})
        )
        assert json.load(answer["Payload"]) == {"batchItemFailures": []}

    def count_dead_letters(self) -> tuple[int, int]:
        """Return how many dead letters wait to be looked at, and how many were and are kept."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.sqs.get_queue_attributes(
            QueueUrl=self.outputs["RankingDeadLetterQueueUrl"], AttributeNames=names
        )
        waiting, kept = (int(answer["Attributes"][name]) for name in names)
        return waiting, kept

    def count_scored_rows(self, task_id: str) -> dict[int, int]:
        """Return how many rows each chunk of a task had made, by what workers logged."""
        made: dict[int, int] = {}
        pages = self.cloud.connect("logs").get_paginator("filter_log_events")
        for page in pages.paginate(logGroupName=find_resource(self.cloud.place, "LogGroup")):
            for event in page["events"]:
                line = _read_line(event["message"])
                if line.get("message") == "chunk done" and line["task_id"] == task_id:
                    made[line["chunk"]] = made.get(line["chunk"], 0) + line["rows"]
        return made


def write_message(task_id: str, chunk: int | None = None) -> str:
    """Write a message of a task's first attempt."""
    return json.dumps({"v": 1, "tenant": TENANT, "task_id": task_id, "chunk": chunk})


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: if it does not in that time.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(POLL_SECONDS)


def _read_line(text: str) -> dict[str, Any]:
    line: Any = json.loads(text) if text.startswith("{") else {}
    return line if isinstance(line, dict) else {}
