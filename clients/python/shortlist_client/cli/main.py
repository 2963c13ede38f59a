"""`shortlist`: the commands put together, and what an error is to a shell."""

import sys
from importlib.util import find_spec
from typing import Annotated

# The client alone does without what the command line needs.
if find_spec("typer") is None or find_spec("rich") is None:
    sys.exit("error: install the command line too: pip install 'shortlist-client[cli]'")

import typer

from shortlist_client.cli import (
    audit_commands,
    candidate_commands,
    decision_commands,
    job_post_commands,
    ranking_commands,
    schedule_commands,
    sign_in_commands,
    task_commands,
)
from shortlist_client.cli.output import tell_error
from shortlist_client.cli.session import Session, UsageError
from shortlist_client.errors import (
    ProblemError,
    SettingsError,
    ShortlistError,
    SignInError,
    TimedOutError,
)
from shortlist_client.version import __version__

FAILED, USAGE, SIGN_IN, TIMED_OUT = 1, 2, 3, 4

HELP = """Rank the resumes of a job post, and see why.

`shortlist login URL` signs a person in; a machine sets SHORTLIST_URL and SHORTLIST_TOKEN.
Data goes to standard output, everything else to standard error.

Exit status: 0 done, 1 failed, 2 usage, 3 sign-in, 4 time-out, 130 interrupted.
"""

app = typer.Typer(
    name="shortlist",
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
sign_in_commands.add_to(app)
job_post_commands.add_to(app)
schedule_commands.add_to(app)
candidate_commands.add_to(app)
ranking_commands.add_to(app)
task_commands.add_to(app)
decision_commands.add_to(app)
audit_commands.add_to(app)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shortlist {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    url: Annotated[
        str, typer.Option(envvar="SHORTLIST_URL", help="Where the API answers.", show_default=False)
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    context.obj = Session(url.rstrip("/"))


def main() -> None:
    """Run the command line; an error becomes one line and an exit status."""
    try:
        app()
    except ShortlistError as error:
        tell_error(describe(error))
        sys.exit(find_exit_status(error))


def describe(error: ShortlistError) -> str:
    """Return an error as one line, with what to find it by in the service's log."""
    if not isinstance(error, ProblemError):
        return str(error)
    fields = [
        f"{one.pointer or one.parameter or one.header or 'the request'}: {one.detail}"
        for one in error.errors
    ]
    text = "; ".join(fields) or str(error)
    return f"{text} (request {error.request_id})" if error.request_id else text


def find_exit_status(error: ShortlistError) -> int:
    """Return what a shell is told of an error."""
    match error:
        case UsageError() | SettingsError():
            return USAGE
        case SignInError():
            return SIGN_IN
        case TimedOutError():
            return TIMED_OUT
    return FAILED
