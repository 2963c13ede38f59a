"""A recruiter's whole way over HTTP: files in, rows out, and nobody else's to be seen."""

import time
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.support.cloud import Cloud
from tests.support.local_rankings import PATIENCE_SECONDS, await_end, call, make_job
from tools.local.client import ApiClient, upload

pytestmark = pytest.mark.e2e

FILES = Path(__file__).parents[2] / "demo" / "files" / "backend-engineer"


def test_files_are_uploaded_read_and_ranked(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-files")
    files = [
        FILES / "adaeze-nwokolie.pdf",
        FILES / "kwabena-ofosuhene.pdf",
        *sorted(FILES.glob("*.docx"))[:1],
        *sorted(FILES.glob("*.txt"))[:1],
    ]
    wanted = [{"filename": file.name, "size": file.stat().st_size} for file in files]
    uploads = call(acme, "POST", f"{path}resumes/", {"files": wanted}).body["uploads"]
    for file, address in zip(files, uploads, strict=True):
        upload(address, file.read_bytes())
    readings = await_readings(acme, path)
    assert sorted(readings.values()) == ["failed encrypted", "read", "read", "read"]
    started = call(acme, "POST", f"{path}rank-candidates/")
    rows = await_end(acme, started.body["task_id"])["result"]["ranked_candidates"]
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]
    assert (rows[-1]["score"], rows[-1]["reason"]) == (None, "encrypted")
    status_path = f"/api/jobposts/task-status/{started.body['task_id']}/"
    assert started.headers["Location"] == f"{cloud.api_url}{status_path}"


def await_readings(client: ApiClient, path: str) -> dict[str, str]:
    """Wait until every candidate's resume is read or has failed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        items = call(client, "GET", f"{path}candidates/?limit=100").body["items"]
        readings = {item["candidate_id"]: item["reading"] for item in items}
        if all(reading["state"] != "waiting" for reading in readings.values()):
            return {
                name: f"{one['state']} {one['reason'] or ''}".strip()
                for name, one in readings.items()
            }
        time.sleep(0.2)
    raise AssertionError("not every resume was read")


def test_two_hundred_candidates_rank_and_page_correctly(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-many")
    for start in (0, 100):
        candidates = [
            {"candidate_id": f"c{n:03d}", "resume_text": f"Engineer. {'Python ' * (n % 7)} {n}"}
            for n in range(start, start + 100)
        ]
        body = {"candidates": candidates}
        assert call(acme, "POST", f"{path}candidates/", body).status == HTTPStatus.CREATED
    task_id = call(acme, "POST", f"{path}rank-candidates/").body["task_id"]
    result = await_end(acme, task_id)["result"]
    assert len(result["ranked_candidates"]) == 100
    rows = result["ranked_candidates"]
    address = result["next"].removeprefix(acme.api_url)
    while address:
        page = call(acme, "GET", address).body
        rows += page["items"]
        cursor = page["next_cursor"]
        listed = f"/api/jobposts/task-status/{task_id}/candidates/"
        address = f"{listed}?cursor={cursor}" if cursor else None
    assert [row["rank"] for row in rows] == list(range(1, 201))
    assert {row["candidate_id"] for row in rows} == {f"c{n:03d}" for n in range(200)}
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_another_tenant_sees_none_of_it(cloud: Cloud) -> None:
    acme, globex = cloud.call_as("acme"), cloud.call_as("globex")
    path = make_job(acme, "e2e-secret")
    call(acme, "POST", f"{path}candidates/", {"candidate_id": "c1", "resume_text": "Python"})
    task_id = call(acme, "POST", f"{path}rank-candidates/").body["task_id"]
    await_end(acme, task_id)
    for hidden in (path, f"{path}candidates/c1/", f"/api/jobposts/task-status/{task_id}/"):
        assert call(globex, "GET", hidden).status == HTTPStatus.NOT_FOUND
        assert call(cloud.call_as("operator"), "GET", hidden).status == HTTPStatus.FORBIDDEN


def test_operators_see_that_a_task_ran_and_for_whom(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-operator")
    call(acme, "POST", f"{path}candidates/", {"resume_text": "Python"})
    task_id = call(acme, "POST", f"{path}rank-candidates/").body["task_id"]
    await_end(acme, task_id)
    tasks = cloud.call_as("operator").list_all("/api/tasks/")
    assert [one["tenant"] for one in tasks if one["task_id"] == task_id] == ["acme"]


def test_what_has_no_body_arrives_without_one(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-deleted")
    assert call(acme, "DELETE", path).status == HTTPStatus.NO_CONTENT
    assert call(acme, "GET", path).status == HTTPStatus.NOT_FOUND


def test_a_schedule_is_kept_by_the_scheduler(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-schedule")
    wanted = {"expression": "cron(0 7 * * ? *)", "timezone": "Europe/Berlin"}
    assert call(acme, "PUT", f"{path}schedule/", wanted).status == HTTPStatus.OK
    read = call(acme, "GET", f"{path}schedule/").body
    assert {name: read[name] for name in wanted} == wanted
    assert call(acme, "DELETE", f"{path}schedule/").status == HTTPStatus.NO_CONTENT
