"""Tells how far a ranking is: parse, read, answer."""

from datetime import datetime
from functools import cache, partial
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.logs import audit, logger
from adapters.rest.answers import (
    answer,
    answer_elsewhere,
    answer_file,
    answer_list,
    answer_unless_known,
)
from adapters.rest.app import make_app
from adapters.rest.call import Call, link
from adapters.rest.operations import (
    CONTENT_DISPOSITION,
    CSV,
    ETAG,
    IF_NONE_MATCH,
    LOCATION,
    RETRY_AFTER,
    Deed,
    Operation,
    Reply,
    Routes,
    Tag,
)
from adapters.wiring import get_rows, get_tasks
from shortlist.ids import keep_ids
from shortlist.queries import BlindPageQuery, BlindQuery, Listing, ListPage
from shortlist.ranking.row import ShownRow, ShownRows
from shortlist.settings import get_settings
from shortlist.tasks.shown_tasks import ShownTaskStatus
from shortlist.tasks.status import (
    Rows,
    View,
    cancel_task,
    choose_retry_after_seconds,
    find_task,
    read_ranked_rows,
    show_rows,
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
def read_task_status(call: Call, task_id: str, query: BlindQuery) -> Response[str]:
    """Tell how far a ranking is, and what it came to.

    `Retry-After` says when asking again is worth it, and is missing after the end.
    """
    now = read_clock()
    task = find_task(get_tasks(), call.identity, task_id, now)
    deed: Deed | None = "read rows" if task.status == "SUCCESS" else None
    with audit(call.event, deed, {"job_id": task.job_id, "task_id": task_id}):
        shown = _show(call, task, now, query)
    return answer_unless_known(call, shown, _when_to_ask(task))


@ROUTES.add(
    "DELETE",
    TASK,
    Operation(
        ShownTaskStatus,
        also=(Reply(HTTPStatus.ACCEPTED, ShownTaskStatus, about="Cancelled."),),
        deed="cancel ranking",
    ),
)
def cancel_ranking(call: Call, task_id: str, query: BlindQuery) -> Response[str]:
    """Cancel a ranking.

    Answers 202 if this ended it; one that had ended before stays as it is, and is answered with
    200.
    """
    now = read_clock()
    task, was_cancelled = cancel_task(get_tasks(), call.identity, task_id, now)
    if was_cancelled:
        # Loaded for this alone: nothing else of this function is counted.
        from adapters.cloudwatch_observer import CloudWatchObserver  # noqa: PLC0415

        CloudWatchObserver().ended(task)
    status = HTTPStatus.ACCEPTED if was_cancelled else HTTPStatus.OK
    return answer(_show(call, task, now, query), status)


@ROUTES.add(
    "GET",
    f"{TASK}/candidates",
    Operation(ShownRows, fails=(HTTPStatus.CONFLICT,), deed="read rows"),
)
def list_ranked_candidates(call: Call, task_id: str, query: BlindPageQuery) -> Response[str]:
    """Read the rows of a ranking that has succeeded, best first."""
    task = find_task(get_tasks(), call.identity, task_id, read_clock())

    def fetch(limit: int, after: str | None) -> ListPage[ShownRow]:
        return read_ranked_rows(task, get_rows(), limit, after, _choose_view(task, query))

    return answer_list(ShownRows, _list_rows(task), query, fetch)


@ROUTES.add(
    "GET",
    f"{TASK}/export.csv",
    Operation(
        str,
        sends=(CONTENT_DISPOSITION,),
        also=(Reply(HTTPStatus.SEE_OTHER, None, (LOCATION,)),),
        fails=(HTTPStatus.CONFLICT,),
        deed="export ranking",
        media_type=CSV,
    ),
)
def export_ranking(call: Call, task_id: str, query: BlindQuery) -> Response[str]:
    """Export a ranking that has succeeded as a table, with what people decided.

    Every row in the order of its rank, in UTF-8 with a byte order mark. A cell that a spreadsheet
    would take for a formula begins with an apostrophe. What is too large for an answer, from about
    5 MB, is a file in S3: 303 with an address that is good for five minutes and needs no token.
    The file lives a day at most, and goes when one of its candidates is erased.
    """
    # Loaded for this alone: nobody should wait for it who asks how far a ranking is.
    from adapters.wiring import (  # noqa: PLC0415
        get_candidates,
        get_chunks,
        get_decisions,
        get_files,
    )
    from shortlist.tasks.ranking_export import Exporter  # noqa: PLC0415

    stores = (get_tasks(), get_chunks(), get_rows(), get_candidates(), get_decisions())
    exporter = Exporter(*stores, get_files())
    table = exporter.export(call.identity, task_id, read_clock(), blind=query.blind)
    call.ids["job_id"] = table.task.job_id
    if table.address:
        return answer_elsewhere(table.address)
    return answer_file(table.text or "", f"ranking-{task_id}.csv")


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the resolver of this function's routes."""
    return make_app(get_settings().allowed_origin, logger, ROUTES)


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    named = event.get("pathParameters") or {}
    logger.append_keys(**keep_ids({"task_id": named.get("task_id")}))
    return get_app().resolve(event, context)


def _show(call: Call, task: Task, now: datetime, query: BlindQuery) -> ShownTaskStatus:
    blind = {"blind": "true"} if query.blind else {}

    def link_rows(rank: str) -> str:
        cursor = {"cursor": _list_rows(task).write_cursor(rank) or ""}
        return link(call, "jobposts", "task-status", task.task_id, "candidates", **cursor, **blind)

    return show_task(task, get_rows(), now, link_rows, _choose_view(task, query))


def _list_rows(task: Task) -> Listing:
    return Listing(task.tenant, f"rows {task.task_id}", RANK)


def _choose_view(task: Task, query: BlindQuery) -> View:
    if not query.blind:
        return show_rows
    # Loaded for this alone, as the table of candidates is asked for this alone.
    from adapters.wiring import get_candidates  # noqa: PLC0415
    from shortlist.blind_view import show_rows_blind  # noqa: PLC0415

    find = partial(get_candidates().find_candidates, task.tenant, task.job_id)
    was_blind = task.options.blind

    def show(rows: Rows) -> tuple[ShownRow, ...]:
        return show_rows_blind(show_rows(rows), find, model_was_blind=was_blind)

    return show


def _when_to_ask(task: Task) -> dict[str, str]:
    seconds = choose_retry_after_seconds(task, read_clock())
    return {} if seconds is None else {RETRY_AFTER: str(seconds)}
