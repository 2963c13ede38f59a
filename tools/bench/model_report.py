"""The tables of rankings with a model that docs/measurements/benchmark-model.md keeps."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import psutil

from tools.bench.model_rankings import Case
from tools.pages import tabulate

BUDGETS_SECONDS = {100: 1.0, 1000: 4.0}
BUDGET_RATIO = 1.1
BUDGET_SHARE_429 = 0.02
BUDGET_MEGABYTES = 512
Columns = dict[str, Callable[[Case], str]]


def describe_run(command: str) -> str:
    """Write what is measured where and when, before it is."""
    now = datetime.now(UTC)
    memory_gib = psutil.virtual_memory().total / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    machine = f"{psutil.cpu_count()} cores, {memory_gib:.0f} GiB; load before the run {load}"
    return f"`{command}` on {now:%Y-%m-%d} from {now:%H:%M} UTC; {machine}."


def write_parts(made: str, cases: Sequence[Case]) -> dict[str, str]:
    """Write the parts of the page."""
    return {
        "made": made,
        "rankings": _write_table(_COLUMNS, cases),
        "first": _write_table(_FIRST_COLUMNS, cases),
        "budgets": tabulate(("what", "measured", "budget", ""), _judge(cases)),
    }


def _write_table(columns: Columns, cases: Sequence[Case]) -> str:
    return tabulate(list(columns), [[write(case) for write in columns.values()] for case in cases])


def _write_span(case: Case) -> str:
    return f"{min(run.seconds for run in case.runs):.2f} to {case.most(lambda r: r.seconds):.2f}"


def _write_cost(case: Case) -> str:
    cost_usd = case.runs[-1].cost_usd
    return "unknown" if cost_usd is None else f"{100 * cost_usd / case.size:.4f}"


def _count(name: str) -> Callable[[Case], str]:
    return lambda case: str(case.most(lambda run: run.counts[name]))


_CASE: Columns = {
    "limit": lambda case: case.behaviour.limit,
    "candidates": lambda case: str(case.size),
}
_COLUMNS: Columns = _CASE | {
    "runs": lambda case: str(len(case.runs)),
    "seconds": lambda case: f"{case.seconds:.2f}",
    "fastest to slowest": _write_span,
    "bound s": lambda case: f"{case.bound_seconds:.1f}",
    "ratio": lambda case: f"{case.ratio:.2f}",
    "429s": _count("rejected_429"),
    "share of 429s": lambda case: f"{case.most(lambda run: run.share_429):.1%}",
    "most in flight": _count("most_in_flight"),
    "answered again": _count("answered_again"),
    "rows not by the model": lambda case: str(case.most(lambda run: run.not_by_model)),
    "input tokens": lambda case: f"{case.median(lambda run: run.usage['input']):.0f}",
    "cached": lambda case: f"{case.median(lambda run: run.cached_share):.0%}",
    "output tokens": lambda case: f"{case.median(lambda run: run.usage['output']):.0f}",
    "USD for 100": _write_cost,
}
_FIRST_COLUMNS: Columns = _CASE | {
    "seconds": lambda case: f"{case.first.seconds:.2f}",
    "ratio": lambda case: f"{case.first.seconds / case.bound_seconds:.2f}",
    "429s": lambda case: str(case.first.counts["rejected_429"]),
    "share of 429s": lambda case: f"{case.first.share_429:.1%}",
    "answered again": lambda case: str(case.first.counts["answered_again"]),
    "rows not by the model": lambda case: str(case.first.not_by_model),
}


def _judge(cases: Sequence[Case]) -> list[Sequence[str]]:
    rows = []
    for case in cases:
        where = f"{case.size} candidates, limit: {case.behaviour.limit}"
        if case.behaviour.rpm:
            share = case.most(lambda run: run.share_429)
            rows.append(_judge_one(f"{where}: ratio", case.ratio, BUDGET_RATIO))
            rows.append(_judge_one(f"{where}: share of 429s", share, BUDGET_SHARE_429))
        elif case.size in BUDGETS_SECONDS:
            rows.append(_judge_one(f"{where}: seconds", case.seconds, BUDGETS_SECONDS[case.size]))
    again = max(case.most(lambda run: run.counts["answered_again"]) for case in cases)
    rows.append(_judge_one("answered again (paid twice)", again, 0))
    memory = max(case.most(lambda run: run.worker_megabytes) for case in cases)
    rows.append(_judge_one("memory of a worker, MB", memory, BUDGET_MEGABYTES))
    return rows


def _judge_one(what: str, measured: float, budget: float) -> Sequence[str]:
    return what, f"{measured:.4g}", f"{budget:g}", "kept" if measured <= budget else "missed"
