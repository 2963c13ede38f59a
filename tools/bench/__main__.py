"""`python -m tools.bench WHAT`: measure on the local cloud, and write the page of it."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench.calls import count_ranking
from tools.bench.fairness import (
    measure_fairness,
    measure_many_tasks,
    measure_readings,
    write_fairness,
)
from tools.bench.models import add_arguments, measure_models
from tools.bench.piles import Makespan, measure_makespan
from tools.bench.report import write_report
from tools.local.client import ApiClient
from tools.local.place import LocalCloudError, Place, find_place
from tools.local.queue import Queue
from tools.stub.run import StubError

SIZES = (1, 100, 1_000, 10_000)


def main() -> int:
    """Measure, write the page and return the exit status."""
    parser = argparse.ArgumentParser(prog="tools.bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="times", choices=list(MEASUREMENTS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", help="candidates of each ranking")
    parser.add_argument("--out", type=Path, default=Path("docs/measurements"))
    add_arguments(parser)
    arguments = parser.parse_args()
    try:
        return MEASUREMENTS[arguments.what](arguments)
    except (LocalCloudError, StubError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def measure_times(arguments: argparse.Namespace) -> int:
    """Measure how long rankings take, count their calls and write both."""
    client = _call_as(find_place(os.environ), "acme")
    makespans = [_measure(client, size, arguments.runs) for size in arguments.sizes or SIZES]
    counted = [count_ranking(size) for size in SIZES]
    write_report(arguments.out, makespans, counted)
    return 0


def compare_tenants(arguments: argparse.Namespace) -> int:
    """Measure one tenant's small rankings beside another's load and write the figures."""
    place = find_place(os.environ)
    queue = Queue(place)

    def count() -> int:
        return sum(json.loads(one.body)["tenant"] == "acme" for one in queue.look())

    small, large = _call_as(place, "globex"), _call_as(place, "acme")
    readings = measure_readings(small, large)
    many = measure_many_tasks(small, large)
    measured = measure_fairness(small, large, count)
    print(readings, many, measured, file=sys.stderr)
    write_fairness(arguments.out / "fairness.md", measured, many, readings)
    return 0


def _measure_models(arguments: argparse.Namespace) -> int:
    measure_models(arguments)
    return 0


def _call_as(place: Place, name: str) -> ApiClient:
    endpoint = json.loads(place.endpoint_file.read_text(encoding="utf-8"))
    return ApiClient(endpoint["api_url"], endpoint["tokens"][name])


def _measure(client: ApiClient, size: int, runs: int) -> Makespan:
    makespan = measure_makespan(client, size, runs)
    print(f"{size} candidates: {makespan.median:.2f} s", file=sys.stderr)
    return makespan


MEASUREMENTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "times": measure_times,
    "models": _measure_models,
    "fairness": compare_tenants,
}

if __name__ == "__main__":
    sys.exit(main())
