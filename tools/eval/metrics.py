"""Measures of a ranked list against judged grades, by well-known libraries."""

from collections.abc import Sequence
from typing import Any

import ir_measures
from scipy import stats


def compute_ndcg(grades: Sequence[int], depth: int) -> float:
    """Give nDCG with linear gain, as trec_eval does; `grades` stand in ranked order."""
    return _measure(ir_measures.nDCG @ depth, grades)


def compute_precision(grades: Sequence[int], depth: int, least: int) -> float:
    """Give the share of the first `depth` places whose grade is at least `least`."""
    return _measure(ir_measures.P(rel=least) @ depth, grades)


def compute_tau_b(left: Sequence[float], right: Sequence[float]) -> float:
    """Give Kendall's tau-b of two scorings of the same items; 0 when one of them is constant."""
    return _correlate(stats.kendalltau, left, right)


def compute_spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Give Spearman's rank correlation of two scorings; 0 when one is constant."""
    return _correlate(stats.spearmanr, left, right)


def _measure(measure: ir_measures.Measure, grades: Sequence[int]) -> float:
    names = [f"{place:06}" for place in range(len(grades))]
    judged = {"list": dict(zip(names, grades, strict=True))}
    ranked = {"list": {name: float(-place) for place, name in enumerate(names)}}
    return float(ir_measures.calc_aggregate([measure], judged, ranked)[measure])


def _correlate(measure: Any, left: Sequence[float], right: Sequence[float]) -> float:
    if min(map(len, (set(left), set(right)))) < 2:
        return 0.0
    return float(measure(left, right).statistic)
