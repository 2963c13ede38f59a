"""`python -m tools.redrive TENANT TASK_ID`: let a failed task go on where it stopped.

For operators: it speaks to the account of the caller's own credentials, or to the local cloud
if AWS_ENDPOINT_URL names it, and finds tables and queue by the outputs of the stack.
"""

import argparse
import getpass
import os
import sys

import boto3

from adapters.wiring import get_queue, get_tasks
from shortlist.errors import ShortlistError
from shortlist.settings import get_settings
from shortlist.tasks.dead_letters import Redriver
from shortlist.times import read_clock

OUTPUTS = {
    "CatalogueTableName": "CATALOGUE_TABLE",
    "TaskTableName": "TASK_TABLE",
    "ResumeBucketName": "RESUME_BUCKET",
    "RankingQueueUrl": "RANKING_QUEUE_URL",
}


def main() -> int:
    """Redrive one task and return the exit status."""
    parser = argparse.ArgumentParser(description="Let a failed task go on where it stopped.")
    parser.add_argument("tenant")
    parser.add_argument("task_id")
    parser.add_argument("--stack-name", default="shortlist")
    arguments = parser.parse_args()
    os.environ.update(read_settings(arguments.stack_name))
    try:
        status = redrive(arguments.tenant, arguments.task_id)
    except ShortlistError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{arguments.task_id} is {status} again")
    return 0


def read_settings(stack_name: str) -> dict[str, str]:
    """Return the settings of a deployed stack, as its functions have them."""
    stacks = boto3.client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"]
    outputs = {part["OutputKey"]: part["OutputValue"] for part in stacks[0]["Outputs"]}
    return {variable: outputs[output] for output, variable in OUTPUTS.items()}


def redrive(tenant: str, task_id: str) -> str:
    """Start the next attempt of a task and return its status."""
    redriver = Redriver(get_tasks(), get_queue(), get_settings(), read_clock)
    return redriver.redrive(tenant, task_id, actor=f"operator {getpass.getuser()}").status


if __name__ == "__main__":
    sys.exit(main())
