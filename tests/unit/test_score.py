"""A score follows from a row's levels, its likeness and the importances, and from nothing else."""

import json

import pytest

from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.points import compute_score
from shortlist.rubric.drafting import draft_rubric
from tests.support.offline import DESCRIPTION, RESUME, TITLE
from tests.support.score_vectors import VECTORS, write_vectors

FILE = json.loads(VECTORS.read_text("utf-8"))


def test_the_vectors_are_those_that_the_code_gives() -> None:
    assert VECTORS.read_text("utf-8") == write_vectors()


def recompute(case: dict[str, object]) -> float:
    """Compute a score as a stranger would who has only read `docs/score.md`."""
    constants = FILE["constants"]
    weights = [constants["weights"][one] for one in case["importances"]]
    levels = case["levels"]
    points = sum(w * level for w, level in zip(weights, levels, strict=True))
    share = points / (constants["top_level"] * sum(weights))
    if case["likeness"] is None:
        return 100 * share
    mix = constants["criteria_share"]
    return 100 * (mix * share + (1 - mix) * case["likeness"])


@pytest.mark.parametrize("case", FILE["cases"], ids=str)
def test_the_formula_of_the_page_gives_the_score(case: dict[str, object]) -> None:
    assert recompute(case) == pytest.approx(case["score"], abs=0.0051)


@pytest.mark.parametrize("importance", ["critical", "important", "nice"])
def test_an_offline_row_can_be_weighed_anew_without_its_resume(importance: str) -> None:
    rubric = draft_rubric(TITLE, DESCRIPTION)
    row = OfflineRanker(TITLE, DESCRIPTION, rubric).rank("c-1", None, RESUME)
    first = rubric.criteria[0].model_copy(update={"importance": importance})
    edited = rubric.model_copy(update={"criteria": (first, *rubric.criteria[1:])})
    ranked = OfflineRanker(TITLE, DESCRIPTION, edited).rank("c-1", None, RESUME)
    assert ranked.score == compute_score(edited.criteria, row.criteria, row.likeness)
