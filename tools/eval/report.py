"""The measures as a Markdown table, and the page that keeps it."""

from collections.abc import Sequence
from pathlib import Path

from tools.eval.data import IN_MACRO
from tools.eval.measure import Judged, average_macro, average_sources, find_intervals

BEGIN = "<!-- table: begin -->"
END = "<!-- table: end -->"


def write_table(cases: Sequence[Judged]) -> str:
    """Write one row a source, those of the macro first, then the macro."""
    sources, intervals = average_sources(cases), find_intervals(cases)
    names = [name for name in IN_MACRO if name in sources]
    names += [name for name in sources if name not in IN_MACRO]
    lines = [
        "| source | job posts | nDCG@10 | 95 % of draws | tau-b | P@5 | CPU s / 100 resumes |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in names:
        one = sources[name]
        lines.append(
            f"| {name} | {one.jobs} | {one.ndcg:.3f} | {_show(intervals[name])} | {one.tau_b:.3f}"
            f" | {one.precision_at_5:.3f} | {one.seconds_per_100:.2f} |"
        )
    macro = average_macro(sources)
    lines.append(f"| **macro** | | **{macro:.3f}** | {_show(intervals[''])} | | | |")
    return "\n".join(lines)


def _show(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}"


def keep_table(page: Path, table: str, command: str) -> None:
    """Put the table and its command between the page's marks, leaving the rest of it alone."""
    block = f"{BEGIN}\n`{command}`\n\n{table}\n{END}"
    text = page.read_text("utf-8") if page.exists() else f"# Evaluation\n\n{BEGIN}\n{END}\n"
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no marks for the table")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(before + block + after, "utf-8")
