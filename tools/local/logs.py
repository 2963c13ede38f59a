"""What the functions logged, from the local cloud's log groups."""

from tools.local import emulator
from tools.local.aws import connect
from tools.local.place import LocalCloudError, Place


def print_logs(place: Place) -> None:
    """Print every line that a function logged, oldest first.

    Raises:
        LocalCloudError: if the local cloud does not run.
    """
    if not emulator.is_running(place):
        raise LocalCloudError("the local cloud is not running; start it with make up")
    logs = connect(place, "logs")
    lines = []
    for groups in logs.get_paginator("describe_log_groups").paginate():
        for group in groups["logGroups"]:
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=group["logGroupName"]
            )
            lines += [
                (part["timestamp"], part["message"]) for page in pages for part in page["events"]
            ]
    for _moment, line in sorted(lines, key=lambda entry: entry[0]):
        print(line.rstrip())
