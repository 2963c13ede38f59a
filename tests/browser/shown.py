"""A ranking as the page shows it."""

import json
import re
from typing import Any

from playwright.sync_api import Route

from tests.browser.watched import Watched

ROWS_A_PAGE = 100


BIG_JOB = {
    "job_id": "many",
    "title": "Backend engineer",
    "description": "Python",
    "rubric_version": 1,
    "created_at": "2026-11-27T10:00:00Z",
    "candidate_count": 0,
    "reading": {"waiting": 0, "read": 0, "failed": 0},
}


def answer(route: Route, body: Any, status: int = 200, **headers: str) -> None:
    route.fulfill(
        status=status, content_type="application/json", body=json.dumps(body), headers=headers
    )


def make_row(number: int) -> dict[str, Any]:
    return {
        "rank": number,
        "candidate_id": f"c-{number:05}",
        "name": None,
        "label": f"Candidate {number:02}",
        "score": 100 - number / 200,
        "likeness": 0.5,
        "confidence": 0.6,
        "gates": [{"id": "g", "status": "unknown", "evidence": []}],
        "criteria": [{"id": "a", "level": number % 5, "evidence": [{"line": 1, "text": "Python"}]}],
        "matched": ["Python"],
        "missing": ["Terraform"],
        "flags": ["keyword_stuffing"] if number % 7 == 0 else [],
        "summary": "Python in two roles.",
        "scored_by": "offline",
        "reason": None,
    }


def show_a_ranking(me: Watched, total: int, task_id: str = "t", **changes: Any) -> None:
    """Answer for a ranking of so many rows, since ranking them takes longer than a test may.

    `changes` are what its result says otherwise.
    """
    rows = [make_row(number) for number in range(1, total + 1)]
    usual = {
        "job": {"job_id": "big", "title": "Backend engineer"},
        "rubric_version": 1,
        "ranker": "offline",
        "model": None,
        "prompt_version": None,
        "complete": True,
        "warnings": [],
        "ranked_candidates": rows[:ROWS_A_PAGE],
        "next": "http://localhost/next" if total > ROWS_A_PAGE else None,
        "token_usage": {},
        "estimated_cost": 0,
    }
    times = {"created_at": "2026-11-27T10:00:00Z", "started_at": None, "finished_at": None}
    status = {"task_id": task_id, "job_id": "big", "status": "SUCCESS", "message": "", **times}
    status |= {"result": usual | changes}
    job = {**BIG_JOB, "job_id": "big", "candidate_count": total}
    levels = ["None", "Named", "Some", "Solid", "Deep"]
    criteria = [{"id": "a", "title": "Python", "importance": "critical", "levels": levels}]
    rubric = {
        "version": 1,
        "gates": [{"id": "g", "text": "A driving licence"}],
        "criteria": criteria,
        "warnings": [],
    }

    def give_rows(route: Route) -> None:
        found = re.search(r"cursor=(\d+)", route.request.url)
        start = int(found[1]) if found else 0
        end = start + ROWS_A_PAGE
        cursor = str(end) if end < total else None
        answer(route, {"items": rows[start:end], "next_cursor": cursor})

    me.page.route(f"**/task-status/{task_id}/?*", lambda route: answer(route, status))
    me.page.route(f"**/task-status/{task_id}/candidates/*", give_rows)
    me.page.route("**/api/jobposts/big/", lambda route: answer(route, job))
    me.page.route("**/api/jobposts/big/rubric/*", lambda route: answer(route, rubric))
    nothing = {"items": [], "next_cursor": None}
    me.page.route("**/api/jobposts/big/decisions/*", lambda route: answer(route, nothing))
    resume = {
        "candidate_id": "c-00001",
        "name": None,
        "label": "Candidate 01",
        "reading": {"state": "read", "reason": None, "detail": None},
        "flags": [],
        "created_at": "2026-11-27T10:00:00Z",
        "resume_text": "Python\nPostgreSQL\n" * 20,
    }
    me.page.route("**/api/jobposts/big/candidates/*/*", lambda route: answer(route, resume))
