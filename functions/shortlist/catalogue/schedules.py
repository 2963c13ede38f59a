"""Ranking a job post again and again, on a schedule."""

from typing import Annotated, Protocol

from pydantic import StringConstraints

from shortlist.frozen import Frozen

# EventBridge Scheduler's own forms, but for one-time ones:
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
_EXPRESSION = (
    r"^(rate\([1-9]\d{0,4} (minutes?|hours?|days?)\)"
    r"|cron\([0-9A-Za-z*/,?#-]+( [0-9A-Za-z*/,?#-]+){5}\))$"
)


class Schedule(Frozen):
    """When to rank: `rate(…)` or `cron(…)`, in a time zone of the IANA database."""

    expression: Annotated[str, StringConstraints(pattern=_EXPRESSION, max_length=256)]
    timezone: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_+/-]*$", max_length=50)
    ] = "UTC"


class Schedules(Protocol):
    """Keeps one schedule a job post and fires it, each slot at least once."""

    def put(self, tenant: str, job_id: str, schedule: Schedule) -> None:
        """Make or replace a schedule. Raises InvalidRequestError if it makes no sense."""

    def get(self, tenant: str, job_id: str) -> Schedule | None:
        """Return the schedule of a job post, or None."""

    def delete(self, tenant: str, job_id: str) -> bool:
        """Delete a schedule; False if there was none."""
