"""The measures of the evaluation, against figures worked out by hand."""

import pytest

from tools.eval.metrics import compute_ndcg, compute_precision, compute_spearman, compute_tau_b


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


def test_rank_correlation_shares_the_ranks_of_equals_and_is_zero_without_any():
    assert compute_spearman([1, 2, 2, 4], [1, 3, 3, 9]) == 1.0
    assert compute_spearman([1, 2, 3], [5, 5, 5]) == 0.0
