"""Tells how far a ranking is: parse, read, answer."""

from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.logs import logger
from adapters.metrics import CloudWatchObserver
from adapters.rest.answers import answer_json, answer_unless_known
from adapters.rest.app import make_app
from adapters.rest.requests import read_header, read_identity, read_query
from adapters.wiring import get_tasks
from shortlist.paging import read_cursor, read_limit, write_cursor
from shortlist.settings import get_settings
from shortlist.tasks.cancel import cancel_task
from shortlist.tasks.status import (
    choose_retry_after_seconds,
    find_task,
    read_ranked_rows,
    show_task,
)
from shortlist.tasks.task import Task
from shortlist.times import read_clock

TASK = "/api/jobposts/task-status/<task_id>"
RANK = r"\d{1,6}"


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the routes of this function."""
    app = make_app(get_settings().allowed_origin, logger)
    tasks = get_tasks()

    @app.get(TASK)
    def read_status(task_id: str) -> Response[str]:
        now = read_clock()
        task = find_task(tasks, read_identity(app.current_event), task_id, now)
        known = read_header(app.current_event, "If-None-Match")
        return answer_unless_known(show_task(task, tasks, now), known, _when_to_ask(task))

    @app.delete(TASK)
    def cancel(task_id: str) -> Response[str]:
        now = read_clock()
        identity = read_identity(app.current_event)
        task, was_cancelled = cancel_task(tasks, identity, task_id, now)
        if was_cancelled:
            CloudWatchObserver().ended(task)
        status = HTTPStatus.ACCEPTED if was_cancelled else HTTPStatus.OK
        return answer_json(show_task(task, tasks, now), status)

    @app.get(f"{TASK}/candidates")
    def read_rows(task_id: str) -> Response[str]:
        identity = read_identity(app.current_event)
        task = find_task(tasks, identity, task_id, read_clock())
        scope = {"tenant": task.tenant, "scope": f"rows {task_id}"}
        after = read_cursor(read_query(app.current_event, "cursor"), **scope, form=RANK)
        limit = read_limit(read_query(app.current_event, "limit"))
        page = read_ranked_rows(task, tasks, limit, after)
        cursor = write_cursor(page.position, **scope)
        return answer_json({"items": page.items, "next_cursor": cursor})

    return app


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    logger.append_keys(task_id=(event.get("pathParameters") or {}).get("task_id"))
    return get_app().resolve(event, context)


def _when_to_ask(task: Task) -> dict[str, str]:
    seconds = choose_retry_after_seconds(task, read_clock())
    return {} if seconds is None else {"Retry-After": str(seconds)}
