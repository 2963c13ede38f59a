"""The score of a row: a pure function of its levels, its likeness and the importances."""

from collections.abc import Iterable

from shortlist.ranking.row import CriterionOutcome
from shortlist.rubric.rubric import TOP_LEVEL, WEIGHTS, Criterion

# Measured on the judged lists: more makes short job posts worse, less hides the rubric.
CRITERIA_SHARE = 0.22
_DECIMALS = 2


def share_of_points(criteria: Iterable[Criterion], outcomes: Iterable[CriterionOutcome]) -> float:
    """Give the weighted levels as a share of the most that could be reached."""
    points = most = 0
    for criterion, outcome in zip(criteria, outcomes, strict=True):
        weight = WEIGHTS[criterion.importance]
        points += weight * outcome.level
        most += weight * TOP_LEVEL
    return points / most


def compute_score(
    criteria: Iterable[Criterion],
    outcomes: Iterable[CriterionOutcome],
    likeness: float | None = None,
) -> float:
    """Give 0 to 100: the points alone, or mixed with the row's likeness where it has one.

    `tests/vectors/score.json` holds cases for whoever computes it elsewhere.
    """
    points = share_of_points(criteria, outcomes)
    if likeness is None:
        return round(100 * points, _DECIMALS)
    return round(100 * (CRITERIA_SHARE * points + (1 - CRITERIA_SHARE) * likeness), _DECIMALS)
