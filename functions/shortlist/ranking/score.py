"""The total of a row: the rubric's weighted levels and the text's relevance, added in code."""

from collections.abc import Iterable

from shortlist.ranking.row import CriterionOutcome
from shortlist.rubric.model import TOP_LEVEL, WEIGHTS, Criterion

CRITERIA_SHARE = 0.25
HALF_RELEVANCE = 0.6
_DECIMALS = 2


def share_of_points(criteria: Iterable[Criterion], outcomes: Iterable[CriterionOutcome]) -> float:
    """Give the weighted levels as a share of the most that could be reached."""
    points = most = 0
    for criterion, outcome in zip(criteria, outcomes, strict=True):
        weight = WEIGHTS[criterion.importance]
        points += weight * outcome.level
        most += weight * TOP_LEVEL
    return points / most


def compute_score(points_share: float, relevance: float) -> float:
    """Add both parts; relevance bends towards its limit, so that no text can outweigh levels."""
    relevance = max(relevance, 0.0)
    bent = relevance / (relevance + HALF_RELEVANCE)
    total = CRITERIA_SHARE * points_share + (1 - CRITERIA_SHARE) * bent
    return round(min(100.0, max(0.0, 100.0 * total)), _DECIMALS)
