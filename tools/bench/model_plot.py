"""A picture of seconds by candidates: what was measured, and the bound."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot

from tools.bench.model_cases import Case


def draw(path: Path, cases: Sequence[Case]) -> None:
    """Draw the seconds on two logarithmic axes, the same bytes for the same figures."""
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "shortlist"
    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for rpm in sorted({case.behaviour.rpm for case in cases}):
        limit = f"{rpm} a minute" if rpm else "no limit"
        of_limit = [case for case in cases if case.behaviour.rpm == rpm]
        sizes = [case.size for case in of_limit]
        (line,) = axes.plot(sizes, [case.seconds for case in of_limit], marker="o", label=limit)
        bounds = [case.bound_seconds for case in of_limit]
        axes.plot(sizes, bounds, linestyle=":", color=line.get_color(), label=f"bound, {limit}")
    axes.set(xscale="log", yscale="log", xlabel="candidates", ylabel="seconds from 202 to SUCCESS")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
