"""`python -m tools.eval.model --data FOLDER`: measures rankings with a model.

Without `--stub` it asks the server of OPENAI_BASE_URL with the key of OPENAI_API_KEY, which may
cost money; `--jobs` and `--candidates` say how much is asked.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.settings import OPENAI_URL
from shortlist.spending import prices_date
from tools.eval.data import read_cases
from tools.eval.model_quality import Setup, measure_quality
from tools.eval.model_server import ModelUnderTest, run_stub
from tools.pages import keep, make_parser, tabulate


def main() -> int:
    """Measure and print."""
    parser = _make_parser()
    options = parser.parse_args()
    with _open_model(options, parser) as model:
        cases = list(read_cases(options.data))
        body = measure_quality(Setup(model, cases, options.jobs, options.candidates))
    facts = write_facts(model, datetime.now(UTC).date())
    tables = f"`{_write_command(options)}`\n\n{facts}\n\n{body}"
    print(tables)
    if options.out:
        keep(options.out, {"table": tables})
    return 0


def write_facts(model: ModelUnderTest, day: date) -> str:
    """Write what was measured, of which day."""
    rows = [
        ("date", day.isoformat()),
        ("model", model.name),
        ("server", model.server),
        ("prompt version", PROMPT_VERSION),
        ("prices of", prices_date()),
    ]
    return tabulate(("what", "which"), rows)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("tools.eval.model", __doc__, needs_data=True)
    parser.add_argument("--stub", action="store_true", help="ask the project's own stub")
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL") or OPENAI_URL)
    parser.add_argument("--model", default=os.environ.get("SHORTLIST_MODEL"))
    parser.add_argument("--jobs", type=int, default=8, help="job posts at most")
    parser.add_argument("--candidates", type=int, default=40, help="candidates a job post at most")
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


def _write_command(options: argparse.Namespace) -> str:
    stub = " --stub" if options.stub else ""
    return (
        f"python -m tools.eval.model{stub} --data FOLDER --jobs {options.jobs}"
        f" --candidates {options.candidates}"
    )


if __name__ == "__main__":
    sys.exit(main())
