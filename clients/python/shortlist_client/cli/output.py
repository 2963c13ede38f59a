"""What a command prints: a table for people, JSON or CSV for programs, errors in one line."""

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shortlist_client.shape import Shape

S = TypeVar("S", bound=Shape)

# A table that nobody sees on a terminal has room for whole lines.
WIDTH_ELSEWHERE = 160
WIDE = 120
# How many spaces are between columns; the box of a table brings one.
GAP = 2
# Control characters and overrides of direction: a resume must not write on somebody's terminal.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# The same as in an export of the server.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


class Output(StrEnum):
    """The form of what a command finds."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


OutputOption = Annotated[
    Output, typer.Option("--output", "-o", envvar="SHORTLIST_OUTPUT", help="The form of the data.")
]


@dataclass(frozen=True)
class Column(Generic[S]):
    """One column: its header, its value, and how a table shows it."""

    header: str
    read: Callable[[S], Any]
    is_number: bool = False
    is_whole: bool = False
    """Whether it is an id or so, which is of no use when cut."""
    is_extra: bool = False
    """Whether a table has it only where there is room; JSON and CSV always do."""


def show_list(output: Output, columns: Sequence[Column[S]], items: Iterable[S]) -> None:
    """Print many values."""
    if output is Output.JSON:
        print_json([dump(one) for one in items])
    elif output is Output.CSV:
        write_csv([column.header for column in columns], _read_cells(columns, items))
    else:
        console, table = make_console(), make_table()
        shown = [one for one in columns if console.width >= WIDE or not one.is_extra]
        for column in shown:
            table.add_column(
                column.header,
                justify="right" if column.is_number else "left",
                no_wrap=column.is_whole or column.is_number,
                overflow="fold",
            )
        for row in _read_cells(shown, items):
            table.add_row(*(Text(write_cell(value)) for value in row))
        console.print(table)


def show_one(output: Output, columns: Sequence[Column[S]], item: S) -> None:
    """Print one value; as a table, a line a column."""
    if output is Output.JSON:
        print_json(dump(item))
    elif output is Output.CSV:
        write_csv([column.header for column in columns], _read_cells(columns, [item]))
    else:
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for column in columns:
            if (text := write_cell(column.read(item))) != "":
                table.add_row(column.header, Text(text))
        make_console().print(table)


def make_table() -> Table:
    """Return a table with the look of all."""
    return Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="bold",
        show_edge=False,
    )


def make_console() -> Console:
    """Return a console for standard output."""
    console = Console(highlight=False)
    if console.is_terminal or "COLUMNS" in os.environ:
        return console
    return Console(highlight=False, width=WIDTH_ELSEWHERE)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, indent=2, ensure_ascii=False))  # noqa: T201 - data


def dump(item: Shape) -> Any:
    """Return a value as the API would say it."""
    return item.model_dump(mode="json", by_alias=True)


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV; what a spreadsheet would take for a formula becomes text."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([header.replace(" ", "_") for header in headers])
    for row in rows:
        writer.writerow([_escape_formula(_flatten(value)) for value in row])


def write_cell(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        return f"{value:g}"
    return make_safe(_flatten(value))


def make_safe(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def tell(text: str) -> None:
    """Say something to the person who waits, on standard error."""
    typer.echo(make_safe(text), err=True)


def tell_error(text: str) -> None:
    """Say on one line of standard error what went wrong."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        Text.assemble(("error:", "bold red"), " ", " ".join(make_safe(text).split()))
    )


def _read_cells(columns: Sequence[Column[S]], items: Iterable[S]) -> Iterable[list[Any]]:
    return ([column.read(item) for column in columns] for item in items)


def _flatten(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value)
    return str(value)


def _escape_formula(text: str) -> str:
    is_number = re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
