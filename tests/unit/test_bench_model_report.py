"""The report of rankings with a model: what it claims follows from what was measured."""

import pytest

from tools.bench.model_rankings import Behaviour, Case, Run
from tools.bench.model_report import write_parts

FREE = Behaviour(latency_ms=300)
LIMITED = Behaviour(latency_ms=300, rpm=600)


def make_counts(requests: int, refused: int = 0) -> dict[str, int]:
    return {
        "requests": requests,
        "answered": requests - refused,
        "rejected_429": refused,
        "answered_again": 0,
        "most_in_flight": 64,
        "input": 100,
        "cached": 50,
        "output": 10,
    }


def make_run(seconds: float, size: int, refused: int = 0, cost_usd: float | None = 0.02) -> Run:
    return Run(
        seconds=seconds,
        counts=make_counts(size + refused, refused),
        worker_megabytes=120.0,
        usage={"input": 3000, "cached": 2100, "output": 140},
        cost_usd=cost_usd,
        not_by_model=0,
    )


def make_case(size: int, behaviour: Behaviour, *runs: Run) -> Case:
    return Case(size, behaviour, first=make_run(9.0, size), runs=list(runs))


def write_text(case: Case) -> str:
    return "\n".join(write_parts("made", [case]).values())


def find_row(text: str, beginning: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(beginning))


def test_a_case_tells_its_median_and_its_ratio_to_the_bound() -> None:
    runs = [make_run(seconds, 100, cost_usd=0.0184) for seconds in (1.2, 3.0, 1.5)]
    text = write_text(make_case(100, FREE, *runs))
    row = find_row(text, "| none | 100 | 3 |")
    assert row.startswith("| none | 100 | 3 | 1.50 | 1.20 to 3.00 | 0.3 | 5.00 | 0 | 0.0% | 64 |")
    assert row.endswith("| 3000 | 70% | 140 | 0.0184 |")


@pytest.mark.parametrize(("seconds", "verdict"), [(1.0, "kept"), (1.01, "missed")])
def test_the_budget_of_seconds_is_kept_or_missed(seconds: float, verdict: str) -> None:
    text = write_text(make_case(100, FREE, make_run(seconds, 100)))
    assert find_row(text, "| 100 candidates, limit: none: seconds").endswith(f"| {verdict} |")


@pytest.mark.parametrize(
    ("seconds", "refused", "ratio", "share"),
    [(10.9, 2, "kept", "kept"), (11.1, 0, "missed", "kept"), (10.0, 3, "kept", "missed")],
)
def test_a_limit_has_budgets_for_time_and_for_refusals(
    seconds: float, refused: int, ratio: str, share: str
) -> None:
    run = make_run(seconds, 100, refused)
    text = write_text(make_case(100, LIMITED, run))
    where = "| 100 candidates, limit: 600 a minute:"
    assert find_row(text, f"{where} ratio").endswith(f"| {ratio} |")
    assert find_row(text, f"{where} share of 429s").endswith(f"| {share} |")


def test_an_unknown_price_is_not_written_as_nothing() -> None:
    run = make_run(1.0, 10, cost_usd=None)
    text = write_text(make_case(10, FREE, run))
    assert find_row(text, "| none | 10 | 1 |").endswith("| unknown |")


def test_the_memory_of_a_worker_has_a_budget() -> None:
    text = write_text(make_case(100, FREE, make_run(1.0, 100)))
    assert (
        find_row(text, "| memory of a worker, MB")
        == "| memory of a worker, MB | 120 | 512 | kept |"
    )
