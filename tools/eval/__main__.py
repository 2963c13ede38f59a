"""`python -m tools.eval --data FOLDER`: prints the table, and keeps it in a page when asked to."""

from collections.abc import Sequence

from tools.eval.calibration import write_calibration
from tools.eval.data import IN_MACRO, read_cases
from tools.eval.measure import (
    Judged,
    average_macro,
    average_sources,
    find_intervals,
    measure_case,
)
from tools.pages import make_parser, tabulate, tell

_HEADERS = (
    "source", "job posts", "nDCG@10", "95 % of draws", "tau-b", "P@5", "CPU s / 100 resumes",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = make_parser("tools.eval", __doc__, needs_data=True)
    options = parser.parse_args()
    cases = [measure_case(case) for case in read_cases(options.data)]
    scores = [score for case in cases for score in case.scores]
    tell(parser, options, f"{write_table(cases)}\n\n{write_calibration(scores)}")


def write_table(cases: Sequence[Judged]) -> str:
    """Write one row a source, those of the macro first, then the macro."""
    sources, intervals = average_sources(cases), find_intervals(cases)
    names = [name for name in IN_MACRO if name in sources]
    names += [name for name in sources if name not in IN_MACRO]
    shown = {name: f"{low:.3f} to {high:.3f}" for name, (low, high) in intervals.items()}
    rows: list[Sequence[object]] = []
    for name in names:
        one = sources[name]
        values = (f"{one.tau_b:.3f}", f"{one.precision_at_5:.3f}", f"{one.seconds_per_100:.2f}")
        rows.append((name, one.jobs, f"{one.ndcg:.3f}", shown[name], *values))
    macro = average_macro(sources)
    return tabulate(_HEADERS, [*rows, ("**macro**", "", f"**{macro:.3f}**", shown[""], "", "", "")])


if __name__ == "__main__":
    main()
