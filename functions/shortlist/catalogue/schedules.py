"""Ranking a job post again and again, on a schedule."""

from dataclasses import dataclass
from typing import Annotated, Protocol

from pydantic import AfterValidator, Field

from shortlist.catalogue.ports import JobPostStore
from shortlist.catalogue.recurrence import check_expression, check_timezone, find_smallest_gap
from shortlist.errors import FieldError, InvalidRequestError, NotFoundError
from shortlist.frozen import Frozen, Shown
from shortlist.texts import ReadOnly


class Schedule(Frozen):
    """When to rank: `rate(…)` or `cron(…)`, in a time zone of the IANA database."""

    expression: str
    timezone: str = "UTC"


class NewSchedule(Frozen):
    """The body of `PUT /api/jobposts/{job_id}/schedule/`."""

    expression: Annotated[str, AfterValidator(check_expression)] = Field(
        max_length=256,
        description="`rate(…)` or `cron(…)`, as AWS has them; not nearer together than the "
        "deployment allows.",
    )
    timezone: Annotated[str, AfterValidator(check_timezone)] = Field(
        "UTC",
        max_length=50,
        description="The time zone that `cron(…)` is in, by its name in the IANA database.",
    )
    job_id: ReadOnly = None

    @property
    def schedule(self) -> Schedule:
        """The schedule that is asked for."""
        return Schedule(expression=self.expression, timezone=self.timezone)


class ShownSchedule(Shown):
    """When a job post is ranked again."""

    job_id: str = Field(description="The job post.")
    expression: str = Field(description="`rate(…)` or `cron(…)`.")
    timezone: str = Field(description="The time zone that `cron(…)` is in.")

    @classmethod
    def of(cls, job_id: str, schedule: Schedule) -> "ShownSchedule":
        """Show the schedule of a job post."""
        return cls(job_id=job_id, expression=schedule.expression, timezone=schedule.timezone)


class Schedules(Protocol):
    """Keeps one schedule a job post and fires it, each slot at least once."""

    def put(self, tenant: str, job_id: str, schedule: Schedule) -> None:
        """Make or replace a schedule. Raises InvalidRequestError if it makes no sense."""

    def get(self, tenant: str, job_id: str) -> Schedule | None:
        """Return the schedule of a job post, or None."""

    def delete(self, tenant: str, job_id: str) -> bool:
        """Delete a schedule; False if there was none."""


@dataclass(frozen=True)
class JobPostSchedule:
    """The schedule of one job post; there is one at most."""

    job_posts: JobPostStore
    schedules: Schedules
    tenant: str
    job_id: str

    def replace(self, schedule: Schedule, shortest_minutes: int) -> None:
        """Make or replace the schedule.

        Raises:
            NotFoundError: without the job post.
            InvalidRequestError: if it fires more often than every `shortest_minutes`.
        """
        if find_smallest_gap(schedule.expression) < shortest_minutes:
            detail = f"must leave at least {shortest_minutes} minutes between two rankings"
            raise InvalidRequestError(
                "the schedule fires too often", [FieldError("/expression", detail)]
            )
        if self.job_posts.get_job_post(self.tenant, self.job_id) is None:
            raise NotFoundError("no such job post")
        self.schedules.put(self.tenant, self.job_id, schedule)

    def get(self) -> Schedule:
        """Return the schedule.

        Raises:
            NotFoundError: if there is none.
        """
        schedule = self.schedules.get(self.tenant, self.job_id)
        if schedule is None:
            raise NotFoundError("no such schedule")
        return schedule

    def delete(self) -> None:
        """Delete the schedule.

        Raises:
            NotFoundError: if there is none.
        """
        if not self.schedules.delete(self.tenant, self.job_id):
            raise NotFoundError("no such schedule")
