"""List prices of what a ranking uses, in USD, as of a day."""

from collections.abc import Mapping

# On-demand list prices as the maintainers know them; check them before relying on a figure.
AS_OF = "2026-11"
REGION = "eu-central-1"
DYNAMODB_WRITE_UNIT = 0.7625 / 1_000_000
DYNAMODB_READ_UNIT = 0.1525 / 1_000_000
SQS_REQUEST = 0.40 / 1_000_000
LAMBDA_REQUEST = 0.20 / 1_000_000
LAMBDA_GB_SECOND = 0.0000166667
REQUEST = 3.70 / 1_000_000
# A month each; an alarm costs as much for each metric that it looks at.
ALARM_METRIC = 0.10
METRIC = 0.30
DASHBOARD = 3.00
SECRET = 0.40
# A gigabyte of a snapshot of one version, kept for a second.
SNAPSHOT_GB_SECOND = 0.0000015046
# The list, each of its rules, and a million requests that it looks at.
WEB_ACL = 5.00
WEB_ACL_RULE = 1.00
WEB_ACL_REQUESTS = 0.60


def price_capacity(write_units: float, read_units: float) -> float:
    """Return the price of DynamoDB capacity units."""
    return write_units * DYNAMODB_WRITE_UNIT + read_units * DYNAMODB_READ_UNIT


def price_sqs(calls: Mapping[str, int]) -> float:
    """Return the price of SQS calls."""
    return sum(count for name, count in calls.items() if name.startswith("sqs.")) * SQS_REQUEST
