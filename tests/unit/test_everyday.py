"""The everyday cases that ship: the bar they must keep, and what must not matter."""

import pytest

from tools.eval.everyday import make_ranker, measure_pairs, measure_posts
from tools.eval.variations import measure_variations

MOST_POINTS_OF_A_PERSON = 0.5
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


def test_nearly_all_written_posts_give_what_they_ask_for_and_nothing_else() -> None:
    posts = measure_posts()
    assert posts.posts >= 40
    assert posts.gates_found + posts.criteria_found >= 0.92 * (posts.gates + posts.criteria)
    assert posts.clean >= 0.95 * posts.posts


@pytest.fixture(scope="module")
def variations():
    return measure_variations(make_ranker)


@pytest.mark.parametrize(
    "name", ["gender of the title", "name", "e-mail, phone and link", "pronouns", "city"]
)
def test_who_somebody_is_moves_no_score(variations, name) -> None:
    assert variations[name].largest <= MOST_POINTS_OF_A_PERSON


@pytest.mark.parametrize(
    "name", ["wrapped", "blank lines between", "other bullets", "capitals", "spaced headings",
             "no headings", "all on one line"],
)  # fmt: skip
def test_the_way_a_resume_is_set_moves_no_score(variations, name) -> None:
    assert variations[name].largest <= MOST_POINTS_OF_FORMAT
