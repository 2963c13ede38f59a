"""Erasures: noted durably first, then worked off by queue and sweeper, however long that takes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from shortlist.catalogue.ports import CandidateStore, ResumeFiles
from shortlist.errors import QueueUnavailableError
from shortlist.frozen import Frozen
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import RankingQueue, RowStore, TaskFilter, TaskLists, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

TASKS_A_STEP = 100
# Most of each call is waiting.
_TASKS_IN_FLIGHT = 8
# A step takes seconds; a worker that has less left hands the rest on.
STEP_SECONDS = 30
_QUIET = timedelta(seconds=90)


class Erasure(Frozen):
    """The durable note of an erasure that has begun; it goes when the erasure is whole.

    It is of one candidate, or of the job post of `job_created_at` as a whole. `position` is how
    far the list of the job post's rankings was worked through, and `tasks_done` how many they were.
    """

    tenant: str
    job_id: str
    candidate_id: str | None
    erased_at: str
    actor: str
    job_created_at: str | None = None
    position: str | None = None
    tasks_done: int = 0
    updated_at: str

    @property
    def message(self) -> ErasureMessage:
        """The message that lets a worker go on."""
        return ErasureMessage(
            tenant=self.tenant,
            job_id=self.job_id,
            candidate_id=self.candidate_id,
            erased_at=self.erased_at,
        )


class ErasureStore(Protocol):
    """Keeps erasures until they are whole."""

    def begin_erasure(self, erasure: Erasure) -> None:
        """Note an erasure; from now on no page of the job post's rankings shows the candidate.

        Of a job post that is erased as a whole, no page is found any more.
        """

    def read_erasure(self, message: ErasureMessage) -> Erasure | None:
        """Return an erasure that is not whole yet."""

    def note_erasure(self, erasure: Erasure) -> None:
        """Note how far an erasure is, unless it is whole by now."""

    def finish_erasure(self, erasure: Erasure) -> None:
        """Forget an erasure that is whole."""

    def list_erasures(self) -> Iterator[Erasure]:
        """Yield all tenants' erasures that are not whole, oldest first."""


@dataclass(frozen=True)
class Holdings:
    """All that holds something of a candidate, and the queue of those who go through it."""

    candidates: CandidateStore
    files: ResumeFiles
    tasks: TaskStore
    lists: TaskLists
    rows: RowStore
    erasures: ErasureStore
    queue: RankingQueue
    clock: Clock

    def go_through_rankings(
        self, erasure: Erasure, after: str | None, act: Callable[[Task], None]
    ) -> tuple[Erasure, str | None]:
        """Act on the next rankings, those that began after the erasure left out.

        Returns the erasure with how many it has gone through, and where the next ones begin.
        """
        wanted = TaskFilter(erasure.tenant, job_id=erasure.job_id, including_expired=True)
        page = self.lists.list_tasks(wanted, TASKS_A_STEP, after)
        older = [task for task in page.items if task.created_at <= erasure.erased_at]
        with ThreadPoolExecutor(_TASKS_IN_FLIGHT) as pool:
            # Taking the results raises what one of them raised.
            list(pool.map(act, older))
        changes = {
            "tasks_done": erasure.tasks_done + len(older),
            "updated_at": write_time(self.clock()),
        }
        return erasure.model_copy(update=changes), page.position

    def read_task(self, listed: Task) -> Task:
        """Return a task as it is now: lists lag behind, and lack the newest attributes.

        A task that is gone is returned as it was listed; something of it may be left.
        """
        return self.tasks.get(listed.tenant, listed.task_id) or listed


def send_erasures(queue: RankingQueue, erasures: Sequence[Erasure]) -> bool:
    """Send for workers; False if the queue does not take it now, and the sweeper will."""
    try:
        queue.send([erasure.message for erasure in erasures])
    except QueueUnavailableError:
        return False
    return True


def send_quiet_erasures(erasures: ErasureStore, queue: RankingQueue, now: datetime) -> int:
    """Send again for erasures that nothing has happened to for a while; return how many."""
    found = erasures.list_erasures()
    quiet = [one for one in found if now - datetime.fromisoformat(one.updated_at) > _QUIET]
    if quiet:
        queue.send([erasure.message for erasure in quiet])
    return len(quiet)
