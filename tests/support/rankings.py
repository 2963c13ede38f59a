"""Job posts, rankings and sweeps as the functional tests begin with them."""

from datetime import timedelta
from typing import Any

import pytest

from shortlist.times import read_clock
from sweeper import handler as sweeper_handler
from tests.support.api import run_handler
from tests.support.stack import Stack

JOB = {
    "job_id": "backend",
    "title": "Backend engineer",
    "description": "You build services in Python.\nRequired:\n- 3 years of Python\n- PostgreSQL\n"
    "Nice to have:\n- AWS Lambda\n- Docker",
}


STRONG = (
    "Experience\nSenior engineer, Acme, 2019 - 2025\n- Built Python services on AWS Lambda,"
    " cut latency by 40%\n- Ran PostgreSQL in Docker\nSkills: Python, PostgreSQL, Docker"
)


WEAK = "Experience\nBaker, 2015 - 2020\n- Baked 200 loaves of bread a day"


def add_job(stack: Stack, count: int = 0, job_id: str = "backend") -> str:
    """Add a job post with some candidates and return its path."""
    assert stack.acme.post("/api/jobposts/", {**JOB, "job_id": job_id}).status == 201
    path = f"/api/jobposts/{job_id}/"
    for start in range(0, count, 100):
        numbers = range(start, min(count, start + 100))
        body = {
            "candidates": [
                {"candidate_id": f"c{n:04d}", "name": f"Candidate {n}", "resume_text": text(n)}
                for n in numbers
            ]
        }
        assert stack.acme.post(f"{path}candidates/", body).status == 201
    return path


def text(number: int) -> str:
    """Return one of a few resumes."""
    return f"{STRONG if number % 3 == 0 else WEAK}\nReference {number}"


def start(stack: Stack, path: str, body: Any = None) -> str:
    """Start a ranking and return the path of its status."""
    answer = stack.acme.post(f"{path}rank-candidates/", body)
    assert answer.status == 202, answer.text
    return f"/api/jobposts/task-status/{answer.body['task_id']}/"


def read_all(stack: Stack, path: str, limit: int) -> list[dict[str, Any]]:
    """Read a list to its end."""
    rows: list[dict[str, Any]] = []
    query: dict[str, str] = {"limit": str(limit)}
    while True:
        page = stack.acme.get(path, query=query).body
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        query["cursor"] = page["next_cursor"]


def sweep(seconds_later: float) -> dict[str, int]:
    """Let the sweeper come, some time from now."""
    later = read_clock() + timedelta(seconds=seconds_later)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeper_handler, "read_clock", lambda: later)
        sweeper_handler.get_sweeper.cache_clear()
        answer: dict[str, int] = run_handler("sweeper.handler.lambda_handler", {})
    sweeper_handler.get_sweeper.cache_clear()
    return answer


RUBRIC: dict[str, Any] = {
    "gates": [{"id": "permit", "text": "Holds a work permit"}],
    "criteria": [
        {
            "id": "python",
            "title": "Python",
            "importance": "critical",
            "levels": ["none", "named", "project", "role", "recent role with outcome"],
        }
    ],
}


DAILY = {"expression": "cron(0 7 * * ? *)", "timezone": "Europe/Berlin"}
