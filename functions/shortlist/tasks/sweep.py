"""The sweeper: ends what is past its limit, and sends again what has gone quiet."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from shortlist.errors import LostRaceError
from shortlist.tasks.messages import RankingMessage
from shortlist.tasks.model import Task
from shortlist.tasks.observer import SilentObserver, TaskObserver
from shortlist.tasks.ports import RankingQueue, TaskStore
from shortlist.times import Clock

# A start whose message was sent is planned within seconds; a worker that died has its message
# delivered again after its timeout and half a minute.
QUIET_SECONDS = {"PENDING": 60, "STARTED": 180, "RETRY": 180}


class Sweep(NamedTuple):
    """What one sweep did: tasks seen, ended, and sent again."""

    seen: int
    ended: int
    sent: int


@dataclass(frozen=True)
class Sweeper:
    """Looks after all tenants' unfinished tasks. Sweeping twice, or late, does no harm."""

    store: TaskStore
    queue: RankingQueue
    clock: Clock
    observer: TaskObserver = field(default_factory=SilentObserver)

    def sweep(self) -> Sweep:
        """Look at every unfinished task once."""
        now = self.clock()
        seen = ended = sent = 0
        for name in self.store.list_unfinished():
            task = self.store.get(name.tenant, name.task_id)
            if task is None or task.is_finished:
                continue
            seen += 1
            try:
                if task.is_past_hard_limit(now):
                    self._end(task)
                    ended += 1
                elif is_quiet(task, now):
                    self._send_again(task)
                    sent += 1
            except LostRaceError:
                # It ended or went on between the two reads.
                continue
        return Sweep(seen, ended, sent)

    def _end(self, task: Task) -> None:
        reason = "the hard time limit has passed"
        self.observer.ended(self.store.fail(task, "time_limit", reason, actor="sweeper"))

    def _send_again(self, task: Task) -> None:
        self.queue.send([RankingMessage(tenant=task.tenant, task_id=task.task_id)])
        self.observer.sent_again(self.store.note_sweep(task))


def is_quiet(task: Task, now: datetime) -> bool:
    """Whether nothing has happened to a task for longer than a healthy one takes.

    Each sending doubles the patience, so that a long queue does not fill with repetitions.
    """
    patience = timedelta(seconds=QUIET_SECONDS.get(task.status, 0) * 2**task.sweeps)
    return now - datetime.fromisoformat(task.updated_at) > patience
