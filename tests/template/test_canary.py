"""The copy of the template in which new code is tried on a few requests first."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.canary import CANARIES, WAITED_FOR, CanaryError, add_canaries
from tools.mocked.template import ROOT, load_template, parse_template

TEXT = (ROOT / "template.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def copy() -> dict[str, Any]:
    """Return the copy."""
    return parse_template(add_canaries(TEXT))


@pytest.fixture(scope="module")
def expanded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what CloudFormation gets of the copy."""
    folder = tmp_path_factory.mktemp("canary")
    source, target = folder / "canary.yaml", folder / "canary.json"
    source.write_text(add_canaries(TEXT), encoding="utf-8")
    python = ROOT / ".local/sam/bin/python"
    command = [str(python), "-m", "tools.transform_template", str(source), str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    resources: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))["Resources"]
    return resources


def test_nothing_else_of_the_template_changes(copy: dict[str, Any]) -> None:
    plain = load_template()
    added = set(copy["Resources"]) - set(plain["Resources"])
    assert added == {"DeploymentRole", *(f"{name}Errors" for name in CANARIES)}
    changed = {
        name for name in plain["Resources"] if plain["Resources"][name] != copy["Resources"][name]
    }
    assert changed == {*CANARIES, "RankingQueueToWorker"}
    assert set(copy["Parameters"]) - set(plain["Parameters"]) == {"SnapStart"}


@pytest.mark.parametrize("name", CANARIES)
def test_whoever_is_on_duty_hears_of_a_new_version_that_fails(
    copy: dict[str, Any], name: str
) -> None:
    alarm = copy["Resources"][f"{name}Errors"]["Properties"]
    told = {"Fn::If": ["HasAlarmTopic", [{"Ref": "AlarmTopicArn"}], {"Ref": "AWS::NoValue"}]}
    assert (alarm["AlarmActions"], alarm["OKActions"]) == (told, told)
    assert copy["Conditions"]["HasAlarmTopic"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmTopicArn"}, ""]}]
    }
    anchor = alarm["AlarmDescription"].split("docs/runbook.md#")[1]
    section = (ROOT / "docs/runbook.md").read_text(encoding="utf-8").split("\n## ")
    titles = {one.split("\n")[0].lower().replace(" ", "-"): one for one in section}
    assert f"`{name}Errors`" in titles[anchor]


@pytest.mark.parametrize("name", CANARIES)
def test_a_new_version_goes_back_while_its_own_alarm_is_on(
    copy: dict[str, Any], expanded: dict[str, Any], name: str
) -> None:
    (alarm,) = copy["Resources"][name]["Properties"]["DeploymentPreference"]["Alarms"]
    dimensions = copy["Resources"][alarm["Ref"]]["Properties"]["Dimensions"]
    assert {one["Name"]: one["Value"] for one in dimensions} == {
        "FunctionName": {"Ref": name},
        "Resource": {"Fn::Sub": f"${{{name}}}:live"},
    }
    group = expanded[f"{name}DeploymentGroup"]["Properties"]
    assert group["AutoRollbackConfiguration"]["Enabled"]
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    alias = expanded[f"{name}Aliaslive"]
    assert alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"]


def test_requests_and_messages_reach_the_aliases(expanded: dict[str, Any]) -> None:
    mapping = expanded["RankingQueueToWorker"]["Properties"]
    assert mapping["FunctionName"] == {"Ref": "WorkerFunctionAliaslive"}
    called = json.dumps(expanded["Api"]["Properties"]["Body"])
    for name in WAITED_FOR:
        assert f"${{{name}.Alias}}" in called or f"{name}Aliaslive" in called
        assert f"${{{name}.Arn}}" not in called


def test_only_what_people_wait_for_may_start_from_a_snapshot(copy: dict[str, Any]) -> None:
    resources = copy["Resources"]
    snapped = {name for name in resources if "SnapStart" in resources[name].get("Properties", {})}
    assert snapped == set(WAITED_FOR)
    assert copy["Parameters"]["SnapStart"]["Default"] == "None"


@pytest.mark.parametrize("lost", ["  WorkerFunction:\n", "FunctionName: !Ref WorkerFunction"])
def test_a_template_that_has_lost_a_part_is_refused(lost: str) -> None:
    with pytest.raises(CanaryError):
        add_canaries(TEXT.replace(lost, ""))


def test_production_deploys_the_copy_and_the_local_cloud_does_not() -> None:
    def show(*arguments: str) -> str:
        command = ["make", "--dry-run", "deploy", *arguments]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert "--template-file canary.yaml" in show("ENV=prod")
    assert "--template-file canary.yaml" in show("ENV=dev", "CANARY=1")
    assert "--template-file template.yaml" in show("ENV=prod", "CANARY=0")
    assert "--template-file template.yaml" in show("ENV=dev")
    assert "canary" not in Path(ROOT / "tools/local/build.py").read_text(encoding="utf-8")
