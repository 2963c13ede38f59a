"""The report: tables of times, calls and prices."""

from collections.abc import Sequence
from pathlib import Path

from tools.bench import prices
from tools.bench.calls import CountedCalls
from tools.bench.piles import Makespan

EMULATOR = (
    "Of a large pile most of that time is the emulator's. It answers one request at a time, and",
    "holds the condition of a query against every item of the partition, where DynamoDB reads only",
    "the range asked for. A sampling profile while 10,000 candidates were ranked found it busy",
    "97 % of the time, and 77 % in queries. So the last row says that a ranking of that size ends",
    "and is whole, and little about its time in AWS.",
)


def write_report(
    folder: Path, makespans: Sequence[Makespan], counted: Sequence[CountedCalls], command: str
) -> None:
    """Write benchmark.md into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [
        "# Benchmark",
        "",
        f"Made by `{command}` on the warm local cloud; times depend on the machine.",
        "",
        "## From 202 to SUCCESS, offline ranker",
        "",
        *_tabulate_makespans(makespans),
        "",
        *EMULATOR,
        "",
        "## AWS calls of one ranking",
        "",
        "Counted in one process over moto, from the start to SUCCESS; Lambda's own polling of the",
        "queue is not in it.",
        "",
        *_tabulate_calls(counted),
        "",
        *_fit_cost(counted),
        "",
    ]
    (folder / "benchmark.md").write_text("\n".join(parts), encoding="utf-8")


def _tabulate_makespans(makespans: Sequence[Makespan]) -> list[str]:
    rows = ["| candidates | runs | median s | fastest s | slowest s | ms a candidate |"]
    rows.append("|---|---|---|---|---|---|")
    rows += [
        f"| {one.size} | {len(one.seconds)} | {one.median:.2f} | {min(one.seconds):.2f}"
        f" | {max(one.seconds):.2f} | {1000 * one.median / one.size:.2f} |"
        for one in makespans
    ]
    return rows


def _tabulate_calls(counted: Sequence[CountedCalls]) -> list[str]:
    names = sorted({name for one in counted for name in one.calls})
    rows = ["| call | " + " | ".join(str(one.size) for one in counted) + " |"]
    rows.append("|---" * (len(counted) + 1) + "|")
    rows += [
        f"| {name} | " + " | ".join(str(one.calls.get(name, 0)) for one in counted) + " |"
        for name in names
    ]
    for name, values in (
        ("kB written to DynamoDB", [one.written_bytes / 1000 for one in counted]),
        ("kB read from DynamoDB", [one.read_bytes / 1000 for one in counted]),
    ):
        rows.append(f"| {name} | " + " | ".join(f"{value:.0f}" for value in values) + " |")
    messages = " | ".join(str(one.messages) for one in counted)
    return [*rows, f"| messages worked off | {messages} |"]


def _fit_cost(counted: Sequence[CountedCalls]) -> list[str]:
    fixed, each = fit_line([one.size for one in counted], [one.price() for one in counted])
    return [
        "## What that costs",
        "",
        f"With list prices of {prices.AS_OF} ({prices.REGION}; check them): about"
        f" ${fixed * 1000:.3f} for a thousand rankings and ${each * 1_000_000:.2f} for a million"
        " candidates on top, for DynamoDB and SQS. Lambda's time comes on top of that.",
    ]


def fit_line(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """Fit a straight line by least squares and return its value at zero and its slope."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    return mean_y - slope * mean_x, slope
