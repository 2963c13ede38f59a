"""`python -m tools.operations.redrive TENANT TASK_ID`: let a failed task go on where it stopped.

It speaks to the account of the caller's own credentials, or to the local cloud if
AWS_ENDPOINT_URL names it. Tables, queue and time limits are those of the stack.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence

from adapters.wiring import get_queue, get_tasks
from shortlist.settings import get_settings
from shortlist.tasks.dead_letters import Redriver
from shortlist.times import read_clock
from tools.operations.stack import DeployedStack, find_stack, noting_deed, run_operation

OUTPUTS = {
    "CatalogueTableName": "CATALOGUE_TABLE",
    "TaskTableName": "TASK_TABLE",
    "ResumeBucketName": "RESUME_BUCKET",
    "RankingQueueUrl": "RANKING_QUEUE_URL",
}
PARAMETERS = {
    "SoftTimeLimitSeconds": "SOFT_TIME_LIMIT_SECONDS",
    "HardTimeLimitSeconds": "HARD_TIME_LIMIT_SECONDS",
    "RunningTasksLimit": "RUNNING_TASKS_LIMIT",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Redrive one task and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.operations.redrive", description=__doc__)
    parser.add_argument("tenant")
    parser.add_argument("task_id")
    parser.add_argument("--stack-name", default="shortlist")
    chosen = parser.parse_args(arguments)

    def redrive() -> str:
        stack = find_stack(chosen.stack_name)
        os.environ.update(choose_settings(stack))
        redriver = Redriver(get_tasks(), get_queue(), get_settings(), read_clock)
        actor = f"operator {getpass.getuser()}"
        with noting_deed(stack, "redrive ranking", tenant=chosen.tenant, task_id=chosen.task_id):
            task = redriver.redrive(chosen.tenant, chosen.task_id, actor=actor)
        return f"{chosen.task_id} is {task.status} again"

    return run_operation(redrive)


def choose_settings(stack: DeployedStack) -> dict[str, str]:
    """Return the settings of a deployed stack, as its functions have them."""
    settings = {variable: stack.output(output) for output, variable in OUTPUTS.items()}
    known = {name: variable for name, variable in PARAMETERS.items() if name in stack.parameters}
    return settings | {variable: stack.parameters[name] for name, variable in known.items()}


if __name__ == "__main__":
    sys.exit(main())
