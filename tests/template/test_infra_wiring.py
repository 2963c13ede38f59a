"""What template.yaml gives to the leaf stacks of infra/, and under which condition."""

import pytest

from adapters.metrics import NAMESPACE
from tests.support.infra import LEAVES, list_given, load_leaf
from tools.mocked.template import load_template


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_template_gives_each_leaf_what_it_needs(leaf: str) -> None:
    parameters = load_leaf(leaf)["Parameters"]
    required = {name for name, one in parameters.items() if "Default" not in one}
    given = list_given(leaf.capitalize())
    assert required <= set(given) <= set(parameters)
    assert given["ServiceName"] == {"Ref": "AWS::StackName"}
    for name, value in given.items():
        target = name.removesuffix("Name")
        if target in load_template()["Resources"] and name != "ApiName":
            assert value in ({"Ref": target}, {"Fn::GetAtt": [target, "QueueName"]}), name


def test_our_metrics_are_told_apart_by_the_stack() -> None:
    variables = load_template()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["POWERTOOLS_SERVICE_NAME"] == {"Ref": "AWS::StackName"}
    assert variables.get("POWERTOOLS_METRICS_NAMESPACE", NAMESPACE) == NAMESPACE


def test_what_the_emulator_refuses_stands_under_a_condition() -> None:
    for leaf in LEAVES:
        assert load_template()["Resources"][leaf.capitalize()]["Condition"] == "IsAws"


def test_the_worker_is_measured_by_its_own_timeout() -> None:
    timeout = load_template()["Resources"]["WorkerFunction"]["Properties"]["Timeout"]
    assert int(list_given("Alarms")["WorkerTimeoutSeconds"]) == timeout


def test_the_sweeper_is_in_the_schedule_group_that_is_watched() -> None:
    sweeper = load_template()["Resources"]["SweeperFunction"]["Properties"]
    beat = sweeper["Events"]["Beat"]["Properties"]
    assert beat["GroupName"] == list_given("Alarms")["ScheduleGroupName"]
