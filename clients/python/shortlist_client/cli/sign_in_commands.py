"""`shortlist login`, `logout` and `whoami`."""

import typer

from shortlist_client.cli.output import Column, Output, OutputOption, show_one
from shortlist_client.cli.session import Session
from shortlist_client.shapes import Caller

CALLER = (
    Column[Caller]("email", lambda one: one.email),
    Column[Caller]("tenant", lambda one: one.tenant),
    Column[Caller]("role", lambda one: one.role),
    Column[Caller]("subject", lambda one: one.subject),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command()(whoami)


def whoami(context: typer.Context, output: OutputOption = Output.TABLE) -> None:
    """Say who you are to the API."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, CALLER, client.read_caller())
