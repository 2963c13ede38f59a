"""`python -m tools.eval.model --data FOLDER`: measures rankings with a model.

Without `--stub` it asks the server of OPENAI_BASE_URL with the key of OPENAI_API_KEY, which may
cost money; `--jobs` and `--candidates` say how much is asked.
"""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import fmean
from typing import NamedTuple

from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.settings import OPENAI_URL
from shortlist.spending import Spend, prices_date
from tools.eval.data import IN_MACRO, Case, read_cases
from tools.eval.model_cases import (
    choose_cases,
    cut_case,
    hide_relevance,
    measure_ndcg,
    measure_tau,
    plant_marks,
)
from tools.eval.model_pipeline import Pipeline, make_resumes
from tools.eval.model_server import ModelUnderTest, run_stub
from tools.pages import make_parser, tabulate, tell


@dataclass
class _Counts:
    """What was counted over all job posts."""

    spends: list[Spend] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    candidates: int = 0


class _Order(NamedTuple):
    """How a model and the offline ranker order one job post's candidates."""

    candidates: int
    figures: tuple[float, ...]


def measure_quality(model: ModelUnderTest, cases: Iterable[Case]) -> str:
    """Rank the candidates of job posts, compare with the grades, and write what came of it."""
    counts = _Counts()
    orders: dict[str, list[_Order]] = defaultdict(list)
    for case in cases:
        orders[case.source].append(_measure_case(case, model, counts))
    return "\n\n".join([_write_orders(orders), _write_cost(counts)])


def _measure_case(case: Case, model: ModelUnderTest, counts: _Counts) -> _Order:
    if model.stub:
        case, marks = plant_marks(case)
        model.pretend(judge="oracle", noise=1.0, relevance=hide_relevance(case, marks))
    pipeline = Pipeline(case, model)
    resumes = make_resumes(case.resumes)
    outcome = pipeline.rank(resumes)
    counts.candidates += len(outcome.rows)
    counts.spends += [one.spend for one in outcome.ranked if one.spend]
    counts.reasons.update(row["reason"] for row in outcome.rows if row["scored_by"] != "llm")
    pair = (outcome, pipeline.rank_offline(resumes))
    ndcg = (measure_ndcg(case, one.order) for one in pair)
    tau = (measure_tau(case.judgements, one.scores) for one in pair)
    return _Order(len(resumes), (*ndcg, *tau))


def _write_orders(orders: dict[str, list[_Order]]) -> str:
    rows, means = [], []
    for source in (name for name in IN_MACRO if name in orders):
        some = orders[source]
        mean = [fmean(values) for values in zip(*(one.figures for one in some), strict=True)]
        means.append(mean)
        count = sum(one.candidates for one in some)
        rows.append([source, str(len(some)), str(count), *(f"{value:.3f}" for value in mean)])
    macro = [fmean(column) for column in zip(*means, strict=True)]
    rows.append(["**macro**", "", "", *(f"**{value:.3f}**" for value in macro)])
    headers = ("source", "job posts", "candidates", "nDCG@10", "offline", "tau-b", "offline")
    return tabulate(headers, rows)


def _write_cost(counts: _Counts) -> str:
    spends = counts.spends
    costs = [one.cost_usd for one in spends if one.cost_usd is not None]
    total = sum(costs, Decimal(0)) if len(costs) == len(spends) else None
    read, cached = sum(one.input or 0 for one in spends), sum(one.cached or 0 for one in spends)
    written = sum(one.output or 0 for one in spends)
    calls, retries = sum(one.calls for one in spends), sum(one.retries for one in spends)
    scored = counts.candidates - counts.reasons.total()
    failed = ", ".join(f"{name} {count}" for name, count in counts.reasons.most_common())
    per_100 = "unknown price" if total is None else f"{100 * total / max(1, scored):.4f} USD"
    rows = [
        ["candidates scored by the model", write_share(scored, counts.candidates)],
        ["kept their offline score", failed or "none"],
        ["calls, of them repeated", f"{calls}, {retries}"],
        ["input tokens a candidate", f"{read / max(1, scored):.0f}"],
        ["of them cached", write_share(cached, read)],
        ["output tokens a candidate", f"{written / max(1, scored):.0f}"],
        ["cost of 100 candidates", per_100],
    ]
    return tabulate(("tokens and cost, as the server reported them", "measured"), rows)


def write_share(part: int, whole: int) -> str:
    """Write how many of how many, and the percentage."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none to count"


def main() -> int:
    """Measure and print."""
    parser = _make_parser()
    options = parser.parse_args()
    with _open_model(options, parser) as model:
        chosen = choose_cases(read_cases(options.data), options.jobs)
        body = measure_quality(model, [cut_case(case, options.candidates) for case in chosen])
    facts = write_facts(model, datetime.now(UTC).date())
    tell(parser, options, f"{facts}\n\n{body}")
    return 0


def write_facts(model: ModelUnderTest, day: date) -> str:
    """Write what was measured, of which day."""
    rows = [
        ("date", day.isoformat()),
        ("model", model.name),
        ("server", model.server),
        ("prompt version", PROMPT_VERSION),
        ("prices of", prices_date()),
    ]
    return tabulate(("what", "which"), rows)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("tools.eval.model", __doc__, needs_data=True)
    parser.add_argument("--stub", action="store_true", help="ask the project's own stub")
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL") or OPENAI_URL)
    parser.add_argument("--model", default=os.environ.get("SHORTLIST_MODEL"))
    parser.add_argument("--jobs", type=int, default=8, help="job posts at most")
    parser.add_argument("--candidates", type=int, default=40, help="candidates a job post at most")
    return parser


@contextmanager
def _open_model(
    options: argparse.Namespace, parser: argparse.ArgumentParser
) -> Iterator[ModelUnderTest]:
    if options.stub:
        with run_stub() as model:
            yield model
        return
    key = os.environ.get("OPENAI_API_KEY")
    if not key or not options.model:
        parser.error("without --stub, OPENAI_API_KEY and a model are needed")
    yield ModelUnderTest(options.base_url, key, options.model)


if __name__ == "__main__":
    sys.exit(main())
