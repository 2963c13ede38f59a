"""Dead letters: what the queue gave up on ends its task, until an operator sends it on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from shortlist.errors import ConflictError, LostRaceError, NotFoundError
from shortlist.settings import Settings
from shortlist.tasks.messages import RankingMessage, message_for
from shortlist.tasks.ports import RankingQueue, TaskStore
from shortlist.tasks.start import RunningAlready
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time


def end_dead_letter_task(store: TaskStore, message: RankingMessage) -> Task | None:
    """End the task of a dead letter; None if it no longer matters.

    It does not when the task has ended, has begun another attempt, or has its chunk finished
    by another delivery.
    """
    task = store.get(message.tenant, message.task_id)
    if task is None or task.is_finished or _is_superseded(message, task):
        return None
    try:
        return store.fail(
            task, "dead_letter", "a part of the ranking failed at every attempt", actor="queue"
        )
    except LostRaceError:
        return None


def _is_superseded(message: RankingMessage, task: Task) -> bool:
    if message.attempt != task.attempt:
        return True
    if message.chunk is None:
        # A task of several chunks has messages of their own for them.
        return task.chunk_count > 1 and not task.is_whole
    # What is left to do with all chunks finished is to finish the task.
    return message.chunk in task.finished_chunks and not task.is_whole


@dataclass(frozen=True)
class Redriver:
    """Lets failed tasks go on where they stopped."""

    store: TaskStore
    queue: RankingQueue
    settings: Settings
    clock: Clock

    def redrive(self, tenant: str, task_id: str, *, actor: str) -> Task:
        """Start the next attempt of a failed task with fresh time limits.

        Raises:
            NotFoundError: without such a task.
            ConflictError: unless it failed with `dead_letter` or `time_limit`, or if the same
                ranking runs as another task.
            QueueUnavailableError: if the message was not taken; the sweeper will send it.
        """
        task = self.store.get(tenant, task_id)
        if task is None:
            raise NotFoundError("no such task")
        try:
            going_on = self._go_on(task, actor)
        except LostRaceError:
            raise ConflictError("only a dead-lettered or overdue task can be redriven") from None
        self.queue.send([message_for(going_on)])
        return going_on

    def _take_over(self, redrive: Callable[..., Task], stale_task_id: str) -> Task:
        try:
            return redrive(stale_task_id=stale_task_id)
        except RunningAlready:
            raise ConflictError("the same ranking was started anew just now") from None

    def _go_on(self, task: Task, actor: str) -> Task:
        now = self.clock()
        soft = now + timedelta(seconds=self.settings.soft_time_limit_seconds)
        hard = now + timedelta(seconds=self.settings.hard_time_limit_seconds)
        redrive = partial(
            self.store.redrive,
            task,
            actor=actor,
            soft_at=write_time(soft),
            hard_at=write_time(hard),
        )
        try:
            return redrive()
        except RunningAlready as running:
            other = self.store.get(task.tenant, running.task_id)
            if other and not other.is_finished:
                raise ConflictError("the same ranking was started anew and runs") from None
            return self._take_over(redrive, running.task_id)
