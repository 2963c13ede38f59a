"""A judge that errs: is it ordered better by levels than by the overall scores that it gives?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from shortlist.judging.verdict import Verdict
from shortlist.rubric.model import TOP_LEVEL, WEIGHTS, Rubric
from tools.eval.model_cases import (
    choose_cases,
    cut_case,
    hide_relevance,
    measure_ndcg,
    measure_pairs,
    measure_tau,
    order_by_score,
    plant_marks,
)
from tools.eval.model_evidence import read_answers
from tools.eval.model_pipeline import Outcome, Pipeline, make_resumes
from tools.eval.model_setup import Section, Setup
from tools.eval.model_single import ask_scores
from tools.eval.model_trials import (
    COMMON,
    OFFLINE,
    PIPELINE,
    SINGLE,
    SINGLE_TIES,
    UNCHECKED,
    WAYS,
    Trial,
    Trials,
    write_trials,
)

_NOISE: dict[str, Any] = {"judge": "oracle", "noise": 1.0}


def measure_noise(setup: Setup) -> Section:
    """Order the same job posts in every way, with several seeds; trials are by way and seed."""
    trials: Trials = {way: [[] for _ in range(setup.seeds)] for way in WAYS}
    by_size: dict[str, dict[str, list[Trial]]] = defaultdict(lambda: defaultdict(list))
    for case in choose_cases(setup.cases, setup.jobs):
        marked, marks = plant_marks(cut_case(case, setup.candidates))
        pipeline = Pipeline(marked, setup.model)
        hidden = hide_relevance(marked, marks)
        size = _name_size(len(pipeline.rubric.criteria))
        for seed in range(setup.seeds):
            settings = {**_NOISE, "relevance": hidden, "seed": seed + 1}
            for way, trial in _try_all(pipeline, settings).items():
                trials[way][seed].append(trial)
                by_size[size][way].append(trial)
    return Section("noise", "A noisy judge", write_trials(trials, by_size))


def score_levels(rubric: Rubric, verdict: Verdict) -> float:
    """Give 0 to 100 for levels as the model gave them."""
    weights = [WEIGHTS[criterion.importance] for criterion in rubric.criteria]
    points = sum(w * one.level for w, one in zip(weights, verdict.criteria, strict=True))
    return 100 * points / (TOP_LEVEL * sum(weights))


def _try_all(pipeline: Pipeline, settings: Mapping[str, Any]) -> dict[str, Trial]:
    case = pipeline.case
    resumes = make_resumes(case.resumes)
    pipeline.model.pretend(**settings, noise_shared=0.5)
    common = pipeline.rank(resumes)
    pipeline.model.pretend(**settings)
    outcome = pipeline.rank(resumes)
    offline = pipeline.rank_offline(resumes)
    tails = {one.candidate.candidate_id: pipeline.show(one) for one in resumes}
    single = ask_scores(case, pipeline.model, tails)
    unchecked = _score_unchecked(pipeline, outcome, tails)

    def judge(order: Sequence[str], scores: dict[str, float]) -> Trial:
        return Trial(
            measure_ndcg(case, order),
            measure_pairs(case.judgements, scores),
            measure_tau(case.judgements, scores),
        )

    ties = offline.scores
    return {
        OFFLINE: judge(offline.order, offline.scores),
        SINGLE: judge(order_by_score(single), single),
        SINGLE_TIES: judge(order_by_score(single, ties), single),
        UNCHECKED: judge(order_by_score(unchecked, ties), unchecked),
        PIPELINE: judge(outcome.order, outcome.scores),
        COMMON: judge(common.order, common.scores),
    }


def _score_unchecked(
    pipeline: Pipeline, outcome: Outcome, tails: Mapping[str, str | None]
) -> dict[str, float]:
    answers = read_answers(pipeline, outcome.exchanges)
    return {
        key: score_levels(pipeline.rubric, answers[tail]) if tail in answers else 0.0
        for key, tail in tails.items()
    }


def _name_size(criteria: int) -> str:
    return "2 to 4" if criteria <= 4 else "5 to 8" if criteria <= 8 else "9 and 10"
