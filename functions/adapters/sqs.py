"""The queues in SQS.

The tenant is the message group of what we send, so that a fair queue serves tenants side by side:
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from adapters.clients import raising
from shortlist.catalogue.reading_leases import UploadNotice
from shortlist.errors import QueueUnavailableError
from shortlist.tasks.messages import WorkMessage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH_SIZE = 10
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
_NOT_IN_HAND = frozenset(
    {
        "AWS.SimpleQueueService.MessageNotInflight",
        "InvalidParameterValue",
        "MessageNotInflight",
        "ReceiptHandleIsInvalid",
    }
)


class SqsRankingQueue:
    """A RankingQueue in SQS (shortlist.tasks.ports)."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Send messages; one alone goes as one call, several in batches of ten."""
        written = [_write(message, delay_seconds) for message in messages]
        _send(self._client, self._url, written)

    def hide(self, receipt_handle: str, seconds: int) -> None:
        """Let a message that was received come again after so many seconds from now.

        Nothing happens to one that is not in hand any more, or never was, as in an event that
        somebody tries a function with.
        """
        with raising(QueueUnavailableError):
            try:
                self._client.change_message_visibility(
                    QueueUrl=self._url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
                )
            except ClientError as error:
                if error.response["Error"]["Code"] not in _NOT_IN_HAND:
                    raise


def _send(client: "SQSClient", url: str, messages: Sequence[Any]) -> None:
    with raising(QueueUnavailableError):
        if len(messages) == 1:
            client.send_message(QueueUrl=url, **messages[0])
            return
        for start in range(0, len(messages), _BATCH_SIZE):
            _send_batch(client, url, messages[start : start + _BATCH_SIZE])


def _send_batch(client: "SQSClient", url: str, messages: Sequence[Any]) -> None:
    entries: list[Any] = [{"Id": str(index), **message} for index, message in enumerate(messages)]
    answer = client.send_message_batch(QueueUrl=url, Entries=entries)
    if answer.get("Failed"):
        raise QueueUnavailableError("the queue did not take all messages")


def _write(message: WorkMessage, delay_seconds: int) -> dict[str, Any]:
    written = {"MessageBody": message.model_dump_json(), "MessageGroupId": message.tenant}
    return {**written, "DelaySeconds": delay_seconds} if delay_seconds else written


class SqsReadingQueue:
    """A NoticeQueue in SQS (shortlist.catalogue.reading_leases); its messages look like S3's."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, notices: Sequence[UploadNotice]) -> None:
        """Send notices; one alone goes as one call, several in batches of ten."""
        written = [
            {"MessageBody": write_notice(notice.key), "MessageGroupId": notice.tenant}
            for notice in notices
        ]
        _send(self._client, self._url, written)


def write_notice(key: str) -> str:
    """Write the notice of a file as S3 does, as far as anybody reads it."""
    return json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
