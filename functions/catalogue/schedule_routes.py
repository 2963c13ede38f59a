"""Routes of schedules."""

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from adapters.rest.answers import answer, answer_nothing
from adapters.rest.call import Call
from adapters.rest.operations import Operation, Routes, Tag
from adapters.wiring import get_job_posts, get_schedules
from catalogue.jobpost_routes import JOB_POST
from shortlist.catalogue.schedules import JobPostSchedule, NewSchedule, ShownSchedule
from shortlist.settings import get_settings

SCHEDULE = f"{JOB_POST}/schedule"

ROUTES = Routes(Tag.JOB_POSTS)

_EXAMPLE = {"expression": "cron(0 7 ? * MON-FRI *)", "timezone": "Europe/Berlin"}


def _get_schedule(call: Call, job_id: str) -> JobPostSchedule:
    return JobPostSchedule(get_job_posts(), get_schedules(), call.tenant, job_id)


@ROUTES.add("PUT", SCHEDULE, Operation(ShownSchedule, example=_EXAMPLE, deed="replace schedule"))
def replace_schedule(call: Call, job_id: str, body: NewSchedule) -> Response[str]:
    """Rank again on a schedule."""
    _get_schedule(call, job_id).replace(body.schedule, get_settings().shortest_schedule_minutes)
    return answer(ShownSchedule.of(job_id, body.schedule))


@ROUTES.add("GET", SCHEDULE, Operation(ShownSchedule))
def read_schedule(call: Call, job_id: str) -> Response[str]:
    """Read the schedule."""
    return answer(ShownSchedule.of(job_id, _get_schedule(call, job_id).get()))


@ROUTES.add("DELETE", SCHEDULE, Operation(None, HTTPStatus.NO_CONTENT, deed="delete schedule"))
def delete_schedule(call: Call, job_id: str) -> Response[str]:
    """Delete the schedule."""
    _get_schedule(call, job_id).delete()
    return answer_nothing()
