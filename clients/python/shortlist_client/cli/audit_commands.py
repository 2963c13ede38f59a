"""`shortlist audit` and `shortlist record`: what auditors and authorities ask for."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table
from rich.text import Text

from shortlist_client.audit.audit_report import (
    CSV_HEADINGS,
    Circumstances,
    list_csv_rows,
    write_audit_page,
)
from shortlist_client.audit.ranking_record import describe_record, gather_record
from shortlist_client.audit.rates import Audit, RateTable, audit_sample
from shortlist_client.audit.record_page import write_record_page
from shortlist_client.audit.sample import Sample, Selection, read_sample
from shortlist_client.cli.output import (
    Output,
    OutputOption,
    make_console,
    make_safe,
    make_table,
    print_json,
    tell,
    write_csv,
)
from shortlist_client.cli.session import Session, UsageError

Files = Annotated[
    list[Path], typer.Argument(help="Exported rankings, and behind them the file of groups.")
]
PageOption = Annotated[
    Path | None, typer.Option("--page", help="Write a page to print (HTML) to this file, too.")
]
Data = Literal["historical", "test"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command()(audit)
    app.command()(record)


def audit(
    files: Files,
    *,
    top: Annotated[int | None, typer.Option(min=1, help="Selected: this rank or better.")] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=100, help="Selected: this score or more.")
    ] = None,
    leave_out_small: Annotated[
        bool, typer.Option(help="Leave categories under 2 % of the data out of the ratios.")
    ] = False,
    source: Annotated[str, typer.Option(help="Where the data comes from, for the page.")] = "",
    in_use_since: Annotated[str, typer.Option(help="When the use began, for the page.")] = "",
    data: Annotated[Data, typer.Option(help="What the rankings were made for.")] = "historical",
    page: PageOption = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Compare selection and scoring rates of groups, in the form of New York City's rules.

    The last file has the columns candidate_id, sex and race_ethnicity. Selected is whom a person
    decided to talk to, unless an option says otherwise. This is no independent audit.
    """
    *exports, groups = files
    if not exports:
        raise UsageError("name one export or more, and behind them the file of groups")
    selection = _choose_selection(top, min_score)
    sample = read_sample(exports, groups, selection)
    found = audit_sample(sample, leave_out_small=leave_out_small)
    circumstances = Circumstances(_today(), source, in_use_since, data)
    if page is not None:
        text = write_audit_page(found, sample, selection, circumstances)
        page.write_text(text, encoding="utf-8")
        tell(f"wrote {page}")
    _show(output, found, sample)


def record(
    context: typer.Context,
    task_id: Annotated[str, typer.Argument(help="The ranking, which has succeeded.")],
    page: PageOption = None,
) -> None:
    """Print the record of a ranking as JSON: rules, versions, counts, decisions and overrides.

    After Articles 12 and 13 of the EU AI Act. It holds ids of candidates and the reasons that
    people gave, and no name and no resume.
    """
    session: Session = context.obj
    with session.open() as client:
        found = gather_record(client, task_id, datetime.now(UTC))
    if page is not None:
        page.write_text(write_record_page(found), encoding="utf-8")
        tell(f"wrote {page}")
    print_json(describe_record(found))


def _choose_selection(top: int | None, min_score: float | None) -> Selection:
    if top is not None and min_score is not None:
        raise UsageError("selected are the first or those above a score, not both")
    if top is not None:
        return Selection("top", top)
    return Selection() if min_score is None else Selection("score", min_score)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _show(output: Output, found: Audit, sample: Sample) -> None:
    if output is Output.JSON:
        print_json({**asdict(found), "unused_groups": sample.unused_groups})
    elif output is Output.CSV:
        write_csv(CSV_HEADINGS, list_csv_rows(found))
    else:
        for kind, tables in (("Selection", found.selection), ("Scoring", found.scoring)):
            for table in tables:
                make_console().print(
                    _draw(f"{kind} rates: {table.title} ({table.unknown} unknown)", table)
                )
        tell(f"{found.unknown} of {found.applicants} applications lack sex, race or both")


def _draw(title: str, table: RateTable) -> Table:
    drawn = make_table()
    drawn.title, drawn.title_justify = title, "left"
    drawn.add_column("category", overflow="fold")
    for heading in ("applicants", "reached", "rate", "impact ratio", "95 %"):
        drawn.add_column(heading, justify="right", no_wrap=True)
    drawn.add_column("remarks", overflow="fold")
    for one in table.rates:
        interval = one.ratio_interval
        drawn.add_row(
            Text(make_safe(", ".join(one.category))),
            f"{one.applicants}",
            f"{one.reached}",
            f"{one.rate:.1%}",
            "" if one.ratio is None else f"{one.ratio:.3f}",
            "" if interval is None else f"{interval.low:.2f} to {interval.high:.2f}",
            "; ".join(one.remarks),
        )
    return drawn
