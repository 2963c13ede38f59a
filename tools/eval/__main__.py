"""`python -m tools.eval --data FOLDER`: prints the table, and keeps it in a page when asked to."""

import argparse
from pathlib import Path

from tools.eval.data import read_cases
from tools.eval.measure import measure_sources
from tools.eval.report import keep_table, write_table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judged lists")
    parser.add_argument("--out", type=Path, help="page to keep the table in")
    options = parser.parse_args()
    table = write_table(measure_sources(read_cases(options.data)))
    print(table)
    if options.out:
        command = f"python -m tools.eval --data FOLDER --out {options.out.as_posix()}"
        keep_table(options.out, table, command)


if __name__ == "__main__":
    main()
