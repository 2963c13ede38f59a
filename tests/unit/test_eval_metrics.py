"""The measures of the evaluation, by hand and against a known library where it is installed."""

import random

import pytest

from tools.eval.metrics import compute_ndcg, compute_precision, compute_tau_b


def test_a_perfect_order_has_an_ndcg_of_one():
    assert compute_ndcg([3, 2, 1, 0], 10) == 1.0


def test_ndcg_has_linear_gain_and_a_log_discount():
    assert compute_ndcg([0, 2], 10) == pytest.approx(1 / 1.5849625)


def test_ndcg_without_a_relevant_item_is_zero():
    assert compute_ndcg([0, 0], 10) == 0.0


def test_precision_counts_missing_places_as_misses():
    assert compute_precision([2, 3, 0], 5, 2) == 0.4


def test_tau_of_equal_and_reversed_orders():
    assert compute_tau_b([1, 2, 3], [10, 20, 30]) == 1.0
    assert compute_tau_b([1, 2, 3], [3, 2, 1]) == -1.0
    assert compute_tau_b([1, 2, 3], [5, 5, 5]) == 0.0


def test_tau_agrees_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    generator = random.Random(7)  # noqa: S311
    for _ in range(20):
        left = [generator.randint(0, 5) for _ in range(30)]
        right = [generator.randint(0, 3) for _ in range(30)]
        expected = stats.kendalltau(left, right).statistic
        assert compute_tau_b(left, right) == pytest.approx(expected)


def test_ndcg_agrees_with_trec_eval():
    measures = pytest.importorskip("ir_measures")
    generator = random.Random(11)  # noqa: S311
    for _ in range(20):
        grades = [generator.randint(0, 3) for _ in range(25)]
        judged = [measures.Qrel("q", f"d{n:02}", grade) for n, grade in enumerate(grades)]
        ranked = [measures.ScoredDoc("q", f"d{n:02}", 100.0 - n) for n in range(25)]
        expected = measures.calc_aggregate([measures.nDCG @ 10], judged, ranked)
        assert compute_ndcg(grades, 10) == pytest.approx(next(iter(expected.values())))
