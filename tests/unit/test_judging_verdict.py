"""A model's answer: which ones are read, which ones break the shape."""

import json

import pytest

from shortlist.judging.verdict import read_verdict
from tests.support.rubrics import make_rubric, write_answer

RUBRIC = make_rubric()


def test_criteria_come_in_the_order_of_the_rubric() -> None:
    answer = json.loads(write_answer([(4, [1]), (2, [3])]))
    answer["criteria"].reverse()
    verdict = read_verdict(json.dumps(answer), RUBRIC)
    assert [(one.id, one.level) for one in verdict.criteria] == [("C1", 4), ("C2", 2)]


def test_ids_that_nobody_asked_for_are_left_out() -> None:
    answer = json.loads(write_answer([(4, [1]), (2, [3])]))
    answer["criteria"].append({"id": "C9", "level": 4, "lines": [1]})
    answer["gates"].append({"id": "G7", "status": "fail", "lines": [1]})
    verdict = read_verdict(json.dumps(answer), RUBRIC)
    assert [one.id for one in verdict.criteria] == ["C1", "C2"]
    assert [one.id for one in verdict.gates] == ["G1"]


def test_a_gate_that_is_left_out_is_unknown() -> None:
    answer = json.loads(write_answer([(4, [1]), (2, [3])]))
    answer["gates"] = []
    assert [one.status for one in read_verdict(json.dumps(answer), RUBRIC).gates] == ["unknown"]


@pytest.mark.parametrize(
    "levels",
    [[(5, [1]), (0, [])], [(-1, [1]), (0, [])], [(4, [1])], [(4, [1]), (1, [2]), (1, [2])]],
    ids=["above the ladder", "below it", "a criterion lacks", "one too many, which is fine"],
)
def test_levels_are_on_the_ladder_and_complete(levels: list[tuple[int, list[int]]]) -> None:
    if len(levels) == 3:
        assert len(read_verdict(write_answer(levels), RUBRIC).criteria) == 2
        return
    with pytest.raises(ValueError):  # pydantic's own is one, too
        read_verdict(write_answer(levels), RUBRIC)


def test_a_criterion_that_is_judged_twice_breaks_the_shape() -> None:
    answer = json.loads(write_answer([(4, [1]), (2, [3])]))
    answer["criteria"].append({"id": "C1", "level": 0, "lines": []})
    with pytest.raises(ValueError, match="exactly once"):
        read_verdict(json.dumps(answer), RUBRIC)


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"criteria": []}', "```json\n{}\n```"])
def test_what_is_no_verdict_breaks_the_shape(text: str) -> None:
    with pytest.raises(ValueError):
        read_verdict(text, RUBRIC)
