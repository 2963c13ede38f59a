"""`shortlist rank`, `rows` and `export`."""

import sys
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated, cast

import typer

from shortlist_client.cli.candidate_commands import BlindOption
from shortlist_client.cli.job_post_commands import (
    ALL,
    JobArgument,
    LimitOption,
    YesOption,
    confirm,
)
from shortlist_client.cli.output import (
    Column,
    Output,
    OutputOption,
    make_console,
    show_list,
    show_one,
    tell,
)
from shortlist_client.cli.progress import Meter
from shortlist_client.cli.rows_table import draw_rows
from shortlist_client.cli.session import Session
from shortlist_client.cli.task_commands import PANEL, TaskArgument
from shortlist_client.client import Shortlist
from shortlist_client.rankings import WAIT_SECONDS, RankingOptions
from shortlist_client.shapes import Estimate, Row, Samples, Started, TaskStatus


class RankerChoice(StrEnum):
    """What ranks."""

    OFFLINE = "offline"
    LLM = "llm"


STARTED = (
    Column[Started]("task id", lambda one: one.task_id, is_whole=True),
    Column[Started]("job id", lambda one: one.job_id, is_whole=True),
    Column[Started]("status", lambda one: one.status),
)
ROWS = (
    Column[Row]("rank", lambda one: one.rank),
    Column[Row]("candidate id", lambda one: one.candidate_id),
    Column[Row]("name", lambda one: one.name or one.label),
    Column[Row]("score", lambda one: one.score),
    Column[Row]("confidence", lambda one: one.confidence),
    Column[Row]("gates", lambda one: [f"{gate.id}={gate.status}" for gate in one.gates]),
    Column[Row]("scored by", lambda one: one.scored_by),
    Column[Row]("reason", lambda one: one.reason),
    Column[Row]("matched", lambda one: one.matched),
    Column[Row]("missing", lambda one: one.missing),
    Column[Row]("flags", lambda one: one.flags),
)


RankerOption = Annotated[
    RankerChoice | None, typer.Option(help="Rules or a model.", show_default=False)
]
ModelOption = Annotated[str | None, typer.Option(help="The language model.", show_default=False)]
SamplesOption = Annotated[
    int | None, typer.Option(help="Ask the model 1 or 3 times each.", show_default=False)
]
MaxCostOption = Annotated[
    float | None, typer.Option("--max-cost", help="In US dollars.", show_default=False)
]
TierOption = Annotated[
    str | None, typer.Option(help="The tier of the model server.", show_default=False)
]
BlindModelOption = Annotated[bool, typer.Option(help="Hide from the model who a candidate is.")]
WaitOption = Annotated[bool, typer.Option(help="Wait for its end and show the rows.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=1, help="How many seconds to wait for that.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command("rank", rich_help_panel=PANEL)(rank)
    app.command("rows", rich_help_panel=PANEL)(show_rows)
    app.command("export", rich_help_panel=PANEL)(export)


def rank(
    context: typer.Context,
    job_id: JobArgument,
    ranker: RankerOption = None,
    model: ModelOption = None,
    samples: SamplesOption = None,
    max_cost_usd: MaxCostOption = None,
    service_tier: TierOption = None,
    blind: BlindModelOption = True,
    wait: WaitOption = True,
    timeout_seconds: TimeoutOption = WAIT_SECONDS,
    yes: YesOption = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Rank the candidates of a job post; what may cost money is asked first."""
    session: Session = context.obj
    options: RankingOptions = {
        "ranker": ranker and ranker.value,
        "model": model,
        "samples": cast("Samples | None", samples),
        "max_cost_usd": max_cost_usd,
        "service_tier": service_tier,
        "blind": blind,
    }
    with session.open() as client:
        started = _start(client, job_id, options, yes=yes)
        if not wait:
            show_one(output, STARTED, started)
            return
        status = _follow(client, started, timeout_seconds)
        _show_rows(output, list(client.rows(status)))
    _tell_facts(status)


def show_rows(
    context: typer.Context,
    task_id: TaskArgument,
    blind: BlindOption = False,
    limit: LimitOption = ALL,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show the rows of a ranking, best first."""
    session: Session = context.obj
    with session.open() as client:
        _show_rows(output, list(islice(client.rows(task_id, blind=blind), limit)))


def export(
    context: typer.Context,
    task_id: TaskArgument,
    to: Annotated[
        Path | None, typer.Option("--to", help="The file to write.", dir_okay=False)
    ] = None,
    blind: BlindOption = False,
) -> None:
    """Write a ranking with its decisions as CSV, for a spreadsheet."""
    session: Session = context.obj
    with session.open() as client:
        content = client.export_csv(task_id, blind=blind)
    if to is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        to.write_bytes(content)
        tell(f"{to} has {len(content)} bytes")


def describe_estimate(estimate: Estimate) -> str:
    """Return in words what a ranking would take."""
    if not estimate.calls:
        return f"by rules, about {estimate.seconds:.0f} s, at no cost"
    cost = estimate.cost_usd
    price = f"${cost.low:.2f} to ${cost.high:.2f}" if cost else "at a price that is not known"
    return f"{estimate.calls} calls of {estimate.model}, about {estimate.seconds:.0f} s, {price}"


def _start(client: Shortlist, job_id: str, options: RankingOptions, *, yes: bool) -> Started:
    estimate = client.estimate(job_id, **options)
    tell(describe_estimate(estimate))
    if estimate.calls:
        confirm("Start it?", yes=yes)
    return client.rank(job_id, **options)


def _follow(client: Shortlist, started: Started, timeout_seconds: float) -> TaskStatus:
    try:
        with Meter(f"ranking {started.job_id}") as meter:
            return client.wait(
                started.task_id, on_progress=meter.show_status, timeout_seconds=timeout_seconds
            )
    except KeyboardInterrupt:
        task = started.task_id
        tell(f"\nit goes on: shortlist status {task}; or end it: shortlist cancel {task}")
        raise


def _show_rows(output: Output, rows: list[Row]) -> None:
    if output is Output.TABLE:
        draw_rows(make_console(), rows)
    else:
        show_list(output, ROWS, rows)


def _tell_facts(status: TaskStatus) -> None:
    if status.result is None:
        return
    usage, cost = status.result.token_usage, status.result.estimated_cost
    spent = "at a price that is not known" if cost is None else f"${cost:.4f}"
    tell(f"task {status.task_id}: {usage.calls} calls, {usage.total or 0} tokens, {spent}")
    for warning in status.result.warnings:
        tell(f"note: {warning}")
