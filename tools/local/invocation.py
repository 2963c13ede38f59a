"""One built function, run on the local cloud with an event from a file."""

import base64
import json
import sys
from pathlib import Path

from tools.local import emulator
from tools.local.aws import connect
from tools.local.deployment import find_resource
from tools.local.errors import LocalCloudError
from tools.local.place import Place


def invoke(place: Place, function: str, event: Path) -> int:
    """Print the function's answer, its log on standard error; return 1 if it raised.

    Raises:
        LocalCloudError: if the local cloud does not run, or the event or the function is not there.
    """
    if not function or not event.is_file():
        raise LocalCloudError(
            "name a function and an event: "
            "make invoke FUNCTION=StartFunction EVENT=events/start_valid.json"
        )
    if not emulator.is_running(place):
        raise LocalCloudError("the local cloud is not running; start it with make up")
    answer = connect(place, "lambda").invoke(
        FunctionName=find_resource(place, function), LogType="Tail", Payload=event.read_bytes()
    )
    print(base64.b64decode(answer.get("LogResult", "")).decode(), file=sys.stderr)
    print(json.dumps(json.loads(answer["Payload"].read()), indent=2, ensure_ascii=False))
    return 1 if answer.get("FunctionError") else 0
