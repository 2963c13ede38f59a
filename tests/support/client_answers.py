"""What the API answers, as the tests of the clients have it."""

from typing import Any

JOB: dict[str, Any] = {
    "job_id": "backend",
    "title": "Backend engineer",
    "description": "You build services.",
    "rubric_version": 1,
    "created_at": "2026-11-27T09:00:00Z",
    "candidate_count": 2,
    "reading": {"waiting": 0, "read": 2, "failed": 0},
}


RUBRIC = {"version": 3, "gates": [], "criteria": [], "warnings": []}


STARTED = {"message": "m", "task_id": "t-1", "status": "PENDING", "job_id": "backend"}


PROBLEM: dict[str, Any] = {
    "type": "https://shortlist.example/problems/invalid-request",
    "title": "Invalid request",
    "status": 422,
    "detail": "1 field is wrong",
    "instance": "/api/jobposts/",
    "request_id": "request-7",
    "errors": [{"pointer": "/title", "detail": "is too long"}],
}


STATUS: dict[str, Any] = {
    "task_id": "t-1",
    "status": "STARTED",
    "message": "Task is being processed",
    "job_id": "backend",
    "created_at": "2026-11-27T09:00:00Z",
    "started_at": "2026-11-27T09:00:01Z",
    "finished_at": None,
    "progress": {"done": 1, "failed": 0, "total": 3, "percent": 33.3, "eta_seconds": 2,
                 "waiting": 0},
}  # fmt: skip


USAGE = dict.fromkeys(("input", "cached", "output", "reasoning", "total", "calls", "retries"), 0)


RESULT: dict[str, Any] = {
    "job": {"job_id": "backend", "title": "Backend engineer"},
    "rubric_version": 1,
    "ranker": "offline",
    "model": None,
    "prompt_version": "1",
    "complete": True,
    "warnings": [],
    "ranked_candidates": [],
    "next": None,
    "token_usage": USAGE,
    "estimated_cost": 0.0,
}


FAILED = {**STATUS, "status": "FAILURE", "error": "It took too long", "error_code": "time_limit"}


def make_row(rank: int) -> dict[str, Any]:
    """Make a row."""
    return {
        "rank": rank, "candidate_id": f"c-{rank}", "name": None, "score": 90.0 - rank,
        "likeness": None, "confidence": 0.5, "gates": [], "criteria": [], "matched": [],
        "missing": [], "flags": [], "summary": "", "scored_by": "offline", "redacted": None,
        "reason": None,
    }  # fmt: skip


def succeed(rows: int = 0, following: str | None = None) -> dict[str, Any]:
    """Make the status of a ranking that has succeeded."""
    ranked = [make_row(rank) for rank in range(1, rows + 1)]
    result = {**RESULT, "ranked_candidates": ranked, "next": following}
    return {**STATUS, "status": "SUCCESS", "progress": None, "result": result}
