"""A ranking that starts right after uploads, over HTTP."""

import time

from tests.support.rankings import start
from tests.support.stack import Stack
from tests.support.uploads import CONTENT, upload

READINGS = {"waiting": 1, "read": 1, "failed": 0}


def test_a_ranking_waits_for_an_upload_and_the_job_post_counts_readings(stack: Stack) -> None:
    job = {"job_id": "backend", "title": "Backend engineer", "description": "PostgreSQL"}
    assert stack.acme.post("/api/jobposts/", job).body["reading"] == {
        "waiting": 0,
        "read": 0,
        "failed": 0,
    }
    path = "/api/jobposts/backend/"
    stack.acme.post(f"{path}candidates/", {"candidate_id": "a", "resume_text": "Python"})
    files = {"files": [{"filename": "b.txt", "size": len(CONTENT), "candidate_id": "b"}]}
    answer = stack.acme.post(f"{path}resumes/", files)
    assert answer.status == 201, answer.text
    assert stack.acme.get(path).body["reading"] == READINGS
    assert stack.acme.get("/api/jobposts/").body["items"][0]["reading"] == READINGS
    status_path = start(stack, path)
    stack.ranking.drain()
    body = stack.acme.get(status_path).body
    assert body["status"] == "STARTED"
    assert body["progress"]["waiting"] == 1
    upload(answer.body["uploads"][0])
    time.sleep(2.1)
    stack.ranking.drain()
    result = stack.acme.get(status_path).body["result"]
    assert result["complete"] is True
    assert {row["reason"] for row in result["ranked_candidates"]} == {None}
    assert stack.acme.get(path).body["reading"] == {"waiting": 0, "read": 2, "failed": 0}
