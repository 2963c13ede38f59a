"""What ranking tasks need from the world."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from shortlist.frozen import Frozen
from shortlist.idempotency import RequestKey
from shortlist.judging.errors import ServerRefusal
from shortlist.queries import ListPage
from shortlist.rubric.rubric import Rubric
from shortlist.spending import Spend
from shortlist.tasks.messages import WorkMessage
from shortlist.tasks.rows import StoredRow
from shortlist.tasks.task import ErrorCode, Status, Task, TokenUsage


class Plan(Frozen):
    """What a task ranks by, as it was when the task was planned.

    `draft_spend` is what the task paid for a draft of its rubric. `month`, as 2026-07, is the one
    that jobs of today last until; plans made before there was one have none.
    """

    job_id: str
    title: str
    description: str
    rubric: Rubric
    draft_spend: Spend | None = None
    warnings: tuple[str, ...] = ()
    month: str | None = None


class Stamp(NamedTuple):
    """What the rows of a plan are found by, and the version of what makes them."""

    fingerprint: str
    prompt_version: str


class Outcome(Frozen):
    """How a task that succeeds has ended."""

    complete: bool
    warnings: tuple[str, ...]
    token_usage: TokenUsage
    estimated_cost_usd: float | None
    total: int
    scored_by: Mapping[str, int] = {}


class TaskFilter(NamedTuple):
    """Which tasks a list shows; `tenant` is None for operators, who see all.

    `including_expired` shows those, too, that have expired and are not deleted yet.
    """

    tenant: str | None
    status: Status | None = None
    job_id: str | None = None
    including_expired: bool = False


class TaskName(NamedTuple):
    """Which task of which tenant."""

    tenant: str
    task_id: str


class StartStore(Protocol):
    """Lets tasks in, and keeps them from running twice."""

    def accept(
        self,
        task: Task,
        *,
        start: RequestKey | None,
        running_limit: int,
        stale_task_id: str | None = None,
    ) -> None:
        """Keep a new task, its lock and its key in one transaction.

        Takes the lock over from `stale_task_id`. Raises NotFoundError without the job post,
        ConflictError without candidates, StartedBefore, RunningAlready, TooManyError, and
        KeyReusedError if the key began something else than a ranking.
        """

    def remember_start(self, tenant: str, start: RequestKey, task_id: str) -> None:
        """Note that a key led to a task that was running already."""

    def free_places(self, tenant: str) -> bool:
        """Free the places of running tasks that have ended; False if there was none to free."""


class TaskStore(Protocol):
    """Keeps tasks. Every change is one conditional write; finished states never change."""

    def get(self, tenant: str, task_id: str) -> Task | None:
        """Return a task, or None if there is none of this tenant; expired ones included."""

    def begin(self, task: Task, plan: Plan, chunks: Sequence[Sequence[str]], stamp: Stamp) -> Task:
        """Plan a task that is not planned yet, and let it start. Raises LostRaceError."""

    def wait(self, task: Task, *, waiting: int, total: int, until: str) -> Task:
        """Let a task that is not planned yet start, and wait for readings until a time.

        Raises LostRaceError.
        """

    def set_retrying(self, task: Task, *, retrying: bool, reason: str) -> Task:
        """Go from STARTED to RETRY or back. Raises LostRaceError."""

    def succeed(self, task: Task, outcome: Outcome) -> Task:
        """End a running task well. Raises LostRaceError."""

    def fail(self, task: Task, code: ErrorCode, reason: str, *, actor: str) -> Task:
        """End an unfinished task. Raises LostRaceError if it has ended."""

    def note_refusal(self, task: Task, reason: ServerRefusal) -> None:
        """Note why the model server answers nobody in this attempt. Raises LostRaceError."""

    def note_sweep(self, task: Task) -> Task:
        """Count that the task's work was sent again. Raises LostRaceError if it has ended."""

    def redrive(
        self, task: Task, *, actor: str, soft_at: str, hard_at: str, stale_task_id: str = ""
    ) -> Task:
        """Let a dead-lettered task go on where it stopped, as its next attempt.

        Takes its lock again, if need be from `stale_task_id`. Raises LostRaceError unless the
        task failed with `dead_letter` or `time_limit`, RunningAlready if another one has the lock.
        """


class TaskLists(Protocol):
    """Lists tasks; what a list says of one may lag behind."""

    def list_tasks(self, wanted: TaskFilter, limit: int, after: str | None) -> ListPage[Task]:
        """Return tasks, newest first."""

    def list_unfinished(self) -> Iterator[TaskName]:
        """Yield all tenants' tasks that have not ended, oldest first; ended ones may slip in."""


class ChunkStore(Protocol):
    """Keeps what a task ranks by and its chunks of candidates; workers lease and count them."""

    def read_plan(self, task: Task) -> Plan:
        """Return what the task ranks by. Raises LostRaceError if it is gone with the task."""

    def list_candidate_ids(self, task: Task) -> list[str]:
        """Return the ids of all candidates that the task was planned for."""

    def lease_chunk(self, task: Task, chunk: int, *, owner: str, until: str) -> list[str] | None:
        """Take a chunk for oneself until a time, and return its ids; None while another has it."""

    def release_chunk(self, task: Task, chunk: int, *, owner: str) -> None:
        """Let go of a chunk; nothing happens unless this owner has it."""

    def note_rows(self, task: Task, chunk: int, *, done: int, failed: int) -> None:
        """Note how far an unfinished chunk is; a count that would run backwards is left out.

        Raises LostRaceError if the task has ended.
        """

    def finish_chunk(self, task: Task, chunk: int, *, done: int, failed: int) -> Task:
        """Count a chunk once, and return the task as it is then. Raises LostRaceError."""


class RowStore(Protocol):
    """Keeps rows while a task runs, and pages of ranked rows afterwards."""

    def read_rows(self, task: Task, first_id: str, last_id: str) -> dict[str, StoredRow]:
        """Return the rows kept for the task's job post, rubric and ranker, by candidate id."""

    def count_rows(self, tenant: str, job_id: str, fingerprint: str) -> int:
        """Return how many rows another ranking of the same fingerprint may take over."""

    def write_rows(self, task: Task, rows: Iterable[StoredRow]) -> None:
        """Keep rows; one that exists is replaced."""

    def write_pages(self, task: Task, ranked: Sequence[Mapping[str, Any]]) -> None:
        """Keep ranked rows as pages of a hundred. Raises LostRaceError if the task has ended."""

    def read_page(self, task: Task, page: int) -> list[dict[str, Any]]:
        """Return one page of ranked rows, the first being 0; empty behind the end."""

    def erase_candidate(self, task: Task, candidate_id: str) -> None:
        """Remove a candidate from a task's rows and pages; the others keep their ranks."""

    def delete_results(self, task: Task) -> None:
        """Delete a task with everything that is kept about it."""


class Spent(NamedTuple):
    """What was spent so far: on one task, and by its tenant on the day on which it began."""

    task_usd: Decimal
    day_usd: Decimal


class SpendLedger(Protocol):
    """Counts what model calls cost, for all workers together."""

    def add(self, task: Task, cost_usd: Decimal) -> Spent:
        """Count a cost, which may be 0, and return what was spent by then."""


class RankingQueue(Protocol):
    """Takes work for the workers."""

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Send messages, to be delivered after a while.

        Raises QueueUnavailableError if any was not taken.
        """
