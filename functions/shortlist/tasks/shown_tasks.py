"""Ranking tasks as they stand in a list."""

from pydantic import MISSING, Field

from shortlist.frozen import Shown, ShownList, Time
from shortlist.ids import CandidateId
from shortlist.queries import PageQuery
from shortlist.settings import RankerName
from shortlist.tasks.shown_status import Cost
from shortlist.tasks.task import ErrorCode, Status, Task


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
