"""`python -m tools.eval.model --data FOLDER`: measures rankings with a model.

Without `--stub` it asks the server of OPENAI_BASE_URL with the key of OPENAI_API_KEY, which may
cost money; `--jobs` and `--candidates` say how much is asked. Names of measurements select some.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from shortlist.settings import OPENAI_URL
from tools.eval.data import read_cases
from tools.eval.model_injection import measure_injection, read_attacks, read_lookalikes
from tools.eval.model_quality import measure_quality
from tools.eval.model_report import write_page
from tools.eval.model_server import ModelUnderTest, run_stub
from tools.eval.model_setup import Section, Setup
from tools.eval.model_swap import measure_swap

MEASUREMENTS: dict[str, Callable[[Setup], Section]] = {
    "quality": measure_quality,
    "injection": measure_injection,
    "swap": measure_swap,
}


def main() -> int:
    """Measure and print."""
    parser = _make_parser()
    options = parser.parse_args()
    names = options.measurements or list(MEASUREMENTS)
    if options.out and options.measurements:
        parser.error("a page is kept of all measurements together, not of some")
    with _open_model(options, parser) as model:
        setup = _make_setup(options, model)
        sections = [_measure(name, setup) for name in names]
    page = write_page(sections, model, _write_command(options), datetime.now(UTC).date())
    print(page)
    if options.out:
        options.out.write_text(page, "utf-8")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.eval.model", description=__doc__)
    parser.add_argument("measurements", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--data", type=Path, required=True, help="folder with the judged lists")
    parser.add_argument("--stub", action="store_true", help="ask the project's own stub")
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL") or OPENAI_URL)
    parser.add_argument("--model", default=os.environ.get("SHORTLIST_MODEL"))
    parser.add_argument("--jobs", type=int, default=8, help="job posts at most")
    parser.add_argument("--candidates", type=int, default=40, help="candidates a job post at most")
    parser.add_argument("--out", type=Path, help="page to write")
    return parser


@contextmanager
def _open_model(
    options: argparse.Namespace, parser: argparse.ArgumentParser
) -> Iterator[ModelUnderTest]:
    if options.stub:
        with run_stub() as model:
            yield model
        return
    key = os.environ.get("OPENAI_API_KEY")
    if not key or not options.model:
        parser.error("without --stub, OPENAI_API_KEY and a model are needed")
    yield ModelUnderTest(options.base_url, key, options.model)


def _make_setup(options: argparse.Namespace, model: ModelUnderTest) -> Setup:
    return Setup(
        model=model,
        cases=list(read_cases(options.data)),
        attacks=read_attacks(options.data),
        lookalikes=read_lookalikes(options.data),
        jobs=options.jobs,
        candidates=options.candidates,
    )


def _measure(name: str, setup: Setup) -> Section:
    start = time.monotonic()
    section = MEASUREMENTS[name](setup)
    print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    return section


def _write_command(options: argparse.Namespace) -> str:
    stub = " --stub" if options.stub else ""
    return (
        f"python -m tools.eval.model {{name}}{stub} --data FOLDER --jobs {options.jobs}"
        f" --candidates {options.candidates}"
    )


if __name__ == "__main__":
    sys.exit(main())
