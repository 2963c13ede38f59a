"""Erasures: noted durably first, then worked off by queue and sweeper, however long that takes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shortlist.errors import QueueUnavailableError
from shortlist.frozen import Frozen
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import RankingQueue

TASKS_A_STEP = 100
# Most of each call is waiting.
TASKS_IN_FLIGHT = 8
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
