"""What bytecode saves of the cold starts that people wait for, in one run (contract, section 9)."""

import compileall
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from py_compile import PycInvalidationMode
from statistics import median

import pytest

from tests.artifact.lambda_runtime import RUNTIME_PYTHON, Artifact

RUNS = 11
# 0.98 to 1.05 and 1.07 to 1.16 were measured; a machine with a slow file system takes more.
OF_BARE = 1.3
CLIENTS = {"StartFunction": ("dynamodb", "sqs"), "StatusFunction": ("dynamodb",)}
BARE = """import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app = APIGatewayRestResolver()
clients = [boto3.client(name) for name in {clients!r}]


def lambda_handler(event, context):
    return app.resolve(event, context)
"""


@pytest.fixture(scope="module", autouse=True)
def compiled_runtime() -> None:
    """Compile what the runtime brings, as Lambda has it."""
    command = [
        str(RUNTIME_PYTHON),
        "-m",
        "compileall",
        "-q",
        str(RUNTIME_PYTHON.parents[1] / "lib"),
    ]
    subprocess.run(command, check=True)


@pytest.mark.parametrize("name", CLIENTS)
def test_bytecode_saves_a_third_of_the_init_and_leaves_about_that_of_a_bare_handler(
    artifacts: dict[str, Artifact], tmp_path: Path, name: str
) -> None:
    whole = artifacts[name]
    kinds = {
        "with bytecode": whole,
        "without": replace(whole, folder=copy_without(whole.folder, tmp_path, "__pycache__")),
        "bare": make_bare(whole, tmp_path, CLIENTS[name]),
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    # In turns, so that a busy machine is as busy for each.
    for _ in range(RUNS):
        for kind, artifact in kinds.items():
            seconds[kind].append(artifact.measure_init_seconds())
    print(f"{name}: { {kind: min(found) for kind, found in seconds.items()} }")  # noqa: T201 - docs/measurements/cold-starts.md
    assert compare(seconds["with bytecode"], seconds["without"]) <= 0.7
    assert compare(seconds["with bytecode"], seconds["bare"]) <= OF_BARE


def compare(ours: list[float], others: list[float]) -> float:
    """Return the median of the ratios, turn by turn.

    A processor slows down and speeds up meanwhile: of the fastest of each, one lucky run decides.
    """
    ratio = median(one / other for one, other in zip(ours, others, strict=True))
    print(f"{ratio:.2f}")  # noqa: T201
    return ratio


def copy_without(folder: Path, place: Path, *names: str) -> Path:
    """Copy a folder without what has one of these names."""
    copy = place / "-".join(("without", *names)).replace("_", "")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*names))
    return copy


def make_bare(whole: Artifact, place: Path, clients: tuple[str, ...]) -> Artifact:
    """Make a handler that has the same clients and the same Powertools, and does nothing."""
    folder = copy_without(whole.folder, place, "start", "status", "shortlist", "adapters")
    path = folder / "bare.py"
    path.write_text(BARE.format(clients=clients), encoding="utf-8")
    compileall.compile_file(path, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return replace(whole, folder=folder, handler="bare.lambda_handler")
