"""`shortlist status`, `cancel` and `tasks`."""

import sys
from enum import StrEnum
from itertools import islice
from typing import Annotated

import typer

from shortlist_client.cli.job_post_commands import LimitOption
from shortlist_client.cli.output import Column, Output, OutputOption, show_list, show_one
from shortlist_client.cli.session import Session
from shortlist_client.shapes import Task, TaskStatus

PANEL = "Rankings"
TaskArgument = Annotated[str, typer.Argument(metavar="TASK", help="The id of the ranking task.")]


class StatusChoice(StrEnum):
    """How far a ranking is."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    RETRY = "RETRY"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"


STATUS = (
    Column[TaskStatus]("task id", lambda one: one.task_id),
    Column[TaskStatus]("job id", lambda one: one.job_id),
    Column[TaskStatus]("status", lambda one: one.status),
    Column[TaskStatus]("message", lambda one: one.message),
    Column[TaskStatus]("done", lambda one: one.progress.done if one.progress else None),
    Column[TaskStatus]("failed", lambda one: one.progress.failed if one.progress else None),
    Column[TaskStatus]("total", lambda one: one.progress.total if one.progress else None),
    Column[TaskStatus]("error", lambda one: one.error),
    Column[TaskStatus]("error code", lambda one: one.error_code),
    Column[TaskStatus]("ranker", lambda one: one.result.ranker if one.result else None),
    Column[TaskStatus]("model", lambda one: one.result.model if one.result else None),
    Column[TaskStatus]("complete", lambda one: one.result.complete if one.result else None),
    Column[TaskStatus]("cost usd", lambda one: one.result.estimated_cost if one.result else None),
    Column[TaskStatus]("warnings", lambda one: one.result.warnings if one.result else None),
    Column[TaskStatus]("created", lambda one: one.created_at),
    Column[TaskStatus]("started", lambda one: one.started_at),
    Column[TaskStatus]("finished", lambda one: one.finished_at),
)
TASKS = (
    Column[Task]("task id", lambda one: one.task_id, is_whole=True),
    Column[Task]("job id", lambda one: one.job_id),
    Column[Task]("status", lambda one: one.status, is_whole=True),
    Column[Task]("ranker", lambda one: one.ranker, is_extra=True),
    Column[Task]("rows", lambda one: one.total, is_number=True),
    Column[Task]("cost usd", lambda one: one.estimated_cost, is_number=True, is_extra=True),
    Column[Task]("created", lambda one: one.created_at, is_whole=True),
    Column[Task]("error code", lambda one: one.error_code, is_extra=True),
    Column[Task]("tenant", lambda one: one.tenant, is_extra=True),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command("status", rich_help_panel=PANEL)(show_status)
    app.command("cancel", rich_help_panel=PANEL)(cancel)
    app.command("tasks", rich_help_panel=PANEL)(list_tasks)


def show_status(
    context: typer.Context, task_id: TaskArgument, output: OutputOption = Output.TABLE
) -> None:
    """Show how far a ranking is."""
    session: Session = context.obj
    with session.open() as client:
        status = client.read_status(task_id)
    show_one(output, STATUS, status)
    if status.status == "FAILURE":
        sys.exit(1)


def cancel(
    context: typer.Context, task_id: TaskArgument, output: OutputOption = Output.TABLE
) -> None:
    """End a ranking; one that has ended already stays as it is."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, STATUS, client.cancel(task_id))


def list_tasks(
    context: typer.Context,
    status: Annotated[
        StatusChoice | None, typer.Option(help="Only those in this state.", show_default=False)
    ] = None,
    job_id: Annotated[
        str | None, typer.Option("--job", help="Only those of a job post.", show_default=False)
    ] = None,
    limit: LimitOption = 50,
    output: OutputOption = Output.TABLE,
) -> None:
    """List rankings, newest first; an operator sees those of all tenants."""
    session: Session = context.obj
    with session.open() as client:
        found = client.list_tasks(status=status and status.value, job_id=job_id)
        show_list(output, TASKS, islice(found, limit))
