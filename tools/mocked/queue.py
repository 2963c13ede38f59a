"""Delivers SQS messages to a handler the way Lambda does, only stricter than any emulator."""

import importlib
from dataclasses import dataclass
from typing import Any

import boto3

from tools.mocked.stack import REGION


@dataclass
class FakeContext:
    """The context that Lambda hands to a handler, with a set remaining time."""

    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id: str = "invocation-1"
    remaining_milliseconds: int = 60_000

    def get_remaining_time_in_millis(self) -> int:
        """Return what is left of the invocation."""
        return self.remaining_milliseconds


class QueueDriver:
    """An event source mapping with a batch size of one and partial-batch responses."""

    def __init__(self, url: str, handler: str) -> None:
        self.url = url
        self.handler = handler
        self._client = boto3.client("sqs", region_name=REGION)
        self.bodies: list[str] = []

    def deliver_one(self) -> bool:
        """Deliver one message; False if none is visible."""
        answer = self._client.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=1,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = answer.get("Messages", [])
        if not messages:
            return False
        message = messages[0]
        self.bodies.append(message["Body"])
        if self._succeeds(message):
            self._client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        else:
            self._client.change_message_visibility(
                QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
        return True

    def drain(self, most: int = 1000) -> int:
        """Deliver until nothing is visible; return how many deliveries that took."""
        count = 0
        while count < most and self.deliver_one():
            count += 1
        return count

    def call(self, event: dict[str, Any]) -> dict[str, Any]:
        """Call the handler with an event."""
        module, _, name = self.handler.rpartition(".")
        handler = getattr(importlib.import_module(module), name)
        answer: dict[str, Any] = handler(event, FakeContext())
        return answer

    def _succeeds(self, message: Any) -> bool:
        answer = self.call({"Records": [_make_record(message)]})
        # AWS takes a response with an identifier it does not know as failure of the whole batch.
        return not answer["batchItemFailures"]


def _make_record(message: Any) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:queue",
        "awsRegion": REGION,
    }
