"""The ranking task: its states, its limits, its progress."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import Field

from shortlist.frozen import Frozen, ShownWhole
from shortlist.judging.errors import ServerRefusal
from shortlist.options import RankingOptions
from shortlist.times import write_time

Status = Literal["PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE"]
ErrorCode = Literal["revoked", "time_limit", "dead_letter", "job_post_deleted"]
FINISHED: frozenset[Status] = frozenset({"SUCCESS", "FAILURE"})


class TokenUsage(ShownWhole):
    """What the model server reported, failed calls included; null where it did not report all."""

    input: int | None = Field(0, ge=0, description="Tokens of prompts.")
    cached: int | None = Field(0, ge=0, description="Those of them that the server had cached.")
    output: int | None = Field(0, ge=0, description="Tokens of answers.")
    reasoning: int | None = Field(0, ge=0, description="Those of them that were only thought.")
    total: int | None = Field(0, ge=0, description="Tokens of prompts and answers.")
    calls: int = Field(0, ge=0, description="Calls, failed ones included.")
    retries: int = Field(0, ge=0, description="Calls that were made again.")


class Event(Frozen):
    """One change of a task's state, without personal data."""

    at: str
    status: Status
    actor: str
    reason: str
    attempt: int


class Task(Frozen):
    """A ranking task as it is kept. Times are in the format of `write_time`.

    `waiting` is how many resumes are being read, for which the task waits until `waits_until`
    before it is planned. `plan_id` tells the plan that counts from those of planners that came
    too late. `refused_for` is why the model server answers nobody, as a worker of this attempt
    found out. `attempt` fences: what a worker of an earlier attempt writes is refused.
    `chunk_done` and `chunk_failed` count rows by chunk, so that a chunk done twice is counted
    once. `sweeps` is how often the sweeper has sent the task's work again since `updated_at`,
    which a task that was read from a list lacks. `scored_by` counts the rows of the result.
    """

    tenant: str
    task_id: str
    job_id: str
    job_title: str = ""
    options: RankingOptions
    status: Status
    attempt: int = 1
    created_at: str
    created_by: str
    started_at: str | None = None
    finished_at: str | None = None
    soft_deadline_at: str
    hard_deadline_at: str
    updated_at: str = ""
    sweeps: int = 0
    expires_at: int
    rubric_version: int | None = None
    fingerprint: str | None = None
    plan_id: str | None = None
    waiting: int = 0
    waits_until: str | None = None
    total: int = 0
    chunk_count: int = 0
    finished_chunks: frozenset[int] = frozenset()
    chunk_done: Mapping[str, int] = {}
    chunk_failed: Mapping[str, int] = {}
    prompt_version: str | None = None
    refused_for: ServerRefusal | None = None
    complete: bool = True
    warnings: tuple[str, ...] = ()
    token_usage: TokenUsage = Field(default_factory=TokenUsage)
    estimated_cost_usd: float | None = None
    scored_by: Mapping[str, int] = {}
    error_code: ErrorCode | None = None
    error: str | None = None
    events: tuple[Event, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether the task has reached a state that never changes."""
        return self.status in FINISHED

    @property
    def is_running(self) -> bool:
        """Whether workers are to work on the task."""
        return self.status in {"STARTED", "RETRY"}

    @property
    def is_planned(self) -> bool:
        """Whether it is settled whom the task ranks, and by what."""
        return self.chunk_count > 0

    @property
    def is_whole(self) -> bool:
        """Whether every chunk is finished, decided by the set of chunks."""
        return self.chunk_count > 0 and len(self.finished_chunks) == self.chunk_count

    @property
    def unfinished_chunks(self) -> list[int]:
        """The chunks that are still to be ranked, in order."""
        return [chunk for chunk in range(self.chunk_count) if chunk not in self.finished_chunks]

    @property
    def progress(self) -> "Progress":
        """How many rows there are so far."""
        return Progress(
            done=sum(self.chunk_done.values()),
            failed=sum(self.chunk_failed.values()),
            total=self.total,
        )

    def is_past_hard_limit(self, now: datetime) -> bool:
        """Whether the task should have ended by now."""
        return write_time(now) > self.hard_deadline_at


class Progress(NamedTuple):
    """Rows: those with a score, those without, and all that there will be."""

    done: int
    failed: int
    total: int
