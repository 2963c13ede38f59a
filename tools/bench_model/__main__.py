"""`python -m tools.bench_model`: measure rankings with a model; writes docs/benchmark-model.md."""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench_model.cases import add_piles, measure_cases, measure_old_cases
from tools.bench_model.cloud import run_cloud
from tools.bench_model.errors import BenchError
from tools.bench_model.fair_share import measure_fair_share
from tools.bench_model.model_server import (
    OWN_COMMAND,
    Behaviour,
    ModelServer,
    run_model_server,
)
from tools.bench_model.processes import describe_machine
from tools.bench_model.rankings import add_pile
from tools.bench_model.report import Report, write_report
from tools.demo.errors import DemoError

SMALL = 10
# Less would have ended before the small one begins.
LEAST_LARGE = 500


def main() -> int:
    """Measure, write the report and return the exit status."""
    arguments = _read_arguments()
    try:
        report = measure(arguments)
    except (BenchError, DemoError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write_report(arguments.out, report)
    return 0


def measure(arguments: argparse.Namespace) -> Report:
    """Measure Shortlist and, if its folder is named, the old system with the same server.

    Raises:
        BenchError, DemoError: if something does not come up, or a ranking fails.
    """
    report = Report(command=_write_command(), machine=describe_machine())
    behaviours = [
        Behaviour(arguments.latency_ms),
        Behaviour(arguments.latency_ms, arguments.rpm),
    ]
    with _find_server(arguments) as server:
        with run_cloud(server) as cloud:
            piles = add_piles(cloud, sorted(arguments.sizes))
            report.cases = measure_cases(cloud, piles, behaviours, arguments.runs)
            if piles[-1].size >= LEAST_LARGE:
                small = add_pile(cloud.clients["globex"], SMALL)
                report.fair_share = measure_fair_share(cloud, piles[-1], small, behaviours[1])
                small.delete()
            for pile in piles:
                pile.delete()
        if arguments.celery:
            with tempfile.TemporaryDirectory() as work:
                report.old_cases = measure_old_cases(
                    arguments.celery, Path(work), server, arguments.celery_sizes, behaviours
                )
    return report


@contextmanager
def _find_server(arguments: argparse.Namespace) -> Iterator[ModelServer]:
    if arguments.model_url:
        yield ModelServer(arguments.model_url.rstrip("/").removesuffix("/v1"))
        return
    with run_model_server(arguments.stub_command) as server:
        yield server


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.bench_model", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--latency-ms", type=int, default=300, help="how long one call takes")
    parser.add_argument("--rpm", type=int, default=600, help="requests a minute of the limit")
    parser.add_argument("--stub-command", default=OWN_COMMAND, help="with {port} in it")
    parser.add_argument("--model-url", help="a stub that runs already, instead of a command")
    parser.add_argument("--celery", type=Path, help="the folder of the old system")
    parser.add_argument("--celery-sizes", type=int, nargs="+", default=[10, 100])
    parser.add_argument("--out", type=Path, default=Path("docs"))
    return parser.parse_args()


def _write_command() -> str:
    return f"python -m tools.bench_model {shlex.join(sys.argv[1:])}".strip()


if __name__ == "__main__":
    sys.exit(main())
