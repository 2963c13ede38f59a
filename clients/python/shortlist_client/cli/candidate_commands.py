"""`shortlist candidates`, `add`, `upload` and `erase`."""

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from shortlist_client.cli.job_post_commands import (
    ALL,
    JobArgument,
    LimitOption,
    YesOption,
    confirm,
)
from shortlist_client.cli.output import Column, Output, OutputOption, show_list, tell
from shortlist_client.cli.progress import Meter
from shortlist_client.cli.session import Session, UsageError
from shortlist_client.shape import Shape
from shortlist_client.shapes import ListedCandidate, NewCandidate, ReadingState
from shortlist_client.uploads import UploadOutcome, find_resumes

CandidateArgument = Annotated[
    str, typer.Argument(metavar="CANDIDATE", help="The id of the candidate.")
]
BlindOption = Annotated[bool, typer.Option("--blind", help="Hide who the candidates are.")]

CANDIDATES = (
    Column[ListedCandidate]("candidate id", lambda one: one.candidate_id, is_whole=True),
    Column[ListedCandidate]("name", lambda one: one.name or one.label),
    Column[ListedCandidate]("reading", lambda one: one.reading.state),
    Column[ListedCandidate]("reason", lambda one: one.reading.reason),
    Column[ListedCandidate]("flags", lambda one: one.flags),
    Column[ListedCandidate]("added", lambda one: one.created_at, is_whole=True, is_extra=True),
)


class FileReport(Shape):
    """What became of a file that was uploaded, as a program may read it."""

    file: str
    candidate_id: str | None
    state: str
    detail: str | None


FILES = (
    Column[FileReport]("file", lambda one: one.file),
    Column[FileReport]("candidate id", lambda one: one.candidate_id, is_whole=True),
    Column[FileReport]("state", lambda one: one.state, is_whole=True),
    Column[FileReport]("detail", lambda one: one.detail),
)


PANEL = "Candidates"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command("candidates", rich_help_panel=PANEL)(list_candidates)
    app.command("add", rich_help_panel=PANEL)(add_candidate)
    app.command("upload", rich_help_panel=PANEL)(upload)
    app.command("erase", rich_help_panel=PANEL)(erase)


def list_candidates(
    context: typer.Context,
    job_id: JobArgument,
    state: Annotated[
        ReadingState | None,
        typer.Option(help="Only those that are waiting, read or failed.", show_default=False),
    ] = None,
    blind: BlindOption = False,
    limit: LimitOption = ALL,
    output: OutputOption = Output.TABLE,
) -> None:
    """List the candidates of a job post, and whether their resumes are read."""
    session: Session = context.obj
    with session.open() as client:
        found = client.list_candidates(job_id, state=state, blind=blind)
        show_list(output, CANDIDATES, islice(found, limit))


def add_candidate(
    context: typer.Context,
    job_id: JobArgument,
    resume: Annotated[
        typer.FileText,
        typer.Argument(metavar="FILE", help="The resume as text; - for standard input."),
    ],
    name: Annotated[
        str | None, typer.Option(help="What to call the candidate.", show_default=False)
    ] = None,
    candidate_id: Annotated[
        str | None, typer.Option("--id", help="An id of your own.", show_default=False)
    ] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Add a candidate whose resume is there as text."""
    session: Session = context.obj
    new = NewCandidate(candidate_id=candidate_id, name=name, resume_text=resume.read())
    with session.open() as client:
        show_list(output, CANDIDATES, client.add_candidates(job_id, [new]))


def upload(
    context: typer.Context,
    job_id: JobArgument,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER...", help="Folders of resumes, or single files.", exists=True
        ),
    ],
    wait: Annotated[bool, typer.Option(help="Wait until they are read.")] = True,
    timeout_seconds: Annotated[
        float, typer.Option("--timeout", min=1, help="How many seconds to wait for that.")
    ] = 300.0,
    output: OutputOption = Output.TABLE,
) -> None:
    """Upload resumes (PDF, DOCX, TXT) and say what became of each."""
    session: Session = context.obj
    files = _find_files(paths)
    with session.open() as client, Meter("reading" if wait else "uploading") as meter:
        outcomes = client.upload(
            job_id, files, wait=wait, on_progress=meter.show, timeout_seconds=timeout_seconds
        )
    reports = [_report(one) for one in outcomes]
    show_list(output, FILES, reports)
    if bad := [one for one in reports if one.state in ("refused", "failed")]:
        tell(f"{len(bad)} of {len(reports)} files cannot be ranked")
        sys.exit(1)


def erase(
    context: typer.Context,
    job_id: JobArgument,
    candidate_id: CandidateArgument,
    yes: YesOption = False,
) -> None:
    """Erase a candidate everywhere, rows of finished rankings included."""
    session: Session = context.obj
    confirm(f"Erase {candidate_id} everywhere, for good?", yes=yes)
    with session.open() as client:
        client.erase(job_id, candidate_id)


def _find_files(paths: Sequence[Path]) -> list[Path]:
    files = [file for path in paths for file in (find_resumes(path) if path.is_dir() else [path])]
    if not files:
        raise UsageError("there is no PDF, DOCX or TXT file in there")
    return files


def _report(outcome: UploadOutcome) -> FileReport:
    reading = outcome.reading
    if outcome.error is not None:
        state, detail = "refused", str(outcome.error)
    elif reading is None:
        state, detail = "uploaded", None
    else:
        state, detail = reading.state, reading.detail
    return FileReport(
        file=str(outcome.path), candidate_id=outcome.candidate_id, state=state, detail=detail
    )
