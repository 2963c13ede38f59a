"""The ranking queue in SQS."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

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
    """A RankingQueue in SQS (shortlist.tasks.ports).

    The tenant is the message group, so that a fair queue serves tenants side by side:
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
    """

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Send messages; one alone goes as one call, several in batches of ten."""
        written = [_write(message, delay_seconds) for message in messages]
        if len(written) == 1:
            self._send_one(written[0])
            return
        for start in range(0, len(written), _BATCH_SIZE):
            self._send_batch(written[start : start + _BATCH_SIZE])

    def hide(self, receipt_handle: str, seconds: int) -> None:
        """Let a message that was received come again after so many seconds from now.

        Nothing happens to one that is not in hand any more, or never was, as in an event that
        somebody tries a function with.
        """
        try:
            self._client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in _NOT_IN_HAND:
                raise QueueUnavailableError(type(error).__name__) from error
        except BotoCoreError as error:
            raise QueueUnavailableError(type(error).__name__) from error

    def _send_one(self, message: Any) -> None:
        try:
            self._client.send_message(QueueUrl=self._url, **message)
        except (BotoCoreError, ClientError) as error:
            raise QueueUnavailableError(type(error).__name__) from error

    def _send_batch(self, messages: Sequence[Any]) -> None:
        entries: list[Any] = [
            {"Id": str(index), **message} for index, message in enumerate(messages)
        ]
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            raise QueueUnavailableError(type(error).__name__) from error
        if answer.get("Failed"):
            raise QueueUnavailableError("the queue did not take all messages")


def _write(message: WorkMessage, delay_seconds: int) -> dict[str, Any]:
    written = {"MessageBody": message.model_dump_json(), "MessageGroupId": message.tenant}
    return {**written, "DelaySeconds": delay_seconds} if delay_seconds else written
