"""`shortlist jobs` and `rubric`."""

import sys
from itertools import islice
from typing import Annotated

import typer
from pydantic import BaseModel, ValidationError
from rich.text import Text

from shortlist_client.cli.output import (
    Column,
    Output,
    OutputOption,
    dump,
    make_console,
    make_table,
    print_json,
    show_list,
    show_one,
    tell,
    write_cell,
    write_csv,
)
from shortlist_client.cli.session import Session, UsageError
from shortlist_client.shapes import JobPost, Rubric, RubricCriterion, RubricGate

JobArgument = Annotated[str, typer.Argument(metavar="JOB", help="The id of the job post.")]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=1, help="The most of them to show.", show_default=False)
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]

JOB_POSTS = (
    Column[JobPost]("job id", lambda one: one.job_id, is_whole=True),
    Column[JobPost]("title", lambda one: one.title),
    Column[JobPost]("candidates", lambda one: one.candidate_count, is_number=True),
    Column[JobPost]("unread", lambda one: one.reading.waiting, is_number=True),
    Column[JobPost]("rubric", lambda one: one.rubric_version, is_number=True, is_extra=True),
    Column[JobPost]("created", lambda one: one.created_at, is_whole=True, is_extra=True),
)
JOB_POST = (
    *JOB_POSTS[:3],
    Column[JobPost]("read", lambda one: one.reading.read, is_number=True),
    Column[JobPost]("unread", lambda one: one.reading.waiting, is_number=True),
    Column[JobPost]("unreadable", lambda one: one.reading.failed, is_number=True),
    *JOB_POSTS[4:],
    Column[JobPost]("description", lambda one: one.description),
)
ALL = sys.maxsize


PANEL = "Job posts"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    jobs = typer.Typer(no_args_is_help=True, help="Job posts: list, show, create, delete.")
    jobs.command("list")(list_job_posts)
    jobs.command("show")(show_job_post)
    jobs.command("create")(create_job_post)
    jobs.command("delete")(delete_job_post)
    app.add_typer(jobs, name="jobs", rich_help_panel=PANEL)
    rubric = typer.Typer(no_args_is_help=True, help="What a job post is ranked by: show, edit.")
    rubric.command("show")(show_rubric)
    rubric.command("edit")(edit_rubric)
    app.add_typer(rubric, name="rubric", rich_help_panel=PANEL)


def list_job_posts(
    context: typer.Context, limit: LimitOption = ALL, output: OutputOption = Output.TABLE
) -> None:
    """List the job posts, newest first."""
    session: Session = context.obj
    with session.open() as client:
        show_list(output, JOB_POSTS, islice(client.list_job_posts(), limit))


def show_job_post(
    context: typer.Context, job_id: JobArgument, output: OutputOption = Output.TABLE
) -> None:
    """Show a job post."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, JOB_POST, client.read_job_post(job_id))


def create_job_post(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the position is called.")],
    description: Annotated[
        typer.FileText,
        typer.Argument(metavar="FILE", help="What is written about it; - for standard input."),
    ],
    job_id: Annotated[
        str | None, typer.Option(help="An id of your own.", show_default=False)
    ] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Create a job post; its rubric is drafted from the description."""
    session: Session = context.obj
    with session.open() as client:
        job = client.create_job_post(title, description.read(), job_id=job_id)
        show_one(output, JOB_POST[:-1], job)
    tell(f"Look at what it is ranked by: shortlist rubric show {job.job_id}")


def delete_job_post(context: typer.Context, job_id: JobArgument, yes: YesOption = False) -> None:
    """Delete a job post with its candidates, files and rankings."""
    confirm(f"Delete {job_id} with its candidates, files and rankings?", yes=yes)
    session: Session = context.obj
    with session.open() as client:
        client.delete_job_post(job_id)


def show_rubric(
    context: typer.Context,
    job_id: JobArgument,
    version: Annotated[
        int | None, typer.Option(min=1, help="An earlier version.", show_default=False)
    ] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show a rubric; as JSON it is what `edit` takes."""
    session: Session = context.obj
    with session.open() as client:
        _show_rubric(output, client.read_rubric(job_id, version=version))


def edit_rubric(
    context: typer.Context,
    job_id: JobArgument,
    file: Annotated[
        typer.FileText, typer.Argument(metavar="FILE", help="The rubric; - for standard input.")
    ],
    output: OutputOption = Output.TABLE,
) -> None:
    """Replace a rubric by a file that `rubric show --output json` wrote and you have edited."""
    text = file.read()
    session: Session = context.obj
    with session.open() as client:
        now = client.read_rubric(job_id)
        _show_rubric(output, client.replace_rubric(job_id, edit(now, text)))


def confirm(question: str, *, yes: bool) -> None:
    """Go on only if somebody wants it.

    Raises:
        UsageError: if nobody is there to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to ask; say --yes if it is meant")
    if not typer.confirm(question, err=True):
        raise typer.Exit(1)


class _RubricFile(BaseModel):
    """A rubric as a file has it; read-only parts but the version do not matter."""

    version: int | None = None
    gates: list[RubricGate] = []
    criteria: list[RubricCriterion]


def edit(rubric: Rubric, text: str) -> Rubric:
    """Return a rubric with the gates and criteria of a file.

    Raises:
        UsageError: if the file is none, or was read before somebody else changed the rubric.
    """
    try:
        file = _RubricFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = "/".join(str(part) for part in first["loc"])
        raise UsageError(f"the file is no rubric: {where} {first['msg']}".strip()) from None
    if file.version not in (None, rubric.version):
        raise UsageError(
            f"the file has version {file.version}, and {rubric.version} is there by now: "
            "show the rubric again, and edit that"
        )
    return rubric.model_copy(update={"gates": file.gates, "criteria": file.criteria})


def _show_rubric(output: Output, rubric: Rubric) -> None:
    if output is Output.JSON:
        print_json(dump(rubric))
        return
    gates = [(one.id, "gate", one.text, "") for one in rubric.gates]
    criteria = [
        (one.id, one.importance, one.title, " | ".join(one.levels)) for one in rubric.criteria
    ]
    if output is Output.CSV:
        write_csv(["id", "importance", "text", "levels"], [*gates, *criteria])
        return
    table = make_table()
    table.add_column("id", overflow="fold")
    table.add_column("counts", no_wrap=True)
    table.add_column(f"what is looked for (version {rubric.version})", overflow="fold", ratio=1)
    for identifier, importance, text, _ in (*gates, *criteria):
        table.add_row(*(Text(write_cell(part)) for part in (identifier, importance, text)))
    make_console().print(table)
    for warning in rubric.warnings:
        tell(f"note: {warning}")
