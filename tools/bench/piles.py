"""Job posts with as many candidates as a measurement wants, from the demo's resumes."""

import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tools.local.client import ApiClient
from tools.local.errors import LocalCloudError

SOURCES = Path("demo/resumes/backend-engineer")
DESCRIPTION = Path("demo/jobposts/backend-engineer.md")
CANDIDATES_A_REQUEST = 100
DELETIONS = 10


def add_pile(client: ApiClient, count: int) -> str:
    """Add a job post with `count` candidates, no two of the same text, and return its id."""
    job_id = f"bench-{count}-{time.time_ns()}"
    body = {"job_id": job_id, "title": "Backend engineer", "description": describe()}
    client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", body)
    for batch in _make_batches(count):
        path = f"/api/jobposts/{job_id}/candidates/"
        client.expect(HTTPStatus.CREATED, "POST", path, {"candidates": batch})
    return job_id


def change_description(client: ApiClient, job_id: str, note: str) -> None:
    """Change the job post, so that no row of an earlier ranking can be taken over."""
    body = {"title": "Backend engineer", "description": f"{describe()}\n{note}"}
    client.expect(HTTPStatus.OK, "PUT", f"/api/jobposts/{job_id}/", body)


def remove_pile(client: ApiClient, job_id: str) -> None:
    """Delete a job post with all that belongs to it; a large one takes more than one call.

    Raises:
        LocalCloudError: if it is still there after some.
    """
    for _ in range(DELETIONS):
        answer = client.call("DELETE", f"/api/jobposts/{job_id}/")
        if answer.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}:
            return
    raise LocalCloudError(f"job post {job_id} could not be deleted: {answer.body}")


def describe() -> str:
    """Return the text of the demo's job post for a backend engineer."""
    return DESCRIPTION.read_text(encoding="utf-8")


def list_texts() -> list[str]:
    """Return the texts of the demo's resumes, without the notes above them."""
    files = sorted(SOURCES.glob("*.md"))
    return [file.read_text(encoding="utf-8").split("\n\n", 1)[1] for file in files]


def _make_batches(count: int) -> Iterator[list[dict[str, Any]]]:
    texts = list_texts()
    for start in range(0, count, CANDIDATES_A_REQUEST):
        numbers = range(start, min(count, start + CANDIDATES_A_REQUEST))
        yield [
            {
                "candidate_id": f"c{number:05d}",
                "name": f"Candidate {number}",
                "resume_text": f"{texts[number % len(texts)]}\nApplication number {number}",
            }
            for number in numbers
        ]
