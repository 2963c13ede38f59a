"""The report of rankings with a model: tables, and what they were measured on."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tools.bench.model_cases import Case
from tools.bench.model_cloud import Behaviour
from tools.bench.model_rankings import Run

BUDGETS_SECONDS = {100: 1.0, 1000: 4.0}
BUDGET_RATIO = 1.1
BUDGET_SHARE_429 = 0.02
BUDGET_MEGABYTES = 512
_METHOD = """Candidates are invented resumes of about 600 words. Each ranking is of a new
description, so that no row is taken over. The seconds go from the 202 to the first status that
says SUCCESS, asked for every 20 ms at first and every half second in a long ranking; the ratio is
to the bound, which is the time of one call, or candidates divided by the limit. A limit is a bucket
that holds one second of it. The first ranking is by warm workers that know nothing of the server;
before the others, they know its limit and how many calls it takes. Medians, but of 429s, calls in
flight and memory the most."""


@dataclass
class Report:
    """What a run of the tool measured, on what."""

    command: str
    machine: str
    cases: list[Case] = field(default_factory=list)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))


def write_report(folder: Path, report: Report) -> None:
    """Write benchmark-model.md into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmark-model.md").write_text(write_text(report), encoding="utf-8")


def write_text(report: Report) -> str:
    """Write the page, without its picture."""
    lines = [
        "# Benchmark of rankings with a model",
        "",
        f"Made by `{report.command}`",
        f"on {report.began:%Y-%m-%d} from {report.began:%H:%M} UTC, on the warm local cloud.",
        f"{report.machine}. The cloud, its workers and the model server share these cores.",
        "",
        _METHOD,
        "",
        "## Shortlist",
        "",
        *tabulate(_COLUMNS, report.cases),
        "",
        "The first ranking, without knowledge of the server:",
        "",
        *tabulate(_FIRST_COLUMNS, report.cases),
        "",
        "## Budgets",
        "",
        *_judge(report.cases),
        "",
        "## Processor seconds of a ranking",
        "",
        "Of all cores together; others are processes that have nothing to do with the measurement,",
        "and the one that asks for the status.",
        "",
        *tabulate(_LOAD_COLUMNS, report.cases),
        "",
    ]
    return "\n".join(lines)


Columns = dict[str, Callable[[Case], str]]


def tabulate(columns: Columns, cases: Sequence[Case]) -> list[str]:
    """Write a table of cases, one a row."""
    rows = ["| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    return rows + [
        "| " + " | ".join(write(case) for write in columns.values()) + " |" for case in cases
    ]


def _median(case: Case, read: Callable[[Run], float]) -> float:
    return statistics.median(map(read, case.runs))


def _most(case: Case, read: Callable[[Run], float]) -> float:
    return max(map(read, case.runs))


def _write_cost(run: Run, size: int) -> str:
    return "unknown" if run.cost_usd is None else f"{100 * run.cost_usd / size:.4f}"


def _write_limit(behaviour: Behaviour) -> str:
    return f"{behaviour.rpm} a minute" if behaviour.rpm else "none"


_CASE: Columns = {
    "limit": lambda case: _write_limit(case.behaviour),
    "candidates": lambda case: str(case.size),
}
_COLUMNS: Columns = _CASE | {
    "runs": lambda case: str(len(case.runs)),
    "seconds": lambda case: f"{case.seconds:.2f}",
    "fastest to slowest": lambda case: (
        f"{min(run.seconds for run in case.runs):.2f} to {_most(case, lambda r: r.seconds):.2f}"
    ),
    "bound s": lambda case: f"{case.bound_seconds:.1f}",
    "ratio": lambda case: f"{case.seconds / case.bound_seconds:.2f}",
    "429s": lambda case: f"{_most(case, lambda run: run.counts.rejected_429):.0f}",
    "share of 429s": lambda case: f"{_most(case, lambda run: run.share_429):.1%}",
    "most in flight": lambda case: f"{_most(case, lambda run: run.counts.most_in_flight):.0f}",
    "answered again": lambda case: f"{_most(case, lambda run: run.counts.answered_again):.0f}",
    "rows not by the model": lambda case: f"{_most(case, lambda run: run.not_by_model):.0f}",
    "input tokens": lambda case: f"{_median(case, lambda run: run.usage['input']):.0f}",
    "cached": lambda case: f"{_median(case, lambda run: run.cached_share):.0%}",
    "output tokens": lambda case: f"{_median(case, lambda run: run.usage['output']):.0f}",
    "USD for 100": lambda case: _write_cost(case.runs[-1], case.size),
}
_FIRST_COLUMNS: Columns = _CASE | {
    "seconds": lambda case: f"{_first(case).seconds:.2f}",
    "ratio": lambda case: f"{_first(case).seconds / case.bound_seconds:.2f}",
    "429s": lambda case: str(_first(case).counts.rejected_429),
    "share of 429s": lambda case: f"{_first(case).share_429:.1%}",
    "answered again": lambda case: str(_first(case).counts.answered_again),
    "rows not by the model": lambda case: str(_first(case).not_by_model),
}
_LOAD_COLUMNS: Columns = _CASE | {
    "workers": lambda case: f"{_median(case, lambda run: run.load.seconds.workers):.2f}",
    "emulator and other functions": lambda case: (
        f"{_median(case, lambda run: run.load.seconds.cloud):.2f}"
    ),
    "model server": lambda case: f"{_median(case, lambda run: run.load.seconds.model_server):.2f}",
    "others": lambda case: f"{_median(case, lambda run: run.load.seconds.others):.2f}",
    "seconds by the task's own record": lambda case: (
        f"{_median(case, lambda run: run.kept_seconds):.2f}"
    ),
    "highest memory of a worker, MB": lambda case: (
        f"{_most(case, lambda run: run.load.worker_megabytes):.0f}"
    ),
}


def _first(case: Case) -> Run:
    return case.first or case.runs[0]


def _judge(cases: Sequence[Case]) -> list[str]:
    rows = ["| what | measured | budget | |", "|---|---|---|---|"]
    for case in cases:
        where = f"{case.size} candidates, limit: {_write_limit(case.behaviour)}"
        if case.behaviour.rpm:
            ratio = case.seconds / case.bound_seconds
            share = _most(case, lambda run: run.share_429)
            rows.append(_judge_one(f"{where}: ratio", ratio, BUDGET_RATIO))
            rows.append(_judge_one(f"{where}: share of 429s", share, BUDGET_SHARE_429))
        elif case.size in BUDGETS_SECONDS:
            rows.append(_judge_one(f"{where}: seconds", case.seconds, BUDGETS_SECONDS[case.size]))
    again = max(_most(case, lambda run: run.counts.answered_again) for case in cases)
    rows.append(_judge_one("answered again (paid twice)", again, 0))
    memory = max(_most(case, lambda run: run.load.worker_megabytes) for case in cases)
    rows.append(_judge_one("memory of a worker, MB", memory, BUDGET_MEGABYTES))
    return rows


def _judge_one(what: str, measured: float, budget: float) -> str:
    return (
        f"| {what} | {measured:.4g} | {budget:g} | {'kept' if measured <= budget else 'missed'} |"
    )
