"""Measures of a ranked list against judged grades."""

from collections.abc import Sequence
from math import log2, sqrt


def compute_ndcg(grades: Sequence[float], depth: int) -> float:
    """Give nDCG with linear gain, as trec_eval does; `grades` stand in ranked order."""
    best = _sum_gains(sorted(grades, reverse=True)[:depth])
    return _sum_gains(grades[:depth]) / best if best else 0.0


def _sum_gains(grades: Sequence[float]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, start=1))


def compute_precision(grades: Sequence[float], depth: int, least: float) -> float:
    """Give the share of the first `depth` places whose grade is at least `least`."""
    return sum(grade >= least for grade in grades[:depth]) / depth


def compute_tau_b(left: Sequence[float], right: Sequence[float]) -> float:
    """Give Kendall's tau-b of two scorings of the same items; 0 when one of them is constant."""
    agreeing = left_untied = right_untied = 0
    for index, (left_one, right_one) in enumerate(zip(left, right, strict=True)):
        for left_other, right_other in zip(left[:index], right[:index], strict=True):
            left_sign = (left_one > left_other) - (left_one < left_other)
            right_sign = (right_one > right_other) - (right_one < right_other)
            agreeing += left_sign * right_sign
            left_untied += left_sign != 0
            right_untied += right_sign != 0
    if not left_untied or not right_untied:
        return 0.0
    return agreeing / sqrt(left_untied * right_untied)
