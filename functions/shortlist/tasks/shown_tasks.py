"""Ranking tasks as callers see them: how far they are, and in a list."""

from typing import Annotated

from pydantic import MISSING, Field

from shortlist.frozen import Shown, ShownList, Time
from shortlist.ids import CandidateId
from shortlist.queries import PageQuery
from shortlist.ranking.row import ShownRow
from shortlist.settings import RankerName
from shortlist.tasks.task import ErrorCode, Status, Task, TokenUsage

Cost = Annotated[float, Field(ge=0)] | None


class ShownProgress(Shown):
    """How many rows there are so far."""

    done: int = Field(ge=0, description="Rows with a score.")
    failed: int = Field(ge=0, description="Rows without one.")
    total: int = Field(ge=0, description="All rows that there will be; 0 until it is planned.")
    percent: float = Field(ge=0, le=100, description="The share of rows that are there.")
    eta_seconds: int | None = Field(ge=0, description="How long it will take from now, if known.")
    waiting: int = Field(ge=0, description="Resumes being read, for which the ranking waits.")


class ShownRankedJob(Shown):
    """The job post of a ranking, as it was called then."""

    job_id: str = Field(description="The id of the job post.")
    title: str = Field(description="Its title.")


class ShownResult(Shown):
    """What a ranking came to."""

    job: ShownRankedJob = Field(description="The job post.")
    rubric_version: int | None = Field(ge=1, description="The rubric it was ranked by.")
    ranker: RankerName = Field(description="What ranked.")
    model: str | None = Field(description="The language model, if one was asked.")
    prompt_version: str | None = Field(description="The version of what makes the rows.")
    complete: bool = Field(description="False if a row should have had another score, or any.")
    warnings: tuple[str, ...] = Field(description="What to know before relying on it.")
    ranked_candidates: tuple[ShownRow, ...] = Field(
        description="The rows, best first; the first of them, if there are many."
    )
    next: str | None = Field(description="The address of the rows behind these; null if none are.")
    token_usage: TokenUsage = Field(description="What the model server reported.")
    estimated_cost: Cost = Field(description="US dollars; null if a price is not known.")


class ShownTaskStatus(Shown):
    """How far a ranking is; with its result once it has succeeded."""

    task_id: str = Field(description="The id of the ranking task.")
    status: Status = Field(description="SUCCESS and FAILURE are the ends.")
    message: str = Field(description="The status in words.")
    progress: ShownProgress | MISSING = Field(MISSING, description="While it is ranked.")
    result: ShownResult | MISSING = Field(MISSING, description="After SUCCESS.")
    error: str | MISSING | None = Field(MISSING, description="After FAILURE: why, in words.")
    error_code: ErrorCode | MISSING | None = Field(MISSING, description="After FAILURE: why.")
    job_id: str = Field(description="The job post.")
    created_at: Time = Field(description="When it was accepted.")
    started_at: Time | None = Field(description="When the first worker began.")
    finished_at: Time | None = Field(description="When it ended.")


class ShownTask(Shown):
    """A ranking task as it stands in a list: no names, no rows."""

    tenant: str | MISSING = Field(MISSING, description="Whose it is; for operators only.")
    task_id: str = Field(description="The id of the ranking task.")
    job_id: str = Field(description="The job post.")
    status: Status = Field(description="SUCCESS and FAILURE are the ends.")
    ranker: RankerName = Field(description="What ranks.")
    created_at: Time = Field(description="When it was accepted.")
    started_at: Time | None = Field(description="When the first worker began.")
    finished_at: Time | None = Field(description="When it ended.")
    total: int = Field(ge=0, description="How many rows it has; 0 until it is planned.")
    error_code: ErrorCode | None = Field(description="After FAILURE: why.")
    estimated_cost: Cost = Field(description="US dollars; null if a price is not known.")

    @classmethod
    def of(cls, task: Task, *, with_tenant: bool) -> "ShownTask":
        """Show a task as it stands in a list."""
        return cls(
            tenant=task.tenant if with_tenant else MISSING,
            task_id=task.task_id,
            job_id=task.job_id,
            status=task.status,
            ranker=task.options.ranker,
            created_at=task.created_at,
            started_at=task.started_at,
            finished_at=task.finished_at,
            total=task.total,
            error_code=task.error_code,
            estimated_cost=task.estimated_cost_usd,
        )


class ShownTasks(ShownList[ShownTask]):
    """One page of ranking tasks, newest first."""


class TasksQuery(PageQuery):
    """Which ranking tasks to list."""

    status: Status | None = Field(None, description="Only tasks in this state.")
    job_id: CandidateId | None = Field(None, description="Only tasks of this job post.")
