"""What docs/events.md says about the event, against the code and the rules to deploy."""

import json
import re
from typing import Any

import pytest

from adapters.eventbridge import DETAIL_TYPE, SOURCE
from shortlist.tasks.ending import Ending, ScoredRows
from tests.support.infra import load_leaf
from tests.support.pages import find_fences, read, read_table
from tools.mocked.template import ROOT, resources_of

PAGE = read("docs/events.md")
TEMPLATES = sorted((ROOT / "infra" / "endings").glob("*.yaml"))


def read_example() -> dict[str, Any]:
    """Return the event that the page shows."""
    (text,) = find_fences(PAGE, "json")
    event: dict[str, Any] = json.loads(text)
    return event


def test_the_example_is_an_event_as_the_code_makes_it() -> None:
    event = read_example()
    assert (event["source"], event["detail-type"]) == (SOURCE, DETAIL_TYPE)
    assert Ending.model_validate(event["detail"]).model_dump() == event["detail"]
    assert list(event["detail"]) == list(Ending.model_fields)
    assert set(event["detail"]["rows"]) == set(ScoredRows.model_fields)


def test_the_page_explains_every_field() -> None:
    fields = [row["Field"] for row in read_table("docs/events.md", "Field", "What it says")]
    assert fields == list(Ending.model_fields)


def test_the_pages_receiver_takes_an_event_once_and_a_later_attempt_again() -> None:
    (code,) = find_fences(PAGE, "python")
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # the page's own lines are what is tested
    worked_off: dict[str, int] = {}
    detail = read_example()["detail"]
    attempts = [1, 1, 2, 1, 2]
    taken = [names["take"]({**detail, "attempt": one}, worked_off) for one in attempts]
    assert taken == [True, False, True, False, False]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_each_rule_matches_the_event_and_may_reach_its_target(path: Any) -> None:
    resources = load_leaf(f"endings/{path.stem}")["Resources"]
    rule = resources["Rule"]["Properties"]
    pattern = rule["EventPattern"]
    assert (pattern["source"], pattern["detail-type"]) == ([SOURCE], [DETAIL_TYPE])
    for name in pattern.get("detail", {}):
        assert name in Ending.model_fields
    (target,) = rule["Targets"]
    for name in target.get("InputTransformer", {}).get("InputPathsMap", {}).values():
        assert name.removeprefix("$.detail.") in Ending.model_fields
    allowed = [
        statement
        for resource in resources.values()
        for statement in resource["Properties"].get("PolicyDocument", {}).get("Statement", [])
        if statement["Effect"] == "Allow"
    ]
    assert all(one["Condition"]["ArnEquals"] for one in allowed)
    assert allowed


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_page_deploys_each_rule_with_the_parameters_it_needs(path: Any) -> None:
    (command,) = [
        one
        for fence in find_fences(PAGE, "sh")
        for one in re.split(r"(?<!\\)\n", fence)
        if f"infra/endings/{path.name}" in one
    ]
    needed = {
        n
        for n, one in load_leaf(f"endings/{path.stem}")["Parameters"].items()
        if "Default" not in one
    }
    assert needed == set(re.findall(r" (\w+)=", command))


def test_only_those_who_tell_may_put_events_and_only_this_one() -> None:
    granted = {
        name: statement
        for name, one in resources_of("AWS::Serverless::Function").items()
        for policy in one.get("Policies", [])
        for statement in policy["Statement"]
        if statement["Action"] == "events:PutEvents"
    }
    assert set(granted) == {"WorkerFunction", "SweeperFunction"}
    for statement in granted.values():
        equal = statement["Condition"]["StringEquals"]
        assert equal == {"events:source": SOURCE, "events:detail-type": DETAIL_TYPE}
        assert statement["Resource"]["Fn::Sub"].endswith(":event-bus/${EventBusName}")
