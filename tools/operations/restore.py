"""`python -m tools.operations.restore TABLE TIME`: bring back what a table had at a time.

TABLE is CatalogueTable or TaskTable. The backup becomes a table of its own; what the live table
lacks is copied from it, and nothing that is newer is overwritten. A job post that was deleted,
and a candidate who was erased since, come back too: docs/runbook.md says what to do then.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tools.operations.stack import OperationError, find_stack, noting_deed, run_operation

_BEGUN = frozenset({"TableAlreadyExistsException", "ResourceInUseException"})
# A large table takes hours; the usual patience is eight minutes.
_PATIENCE = {"Delay": 30, "MaxAttempts": 960}
OUTPUTS = {"CatalogueTable": "CatalogueTableName", "TaskTable": "TaskTableName"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore one table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.operations.restore", description=__doc__)
    parser.add_argument("table", choices=sorted(OUTPUTS))
    parser.add_argument("time", type=datetime.fromisoformat, help="as 2026-11-23T18:00:00+00:00")
    parser.add_argument("--partition", help="only this one, as T#acme#J#backend-1")
    parser.add_argument("--stack-name", default="shortlist")
    chosen = parser.parse_args(arguments)

    def restore() -> str:
        if chosen.time.tzinfo is None:
            raise OperationError("the time needs a zone, as in 2026-11-23T18:00:00+00:00")
        stack = find_stack(chosen.stack_name)
        table = stack.output(OUTPUTS[chosen.table])
        client: Any = boto3.client("dynamodb")
        what = {"table": table, "time": chosen.time.isoformat(), "partition": chosen.partition}
        with noting_deed(stack, "restore table", **what):
            backup = make_backup_table(client, table, chosen.time)
            copied, kept = copy_missing(client, backup, table, chosen.partition)
        return (
            f"{copied} items copied, {kept} were there and stayed as they are. "
            f"Look, and then delete the table {backup}"
        )

    return run_operation(restore)


def make_backup_table(client: Any, table: str, moment: datetime) -> str:
    """Make a table of what another one had at a moment, and return its name when it is ready.

    That may take hours. What a run before has begun for the same moment is waited for.
    """
    backup = f"{table}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    try:
        client.restore_table_to_point_in_time(
            SourceTableName=table, TargetTableName=backup, RestoreDateTime=moment
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in _BEGUN:
            raise
    client.get_waiter("table_exists").wait(TableName=backup, WaiterConfig=_PATIENCE)
    return backup


def copy_missing(
    client: Any, source: str, target: str, partition: str | None = None
) -> tuple[int, int]:
    """Copy the items that the target lacks; return how many were copied, and how many stayed."""
    copied = kept = 0
    for item in _read_items(client, source, partition):
        try:
            client.put_item(
                TableName=target, Item=item, ConditionExpression="attribute_not_exists(pk)"
            )
            copied += 1
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            kept += 1
    return copied, kept


def _read_items(client: Any, table: str, partition: str | None) -> Iterator[dict[str, Any]]:
    if partition is None:
        pages = client.get_paginator("scan").paginate(TableName=table)
    else:
        pages = client.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": partition}},
        )
    for page in pages:
        yield from page["Items"]


if __name__ == "__main__":
    sys.exit(main())
