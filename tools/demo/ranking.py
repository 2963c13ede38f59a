"""One ranking: started, followed to its end, and its rows."""

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tools.demo.client import ApiClient
from tools.demo.errors import DemoError
from tools.demo.material import DemoJobPost
from tools.demo.progress import ProgressBar

RANKING_SECONDS = 2400


@dataclass(frozen=True)
class Ranking:
    """A ranking that has succeeded."""

    job: DemoJobPost
    task_id: str
    seconds: float
    result: dict[str, Any]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, best first."""
        rows: list[dict[str, Any]] = self.result["ranked_candidates"]
        return rows


def rank(client: ApiClient, job: DemoJobPost) -> Ranking:
    """Start a ranking and wait for it.

    Raises:
        DemoError: if it does not succeed.
    """
    started = time.monotonic()
    answer = client.expect(
        HTTPStatus.ACCEPTED, "POST", f"/api/jobposts/{job.job_id}/rank-candidates/"
    )
    task_id = answer.body["task_id"]
    body = _follow(client, job, task_id)
    seconds = time.monotonic() - started
    if body["status"] != "SUCCESS":
        reason = f"{body.get('error')} ({body.get('error_code')})"
        raise DemoError(f"the ranking of {job.job_id} failed: {reason}; see make logs")
    result = body["result"]
    if result["next"]:
        result["ranked_candidates"] = client.list_all(result["next"])
    return Ranking(job, task_id, seconds, result)


def _follow(client: ApiClient, job: DemoJobPost, task_id: str) -> dict[str, Any]:
    progress = ProgressBar(f"ranking  {job.job_id:<18}", len(job.files))
    deadline = time.monotonic() + RANKING_SECONDS
    path = f"/api/jobposts/task-status/{task_id}/"
    while time.monotonic() < deadline:
        answer = client.expect(HTTPStatus.OK, "GET", path)
        body: dict[str, Any] = answer.body
        if body["status"] in ("SUCCESS", "FAILURE"):
            progress.show(len(job.files), body["status"])
            progress.finish()
            return body
        counts = body.get("progress") or {"done": 0, "failed": 0}
        progress.show(counts["done"] + counts["failed"], body["status"])
        time.sleep(float(answer.headers.get("Retry-After") or 1))
    progress.finish()
    raise DemoError(f"the ranking of {job.job_id} did not end in {RANKING_SECONDS} s")
