"""Alarms, dashboard and queries: every name they use exists, and every alarm says what to do."""

import json
import re
from typing import Any, get_args

import pytest

from adapters.metrics import NAMESPACE, SHAPES, LetterKind, Metric, Outcome
from shortlist.ranking.row import Scorer
from shortlist.tasks.observer import RowReason
from tests.support.infra import (
    AWS_DIMENSIONS,
    AWS_METRICS,
    LEAVES,
    Use,
    list_alarm_uses,
    list_widget_uses,
    load_dashboard,
    load_leaf,
)
from tools.canary import CANARIES
from tools.mocked.template import ROOT, load_template, resources_of

CONSUMED = {
    mapping["EventSourceArn"]["Fn::GetAtt"][0]
    for mapping in resources_of("AWS::Lambda::EventSourceMapping").values()
} | {"ReadingDeadLetterQueue"}
ALARMS: dict[str, dict[str, Any]] = {
    name: resource["Properties"] for name, resource in load_leaf("alarms")["Resources"].items()
}
QUERIES: dict[str, dict[str, Any]] = {
    name: resource["Properties"] for name, resource in load_leaf("queries")["Resources"].items()
}


def check_use(use: Use) -> None:
    """Fail unless the metric is sent, and by exactly these dimensions."""
    if use.namespace == NAMESPACE:
        sets = [{"service", *names} for names in SHAPES[Metric(use.metric)].dimension_sets]
        assert set(use.dimensions) in sets, use
    else:
        assert use.metric in AWS_METRICS[use.namespace], use
        assert set(use.dimensions) in AWS_DIMENSIONS[use.namespace], use


