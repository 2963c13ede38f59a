"""`shortlist decide` and `decisions`."""

from enum import StrEnum
from itertools import islice
from typing import Annotated

import typer

from shortlist_client.cli.candidate_commands import CandidateArgument
from shortlist_client.cli.job_post_commands import ALL, JobArgument, LimitOption
from shortlist_client.cli.output import Column, Output, OutputOption, show_list
from shortlist_client.cli.session import Session, UsageError
from shortlist_client.shapes import CandidateDecision, NamedDecision, NewAdjustment

DECISIONS = (
    Column[NamedDecision]("candidate id", lambda one: one.candidate_id, is_whole=True),
    Column[NamedDecision]("decision", lambda one: one.decision),
    Column[NamedDecision]("reason", lambda one: one.reason),
    Column[NamedDecision]("note", lambda one: one.note),
    Column[NamedDecision]("points", lambda one: one.adjustment and one.adjustment.points),
    Column[NamedDecision]("decided by", lambda one: one.decided_by, is_extra=True),
    Column[NamedDecision]("decided", lambda one: one.decided_at, is_whole=True, is_extra=True),
)


class DecisionChoice(StrEnum):
    """What a person decides."""

    TALK = "talk"
    LATER = "later"
    NO = "no"
    NONE = "none"


PANEL = "Decisions"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command("decide", rich_help_panel=PANEL)(decide)
    app.command("decisions", rich_help_panel=PANEL)(list_decisions)


def decide(
    context: typer.Context,
    job_id: JobArgument,
    candidate_id: CandidateArgument,
    decision: Annotated[
        DecisionChoice,
        typer.Argument(metavar="DECISION", help="What you decided; 'none' takes it back."),
    ],
    reason: Annotated[
        str | None, typer.Option(help="Why; a 'no' needs one.", show_default=False)
    ] = None,
    note: Annotated[
        str | None, typer.Option(help="Words for the colleagues.", show_default=False)
    ] = None,
    points: Annotated[
        int | None,
        typer.Option(min=-30, max=30, help="Add to the score, or take off.", show_default=False),
    ] = None,
    points_reason: Annotated[
        str | None, typer.Option(help="Why those points.", show_default=False)
    ] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Write down what you decided about a candidate; a note or points that are there stay."""
    session: Session = context.obj
    if (points is None) != (points_reason is None):
        raise UsageError("--points and --points-reason go together")
    given: dict[str, object] = {} if note is None else {"note": note}
    if points is not None:
        given["adjustment"] = NewAdjustment(points=points, reason=points_reason or "")
    new = CandidateDecision.model_validate(
        {
            "candidate_id": candidate_id,
            "decision": None if decision is DecisionChoice.NONE else decision.value,
            "reason": reason,
            **given,
        }
    )
    with session.open() as client:
        show_list(output, DECISIONS, client.decide_all(job_id, [new]))


def list_decisions(
    context: typer.Context,
    job_id: JobArgument,
    limit: LimitOption = ALL,
    output: OutputOption = Output.TABLE,
) -> None:
    """List what was decided about the candidates of a job post."""
    session: Session = context.obj
    with session.open() as client:
        show_list(output, DECISIONS, islice(client.list_decisions(job_id), limit))
