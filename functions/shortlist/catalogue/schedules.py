"""Ranking a job post again and again, on a schedule."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from shortlist.catalogue.ports import CatalogueStore
from shortlist.errors import NotFoundError
from shortlist.frozen import Frozen, Shown
from shortlist.texts import ReadOnly

# EventBridge Scheduler's own forms, but for one-time ones:
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
_EXPRESSION = (
    r"^(rate\([1-9]\d{0,4} (minutes?|hours?|days?)\)"
    r"|cron\([0-9A-Za-z*/,?#-]+( [0-9A-Za-z*/,?#-]+){5}\))$"
)


class Schedule(Frozen):
    """When to rank: `rate(…)` or `cron(…)`, in a time zone of the IANA database."""

    expression: str = Field(
        pattern=_EXPRESSION, max_length=256, description="`rate(…)` or `cron(…)`, as AWS has them."
    )
    timezone: str = Field(
        "UTC",
        pattern=r"^[A-Za-z][A-Za-z0-9_+/-]*$",
        max_length=50,
        description="The time zone that `cron(…)` is in.",
    )


class NewSchedule(Schedule):
    """The body of `PUT /api/jobposts/{job_id}/schedule/`."""

    job_id: ReadOnly = None


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

    store: CatalogueStore
    schedules: Schedules
    tenant: str
    job_id: str

    def replace(self, schedule: Schedule) -> None:
        """Make or replace the schedule.

        Raises:
            NotFoundError: without the job post; InvalidRequestError: if it makes no sense.
        """
        if self.store.get_job_post(self.tenant, self.job_id) is None:
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
