"""A picture of seconds by candidates: Shortlist, the old system, and the bound."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot

from tools.bench_model.cases import Case, OldCase


def draw(path: Path, cases: Sequence[Case], old_cases: Sequence[OldCase]) -> None:
    """Draw the seconds on two logarithmic axes, the same bytes for the same figures."""
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "shortlist"
    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for rpm in sorted({case.behaviour.rpm for case in cases}):
        limit = f"{rpm} a minute" if rpm else "no limit"
        of_limit = [case for case in cases if case.behaviour.rpm == rpm]
        sizes = [case.size for case in of_limit]
        (line,) = axes.plot(
            sizes, [case.seconds for case in of_limit], marker="o", label=f"Shortlist, {limit}"
        )
        bounds = [case.bound_seconds for case in of_limit]
        axes.plot(sizes, bounds, linestyle=":", color=line.get_color(), label=f"bound, {limit}")
        old = [case for case in old_cases if case.behaviour.rpm == rpm and case.pool == "prefork 2"]
        if old:
            axes.plot(
                [case.size for case in old],
                [case.seconds for case in old],
                marker="x",
                linestyle="--",
                color=line.get_color(),
                label=f"old system, {limit}",
            )
    axes.set(xscale="log", yscale="log", xlabel="candidates", ylabel="seconds from 202 to SUCCESS")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
