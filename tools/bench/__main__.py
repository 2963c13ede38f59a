"""`python -m tools.bench WHAT`: measure on the local cloud, and write the page of it."""

import argparse
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench.calls import count_ranking
from tools.bench.model_cloud import run_cloud
from tools.bench.model_rankings import Behaviour, measure_cases
from tools.bench.model_report import describe_run, write_parts
from tools.bench.piles import Makespan, measure_makespan
from tools.bench.report import write_report
from tools.local.client import ApiClient, call_as
from tools.local.place import LocalCloudError, find_place
from tools.pages import keep
from tools.stub.run import StubError, run_stub_process

SIZES = (1, 100, 1_000, 10_000)
MODEL_SIZES = (10, 100, 1_000)


def main() -> int:
    """Measure, write the page and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="times", choices=list(MEASUREMENTS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", help="candidates of each ranking")
    parser.add_argument("--out", type=Path, default=Path("docs/measurements"))
    parser.add_argument("--latency-ms", type=int, default=300, help="how long a model's call takes")
    parser.add_argument("--rpm", type=int, default=600, help="a model's requests a minute")
    arguments = parser.parse_args()
    try:
        return MEASUREMENTS[arguments.what](arguments)
    except (LocalCloudError, StubError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def measure_times(arguments: argparse.Namespace) -> int:
    """Measure how long rankings take, count their calls and write both."""
    client = call_as(find_place(os.environ), "acme")
    makespans = [_measure(client, size, arguments.runs) for size in arguments.sizes or SIZES]
    counted = [count_ranking(size) for size in SIZES]
    write_report(arguments.out, makespans, counted)
    return 0


def measure_models(arguments: argparse.Namespace) -> int:
    """Measure rankings with a model of the stub's, with a limit and without, and write the page."""
    made = describe_run(f"python -m tools.bench {shlex.join(sys.argv[1:])}")
    behaviours = [Behaviour(arguments.latency_ms), Behaviour(arguments.latency_ms, arguments.rpm)]
    sizes = sorted(arguments.sizes or MODEL_SIZES)
    with run_stub_process() as server, run_cloud(server) as cloud:
        cases = measure_cases(cloud, sizes, behaviours, arguments.runs)
    parts = write_parts(made, cases)
    print(*parts.values(), sep="\n\n", file=sys.stderr)
    keep(arguments.out / "benchmark-model.md", parts)
    return 0


def _measure(client: ApiClient, size: int, runs: int) -> Makespan:
    makespan = measure_makespan(client, size, runs)
    print(f"{size} candidates: {makespan.median:.2f} s", file=sys.stderr)
    return makespan


MEASUREMENTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "times": measure_times,
    "models": measure_models,
}

if __name__ == "__main__":
    sys.exit(main())
