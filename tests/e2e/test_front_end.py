"""Clients that Node runs against the local cloud: the old system's front end, and our own."""

import json
import os
import subprocess
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.support.cloud import Cloud
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

NODE = ROOT / ".local" / "node" / "bin" / "node"
SCRIPT = Path(__file__).with_name("front_end.mjs")
JOB = {"title": "Baker", "description": "You bake bread. Required: 2 years of baking."}


def follow(cloud: Cloud, *arguments: str) -> dict[str, Any]:
    """Run the front end and return how it ended."""
    done = subprocess.run(
        ["node", str(SCRIPT), cloud.api_url, cloud.tokens["acme"], *arguments],
        env={**os.environ, "POLL_MS": "200"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    ended: dict[str, Any] = json.loads(done.stdout)
    return ended


def add_job(cloud: Cloud, job_id: str) -> str:
    """Add a job post with one candidate."""
    acme = cloud.call_as("acme")
    acme.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", {**JOB, "job_id": job_id})
    candidate = {"name": "Ann", "resume_text": "Baker, 2015 - 2020. Baked bread."}
    path = f"/api/jobposts/{job_id}/candidates/"
    acme.expect(HTTPStatus.CREATED, "POST", path, candidate)
    return job_id


def test_it_ends_with_the_rows_of_a_success(cloud: Cloud) -> None:
    job_id = add_job(cloud, "front-end-success")
    assert follow(cloud, job_id) == {"ended": "SUCCESS", "rows": 1}


def test_it_ends_with_the_error_of_a_failure(cloud: Cloud) -> None:
    job_id = add_job(cloud, "front-end-failure")
    acme = cloud.call_as("acme")
    path = f"/api/jobposts/{job_id}/rank-candidates/"
    task_id = acme.expect(HTTPStatus.ACCEPTED, "POST", path, {"samples": 3}).body["task_id"]
    cancelled = acme.call("DELETE", f"/api/jobposts/task-status/{task_id}/")
    ended = follow(cloud, job_id, task_id)
    if cancelled.status == HTTPStatus.ACCEPTED:
        assert ended == {"ended": "FAILURE", "error": "cancelled by the caller"}
    else:
        assert ended["ended"] == "SUCCESS", "the worker was faster than the cancel"


def test_it_ends_for_an_id_that_nobody_knows(cloud: Cloud) -> None:
    assert follow(cloud, "any", "no-such-task") == {"ended": "ERROR", "error": "HTTP 404"}


def run_example(cloud: Cloud, job_id: str) -> subprocess.CompletedProcess[str]:
    """Run the example of the TypeScript client, as `npm test` has built it."""
    environment = {"SHORTLIST_URL": cloud.api_url, "SHORTLIST_TOKEN": cloud.tokens["acme"]}
    return subprocess.run(
        [str(NODE), "examples/rank.ts", job_id],
        cwd=ROOT / "clients" / "typescript",
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_example_of_the_typescript_client_ranks_and_prints_the_rows(cloud: Cloud) -> None:
    done = run_example(cloud, add_job(cloud, "typescript-client"))
    assert done.returncode == 0, done.stderr
    rank, score, name = done.stdout.strip().split("\t")
    assert (rank, name) == ("1", "Ann")
    assert float(score) > 0


def test_the_example_of_the_typescript_client_says_which_request_was_refused(cloud: Cloud) -> None:
    done = run_example(cloud, "no-such-job")
    assert done.returncode == 1
    assert "(request " in done.stderr
