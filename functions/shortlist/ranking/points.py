"""The score of a row: a pure function of its levels, its likeness and the importances.

And what a score of the offline ranker has been worth where people had judged the resumes: those
constants come from `python -m tools.eval --data FOLDER`, which fits them on judged lists and
measures them on the lists of sources that it did not fit them on (docs/measurements/evaluation.md).
"""

from collections.abc import Iterable
from math import exp, sqrt
from typing import Literal

from shortlist.ranking.row import CriterionOutcome
from shortlist.rubric.rubric import TOP_LEVEL, WEIGHTS, Criterion

# Measured on the judged lists: more makes short job posts worse, less hides the rubric.
CRITERIA_SHARE = 0.22
_DECIMALS = 2
Band = Literal["strong", "good", "partial", "weak"]

# A resume of the middle score was as often found to fit, in part at least, as not.
FIT_MIDDLE = 37.5
FIT_SLOPE = 0.122
# The least score of each band, the best first.
BANDS: tuple[tuple[float, Band], ...] = (
    (50.0, "strong"),
    (40.0, "good"),
    (30.0, "partial"),
    (0.0, "weak"),
)
# No judged list bears out more, however far from the middle a score is.
_MOST = 0.95
# With fewer words, what a resume shows is too little to be sure either way.
ENOUGH_WORDS = 60


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


def estimate_fit(score: float) -> float:
    """Give the share of resumes with about this score that people found to fit, in part at least.

    Shares of the judged lists, which hold a few fitting resumes among many.
    """
    return 1 / (1 + exp(-FIT_SLOPE * (score - FIT_MIDDLE)))


def measure_confidence(score: float, words: int) -> float:
    """Give how often the score has told right whether a resume fits; 0 for one without words."""
    if not words:
        return 0.0
    fit = estimate_fit(score)
    amount = sqrt(min(1.0, words / ENOUGH_WORDS))
    surplus = min(_MOST, max(fit, 1 - fit)) - 0.5
    return round(0.5 + amount * surplus, _DECIMALS)
