"""Rankings with a model: every size under every limit."""

import argparse
import shlex
import sys

from tools.bench.model_cases import add_piles, measure_cases
from tools.bench.model_cloud import Behaviour, run_cloud
from tools.bench.model_report import Report, write_report
from tools.bench.processes import describe_machine
from tools.stub.run import run_stub_process


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be chosen of a measurement with a model."""
    parser.add_argument("--latency-ms", type=int, default=300, help="how long one call takes")
    parser.add_argument("--rpm", type=int, default=600, help="requests a minute of the limit")


def measure_models(arguments: argparse.Namespace) -> None:
    """Measure with the stub on the local cloud, and write the page.

    Raises:
        LocalCloudError, StubError: if something does not come up, or a ranking fails.
    """
    report = Report(
        command=f"python -m tools.bench {shlex.join(sys.argv[1:])}", machine=describe_machine()
    )
    behaviours = [
        Behaviour(arguments.latency_ms),
        Behaviour(arguments.latency_ms, arguments.rpm),
    ]
    with run_stub_process() as server, run_cloud(server) as cloud:
        piles = add_piles(cloud, sorted(arguments.sizes or (10, 100, 1000)))
        report.cases = measure_cases(cloud, piles, behaviours, arguments.runs)
        for pile in piles:
            pile.delete()
    write_report(arguments.out, report)
