"""A deployed stack as an operator's command finds it, and how such a command ends."""

import json
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from shortlist.errors import ShortlistError


class OperationError(Exception):
    """An operator's command cannot do what it is asked for; the message says why.

    All that a command does may raise it; `run_operation` says it in one line.
    """


@dataclass(frozen=True)
class DeployedStack:
    """The outputs and parameters of a stack, by their names in template.yaml."""

    name: str
    outputs: dict[str, str]
    parameters: dict[str, str]

    def output(self, name: str) -> str:
        """Return one output."""
        value = self.outputs.get(name)
        if not value:
            raise OperationError(f"the stack {self.name} has no output {name}")
        return value


def find_stack(name: str) -> DeployedStack:
    """Look a stack up in the account of the caller's credentials.

    AWS_ENDPOINT_URL leads to the local cloud instead.
    """
    try:
        answer = boto3.client("cloudformation").describe_stacks(StackName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            raise OperationError(f"there is no stack {name} in this account and region") from error
        raise
    stack = answer["Stacks"][0]
    return DeployedStack(
        name,
        {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])},
        {one["ParameterKey"]: one["ParameterValue"] for one in stack.get("Parameters", [])},
    )


@contextmanager
def noting_deed(stack: DeployedStack, action: str, **ids: str | None) -> Iterator[None]:
    """Leave a line in the stack's log, as the functions do for people's deeds.

    It names whom the account knows the caller as, and comes whether the deed is done or not.
    """
    actor = boto3.client("sts").get_caller_identity()["Arn"]
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        _write_line(stack, {"action": action, "outcome": outcome, "actor": actor, **ids})


def _write_line(stack: DeployedStack, fields: Mapping[str, str | None]) -> None:
    logs = boto3.client("logs")
    group, stream = stack.output("LogGroupName"), f"operators/{secrets.token_hex(8)}"
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
    line = json.dumps({"level": "INFO", "message": "audit", **fields})
    logs.put_log_events(
        logGroupName=group,
        logStreamName=stream,
        logEvents=[{"timestamp": int(time.time() * 1000), "message": line}],
    )


def run_operation(operation: Callable[[], str]) -> int:
    """Do what an operator asked for, and return the exit status.

    What it returns is said on standard output; what stops it is one line on standard error.
    """
    try:
        print(operation())
    except (OperationError, ShortlistError, ClientError, BotoCoreError) as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0
