"""Rankings on the local cloud, as the tests begin with them."""

import time
from http import HTTPStatus
from typing import Any

from tests.support.document import check_answer
from tools.local.client import Answer, ApiClient

PATIENCE_SECONDS = 60


def call(client: ApiClient, method: str, path: str, body: Any = None) -> Answer:
    """Call the API and hold the answer against the OpenAPI document."""
    answer = client.call(method, path, body)
    check_answer(method, path.partition("?")[0], answer.status, answer.body or None)
    return answer


def await_end(client: ApiClient, task_id: str) -> dict[str, Any]:
    """Ask for a task's status until it has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        task: dict[str, Any] = call(client, "GET", f"/api/jobposts/task-status/{task_id}/").body
        if task["status"] in {"SUCCESS", "FAILURE"}:
            return task
        time.sleep(0.1)
    raise AssertionError(f"task {task_id} did not end")


def make_job(client: ApiClient, job_id: str) -> str:
    """Add a job post and return its path."""
    body = {"job_id": job_id, "title": "Backend engineer", "description": "Python. PostgreSQL."}
    assert call(client, "POST", "/api/jobposts/", body).status == HTTPStatus.CREATED
    return f"/api/jobposts/{job_id}/"
