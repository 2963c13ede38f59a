"""Erasures: noted durably first, then worked off by queue and sweeper, however long that takes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shortlist.catalogue.ports import CandidateStore, ResumeFiles
from shortlist.errors import NotFoundError, QueueUnavailableError
from shortlist.frozen import Frozen
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import RankingQueue, RowStore, TaskFilter, TaskLists, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, count_seconds, write_time

TASKS_A_STEP = 100
# Most of each call is waiting.
_TASKS_IN_FLIGHT = 8
# A step takes seconds; a worker that has less left hands the rest on.
STEP_SECONDS = 30
_QUIET_SECONDS = 90


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

    def begin(
        self,
        tenant: str,
        job_id: str,
        actor: str,
        *,
        candidate_id: str | None = None,
        job_created_at: str | None = None,
    ) -> Erasure:
        """Note durably that a candidate, or the job post of that time as a whole, is erased."""
        now = write_time(self.clock())
        erasure = Erasure(
            tenant=tenant,
            job_id=job_id,
            candidate_id=candidate_id,
            erased_at=now,
            actor=actor,
            job_created_at=job_created_at,
            updated_at=now,
        )
        self.erasures.begin_erasure(erasure)
        return erasure

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
    quiet = [one for one in found if count_seconds(one.updated_at, now) > _QUIET_SECONDS]
    if quiet:
        queue.send([erasure.message for erasure in quiet])
    return len(quiet)


@dataclass(frozen=True)
class CandidateEraser:
    """Erases candidates. Each act can be repeated until it is whole."""

    held: Holdings

    def erase(self, tenant: str, job_id: str, candidate_id: str, actor: str) -> None:
        """Hide a candidate everywhere, delete text and file, and let workers do the rest.

        Raises:
            NotFoundError: if there is no such candidate.
        """
        if not self.held.candidates.find_candidates(tenant, job_id, [candidate_id]):
            raise NotFoundError("no such candidate")
        erasure = self.held.begin(tenant, job_id, actor, candidate_id=candidate_id)
        self._delete(erasure, candidate_id)
        send_erasures(self.held.queue, [erasure])

    def work(self, message: ErasureMessage, seconds_left: Callable[[], float]) -> Erasure | None:
        """Go on with an erasure; return it once it is whole, None if it was or is not yet.

        Raises:
            RetryableError: to have the message delivered again.
        """
        erasure = self.held.erasures.read_erasure(message)
        if erasure is None or message.candidate_id is None:
            return None
        candidate_id = message.candidate_id
        if not self._is_somebody_else(erasure, candidate_id):
            self._delete(erasure, candidate_id)
        while seconds_left() > STEP_SECONDS:
            erasure = self._take_step(erasure, candidate_id)
            if erasure.position is None:
                self.held.erasures.finish_erasure(erasure)
                return erasure
            self.held.erasures.note_erasure(erasure)
        self.held.queue.send([message])
        return None

    def _delete(self, erasure: Erasure, candidate_id: str) -> None:
        """Delete what is the candidate's own."""
        tenant, job_id = erasure.tenant, erasure.job_id
        self.held.candidates.delete_candidate(tenant, job_id, candidate_id, actor=erasure.actor)
        self.held.files.delete(tenant, job_id, [candidate_id])

    def _is_somebody_else(self, erasure: Erasure, candidate_id: str) -> bool:
        """Tell whether the id belongs to a person by now who was added after the erasure."""
        found = self.held.candidates.find_candidates(erasure.tenant, erasure.job_id, [candidate_id])
        return any(known.created_at >= erasure.erased_at for known in found.values())

    def _take_step(self, erasure: Erasure, candidate_id: str) -> Erasure:
        # Later rankings never saw the candidate; those that run look for notes when they end.
        def erase_from(listed: Task) -> None:
            self.held.rows.erase_candidate(self.held.read_task(listed), candidate_id)

        further, position = self.held.go_through_rankings(erasure, erasure.position, erase_from)
        return further.model_copy(update={"position": position})
