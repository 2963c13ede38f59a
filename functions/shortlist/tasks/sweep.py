"""The sweeper: ends what is past its limit, and sends again what has gone quiet."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from shortlist.errors import LostRaceError, QueueUnavailableError
from shortlist.tasks.messages import message_for
from shortlist.tasks.observer import SilentObserver, TaskObserver
from shortlist.tasks.ports import RankingQueue, TaskLists, TaskName, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, count_seconds

# A start whose message was sent is planned within seconds. A worker that died has its message
# delivered again by itself, unless it died before it began; a lease makes one too many harmless.
QUIET_SECONDS = {"PENDING": 60, "STARTED": 90, "RETRY": 90}

Act = Literal["gone", "left", "ended", "sent"]


class Sweep(NamedTuple):
    """What one sweep did: tasks seen, ended, and sent again."""

    seen: int
    ended: int
    sent: int


@dataclass(frozen=True)
class Sweeper:
    """Looks after all tenants' unfinished tasks. Sweeping twice, or late, does no harm."""

    tasks: TaskStore
    lists: TaskLists
    queue: RankingQueue
    clock: Clock
    observer: TaskObserver = field(default_factory=SilentObserver)

    def sweep(self) -> Sweep:
        """Look at every unfinished task once.

        What fails for one task does not keep the others waiting: a task that cannot be read, say,
        because a later version wrote it.

        Raises:
            ExceptionGroup: all that they raised, each with its task, after all were looked at.
        """
        done: Counter[Act] = Counter()
        problems: list[Exception] = []
        may_send = True
        for name in self.lists.list_unfinished():
            try:
                done[self._look_after(name, may_send=may_send)] += 1
            except LostRaceError:
                # It ended or went on between the two reads.
                continue
            except Exception as error:  # noqa: BLE001  # raised below
                error.add_note(f"task {name.task_id} of {name.tenant}")
                problems.append(error)
                # A queue that is down is not asked again for each task: others are overdue.
                may_send = may_send and not isinstance(error, QueueUnavailableError)
        if problems:
            raise ExceptionGroup("tasks that could not be looked after", problems)
        seen = done["left"] + done["ended"] + done["sent"]
        return Sweep(seen, done["ended"], done["sent"])

    def _look_after(self, name: TaskName, *, may_send: bool) -> Act:
        now = self.clock()
        task = self.tasks.get(name.tenant, name.task_id)
        if task is None or task.is_finished:
            return "gone"
        if task.is_past_hard_limit(now):
            self._end(task)
            return "ended"
        if may_send and is_quiet(task, now):
            self._send_again(task)
            return "sent"
        return "left"

    def _end(self, task: Task) -> None:
        reason = "the hard time limit has passed"
        self.observer.ended(self.tasks.fail(task, "time_limit", reason, actor="sweeper"))

    def _send_again(self, task: Task) -> None:
        self.queue.send([message_for(task)])
        self.observer.sent_again(self.tasks.note_sweep(task))


def is_quiet(task: Task, now: datetime) -> bool:
    """Whether nothing has happened to a task for longer than a healthy one takes.

    Each sending doubles the patience, so that a long queue does not fill with repetitions.
    """
    patience_seconds: float = QUIET_SECONDS.get(task.status, 0) * 2**task.sweeps
    return count_seconds(task.updated_at, now) > patience_seconds
