"""What functions say on the local cloud: one that is run with a file's event, and all logs."""

import base64
import json
import sys
from operator import itemgetter
from pathlib import Path
from typing import Any

from tools.local import emulator
from tools.local.deployment import find_resource
from tools.local.place import LocalCloudError, Place, connect

# What the events of events/ name; nothing has these ids until the demo has run.
TASK_ID = "01a20a066a1800b17a2bbd685c72b2a0"
JOB_ID = "backend-engineer"


def invoke(place: Place, function: str, event: Path) -> int:
    """Print the function's answer, its log on standard error; return 1 if it raised."""
    if not function or not event.is_file():
        raise LocalCloudError(
            "name a function and an event: "
            "make invoke FUNCTION=StartFunction EVENT=events/start_valid.json"
        )
    if not emulator.is_running(place):
        raise LocalCloudError("the local cloud is not running; start it with make up")
    written, result_file = event.read_text(encoding="utf-8"), place.state / "result.json"
    payload = fill_in(written, result_file)
    if JOB_ID in written and not result_file.exists():
        print("note: the event names what make demo makes, and that has not run", file=sys.stderr)
    answer = connect(place, "lambda").invoke(
        FunctionName=find_resource(place, function), LogType="Tail", Payload=payload.encode()
    )
    print(base64.b64decode(answer.get("LogResult", "")).decode(), file=sys.stderr)
    print(json.dumps(json.loads(answer["Payload"].read()), indent=2, ensure_ascii=False))
    return 1 if answer.get("FunctionError") else 0


def fill_in(event: str, result_file: Path) -> str:
    """Let an event be about the demo's first ranking and its job post, if the demo has run."""
    if not result_file.exists():
        return event
    first = json.loads(result_file.read_text(encoding="utf-8"))[0]
    return event.replace(TASK_ID, first["task_id"]).replace(JOB_ID, first["job_id"])


def print_logs(place: Place) -> None:
    """Print every line that a function logged, oldest first."""
    if not emulator.is_running(place):
        raise LocalCloudError("the local cloud is not running; start it with make up")
    logs = connect(place, "logs")
    parts: list[dict[str, Any]] = []
    for groups in logs.get_paginator("describe_log_groups").paginate():
        for group in groups["logGroups"]:
            read = logs.get_paginator("filter_log_events").paginate
            for page in read(logGroupName=group["logGroupName"]):
                parts += page["events"]
    for part in sorted(parts, key=itemgetter("timestamp")):
        print(part["message"].rstrip())
