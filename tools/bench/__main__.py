"""`python -m tools.bench`: measure on the running local cloud and write a page under docs/."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from shortlist.tasks.engine import Engine
from tools.bench.calls import count_ranking
from tools.bench.fairness import measure_fairness
from tools.bench.fairness_report import write_fairness
from tools.bench.makespan import Makespan, measure_makespan
from tools.bench.report import write_report
from tools.chaos.queue import Queue
from tools.demo.client import ApiClient
from tools.demo.errors import DemoError
from tools.local.place import Place, find_place

SIZES = (1, 100, 1_000, 10_000)


def main() -> int:
    """Measure, write the page and return the exit status."""
    parser = argparse.ArgumentParser(description="Measure rankings on the local cloud.")
    parser.add_argument("what", nargs="?", default="times", choices=["times", "fairness"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--out", type=Path, default=Path("docs"))
    arguments = parser.parse_args()
    place = find_place(os.environ)
    try:
        if arguments.what == "fairness":
            compare_tenants(place, arguments.out)
        else:
            measure_times(place, arguments)
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def measure_times(place: Place, arguments: Any) -> None:
    """Measure how long rankings take, count their calls and write both."""
    client = _call_as(place, "acme")
    makespans = [_measure(client, size, arguments.runs) for size in arguments.sizes]
    counted = [count_ranking(size) for size in SIZES]
    write_report(arguments.out, makespans, counted, "make bench")


def compare_tenants(place: Place, folder: Path) -> None:
    """Measure one tenant's small rankings beside another's large one and write the figures."""
    queue = Queue(place)

    def count() -> int:
        return sum(json.loads(one.body)["tenant"] == "acme" for one in queue.look())

    measured = measure_fairness(_call_as(place, "globex"), _call_as(place, "acme"), count)
    print(measured, file=sys.stderr)
    write_fairness(folder / "fairness.md", measured, Engine.chunk_size)


def _call_as(place: Place, name: str) -> ApiClient:
    endpoint = json.loads(place.endpoint_file.read_text(encoding="utf-8"))
    return ApiClient(endpoint["api_url"], endpoint["tokens"][name])


def _measure(client: ApiClient, size: int, runs: int) -> Makespan:
    makespan = measure_makespan(client, size, runs)
    print(f"{size} candidates: {makespan.median:.2f} s", file=sys.stderr)
    return makespan


if __name__ == "__main__":
    sys.exit(main())
