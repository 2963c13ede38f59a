"""How much a score moves when the same question is asked again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, stdev

from tools.eval.metrics import compute_tau_b
from tools.eval.model_cases import (
    DEPTH,
    choose_cases,
    cut_case,
    hide_relevance,
    order_by_score,
    plant_marks,
)
from tools.eval.model_pipeline import Pipeline, make_resumes
from tools.eval.model_setup import Section, Setup, write_table
from tools.eval.model_single import ask_scores

_JOBS = 2
_CANDIDATES = 20
Scores = Mapping[str, float]


@dataclass(frozen=True)
class Run:
    """The scores and the order of one run."""

    scores: Scores
    order: Sequence[str]


@dataclass(frozen=True)
class Spread:
    """How far runs lie apart: of a candidate's score, and between two runs."""

    mean_deviation: float
    largest_deviation: float
    mean_range: float
    largest_range: float
    overlap: float
    tau_b: float


def measure_spread(runs: Sequence[Run]) -> Spread:
    """Compare runs of the same candidates; scores have 0 to 100 points."""
    columns = [[run.scores[key] for run in runs] for key in runs[0].scores]
    deviations = [stdev(column) for column in columns]
    ranges = [max(column) - min(column) for column in columns]
    pairs = list(combinations(runs, 2))
    return Spread(
        mean_deviation=fmean(deviations),
        largest_deviation=max(deviations),
        mean_range=fmean(ranges),
        largest_range=max(ranges),
        overlap=fmean(_measure_overlap(one, other) for one, other in pairs),
        tau_b=fmean(_compare(one, other) for one, other in pairs),
    )


def measure_retest(setup: Setup) -> Section:
    """Ask about the same resumes many times, in three ways."""
    rows = []
    for case in choose_cases(setup.cases, min(setup.jobs, _JOBS), least=_CANDIDATES):
        marked, marks = plant_marks(cut_case(case, min(setup.candidates, _CANDIDATES)))
        pipeline = Pipeline(marked, setup.model)
        relevance = hide_relevance(marked, marks)
        for name, ask in _list_ways(pipeline).items():
            setup.model.pretend(judge="oracle", noise=1.0, relevance=relevance, resample=True)
            spread = measure_spread([ask() for _ in range(setup.runs)])
            criteria = str(len(pipeline.rubric.criteria))
            rows.append([case.source, criteria, str(len(marked.resumes)), name, *_write(spread)])
    headers = ["job post of", "criteria", "candidates", "asked for"]
    headers += ["SD of a score", "range of a score", "same top 10", "tau-b of two runs"]
    note = (
        f"{setup.runs} runs, none of them cached. SD and range: mean over the candidates, and the"
        " largest in brackets, in points of 100. Two random orders of 20 candidates share half of"
        " their top 10."
    )
    if setup.model.stub:
        note += (
            " The stub errs anew in every run. Most of these candidates have the same relevance,"
            " so that their order among each other is nothing but noise: the overlap and tau-b"
            " cannot come near 1. It errs in each criterion by itself, so that ten criteria even"
            " out more than two."
        )
    return Section("retest", "Asked again", f"{write_table(headers, rows)}\n\n{note}")


def _list_ways(pipeline: Pipeline) -> dict[str, Callable[[], Run]]:
    resumes = make_resumes(pipeline.case.resumes)
    tails = {one.candidate.candidate_id: pipeline.show(one) for one in resumes}

    def rank(samples: int) -> Run:
        outcome = pipeline.rank(resumes, samples=samples)
        return Run(outcome.scores, outcome.order)

    def ask() -> Run:
        scores = ask_scores(pipeline.case, pipeline.model, tails)
        return Run(scores, order_by_score(scores))

    return {
        "one overall score": ask,
        "levels, `samples: 1`": lambda: rank(1),
        "levels, `samples: 3`": lambda: rank(3),
    }


def _measure_overlap(one: Run, other: Run) -> float:
    return len({*one.order[:DEPTH]} & {*other.order[:DEPTH]}) / min(DEPTH, len(one.order))


def _compare(one: Run, other: Run) -> float:
    keys = list(one.scores)
    return compute_tau_b([one.scores[key] for key in keys], [other.scores[key] for key in keys])


def _write(spread: Spread) -> list[str]:
    return [
        f"{spread.mean_deviation:.1f} ({spread.largest_deviation:.1f})",
        f"{spread.mean_range:.1f} ({spread.largest_range:.1f})",
        f"{spread.overlap:.2f}",
        f"{spread.tau_b:.2f}",
    ]
