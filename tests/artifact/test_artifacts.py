"""The built functions, run as Lambda runs them: what is missing from an artifact fails here."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.artifact.lambda_runtime import Artifact
from tools.mocked.template import ROOT, resources_of

FUNCTIONS = resources_of("AWS::Serverless::Function")
MEGABYTE = 1024 * 1024
LIGHT = ("StartFunction", "StatusFunction")
HEAVY_PACKAGES = ("openai", "httpx2", "aiohttp", "pypdfium2", "docx", "lxml")
# Lambda's own limit for a function and its layers.
UNZIPPED_MEGABYTES = 250
# Every call of AWS is refused here, so these are the answers of a function that came that far.
ANSWERED = {200, 202, 503}


def measure_bytes(folder: Path) -> int:
    """Return how much a folder holds."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def answers(artifacts: dict[str, Artifact]) -> dict[str, Any]:
    """Run every function with its good event, all at once, since most of it is waiting."""
    with ThreadPoolExecutor(len(artifacts)) as pool:
        return dict(zip(artifacts, pool.map(invoke, artifacts.values()), strict=True))


def invoke(artifact: Artifact) -> Any:
    """Run a function with its good event."""
    prefix = artifact.handler.partition(".")[0]
    path = ROOT / "events" / f"{prefix}_valid.json"
    return artifact.invoke(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_built_function_answers_under_the_real_runtime(
    answers: dict[str, Any], name: str
) -> None:
    answer = answers[name]
    assert isinstance(answer, dict), answer
    if "errorType" in answer:
        # Shortlist's own error, because the tables are out of reach; an import error is not one.
        assert answer["errorType"] == "StoreUnavailableError", answer
    elif "batchItemFailures" not in answer:
        assert answer["statusCode"] in ANSWERED, answer


def test_a_missing_package_is_noticed(artifacts: dict[str, Artifact], tmp_path: Path) -> None:
    whole = artifacts["StartFunction"]
    (tmp_path / "start").symlink_to(whole.folder / "start")
    bare = Artifact(whole.handler, tmp_path, (), whole.variables)
    assert bare.invoke({})["errorType"] == "Runtime.ImportModuleError"


@pytest.mark.parametrize("filename", ["victor-lanzarotti", "dewi-prakoso", "mikko-rantasalo"])
def test_the_built_reader_reads_every_kind_of_file(
    artifacts: dict[str, Artifact], filename: str
) -> None:
    [file] = (ROOT / "demo" / "files" / "backend-engineer").glob(f"{filename}.*")
    program = (
        "import pathlib, sys\n"
        "from adapters.documents import read_document\n"
        "from shortlist.reading.reasons import FileLimits\n"
        "content = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "print(read_document(content, FileLimits()).text)"
    )
    printed = artifacts["ReaderFunction"].run(program, str(file))
    assert filename.split("-")[1] in printed.lower()


def test_the_built_worker_can_ask_a_model_server(artifacts: dict[str, Artifact]) -> None:
    program = (
        "import sys, worker.handler\n"
        "assert 'openai' not in sys.modules, 'an offline ranking pays for no client'\n"
        "import openai, pydantic\n"
        "client = openai.AsyncOpenAI(api_key='none', base_url='http://127.0.0.1:9/v1')\n"
        "client.chat.completions\n"
        "print(openai.__version__, openai.__file__, pydantic.__file__)"
    )
    worker = artifacts["WorkerFunction"]
    version, client_file, pydantic_file = worker.run(program).split()
    (layer,) = worker.layers
    assert f"openai=={version}" in (ROOT / "layers/model/requirements.txt").read_text("utf-8")
    assert Path(client_file).is_relative_to(layer)
    assert Path(pydantic_file).is_relative_to(worker.folder), "all functions have one pydantic"


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "WorkerFunction"])
def test_no_other_function_has_a_model_client(artifacts: dict[str, Artifact], name: str) -> None:
    program = "import importlib.util; print(importlib.util.find_spec('openai'))"
    assert artifacts[name].run(program) == "None\n"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_and_its_layers_are_below_lambdas_limit(
    artifacts: dict[str, Artifact], name: str
) -> None:
    artifact = artifacts[name]
    folders = (artifact.folder, *artifact.layers)
    assert sum(map(measure_bytes, folders)) <= UNZIPPED_MEGABYTES * MEGABYTE


@pytest.mark.parametrize("name", LIGHT)
def test_a_function_that_people_wait_for_is_small(
    artifacts: dict[str, Artifact], name: str
) -> None:
    artifact = artifacts[name]
    assert not artifact.layers
    assert measure_bytes(artifact.folder) <= 15 * MEGABYTE
    assert [package for package in HEAVY_PACKAGES if (artifact.folder / package).exists()] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_artifact_ships_nothing_that_the_runtime_has(
    artifacts: dict[str, Artifact], name: str
) -> None:
    assert not (artifacts[name].folder / "boto3").exists()
    assert not (artifacts[name].folder / "tests").exists()
