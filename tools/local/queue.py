"""The ranking queue of the local cloud: what is in it, and what is sent a second time."""

import json
from typing import NamedTuple

import httpx2

from tools.local.client import open_loopback
from tools.local.deployment import read_outputs
from tools.local.place import LocalCloudError, Place, connect


class Message(NamedTuple):
    """A message of the queue; a delivery of it is known by its id and count."""

    message_id: str
    receive_count: int
    is_hidden: bool
    body: str

    @property
    def task_id(self) -> str:
        """The task that it is about."""
        task_id: str = json.loads(self.body)["task_id"]
        return task_id


class Queue:
    """Looks into the queue without receiving from it, and repeats messages."""

    def __init__(self, place: Place) -> None:
        self._url = read_outputs(place)["RankingQueueUrl"]
        self._client = connect(place, "sqs")
        self._peek = f"{place.aws_endpoint_url}/_ministack/sqs/messages"

    def look(self) -> list[Message]:
        """Return all messages, those that are hidden included."""
        try:
            answer = open_loopback().get(self._peek, params={"QueueUrl": self._url})
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            raise LocalCloudError(f"{self._peek} did not answer: {error}") from error
        return [
            Message(one["MessageId"], one["ReceiveCount"], not one["IsVisible"], one["Body"])
            for regions in answer.json()["messages"].values()
            for queues in regions.values()
            for messages in queues.values()
            for one in messages
        ]

    def repeat(self, message: Message) -> None:
        """Send a message a second time."""
        self._client.send_message(QueueUrl=self._url, MessageBody=message.body)
