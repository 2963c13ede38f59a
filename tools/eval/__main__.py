"""`python -m tools.eval --data FOLDER`: prints the table, and keeps it in a page when asked to."""

import argparse
from pathlib import Path

from tools.eval.calibration import write_calibration
from tools.eval.data import read_cases
from tools.eval.measure import measure_case
from tools.eval.report import keep_table, write_table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judged lists")
    parser.add_argument("--out", type=Path, help="page to keep the table in")
    options = parser.parse_args()
    cases = [measure_case(case) for case in read_cases(options.data)]
    scores = [score for case in cases for score in case.scores]
    table = f"{write_table(cases)}\n\n{write_calibration(scores)}"
    print(table)
    if options.out:
        command = f"python -m tools.eval --data FOLDER --out {options.out.as_posix()}"
        keep_table(options.out, table, command)


if __name__ == "__main__":
    main()
