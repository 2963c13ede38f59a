"""The leaf stacks of infra/ as data, and which metrics each of their parts uses."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from tools.mocked.template import ROOT, _Loader, load_template

LEAVES = ("alarms", "dashboard", "queries")
AWS_METRICS = {
    "AWS/ApiGateway": {"4XXError", "5XXError", "Count", "IntegrationLatency", "Latency"},
    "AWS/DynamoDB": {"ReadThrottleEvents", "SystemErrors", "WriteThrottleEvents"},
    "AWS/Lambda": {"ConcurrentExecutions", "Duration", "Errors", "Throttles"},
    "AWS/SQS": {
        "ApproximateAgeOfOldestMessage",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesVisible",
    },
    "AWS/Scheduler": {
        "InvocationAttemptCount",
        "InvocationDroppedCount",
        "InvocationThrottleCount",
        "TargetErrorCount",
    },
}
AWS_DIMENSIONS = {
    "AWS/ApiGateway": [{"ApiName", "Stage"}],
    "AWS/DynamoDB": [
        {"TableName"},
        {"TableName", "Operation"},
        {"TableName", "GlobalSecondaryIndexName"},
    ],
    "AWS/Lambda": [{"FunctionName"}],
    "AWS/SQS": [{"QueueName"}],
    "AWS/Scheduler": [{"ScheduleGroup"}],
}
_SEARCH = re.compile(r"SEARCH\('\{([^}]+)\} MetricName=\"(\w+)\"")
_SELECT = re.compile(r'SELECT \w+\((\w+)\) FROM SCHEMA\("?([^",]+)"?, ([^)]+)\)')


class Use(NamedTuple):
    """One use of a metric, and of a set of its dimensions."""

    namespace: str
    metric: str
    dimensions: frozenset[str]
    values: frozenset[tuple[str, str]] = frozenset()


def load_leaf(name: str) -> dict[str, Any]:
    """Return a leaf template as data."""
    leaf: dict[str, Any] = yaml.load(  # the support module's loader, as safe as its base
        (ROOT / f"infra/{name}.yaml").read_text(encoding="utf-8"),
        Loader=_Loader,  # noqa: S506
    )
    return leaf


def load_dashboard() -> dict[str, Any]:
    """Return the dashboard's body, with a number in the place of each parameter."""
    properties = load_leaf("dashboard")["Resources"]["Dashboard"]["Properties"]
    text = properties["DashboardBody"]["Fn::Sub"].replace("${!", "${")
    body: dict[str, Any] = json.loads(re.sub(r"(?<!\\)(?<=: )\$\{\w+\}", "1", text))
    return body


def read_expression(text: str) -> Iterator[Use]:
    """Yield the metrics that a search or a query names."""
    for names, metric in _SEARCH.findall(text):
        namespace, *dimensions = names.split(",")
        yield Use(namespace, metric, frozenset(dimensions))
    for metric, namespace, dimensions in _SELECT.findall(text):
        yield Use(namespace, metric, frozenset(dimensions.split(", ")))


def read_metric(metric: dict[str, Any]) -> Use:
    """Return the use that an alarm's metric is."""
    pairs = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
    plain = frozenset((name, value) for name, value in pairs.items() if isinstance(value, str))
    return Use(metric["Namespace"], metric["MetricName"], frozenset(pairs), plain)


def list_alarm_uses(alarm: dict[str, Any]) -> list[Use]:
    """Return every metric that an alarm looks at."""
    if "MetricName" in alarm:
        return [read_metric(alarm)]
    uses = []
    for part in alarm["Metrics"]:
        if "MetricStat" in part:
            uses.append(read_metric(part["MetricStat"]["Metric"]))
        expression = part.get("Expression", "")
        text = expression["Fn::Sub"] if isinstance(expression, dict) else expression
        uses.extend(read_expression(text))
    return uses


def list_widget_uses(widget: dict[str, Any]) -> list[Use]:
    """Return every metric that a widget shows."""
    uses = []
    for series in widget["properties"].get("metrics", []):
        if isinstance(series[0], dict):
            found = list(read_expression(series[0]["expression"]))
            assert found, series
            uses.extend(found)
            continue
        namespace, metric, *pairs = [part for part in series if isinstance(part, str)]
        assert len(pairs) % 2 == 0, series
        uses.append(Use(namespace, metric, frozenset(pairs[::2])))
    return uses


def list_given(logical_id: str) -> dict[str, Any]:
    """Return what template.yaml gives to the parameters of a leaf stack."""
    resource = load_template()["Resources"][logical_id]
    assert resource["Type"] == "AWS::CloudFormation::Stack"
    given: dict[str, Any] = resource["Properties"]["Parameters"]
    return given
