"""The command line that all measures share: where the data is, and which page keeps the tables."""

import argparse
from pathlib import Path

from tools.pages import keep


def make_parser(module: str, about: str | None, *, needs_data: bool) -> argparse.ArgumentParser:
    """Make the parser of a measure's own options, with the shared ones in it."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    if needs_data:
        parser.add_argument("--data", type=Path, required=True, help="folder with the data")
    parser.add_argument("--out", type=Path, help="page to keep the tables in")
    return parser


def tell(parser: argparse.ArgumentParser, options: argparse.Namespace, tables: str) -> None:
    """Print the tables, and keep them in the page that was asked for, with the command."""
    print(tables)
    if options.out:
        data = " --data FOLDER" if "data" in options else ""
        command = f"{parser.prog}{data} --out {options.out.as_posix()}"
        keep(options.out, {"table": f"`{command}`\n\n{tables}"})
