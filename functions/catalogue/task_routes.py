"""The list of tasks: a tenant's own, or everybody's for operators."""

from typing import get_args

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.rest.answers import answer_json
from adapters.rest.requests import read_identity, read_query
from adapters.wiring import get_tasks
from shortlist.errors import InvalidRequestError
from shortlist.paging import read_cursor, read_limit, write_cursor
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.status import show_task_metadata
from shortlist.tasks.task import Status

# Tasks are listed by time and id, across months.
MOMENT = r"\d{4}-(0[1-9]|1[0-2])-[!-~]{1,300}"
_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}


def add_task_routes(app: APIGatewayRestResolver) -> None:
    """Add the routes to an app."""

    @app.get("/api/tasks")
    def list_tasks() -> Response[str]:
        event = app.current_event
        identity = read_identity(event)
        job_id = read_query(event, "job_id")
        status = _read_status(read_query(event, "status"))
        scope = {"tenant": identity.tenant or "", "scope": f"tasks {status} {job_id}"}
        after = read_cursor(read_query(event, "cursor"), **scope, form=MOMENT)
        limit = read_limit(read_query(event, "limit"))
        wanted = TaskFilter(identity.tenant, status, job_id)
        page = get_tasks().list_tasks(wanted, limit, after)
        is_operator = identity.role == "operator"
        items = [show_task_metadata(task, with_tenant=is_operator) for task in page.items]
        return answer_json({"items": items, "next_cursor": write_cursor(page.position, **scope)})


def _read_status(text: str | None) -> Status | None:
    if text is None:
        return None
    if text not in _STATUSES:
        raise InvalidRequestError(f"status must be one of {', '.join(_STATUSES)}")
    return _STATUSES[text]
