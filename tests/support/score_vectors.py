"""`python -m tests.support.score_vectors`: writes cases by which others may check their scores."""

import itertools
import json
from pathlib import Path

from shortlist.ranking.points import BANDS, CRITERIA_SHARE, compute_score
from shortlist.ranking.row import CriterionOutcome
from shortlist.rubric.ladders import write_levels
from shortlist.rubric.rubric import TOP_LEVEL, WEIGHTS, Criterion, Importance

VECTORS = Path(__file__).parents[1] / "vectors" / "score.json"
_IMPORTANCES: tuple[tuple[Importance, ...], ...] = (
    ("critical",),
    ("critical", "important", "nice"),
    ("nice", "nice", "important", "critical", "critical", "important"),
)
_LIKENESSES = (None, 0.0, 0.3337, 0.7201, 1.0)


def make_vectors() -> dict[str, object]:
    """Make the constants of the formula, and cases with the score that it gives."""
    cases = [
        make_case(importances, levels, likeness)
        for importances in _IMPORTANCES
        for levels in choose_levels(len(importances))
        for likeness in _LIKENESSES
    ]
    constants = {"weights": WEIGHTS, "top_level": TOP_LEVEL, "criteria_share": CRITERIA_SHARE}
    bands = [{"least": least, "band": band} for least, band in BANDS]
    return {"constants": constants, "bands": bands, "cases": cases}


def choose_levels(count: int) -> list[tuple[int, ...]]:
    """Choose levels that differ from criterion to criterion, and both ends of the ladder."""
    ladder = itertools.cycle((3, 0, 4, 1, 2))
    mixed = tuple(itertools.islice(ladder, count))
    return [(0,) * count, (TOP_LEVEL,) * count, mixed, mixed[::-1]]


def make_case(
    importances: tuple[Importance, ...], levels: tuple[int, ...], likeness: float | None
) -> dict[str, object]:
    """Write one case: what stands in the rubric and the row, and the score that follows."""
    criteria = [
        Criterion(id=f"c{n}", title="x", importance=importance, levels=write_levels("x"))
        for n, importance in enumerate(importances, start=1)
    ]
    outcomes = [
        CriterionOutcome(id=one.id, level=level)
        for one, level in zip(criteria, levels, strict=True)
    ]
    score = compute_score(criteria, outcomes, likeness)
    return {
        "importances": importances, "levels": levels, "likeness": likeness, "score": score,
    }  # fmt: skip


def write_vectors() -> str:
    """Write the file's text."""
    return json.dumps(make_vectors(), indent=1) + "\n"


if __name__ == "__main__":
    VECTORS.parent.mkdir(exist_ok=True)
    VECTORS.write_text(write_vectors(), "utf-8")
