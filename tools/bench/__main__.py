"""`python -m tools.bench`: measure on the running local cloud and write docs/benchmark.md."""

import argparse
import json
import sys
from pathlib import Path

from tools.bench.calls import count_ranking
from tools.bench.makespan import Makespan, measure_makespan
from tools.bench.report import write_report
from tools.demo.client import ApiClient
from tools.demo.errors import DemoError

SIZES = (1, 100, 1_000, 10_000)
COUNTED_SIZES = (1, 100, 300, 600)
ENDPOINT = Path(".local/endpoint.json")


def main() -> int:
    """Measure, write the report and return the exit status."""
    parser = argparse.ArgumentParser(description="Measure rankings on the local cloud.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--out", type=Path, default=Path("docs"))
    arguments = parser.parse_args()
    endpoint = json.loads(ENDPOINT.read_text(encoding="utf-8"))
    client = ApiClient(endpoint["api_url"], endpoint["tokens"]["acme"])
    try:
        makespans = [_measure(client, size, arguments.runs) for size in arguments.sizes]
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    counted = [count_ranking(size) for size in COUNTED_SIZES]
    write_report(arguments.out, makespans, counted, "make bench")
    return 0


def _measure(client: ApiClient, size: int, runs: int) -> Makespan:
    makespan = measure_makespan(client, size, runs)
    print(f"{size} candidates: {makespan.median:.2f} s", file=sys.stderr)
    return makespan


if __name__ == "__main__":
    sys.exit(main())
