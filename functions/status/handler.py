"""Tells how far a ranking is: parse, read, answer."""

from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.logs import logger
from adapters.metrics import CloudWatchObserver
from adapters.rest.answers import answer, answer_list, answer_unless_known
from adapters.rest.app import make_app
from adapters.rest.call import Call
from adapters.rest.links import link
from adapters.rest.operations import ETAG, IF_NONE_MATCH, RETRY_AFTER, Operation, Reply, Routes, Tag
from adapters.wiring import get_tasks
from shortlist.paging import Listing, ListPage
from shortlist.queries import PageQuery
from shortlist.ranking.shown_row import ShownRow, ShownRows
from shortlist.settings import get_settings
from shortlist.tasks.cancel import cancel_task
from shortlist.tasks.shown_tasks import ShownTaskStatus
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

ROUTES = Routes(Tag.RANKINGS)


@ROUTES.add(
    "GET",
    TASK,
    Operation(
        ShownTaskStatus,
        sends=(ETAG, RETRY_AFTER),
        also=(Reply(HTTPStatus.NOT_MODIFIED, None, (ETAG, RETRY_AFTER)),),
        reads=(IF_NONE_MATCH,),
    ),
)
def read_task_status(call: Call, task_id: str) -> Response[str]:
    """Tell how far a ranking is, and what it came to.

    `Retry-After` says when asking again is worth it, and is missing after the end.
    """
    now = read_clock()
    task = find_task(get_tasks(), call.identity, task_id, now)
    return answer_unless_known(call, _show(call, task, now), _when_to_ask(task))


@ROUTES.add(
    "DELETE",
    TASK,
    Operation(ShownTaskStatus, also=(Reply(HTTPStatus.ACCEPTED, ShownTaskStatus),)),
)
def cancel_ranking(call: Call, task_id: str) -> Response[str]:
    """Cancel a ranking.

    Answers 202 if this ended it; one that had ended before stays as it is, and is answered with
    200.
    """
    now = read_clock()
    task, was_cancelled = cancel_task(get_tasks(), call.identity, task_id, now)
    if was_cancelled:
        CloudWatchObserver().ended(task)
    status = HTTPStatus.ACCEPTED if was_cancelled else HTTPStatus.OK
    return answer(_show(call, task, now), status)


@ROUTES.add("GET", f"{TASK}/candidates", Operation(ShownRows, fails=(HTTPStatus.CONFLICT,)))
def list_ranked_candidates(call: Call, task_id: str, query: PageQuery) -> Response[str]:
    """Read the rows of a ranking that has succeeded, best first."""
    task = find_task(get_tasks(), call.identity, task_id, read_clock())

    def fetch(limit: int, after: str | None) -> ListPage[ShownRow]:
        return read_ranked_rows(task, get_tasks(), limit, after)

    return answer_list(ShownRows, _list_rows(task), query, fetch)


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the resolver of this function's routes."""
    return make_app(get_settings().allowed_origin, logger, ROUTES)


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    logger.append_keys(task_id=(event.get("pathParameters") or {}).get("task_id"))
    return get_app().resolve(event, context)


def _show(call: Call, task: Task, now: datetime) -> ShownTaskStatus:
    def link_rows(rank: str) -> str:
        cursor = _list_rows(task).write_cursor(rank) or ""
        return link(call, "jobposts", "task-status", task.task_id, "candidates", cursor=cursor)

    return show_task(task, get_tasks(), now, link_rows)


def _list_rows(task: Task) -> Listing:
    return Listing(task.tenant, f"rows {task.task_id}", RANK)


def _when_to_ask(task: Task) -> dict[str, str]:
    seconds = choose_retry_after_seconds(task, read_clock())
    return {} if seconds is None else {RETRY_AFTER: str(seconds)}
