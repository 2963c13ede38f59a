"""The stack's tables, queues and bucket in moto, made from template.yaml."""

import importlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any, NamedTuple

import boto3
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber

from tools.mocked.template import resources_of

REGION = "eu-central-1"
BUCKET = "resumes"
TABLES = {"CatalogueTable": "catalogue", "TaskTable": "tasks"}
_TABLE_PROPERTIES = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")
# What the product makes once a process, on first use.
_MAKERS = (
    "shortlist.settings",
    "adapters.clients",
    "adapters.wiring",
    *(f"{name}.handler" for name in ("start", "status", "catalogue", "worker", "reader")),
)


class QueueUrls(NamedTuple):
    """Where the queues of rankings are."""

    ranking: str
    dead_letters: str
    reading: str


@contextmanager
def open_account(variables: Mapping[str, str] | None = None) -> Iterator[QueueUrls]:
    """Make an account with the stack in it, which the product's adapters of this process use."""
    with mock_aws(), _answer_in_turn():
        make_tables()
        make_bucket()
        dead_letters = make_queue("RankingDeadLetterQueue")
        queues = QueueUrls(
            make_queue("RankingQueue", dead_letters), dead_letters, make_queue("ReadingQueue")
        )
        known = dict(os.environ)
        os.environ |= {
            "AWS_DEFAULT_REGION": REGION,
            "CATALOGUE_TABLE": TABLES["CatalogueTable"],
            "TASK_TABLE": TABLES["TaskTable"],
            "RESUME_BUCKET": BUCKET,
            "RANKING_QUEUE_URL": queues.ranking,
            "READING_QUEUE_URL": queues.reading,
            **(variables or {}),
        }
        forget_what_is_made()
        try:
            yield queues
        finally:
            os.environ.clear()
            os.environ |= known
            forget_what_is_made()


@contextmanager
def _answer_in_turn() -> Iterator[None]:
    """Let moto answer one request at a time, though workers have threads that ask side by side."""
    answer, lock = BotocoreStubber.process_request, Lock()

    def answer_alone(stubber: BotocoreStubber, request: Any) -> Any:
        with lock:
            return answer(stubber, request)

    BotocoreStubber.process_request = answer_alone  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        BotocoreStubber.process_request = answer  # type: ignore[method-assign]


def forget_what_is_made() -> None:
    """Let settings, clients and adapters be made anew, for another environment."""
    for name in _MAKERS:
        for made in vars(importlib.import_module(name)).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


def make_tables() -> None:
    """Make both tables with the keys and indexes of the template."""
    client = boto3.client("dynamodb", region_name=REGION)
    for logical_id, properties in resources_of("AWS::DynamoDB::Table").items():
        wanted: Any = {name: properties[name] for name in _TABLE_PROPERTIES}
        client.create_table(TableName=TABLES[logical_id], **wanted)


def make_queue(logical_id: str, dead_letter_url: str | None = None) -> str:
    """Make one queue of the template and return its address."""
    client = boto3.client("sqs", region_name=REGION)
    properties = resources_of("AWS::SQS::Queue")[logical_id]
    attributes: Any = {"VisibilityTimeout": str(properties.get("VisibilityTimeout", 30))}
    if dead_letter_url:
        asked = client.get_queue_attributes(QueueUrl=dead_letter_url, AttributeNames=["QueueArn"])
        policy = properties["RedrivePolicy"]
        policy = policy | {"deadLetterTargetArn": asked["Attributes"]["QueueArn"]}
        attributes["RedrivePolicy"] = json.dumps(policy)
    return client.create_queue(QueueName=logical_id, Attributes=attributes)["QueueUrl"]


def make_bucket() -> None:
    """Make the bucket of the uploaded files."""
    where: Any = {"LocationConstraint": REGION}
    client = boto3.client("s3", region_name=REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
