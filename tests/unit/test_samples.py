"""Totals are computed from levels; repetitions are joined by their median."""

from dataclasses import replace

import pytest

from shortlist.judging.evidence import Checked, join_samples, measure_agreement
from shortlist.ranking.points import compute_score
from shortlist.ranking.row import CriterionOutcome, Evidence, GateOutcome
from tests.support.rubrics import make_rubric

RUBRIC = make_rubric()


def check(*levels: int, gate: str = "unknown", line: int = 1) -> Checked:
    """Make a checked answer with these levels, which all cite one line."""
    evidence = (Evidence(line=line, text="x"),)
    criteria = tuple(
        CriterionOutcome(id=one.id, level=level, evidence=evidence)
        for one, level in zip(RUBRIC.criteria, levels, strict=True)
    )
    gates = (GateOutcome.model_validate({"id": "hygiene", "status": gate}),)
    return Checked(criteria, gates, lowered=0)


@pytest.mark.parametrize(
    ("levels", "total"), [((0, 0), 0), ((4, 4), 100), ((4, 0), 50), ((1, 2), 37.5)]
)
def test_a_total_is_the_share_of_weighted_points(levels: tuple[int, int], total: float) -> None:
    assert compute_score(RUBRIC.criteria, check(*levels).criteria) == total


def test_an_important_criterion_weighs_less_than_a_critical_one() -> None:
    nice = RUBRIC.criteria[1].model_copy(update={"importance": "nice"})
    rubric = RUBRIC.model_copy(update={"criteria": (RUBRIC.criteria[0], nice)})
    assert compute_score(rubric.criteria, check(4, 0).criteria) == 75


def test_the_median_of_three_levels_counts_with_the_lines_that_gave_it() -> None:
    joined = join_samples([check(4, 0, line=1), check(1, 0, line=2), check(2, 4, line=3)])
    assert [one.level for one in joined.criteria] == [2, 0]
    assert joined.criteria[0].evidence[0].line == 3


def test_a_gate_needs_the_majority() -> None:
    passing, failing, open_ = check(0, 0, gate="pass"), check(0, 0, gate="fail"), check(0, 0)
    assert join_samples([passing, failing, passing]).gates[0].status == "pass"
    assert join_samples([passing, failing, open_]).gates[0].status == "unknown"
    assert join_samples([passing, failing]).gates[0].status == "unknown"


def test_what_one_sample_gave_rise_to_suspect_stays() -> None:
    suspected = replace(check(4, 4), suspicions=frozenset({"sweeping_verdict"}))
    assert join_samples([check(1, 1), suspected, check(1, 2)]).suspicions == {"sweeping_verdict"}


def test_agreement_is_one_without_spread_and_less_with_it() -> None:
    assert measure_agreement(RUBRIC, [check(3, 1)] * 3) == 1
    assert measure_agreement(RUBRIC, [check(0, 0), check(4, 4), check(2, 2)]) == 0
    assert measure_agreement(RUBRIC, [check(2, 2), check(3, 2), check(2, 2)]) == 0.875
