"""A task as its caller finds it, sees it and cancels it."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pydantic import MISSING

from shortlist.errors import ConflictError, LostRaceError, NotFoundError
from shortlist.identity import Identity
from shortlist.queries import ListPage
from shortlist.ranking.row import ShownRow
from shortlist.tasks.rows import ROWS_A_PAGE
from shortlist.tasks.shown_tasks import ShownProgress, ShownRankedJob, ShownResult, ShownTaskStatus
from shortlist.tasks.task import Status, Task
from shortlist.times import count_seconds

if TYPE_CHECKING:
    from shortlist.tasks.ports import RowStore, TaskStore

_MESSAGES: Mapping[Status, str] = {
    "PENDING": "Task is waiting to be processed",
    "STARTED": "Task is being processed",
    "RETRY": "Task is waiting to be tried again",
    "SUCCESS": "Task completed successfully",
    "FAILURE": "Task failed",
}
_LONGEST_WAIT_SECONDS = 10
# Lambda answers with 6 MB at most, and a row is not all that is in an answer.
_MOST_BYTES = 4_000_000

LinkRows = Callable[[str], str]

Rows = Iterable[Mapping[str, Any]]
View = Callable[[Rows], tuple[ShownRow, ...]]


def find_task(store: "TaskStore", identity: Identity, task_id: str, now: datetime) -> Task:
    """Return a task of the caller's tenant.

    Raises:
        NotFoundError: for unknown, expired and other tenants' ids alike.
    """
    task = store.get(identity.own_tenant, task_id)
    if task is None or task.expires_at <= now.timestamp():
        raise NotFoundError("no such task")
    return task


def cancel_task(
    store: "TaskStore", identity: Identity, task_id: str, now: datetime
) -> tuple[Task, bool]:
    """Cancel a task and return it, with whether this call ended it; a finished one stays as it is.

    Workers find out with their next write, and stop. The rows that they have kept until then serve
    the next ranking of the same kind. Raises NotFoundError as `find_task` does.
    """
    task = find_task(store, identity, task_id, now)
    if task.is_finished:
        return task, False
    try:
        ended = store.fail(task, "revoked", "cancelled by the caller", actor=identity.subject)
    except LostRaceError:
        return cancel_task(store, identity, task_id, now)
    return ended, True


def show_rows(rows: Rows) -> tuple[ShownRow, ...]:
    """Return kept rows as callers see them; they may be older or newer than this code."""
    return tuple(ShownRow.model_validate(row, extra="ignore") for row in rows)


def show_task(
    task: Task, rows: "RowStore", now: datetime, link: LinkRows, view: View = show_rows
) -> ShownTaskStatus:
    """Return the status of a task; reads one page of rows if it has succeeded.

    `link` makes the address of the rows behind a rank.
    """
    has_failed = task.status == "FAILURE"
    return ShownTaskStatus(
        task_id=task.task_id,
        status=task.status,
        message=_MESSAGES[task.status],
        progress=show_progress(task, now) if task.is_running else MISSING,
        result=_show_result(task, rows, link, view) if task.status == "SUCCESS" else MISSING,
        error=task.error if has_failed else MISSING,
        error_code=task.error_code if has_failed else MISSING,
        job_id=task.job_id,
        created_at=task.created_at,
        started_at=task.started_at,
        finished_at=task.finished_at,
    )


def show_progress(task: Task, now: datetime) -> ShownProgress:
    """Return how far a task is; `eta_seconds` is None before there is a rate to go by."""
    done, failed, total = task.progress
    finished = done + failed
    return ShownProgress(
        done=done,
        failed=failed,
        total=total,
        percent=round(100 * finished / total, 1) if total else 0.0,
        eta_seconds=_estimate_seconds_left(task, now),
        waiting=task.waiting,
    )


def choose_retry_after_seconds(task: Task, now: datetime) -> int | None:
    """Return when asking again is worth it; None once the task has ended.

    Not later than as long again as the task has run: an estimate from its first rows is rough.
    """
    if task.is_finished:
        return None
    left = _estimate_seconds_left(task, now)
    if left is None:
        return 1
    return max(1, min(left, int(_count_running_seconds(task, now)), _LONGEST_WAIT_SECONDS))


def read_ranked_rows(
    task: Task, rows: "RowStore", limit: int, after: str | None, view: View = show_rows
) -> ListPage[ShownRow]:
    """Return ranked rows behind a rank, no more than an answer can hold.

    Raises:
        ConflictError: if the task has not succeeded.
    """
    if task.status != "SUCCESS":
        raise ConflictError("the task has no rows to show: it has not succeeded")
    last_rank = int(after) if after else 0
    first_page = last_rank // ROWS_A_PAGE
    pages = range(first_page, (last_rank + limit - 1) // ROWS_A_PAGE + 1)
    found = [row for page in pages for row in rows.read_page(task, page)]
    wanted = [row for row in found if last_rank < row["rank"] <= last_rank + limit]
    shown = view(wanted)
    fitting = _count_fitting(shown)
    if fitting < len(shown):
        return ListPage(list(shown[:fitting]), str(shown[fitting - 1].rank))
    more = last_rank + limit < task.total
    return ListPage(list(shown), str(last_rank + limit) if more else None)


def _count_fitting(rows: Sequence[ShownRow]) -> int:
    """Return how many of the first rows an answer can hold; one at least."""
    sizes = accumulate(len(row.model_dump_json().encode()) for row in rows)
    return max(1, sum(size <= _MOST_BYTES for size in sizes))


def _show_result(task: Task, rows: "RowStore", link: LinkRows, view: View) -> ShownResult:
    first = read_ranked_rows(task, rows, ROWS_A_PAGE, None, view)
    return ShownResult(
        job=ShownRankedJob(job_id=task.job_id, title=task.job_title),
        rubric_version=task.rubric_version,
        ranker=task.options.ranker,
        model=task.options.model,
        prompt_version=task.prompt_version,
        complete=task.complete,
        warnings=task.warnings,
        ranked_candidates=tuple(first.items),
        next=None if first.position is None else link(first.position),
        token_usage=task.token_usage,
        estimated_cost=task.estimated_cost_usd,
    )


def _estimate_seconds_left(task: Task, now: datetime) -> int | None:
    finished = sum(task.progress[:2])
    if not finished or task.started_at is None:
        return None
    left = max(0, task.total - finished)
    ran = _count_running_seconds(task, now)
    # Of a slow server, the time since the last row is a good part of what the next one takes.
    since = count_seconds(task.updated_at, now) if left else 0.0
    since = min(max(0.0, since), ran)
    # The first row has waited for its worker, too.
    rate_seconds = (ran - since) / (finished + 0.5 / finished)
    # Whoever is overdue is not likely to come at once.
    return math.ceil(max(rate_seconds * left - since, since / 8))


def _count_running_seconds(task: Task, now: datetime) -> float:
    """Return how long a task has run."""
    if task.started_at is None:
        return 0.0
    return max(0.0, count_seconds(task.started_at, now))
