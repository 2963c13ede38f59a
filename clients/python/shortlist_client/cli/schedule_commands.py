"""`shortlist schedule`."""

from typing import Annotated

import typer

from shortlist_client.cli.job_post_commands import PANEL, JobArgument
from shortlist_client.cli.output import Column, Output, OutputOption, show_one
from shortlist_client.cli.session import Session
from shortlist_client.shapes import Schedule

SCHEDULE = (
    Column[Schedule]("job id", lambda one: one.job_id),
    Column[Schedule]("expression", lambda one: one.expression),
    Column[Schedule]("timezone", lambda one: one.timezone),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    schedule = typer.Typer(no_args_is_help=True, help="Rank again and again: show, set, delete.")
    schedule.command("show")(show_schedule)
    schedule.command("set")(set_schedule)
    schedule.command("delete")(delete_schedule)
    app.add_typer(schedule, name="schedule", rich_help_panel=PANEL)


def show_schedule(
    context: typer.Context, job_id: JobArgument, output: OutputOption = Output.TABLE
) -> None:
    """Show when a job post is ranked again."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, SCHEDULE, client.read_schedule(job_id))


def set_schedule(
    context: typer.Context,
    job_id: JobArgument,
    expression: Annotated[
        str,
        typer.Argument(
            metavar="EXPRESSION",
            help="'rate(1 day)' or 'cron(0 7 ? * MON-FRI *)', as AWS has them.",
        ),
    ],
    timezone: Annotated[str, typer.Option(help="The time zone of cron(...).")] = "UTC",
    output: OutputOption = Output.TABLE,
) -> None:
    """Rank a job post again and again."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, SCHEDULE, client.replace_schedule(job_id, expression, timezone=timezone))


def delete_schedule(context: typer.Context, job_id: JobArgument) -> None:
    """Rank a job post only when it is asked for."""
    session: Session = context.obj
    with session.open() as client:
        client.delete_schedule(job_id)
