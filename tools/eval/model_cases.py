"""Which job posts and candidates are judged, because every call may cost money."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from tools.eval.data import IN_MACRO, Case, Judgement
from tools.eval.metrics import compute_ndcg, compute_tau_b

TOP_GRADE = 3
DEPTH = 10
# A short list must not be all relevant, or every order of it is good.
_MOST_RELEVANT = 1 / 3


def choose_cases(cases: Iterable[Case], jobs: int) -> list[Case]:
    """Choose job posts with candidates, from all sources of the macro in turn."""
    by_source: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.source in IN_MACRO and case.judgements:
            by_source[case.source].append(case)
    columns = [
        sorted(by_source[source], key=lambda case: _shuffle(f"{case.source} {case.job_id}"))
        for source in IN_MACRO
    ]
    mixed = [case for row in zip_longest(*columns) for case in row if case is not None]
    return mixed[:jobs]


def cut_case(case: Case, candidates: int) -> Case:
    """Keep so many candidates, of whom at most a third are relevant if there are others."""
    shuffled = sorted(case.judgements, key=lambda one: _shuffle(case.job_id + one.candidate_id))
    relevant = [one for one in shuffled if one.grade]
    others = [one for one in shuffled if not one.grade]
    first = relevant[: max(round(candidates * _MOST_RELEVANT), candidates - len(others))]
    kept = [*first, *others][:candidates]
    texts = {one.candidate_id: case.resumes[one.candidate_id] for one in kept}
    return replace(case, resumes=texts, judgements=tuple(kept))


def plant_marks(case: Case) -> tuple[Case, dict[str, str]]:
    """End each resume with a neutral line; return the case, and the mark of each candidate."""
    marks = {
        candidate_id: f"Reference k-{number:05d}"
        for number, candidate_id in enumerate(sorted(case.resumes), start=1)
    }
    texts = {key: f"{text.rstrip()}\n{marks[key]}" for key, text in case.resumes.items()}
    return replace(case, resumes=texts), marks


def hide_relevance(case: Case, marks: dict[str, str]) -> dict[str, float]:
    """Map each mark to its candidate's relevance: the grade's share of the top."""
    return {marks[one.candidate_id]: one.grade / TOP_GRADE for one in case.judgements}


def measure_ndcg(case: Case, order: Sequence[str]) -> float:
    """Give nDCG@10 of an order."""
    grades = {one.candidate_id: one.grade for one in case.judgements}
    return compute_ndcg([grades[key] for key in order], DEPTH)


def measure_tau(judgements: Sequence[Judgement], scores: dict[str, float]) -> float:
    """Give tau-b of scores against the grades, or what is finer than those in the source."""
    return compute_tau_b(
        [scores[one.candidate_id] for one in judgements], [one.raw for one in judgements]
    )


def _shuffle(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
