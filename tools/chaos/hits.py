"""Which tasks a killed worker had in hand: those whose message stays hidden behind it."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.local.queue import Message

# A living worker has done a chunk and deleted its message long before.
ORPHANED_AFTER_SECONDS = 40.0
# A message may have been received a little before it was first seen so.
_LOOK_SECONDS = 1.0


class Hit(NamedTuple):
    """A worker that was killed with work of a task in hand, and when."""

    task_id: str
    killed_at: float


@dataclass
class Deliveries:
    """Follows every delivery of the queue from outside."""

    kills: list[float] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    _seen: dict[tuple[str, int], float] = field(default_factory=dict)
    _orphans: set[tuple[str, int]] = field(default_factory=set)

    def watch(self, messages: Sequence[Message], now: float) -> None:
        """Look at the queue once more and note whose worker must have died."""
        hidden = {
            (one.message_id, one.receive_count): one
            for one in messages
            if one.is_hidden and one.receive_count
        }
        self._seen = {name: self._seen.get(name, now) for name in hidden}
        for name, seen_at in self._seen.items():
            if name not in self._orphans and now - seen_at > ORPHANED_AFTER_SECONDS:
                self._orphans.add(name)
                self._note(hidden[name].task_id, seen_at)

    def list_lively(self, messages: Sequence[Message], now: float) -> list[Message]:
        """Return the messages that wait or have just been received."""
        return [
            one
            for one in messages
            if now - self._seen.get((one.message_id, one.receive_count), now) < _LOOK_SECONDS
        ]

    def _note(self, task_id: str, seen_at: float) -> None:
        # The first kill since it was received: if it was a later one, recovery was even faster.
        later = self.kills[bisect.bisect(self.kills, seen_at - _LOOK_SECONDS) :]
        if later:
            self.hits.append(Hit(task_id, later[0]))
