"""Files that are uploaded to where their addresses lead, and read."""

from typing import Any

import boto3

from reader import handler as reader_handler
from tools.mocked.queue import FakeContext
from tools.mocked.stack import BUCKET, REGION

CONTENT = b"Ran PostgreSQL for five years.\n"


def upload(address: dict[str, Any], tenant: str = "acme") -> None:
    """Put a file where its address leads, and let the reader hear of it."""
    key = find_key(address, tenant)
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)
    body = f'{{"Records": [{{"s3": {{"object": {{"key": "{key}"}}}}}}]}}'
    attributes = {"ApproximateReceiveCount": "1"}
    record = {"messageId": "m", "body": body, "attributes": attributes, "eventSource": "aws:sqs"}
    answer = reader_handler.lambda_handler({"Records": [record]}, FakeContext())
    assert answer == {"batchItemFailures": []}


def find_key(address: dict[str, Any], tenant: str) -> str:
    """Return the key that an address leads to."""
    path = address["url"].partition("?")[0]
    return path[path.index(f"/{tenant}/") + 1 :]
