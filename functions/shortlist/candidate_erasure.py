"""Erasing a candidate: hidden at once everywhere, erased from every ranking in the background."""

from collections.abc import Callable
from dataclasses import dataclass

from shortlist.erasure import STEP_SECONDS, Erasure, Holdings, send_erasures
from shortlist.errors import NotFoundError
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.task import Task
from shortlist.times import write_time


@dataclass(frozen=True)
class CandidateEraser:
    """Erases candidates. Each act can be repeated until it is whole."""

    held: Holdings

    def erase(self, tenant: str, job_id: str, candidate_id: str, actor: str) -> None:
        """Hide a candidate everywhere, delete text and file, and let workers do the rest.

        Raises:
            NotFoundError: if there is no such candidate.
        """
        if not self.held.candidates.get_candidates(tenant, job_id, [candidate_id]):
            raise NotFoundError("no such candidate")
        now = write_time(self.held.clock())
        erasure = Erasure(
            tenant=tenant,
            job_id=job_id,
            candidate_id=candidate_id,
            erased_at=now,
            actor=actor,
            updated_at=now,
        )
        self.held.erasures.begin_erasure(erasure)
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
        found = self.held.candidates.get_candidates(erasure.tenant, erasure.job_id, [candidate_id])
        return any(known.created_at >= erasure.erased_at for known in found.values())

    def _take_step(self, erasure: Erasure, candidate_id: str) -> Erasure:
        # Later rankings never saw the candidate; those that run look for notes when they end.
        def erase_from(listed: Task) -> None:
            self.held.rows.erase_candidate(self.held.read_task(listed), candidate_id)

        further, position = self.held.go_through_rankings(erasure, erasure.position, erase_from)
        return further.model_copy(update={"position": position})
