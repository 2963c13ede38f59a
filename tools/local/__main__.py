"""The commands behind make up, down, logs and invoke."""

import argparse
import os
import sys
from pathlib import Path

from tools.local.cloud import bring_up, take_down
from tools.local.invocation import invoke, print_logs
from tools.local.place import LocalCloudError, find_place


def main() -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m tools.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("up", "down", "logs"):
        commands.add_parser(name)
    run = commands.add_parser("invoke")
    run.add_argument("function", help="its name in template.yaml, as StartFunction")
    run.add_argument("event", type=Path, help="a file of events/")
    arguments = parser.parse_args()
    try:
        place = find_place(os.environ)
        match arguments.command:
            case "up":
                bring_up(place)
            case "down":
                take_down(place)
            case "logs":
                print_logs(place)
            case _:
                return invoke(place, arguments.function, arguments.event)
    except LocalCloudError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.strerror}: {error.filename}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; make up goes on where it was", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
