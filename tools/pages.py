"""Pages of docs/ with what was measured: tools write what stands between marks, people the rest.

A part called `times` stands between `<!-- times: begin -->` and `<!-- times: end -->`.
"""

import argparse
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def tabulate(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in Markdown."""
    return "\n".join([_write_row(headers), "|" + "---|" * len(headers), *map(_write_row, rows)])


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Return the text of a page with each part between its marks.

    Raises:
        ValueError: if the page has no such marks.
    """
    for name, part in parts.items():
        begin, end = _write_marks(name)
        before, begun, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not begun or not ended:
            raise ValueError(f"the page has no marks for its part {name}")
        text = f"{before}{begin}\n{part}\n{end}{after}"
    return text


def keep(page: Path, parts: Mapping[str, str]) -> None:
    """Put the parts into a page; one that is not there yet is made of nothing else."""
    if page.exists():
        text = page.read_text("utf-8")
    else:
        marks = ("\n".join(_write_marks(name)) for name in parts)
        text = "\n\n".join([f"# {page.stem}", *marks]) + "\n"
        page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(fill(text, parts), "utf-8")


def make_parser(module: str, about: str | None, *, needs_data: bool) -> argparse.ArgumentParser:
    """Make the parser of a measure's own options, with those in it that all measures share."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    if needs_data:
        parser.add_argument("--data", type=Path, required=True, help="folder with the data")
    parser.add_argument("--out", type=Path, help="page to keep the tables in")
    return parser


def tell(parser: argparse.ArgumentParser, options: argparse.Namespace, tables: str) -> None:
    """Print the tables, and keep them in the page that was asked for, with the command."""
    print(tables)
    if options.out:
        command = f"{parser.prog} {_write_options(sys.argv[1:], getattr(options, 'data', None))}"
        keep(options.out, {"table": f"`{command}`\n\n{tables}"})


def _write_options(arguments: Sequence[str], data: Path | None) -> str:
    """Write the options of a command, but not where the data lies on this machine."""
    parts = (one.rpartition("=") for one in arguments)
    return shlex.join(
        f"{option}{mark}{'FOLDER' if data == Path(value) else value}"
        for option, mark, value in parts
    )


def _write_row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _write_marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
