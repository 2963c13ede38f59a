"""The tables of times, calls and prices that docs/measurements/benchmark.md keeps."""

from collections.abc import Sequence
from pathlib import Path
from statistics import linear_regression

from tools.bench import prices
from tools.bench.calls import CountedCalls
from tools.bench.piles import Makespan, describe_times
from tools.pages import keep, tabulate


def write_report(
    folder: Path, makespans: Sequence[Makespan], counted: Sequence[CountedCalls]
) -> None:
    """Keep what was measured in benchmark.md of a folder."""
    parts = {
        "times": _tabulate_makespans(makespans),
        "calls": tabulate_calls(counted),
        "prices": _tabulate_prices(counted),
    }
    keep(folder / "benchmark.md", parts)


def _tabulate_makespans(makespans: Sequence[Makespan]) -> str:
    headers = ("candidates", "runs", "median s", "fastest s", "slowest s", "ms a candidate")
    rows = [
        (one.size, *describe_times(one.seconds), f"{1000 * one.median / one.size:.2f}")
        for one in makespans
    ]
    return tabulate(headers, rows)


def tabulate_calls(counted: Sequence[CountedCalls]) -> str:
    """Write how often each call is made for each size, and how much it moves."""
    names = sorted({name for one in counted for name in one.calls})
    rows: list[Sequence[object]] = [
        (name, *(one.calls.get(name, 0) for one in counted)) for name in names
    ]
    rows.append(("kB written to DynamoDB", *(f"{one.written_bytes / 1000:.0f}" for one in counted)))
    rows.append(("kB read from DynamoDB", *(f"{one.read_bytes / 1000:.0f}" for one in counted)))
    rows.append(("messages worked off", *(one.messages for one in counted)))
    return tabulate(("call", *(str(one.size) for one in counted)), rows)


def _tabulate_prices(counted: Sequence[CountedCalls]) -> str:
    """Tell what is paid for any ranking from what is paid for each candidate."""
    each, fixed = linear_regression([one.size for one in counted], [one.price() for one in counted])
    rows = [
        ("a thousand rankings", f"{fixed * 1000:.3f}"),
        ("a million candidates on top", f"{each * 1_000_000:.2f}"),
    ]
    return tabulate(("For", f"USD, {prices.REGION}, {prices.AS_OF}"), rows)
