"""The everyday cases that ship: the bar they must keep, title's gender, formats."""

import pytest

from tools.eval.everyday import measure_formats, measure_pairs, measure_twins

MOST_POINTS_OF_GENDER = 0.5
MOST_POINTS_OF_FORMAT = 2.0


@pytest.fixture(scope="module")
def tally():
    return measure_pairs()["**all**"]


def test_nearly_all_pairs_are_in_order(tally) -> None:
    assert tally.cases >= 150
    assert tally.in_order >= 0.97 * tally.cases
    assert tally.clear >= 0.85 * tally.cases


def test_nearly_all_gates_are_right(tally) -> None:
    assert tally.gates_right >= 0.9 * tally.gates


def test_posts_give_no_criterion_about_the_employer(tally) -> None:
    assert tally.posts_clean >= 0.95 * tally.cases


def test_the_gender_of_a_title_moves_no_score() -> None:
    assert measure_twins() <= MOST_POINTS_OF_GENDER


def test_the_way_a_resume_is_set_moves_no_score() -> None:
    assert max(measure_formats().values()) <= MOST_POINTS_OF_FORMAT
