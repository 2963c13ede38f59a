"""What may be repeated on the local cloud: calls with a key, all calls of a page, and no upload."""

import os
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapters.s3 import S3Files
from shortlist.times import read_clock
from tests.support.cloud import Cloud
from tests.support.local_rankings import await_end, call, make_job
from tools.local.client import upload
from tools.local.deployment import find_resource
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LOOK = re.compile(r'(curl [^\n]*\$TASK/") +# until it says[^\n]*')


def post(cloud: Cloud, path: str, body: Any, key: str) -> tuple[int, str | None, Any]:
    """Call with a key; return status, replay header and body."""
    headers = {"Authorization": f"Bearer {cloud.tokens['acme']}", "Idempotency-Key": key}
    with httpx2.Client(trust_env=False, timeout=60) as client:
        answer = client.post(cloud.api_url + path, json=body, headers=headers)
    return answer.status_code, answer.headers.get("Idempotency-Replayed"), answer.json()


def test_what_was_created_with_a_key_is_created_once(cloud: Cloud) -> None:
    job = {"title": "Backend engineer", "description": "Python. PostgreSQL."}
    status, replayed, made = post(cloud, "/api/jobposts/", job, "job")
    assert (status, replayed) == (201, None)
    assert post(cloud, "/api/jobposts/", job, "job") == (201, "true", made)
    path = f"/api/jobposts/{made['job_id']}/candidates/"
    people = {"candidates": [{"resume_text": f"Python {number}"} for number in range(100)]}
    status, replayed, added = post(cloud, path, people, "people")
    assert (status, replayed) == (201, None)
    assert post(cloud, path, people, "people") == (201, "true", added)
    other = post(cloud, path, {"resume_text": "x"}, "people")
    assert other[0] == 422
    acme = cloud.call_as("acme")
    job_post = call(acme, "GET", f"/api/jobposts/{made['job_id']}/").body
    assert job_post["candidate_count"] == 100
    assert call(acme, "DELETE", f"/api/jobposts/{made['job_id']}/").status == 204


def test_an_address_takes_one_file(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-once")
    files = [{"filename": "a.txt", "size": 6}]
    (address,) = call(acme, "POST", f"{path}resumes/", {"files": files}).body["uploads"]
    assert address["headers"]["If-None-Match"] == "*"
    upload(address, b"Python")
    with httpx2.Client(trust_env=False, timeout=60) as client:
        refused = client.put(address["url"], content=b"Cobol.", headers=address["headers"])
    assert refused.status_code == 412


def test_a_blind_ranking_is_decided_revealed_and_exported(cloud: Cloud) -> None:
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-blind")
    person = {"candidate_id": "ada", "name": "Ada Example", "resume_text": "Ada Example\nPython"}
    assert call(acme, "POST", f"{path}candidates/", person).status == 201
    task_id = call(acme, "POST", f"{path}rank-candidates/").body["task_id"]
    assert await_end(acme, task_id)["status"] == "SUCCESS"
    blind = call(acme, "GET", f"{path}candidates/ada/?blind=true").body
    assert (blind["name"], blind["label"]) == (None, "Candidate 01")
    assert "Ada" not in blind["resume_text"]
    decision = {"decision": "talk", "note": "Ask about AWS"}
    assert call(acme, "PUT", f"{path}candidates/ada/decision/", decision).status == 200
    told = call(acme, "POST", f"{path}candidates/ada/reveal/", {"reason": "Invited"}).body
    assert told["name"] == "Ada Example"
    events = call(acme, "GET", f"{path}candidates/ada/events/").body["items"]
    assert [event["kind"] for event in events] == ["decision", "note", "reveal"]
    address = f"{cloud.api_url}/api/jobposts/task-status/{task_id}/export.csv?blind=true"
    with httpx2.Client(trust_env=False, timeout=60) as client:
        table = client.get(address, headers={"Authorization": f"Bearer {acme.token}"}).text
    assert "Ask about AWS" in table
    assert "Ada" not in table


def test_the_address_of_an_export_is_followed_with_a_token_or_without(cloud: Cloud) -> None:
    # A client sends its token along where the address is on the same host, as it is here.
    files = S3Files(cloud.connect("s3"), find_resource(cloud.place, "ResumeBucket"), read_clock)
    name = files.keep_export("acme", "e2e-export", "t1", BytesIO(b"rank\r\n1\r\n"))
    for headers in ({}, {"Authorization": f"Bearer {cloud.tokens['acme']}"}):
        with httpx2.Client(trust_env=False, timeout=60) as client:
            answer = client.get(files.sign_export(name), headers=headers)
        assert answer.content == b"rank\r\n1\r\n"
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_calls_of_the_page_about_the_api_run_twice_in_a_row(
    cloud: Cloud, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    wait = r"until \1 | grep -q SUCCESS; do sleep 0.2; done"
    calls = LOOK.sub(wait, "".join(BLOCK.findall(page)))
    assert "until curl" in calls
    calls = calls.replace(".local/endpoint.json", str(cloud.place.endpoint_file))
    calls = calls.replace(".local/", f"{tmp_path}/")
    strict = 'set -euo pipefail\ncurl() { command curl --fail-with-body -sS --noproxy "*" "$@"; }\n'
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-c", strict + calls],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-500:] + done.stderr
