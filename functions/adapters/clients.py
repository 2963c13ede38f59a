"""Boto3 clients, made once a process, with the timeouts of a function that is waited for.

And what they raise, as errors of ours; DynamoDB has more to say (adapters/dynamodb/translation.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from shortlist.errors import RetryableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_sqs import SQSClient

_LONG_TIMEOUTS = Config(
    connect_timeout=2, read_timeout=8, retries={"mode": "standard", "total_max_attempts": 4}
)
# A start must answer even when the queue does not, and a worker goes on without the event bus; the
# sweeper sends what was not sent.
_SHORT_TIMEOUTS = Config(
    connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 2}
)


@cache
def get_dynamodb() -> "DynamoDBClient":
    """Return the DynamoDB client of this process."""
    return boto3.client("dynamodb", config=_LONG_TIMEOUTS)


@cache
def get_sqs() -> "SQSClient":
    """Return the SQS client of this process."""
    return boto3.client("sqs", config=_SHORT_TIMEOUTS)


@cache
def get_scheduler() -> "EventBridgeSchedulerClient":
    """Return the EventBridge Scheduler client of this process."""
    return boto3.client("scheduler", config=_LONG_TIMEOUTS)


@cache
def get_events() -> Any:
    """Return the EventBridge client of this process."""
    return boto3.client("events", config=_SHORT_TIMEOUTS)


@cache
def get_s3() -> "S3Client":
    """Return the S3 client of this process.

    Its addresses name the host of the bucket and its region: the global host answers for a young
    bucket with a redirect that a browser may not follow. On loopback the bucket stays in the path.
    """
    signed = Config(
        signature_version="s3v4",
        # In us-east-1 the global host is the default even so.
        s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    )
    return boto3.client("s3", config=_LONG_TIMEOUTS.merge(signed))


@contextmanager
def raising(kind: type[RetryableError]) -> Iterator[None]:
    """Raise an error of ours, named after the cause, for whatever a client raises inside."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise kind(type(error).__name__) from error
