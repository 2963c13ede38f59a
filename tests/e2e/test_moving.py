"""docs/moving-from-celery.md as somebody follows it, on the local cloud: code, then commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cloud import Cloud
from tests.support.pages import find_fences, read
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

PAGE = read("docs/moving-from-celery.md")


@pytest.fixture(scope="module")
def environment(cloud: Cloud) -> dict[str, str]:
    """Return what the page asks to be set."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "clients" / "python"),
        "SHORTLIST_URL": cloud.api_url,
        "SHORTLIST_TOKEN": cloud.tokens["acme"],
    }


def run(command: list[str], environment: dict[str, str], folder: Path) -> list[str]:
    """Run a program and return its lines."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_pages_code_copies_ranks_and_compares(
    environment: dict[str, str], tmp_path: Path
) -> None:
    copying, *others = find_fences(PAGE, "python")
    # Copied twice, as after a copy that broke off.
    code = "\n".join([copying, copying, *others, 'print(read_status(answer["task_id"])["status"])'])
    assert run([sys.executable, "-c", code], environment, tmp_path) == ["1.0", "SUCCESS"]


def test_the_pages_commands_rank_list_schedule_and_cancel(
    environment: dict[str, str], tmp_path: Path
) -> None:
    script = "\n".join(["set -euo pipefail", *find_fences(PAGE, "sh")])
    said = run(["bash", "-c", script], environment, tmp_path)
    assert said[0] == "SUCCESS"
    assert set(said[1:-2]) <= {"SUCCESS", "cron(0", "7", "?", "*", "MON-FRI"}
    assert said[-1] == "SUCCESS"
