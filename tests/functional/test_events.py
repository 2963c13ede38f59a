"""The events of events/: what people try functions with must be what the functions take."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from pydantic import ValidationError

from page import site
from tests.support.api import run_handler
from tests.support.stack import Stack
from tools.mocked.stack import BUCKET, REGION
from tools.mocked.template import ROOT, resources_of

EVENTS = sorted((ROOT / "events").glob("*.json"))
FUNCTIONS = resources_of("AWS::Serverless::Function")
JOB_ID = "backend-engineer"
CANDIDATE_ID = "adaeze-nwokolie"
# The beat of a clock carries nothing that could be wrong.
READS_NO_EVENT = {"sweeper"}
UPLOAD_ID = "01a20a066a1800c4f0b3ad11e2f7a950"
TASK_ID = "01a20a066a1800b17a2bbd685c72b2a0"


def find_prefix(logical_id: str) -> str:
    """Return what the names of a function's events begin with: its folder."""
    folder: str = FUNCTIONS[logical_id]["Handler"].partition(".")[0]
    return folder


def find_function(path: Path) -> str:
    """Return the function that an event is for."""
    found = [name for name in FUNCTIONS if path.stem.startswith(find_prefix(name) + "_")]
    assert len(found) == 1, f"{path.name} is for no function of the template"
    return found[0]


@pytest.fixture
def task_id(stack: Stack) -> str:
    """Put in place what the good events name; return the id of the task."""
    job = {"job_id": JOB_ID, "title": "Backend engineer", "description": "Python\nPostgreSQL"}
    assert stack.acme.post("/api/jobposts/", job).status == 201
    path = f"/api/jobposts/{JOB_ID}/"
    text = {"candidate_id": "ines-carvalho", "resume_text": "Built services in Python."}
    assert stack.acme.post(f"{path}candidates/", text).status == 201
    content = b"Ran PostgreSQL for five years."
    file = {"filename": "a.txt", "size": len(content), "candidate_id": CANDIDATE_ID}
    with patch("shortlist.catalogue.candidates.make_id", return_value=UPLOAD_ID):
        assert stack.acme.post(f"{path}resumes/", {"files": [file]}).status == 201
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=BUCKET, Key=f"acme/{JOB_ID}/{CANDIDATE_ID}/{UPLOAD_ID}", Body=content
    )
    answer = stack.acme.post(f"{path}rank-candidates/")
    assert answer.status == 202, answer.text
    return str(answer.body["task_id"])


@pytest.fixture(autouse=True)
def built_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a page in place, which only a build makes."""
    (tmp_path / "index.html").write_text("<!doctype html><head></head>", encoding="utf-8")
    monkeypatch.setattr(site, "_built", lambda: tmp_path)
    site._read_text.cache_clear()
    yield
    site._read_text.cache_clear()


def run(path: Path, task_id: str) -> Any:
    """Run the handler that the template names with the event of a file, made fit for this stack."""
    text = path.read_text(encoding="utf-8").replace(TASK_ID, task_id)
    return run_handler(FUNCTIONS[find_function(path)]["Handler"], json.loads(text))


def takes(path: Path, task_id: str) -> bool:
    """Tell whether a function takes an event; a refusal over HTTP has to be a problem."""
    try:
        answer = run(path, task_id)
    except ValidationError:
        return False
    if "batchItemFailures" in answer:
        return not answer["batchItemFailures"]
    if answer.get("statusCode", 200) < 400:
        return True
    headers = answer.get("multiValueHeaders") or answer["headers"]
    assert headers["Content-Type"] in ("application/problem+json", ["application/problem+json"])
    return False


@pytest.mark.parametrize("logical_id", FUNCTIONS)
def test_each_function_has_a_good_and_a_bad_event(logical_id: str) -> None:
    prefix = find_prefix(logical_id)
    stems = {path.stem for path in EVENTS if find_function(path) == logical_id}
    assert f"{prefix}_valid" in stems
    assert len(stems) >= 2 or prefix in READS_NO_EVENT


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_a_function_takes_its_good_event_and_refuses_its_bad_ones(path: Path, task_id: str) -> None:
    assert takes(path, task_id) == path.stem.endswith("_valid")
