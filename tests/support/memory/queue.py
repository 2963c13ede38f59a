"""The ranking queue in memory, with the manners of SQS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shortlist.errors import QueueUnavailableError
from shortlist.tasks.messages import WorkMessage, read_message
from tests.support.memory.clock import MovableClock
from tests.support.memory.probe import Probe

MAX_RECEIVES = 5
VISIBILITY_SECONDS = 600


@dataclass
class Received:
    """A message in the queue; while it is being worked on, it is hidden."""

    body: str
    visible_at: datetime
    receives: int = 0

    @property
    def message(self) -> WorkMessage:
        """What the message says."""
        return read_message(self.body)


class MemoryQueue:
    """A RankingQueue: at least once, in any order, to the dead letters after five receives."""

    def __init__(self, clock: MovableClock, probe: Probe) -> None:
        self.messages: list[Received] = []
        self.dead: list[Received] = []
        self.is_down = False
        self._clock = clock
        self._probe = probe

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Take messages one by one, so that a fault may leave some of them taken."""
        for message in messages:
            self._probe("queue.send down" if self.is_down else "queue.send")
            self._refuse_if_down()
            visible_at = self._clock() + timedelta(seconds=delay_seconds)
            self.messages.append(Received(message.model_dump_json(), visible_at))
            self._probe("queue.send done")

    def _refuse_if_down(self) -> None:
        if self.is_down:
            raise QueueUnavailableError("down")

    def list_visible(self) -> list[Received]:
        """Return what a poller may receive now; what was received too often goes away."""
        now = self._clock()
        for delivery in list(self.messages):
            if delivery.visible_at <= now and delivery.receives >= MAX_RECEIVES:
                self.messages.remove(delivery)
                self.dead.append(delivery)
        return [delivery for delivery in self.messages if delivery.visible_at <= now]

    def receive(self, index: int = 0) -> Received | None:
        """Receive one of the visible messages and hide it; None if there is none."""
        visible = self.list_visible()
        if not visible:
            return None
        delivery = visible[index % len(visible)]
        delivery.receives += 1
        self.hide(delivery, VISIBILITY_SECONDS)
        return delivery

    def hide(self, delivery: Received, seconds: float) -> None:
        """Let a message come again after so many seconds."""
        delivery.visible_at = self._clock() + timedelta(seconds=seconds)

    def delete(self, delivery: Received) -> None:
        """Delete a message that was worked off."""
        if delivery in self.messages:
            self.messages.remove(delivery)

    def duplicate(self, delivery: Received) -> None:
        """Let a message be there twice, as an at-least-once queue may."""
        self.messages.append(Received(delivery.body, self._clock(), delivery.receives))

    def find_next_moment(self) -> datetime | None:
        """Return when the next message becomes visible; None if the queue is empty."""
        return min((delivery.visible_at for delivery in self.messages), default=None)
