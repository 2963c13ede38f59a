"""Routes of schedules."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.rest.answers import answer_json, answer_nothing
from adapters.rest.requests import read_body, read_identity
from adapters.wiring import get_catalogue, get_schedules
from catalogue.jobpost_routes import JOB_POST
from shortlist.catalogue.schedules import Schedule
from shortlist.errors import NotFoundError

SCHEDULE = f"{JOB_POST}/schedule"


def add_schedule_routes(app: APIGatewayRestResolver) -> None:
    """Add the routes to an app."""

    def tenant() -> str:
        return read_identity(app.current_event).own_tenant

    @app.put(SCHEDULE)
    def replace(job_id: str) -> Response[str]:
        owner = tenant()
        schedule = read_body(app.current_event, Schedule)
        if get_catalogue().get_job_post(owner, job_id) is None:
            raise NotFoundError("no such job post")
        get_schedules().put(owner, job_id, schedule)
        return answer_json(_show(job_id, schedule))

    @app.get(SCHEDULE)
    def read(job_id: str) -> Response[str]:
        schedule = get_schedules().get(tenant(), job_id)
        if schedule is None:
            raise NotFoundError("no such schedule")
        return answer_json(_show(job_id, schedule))

    @app.delete(SCHEDULE)
    def delete(job_id: str) -> Response[str]:
        if not get_schedules().delete(tenant(), job_id):
            raise NotFoundError("no such schedule")
        return answer_nothing()


def _show(job_id: str, schedule: Schedule) -> dict[str, Any]:
    return {"job_id": job_id, **schedule.model_dump()}