def list_headings(path: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    titles = [line.lstrip("#").strip() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_an_alarm_says_how_urgent_it_is_and_where_the_runbook_helps(alarm: dict[str, Any]) -> None:
    found = re.fullmatch(
        r"(Page|Look): .+\. (docs/runbook\.md)#([\w-]+)", alarm["AlarmDescription"]
    )
    assert found
    assert found[3] in list_headings(found[2])


def test_every_alarm_has_its_name_in_the_runbook_section_that_it_points_to() -> None:
    runbook = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
    canaries = {f"{name}Errors" for name in CANARIES}
    for name in {*ALARMS, *canaries}:
        assert f"`{name}`" in runbook, name
    named = set(re.findall(r"^Alarms?: (.+)$", runbook, flags=re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", " ".join(named))) == {*ALARMS, *canaries}


@pytest.mark.parametrize("name", ALARMS)
def test_silence_is_bad_only_where_a_beat_is_expected(name: str) -> None:
    beats = any(use.metric == Metric.SWEEPER_BEATS for use in list_alarm_uses(ALARMS[name]))
    assert ALARMS[name]["TreatMissingData"] == ("breaching" if beats else "notBreaching")


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_an_alarm_tells_the_topic_of_its_beginning_and_its_end(alarm: dict[str, Any]) -> None:
    topic = {"Fn::If": ["HasTopic", [{"Ref": "AlarmTopicArn"}], {"Ref": "AWS::NoValue"}]}
    assert alarm["AlarmActions"] == alarm["OKActions"] == topic


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_an_alarm_looks_at_metrics_that_are_sent(alarm: dict[str, Any]) -> None:
    uses = list_alarm_uses(alarm)
    assert uses
    for use in uses:
        check_use(use)
        for name, value in use.values:
            known = {
                "outcome": get_args(Outcome),
                "kind": get_args(LetterKind),
                "scored_by": get_args(Scorer),
                "reason": get_args(RowReason),
            }
            assert value in known[name], use


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_an_alarm_with_an_expression_returns_one_series_of_one_period(
    alarm: dict[str, Any],
) -> None:
    parts = alarm.get("Metrics", [])
    if not parts:
        return
    assert len([part for part in parts if part.get("ReturnData", True)]) == 1
    periods = {part["MetricStat"]["Period"] for part in parts if "MetricStat" in part}
    periods |= {part["Period"] for part in parts if "Period" in part}
    assert len(periods) == 1
    expression = json.dumps(parts[0]["Expression"])
    for part in parts[1:]:
        assert re.search(rf"\b{part['Id']}\b", expression), part["Id"]


def test_the_dashboard_shows_only_metrics_that_are_sent() -> None:
    for widget in load_dashboard()["widgets"]:
        for use in list_widget_uses(widget):
            check_use(use)


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    shown = {use.metric for one in load_dashboard()["widgets"] for use in list_widget_uses(one)}
    assert {metric.value for metric in Metric} <= shown


def test_nothing_is_paid_for_that_no_alarm_and_no_widget_reads() -> None:
    uses = [use for one in load_dashboard()["widgets"] for use in list_widget_uses(one)]
    uses += [use for alarm in ALARMS.values() for use in list_alarm_uses(alarm)]
    read = {(use.metric, use.dimensions) for use in uses}
    sent = {
        (metric.value, frozenset({"service", *names}))
        for metric, shape in SHAPES.items()
        for names in shape.dimension_sets
    }
    assert sent <= read, sent - read
    # Metrics by method of the API are many, and read by nobody.
    (settings,) = resources_of("AWS::Serverless::Api")["Api"]["MethodSettings"]
    by_method = {"ApiName", "Stage", "Resource", "Method"}
    watched = any(by_method <= use.dimensions for use in uses)
    assert settings["MetricsEnabled"] is watched


def test_no_widgets_overlap_or_leave_the_grid() -> None:
    taken: set[tuple[int, int]] = set()
    for widget in load_dashboard()["widgets"]:
        columns = range(widget["x"], widget["x"] + widget["width"])
        rows = range(widget["y"], widget["y"] + widget["height"])
        cells = {(column, row) for column in columns for row in rows}
        assert max(columns) < 24
        assert not cells & taken
        taken |= cells


def test_a_widget_asks_for_each_search_by_its_own_id() -> None:
    for widget in load_dashboard()["widgets"]:
        series = widget["properties"].get("metrics", [])
        ids = [one[0]["id"] for one in series if isinstance(one[0], dict)]
        assert len(ids) == len(set(ids)), widget["properties"]["title"]


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_parameter_of_a_leaf_is_used_and_nothing_comes_out(leaf: str) -> None:
    template = load_leaf(leaf)
    text = json.dumps([template.get("Conditions"), template["Resources"]])
    for name in template["Parameters"]:
        assert f'{{"Ref": "{name}"}}' in text or f"${{{name}}}" in text, name
    assert "Outputs" not in template


def test_every_dead_letter_queue_has_an_alarm_on_all_of_its_letters() -> None:
    queues = [
        name
        for name, resource in load_template()["Resources"].items()
        if resource["Type"] == "AWS::SQS::Queue" and "DeadLetter" in name
    ]
    assert queues
    for queue in queues:
        where = [{"Name": "QueueName", "Value": {"Ref": f"{queue}Name"}}]
        watched = {
            part["MetricStat"]["Metric"]["MetricName"]
            for alarm in ALARMS.values()
            for part in alarm.get("Metrics", [])
            if "MetricStat" in part and part["MetricStat"]["Metric"]["Dimensions"] == where
        }
        # Nothing receives from a queue without a function, so its letters are always visible.
        held = {"ApproximateNumberOfMessagesNotVisible"} if queue in CONSUMED else set()
        plain = {
            alarm["MetricName"] for alarm in ALARMS.values() if alarm.get("Dimensions") == where
        }
        assert watched | plain == {"ApproximateNumberOfMessagesVisible", *held}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_asks_the_one_log_group_for_lines_that_are_written(query: dict[str, Any]) -> None:
    assert query["LogGroupNames"] == [{"Ref": "LogGroupName"}]
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "functions").rglob("*.py")
    )
    for message in re.findall(r'message = "([^"]+)"', query["QueryString"]):
        assert f'"{message}"' in source, message


def test_the_answers_of_the_queries_have_no_room_for_a_name() -> None:
    asked = " ".join(query["QueryString"] for query in QUERIES.values())
    assert not re.search(r"resume_text|\bname\b|title|created_by|@message", asked)
