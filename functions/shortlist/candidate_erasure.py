"""Erasing a candidate: hidden at once everywhere, erased from every ranking in the background."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from shortlist.catalogue.ports import CandidateStore, ResumeFiles
from shortlist.erasure import (
    STEP_SECONDS,
    TASKS_A_STEP,
    TASKS_IN_FLIGHT,
    Erasure,
    ErasureStore,
    send_erasures,
)
from shortlist.errors import NotFoundError
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import RankingQueue, RowStore, TaskFilter, TaskLists, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time


@dataclass(frozen=True)
class CandidateEraser:
    """Erases candidates. Each act can be repeated until it is whole."""

    candidates: CandidateStore
    files: ResumeFiles
    tasks: TaskStore
    lists: TaskLists
    rows: RowStore
    erasures: ErasureStore
    queue: RankingQueue
    clock: Clock

    def erase(self, tenant: str, job_id: str, candidate_id: str, actor: str) -> None:
        """Hide a candidate everywhere, delete text and file, and let workers do the rest.

        Raises:
            NotFoundError: if there is no such candidate.
        """
        if not self.candidates.get_candidates(tenant, job_id, [candidate_id]):
            raise NotFoundError("no such candidate")
        now = write_time(self.clock())
        erasure = Erasure(
            tenant=tenant,
            job_id=job_id,
            candidate_id=candidate_id,
            erased_at=now,
            actor=actor,
            updated_at=now,
        )
        self.erasures.begin_erasure(erasure)
        self._delete(erasure, candidate_id)
        send_erasures(self.queue, [erasure])

    def work(self, message: ErasureMessage, seconds_left: Callable[[], float]) -> Erasure | None:
        """Go on with an erasure; return it once it is whole, None if it was or is not yet.

        Raises:
            RetryableError: to have the message delivered again.
        """
        erasure = self.erasures.read_erasure(message)
        if erasure is None or message.candidate_id is None:
            return None
        candidate_id = message.candidate_id
        if not self._is_somebody_else(erasure, candidate_id):
            self._delete(erasure, candidate_id)
        while seconds_left() > STEP_SECONDS:
            erasure = self._take_step(erasure, candidate_id)
            if erasure.position is None:
                self.erasures.finish_erasure(erasure)
                return erasure
            self.erasures.note_erasure(erasure)
        self.queue.send([message])
        return None

    def _delete(self, erasure: Erasure, candidate_id: str) -> None:
        """Delete what is the candidate's own."""
        tenant, job_id = erasure.tenant, erasure.job_id
        self.candidates.delete_candidate(tenant, job_id, candidate_id, actor=erasure.actor)
        self.files.delete(tenant, job_id, [candidate_id])

    def _is_somebody_else(self, erasure: Erasure, candidate_id: str) -> bool:
        """Tell whether the id belongs to a person by now who was added after the erasure."""
        found = self.candidates.get_candidates(erasure.tenant, erasure.job_id, [candidate_id])
        return any(known.created_at >= erasure.erased_at for known in found.values())

    def _take_step(self, erasure: Erasure, candidate_id: str) -> Erasure:
        wanted = TaskFilter(erasure.tenant, job_id=erasure.job_id, including_expired=True)
        page = self.lists.list_tasks(wanted, TASKS_A_STEP, erasure.position)
        # Later rankings never saw the candidate; those that run look for notes when they end.
        older = [task for task in page.items if task.created_at <= erasure.erased_at]

        def erase_from(listed: Task) -> None:
            task = self.tasks.get(listed.tenant, listed.task_id) or listed
            self.rows.erase_candidate(task, candidate_id)

        with ThreadPoolExecutor(TASKS_IN_FLIGHT) as pool:
            # Taking the results raises what one of them raised.
            list(pool.map(erase_from, older))
        changes = {
            "position": page.position,
            "tasks_done": erasure.tasks_done + len(older),
            "updated_at": write_time(self.clock()),
        }
        return erasure.model_copy(update=changes)
