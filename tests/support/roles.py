"""What each function's role allows, as template.yaml grants it, and what its code asks AWS for."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

from tools.mocked.stack import BUCKET, TABLES
from tools.mocked.template import load_template, resources_of

_TABLE_OF = {name: logical_id for logical_id, name in TABLES.items()}
_TRANSACTED = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
# Operations that IAM knows by another name.
_SQS = {
    "SendMessageBatch": "SendMessage",
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
}
_S3 = {"HeadObject": "GetObject", "DeleteObjects": "DeleteObject", "ListObjectsV2": "ListBucket"}


class Right(NamedTuple):
    """An action on a resource, which is named as in template.yaml: `TaskTable/index/by-job`."""

    action: str
    resource: str


@dataclass
class Recorder:
    """Notes what the functions of this process ask AWS for, by the function that asks.

    A thread that runs no handler itself works for what began last on the thread that began first.
    """

    acting: dict[int, list[str]] = field(default_factory=dict)
    asked: dict[str, set[Right]] = field(default_factory=dict)

    @contextmanager
    def act_as(self, handler: str) -> Iterator[None]:
        """Note what is asked for while a handler runs, as `start.handler.lambda_handler`."""
        thread = threading.get_ident()
        self.acting.setdefault(thread, []).append(find_function(handler))
        try:
            yield
        finally:
            self.acting[thread].pop()
            if not self.acting[thread]:
                del self.acting[thread]

    def note(self, params: Mapping[str, Any], model: Any, **_: Any) -> None:
        """Note one call; a handler of botocore's event `before-parameter-build`."""
        own = self.acting.get(threading.get_ident())
        others = next(iter(self.acting.values()), None)
        function = own[-1] if own else others[-1] if others else None
        if function:
            rights = list_rights(model.service_model.service_name, model.name, params)
            self.asked.setdefault(function, set()).update(rights)

    def list_refused(self) -> dict[str, list[Right]]:
        """Return what was asked for without being granted, by function."""
        refused = {
            function: sorted(right for right in rights if not is_granted(function, right))
            for function, rights in self.asked.items()
        }
        return {function: rights for function, rights in refused.items() if rights}


@cache
def find_function(handler: str) -> str:
    """Return the logical id of the function with a handler."""
    functions = resources_of("AWS::Serverless::Function").items()
    return next(name for name, one in functions if one["Handler"] == handler)


@cache
def list_grants(function: str) -> tuple[Right, ...]:
    """Return what the role of a function may do, one right an action and resource."""
    properties = resources_of("AWS::Serverless::Function")[function]
    return tuple(
        Right(action, resource)
        for policy in properties.get("Policies", [])
        for statement in policy["Statement"]
        for action in _as_list(statement["Action"])
        for resource in map(_name_resource, _as_list(statement["Resource"]))
    )


def is_granted(function: str, right: Right) -> bool:
    """Tell whether a function may do what it asks for."""
    return any(covers(grant, right) for grant in list_grants(function))


def covers(grant: Right, right: Right) -> bool:
    """Tell whether a grant holds for what is asked."""
    return grant.action == right.action and fnmatchcase(right.resource, grant.resource)


def list_rights(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[Right]:
    """Yield the rights that one call of AWS needs."""
    match service:
        case "dynamodb":
            yield from _list_table_rights(operation, params)
        case "sqs":
            queue = params["QueueUrl"].rsplit("/", 1)[1]
            yield Right(f"sqs:{_SQS.get(operation, operation)}", queue)
        case "s3":
            yield from _list_bucket_rights(_S3.get(operation, operation), params)
        case "scheduler":
            yield Right(f"scheduler:{operation}", "schedule/ScheduleGroup/" + params["Name"])
            if "Target" in params:
                yield Right("iam:PassRole", "ScheduleRole")
        case "events":
            for entry in params["Entries"]:
                yield Right(f"events:{operation}", "event-bus/" + entry["EventBusName"])
        case "secretsmanager":
            yield Right(f"secretsmanager:{operation}", "ModelKey")
        case _:
            yield Right(f"{service}:{operation}", "*")


def _list_table_rights(operation: str, params: Mapping[str, Any]) -> Iterator[Right]:
    if operation.startswith("Transact"):
        for part in params["TransactItems"]:
            for kind, one in part.items():
                yield Right(f"dynamodb:{_TRANSACTED[kind]}", _TABLE_OF[one["TableName"]])
    elif operation.startswith("Batch"):
        for table in params["RequestItems"]:
            yield Right(f"dynamodb:{operation}", _TABLE_OF[table])
    else:
        index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
        yield Right(f"dynamodb:{operation}", _TABLE_OF[params["TableName"]] + index)


def _list_bucket_rights(action: str, params: Mapping[str, Any]) -> Iterator[Right]:
    if params["Bucket"] != BUCKET:
        yield Right(f"s3:{action}", params["Bucket"])
    elif action == "ListBucket":
        yield Right("s3:ListBucket", "ResumeBucket")
    else:
        keys = [one["Key"] for one in params.get("Delete", {}).get("Objects", [])]
        for key in keys or [params["Key"]]:
            yield Right(f"s3:{action}", f"ResumeBucket/{key}")


def _name_resource(value: Any) -> str:
    """Name a resource of a statement by logical ids: `ResumeBucket/*`, `TaskTable/index/by-job`."""
    if "Fn::GetAtt" in value:
        logical_id: str = value["Fn::GetAtt"][0]
        return logical_id
    if "Ref" in value:
        return str(value["Ref"])
    text: str = value["Fn::Sub"]
    if ":event-bus/" in text:
        return "event-bus/default"
    if ":schedule/" in text:
        return "schedule/ScheduleGroup/*"
    return text.replace("${", "").replace(".Arn}", "")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def list_polled() -> dict[str, set[Right]]:
    """Return what Lambda itself does with a function's role to poll the function's queue."""
    actions = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility")
    polled: dict[str, set[Right]] = {}
    for resource in load_template()["Resources"].values():
        if resource["Type"] == "AWS::Lambda::EventSourceMapping":
            properties = resource["Properties"]
            queue = properties["EventSourceArn"]["Fn::GetAtt"][0]
            rights = {Right(f"sqs:{action}", queue) for action in actions}
            polled.setdefault(properties["FunctionName"]["Ref"], set()).update(rights)
    return polled
