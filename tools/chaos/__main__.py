"""`python -m tools.chaos`: a bounded storm over the local cloud, and what it did."""

import argparse
import os
import sys
from pathlib import Path

from tools.chaos.report import Report, count_deaths, count_repeats
from tools.chaos.storm import Bounds, Storm
from tools.chaos.tasks import make_grounds
from tools.local.client import call_as
from tools.local.emulator import find_pid
from tools.local.place import LocalCloudError, Place, find_place
from tools.local.queue import Queue
from tools.pages import keep, tabulate

TENANTS = ("acme", "globex")


def main() -> int:
    """Run the storm; the exit status tells whether anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tools.chaos", description=__doc__)
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--kills", type=int, default=80)
    parser.add_argument("--duplicates", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("docs/measurements/chaos.md"))
    arguments = parser.parse_args()
    bounds = Bounds(arguments.tasks, arguments.kills, arguments.duplicates, arguments.seed)
    try:
        report = storm_over(find_place(os.environ), bounds)
    except LocalCloudError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for name, value in report.figures.items():
        print(f"{value:>8,}  {name}")
    rows = [(name, f"{value:,}") for name, value in report.figures.items()]
    keep(arguments.out, {"figures": tabulate(("What", "Figure"), rows)})
    return 0 if report.is_harmless else 1


def storm_over(place: Place, bounds: Bounds) -> Report:
    """Let a storm pass over a local cloud and count what it did."""
    tenants = [call_as(place, name) for name in TENANTS]
    print("adding the piles", file=sys.stderr)
    storm = Storm(bounds, Queue(place), find_pid(place), make_grounds(tenants))
    before = count_deaths(place)
    print("the storm begins; it takes some minutes", file=sys.stderr)
    seconds = storm.run()
    return Report(
        storm,
        seconds,
        hits=count_deaths(place) - before,
        repeated_rows=count_repeats(place, {task.task_id: task.size for task in storm.tasks}),
    )


if __name__ == "__main__":
    sys.exit(main())
