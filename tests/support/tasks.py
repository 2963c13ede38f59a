"""Tasks and rows that hold personal data wherever they can."""

from typing import Any

from shortlist.options import RankingOptions
from shortlist.tasks.rows import StoredRow
from shortlist.tasks.task import Event, Task, TokenUsage

PERSONAL = ("Ada", "Lovelace", "ada@example.com", "user-42", "secret-model")
USAGE = TokenUsage(input=900, cached=300, output=80, total=980, calls=7, retries=2)


def make_task(**changes: Any) -> Task:
    """Make a task whose texts hold personal data wherever they can."""
    options = RankingOptions(
        ranker="offline",
        model="secret-model",
        samples=1,
        max_cost_usd=None,
        blind=True,
        service_tier=None,
    )
    started = Event(
        at="2026-11-23T10:00:00.000Z",
        status="PENDING",
        actor="user-42",
        reason="started",
        attempt=0,
    )
    fields: dict[str, Any] = {
        "tenant": "acme",
        "task_id": "task-1",
        "job_id": "job-1",
        "job_title": "Ada Lovelace's successor",
        "options": options,
        "status": "STARTED",
        "attempt": 1,
        "created_at": "2026-11-23T10:00:00.000Z",
        "created_by": "user-42",
        "started_at": "2026-11-23T10:00:04.500Z",
        "updated_at": "2026-11-23T10:00:04.500Z",
        "soft_deadline_at": "2026-11-23T10:25:00.000Z",
        "hard_deadline_at": "2026-11-23T10:30:00.000Z",
        "expires_at": 0,
        "total": 120,
        "chunk_count": 2,
        "error": "ada@example.com could not be ranked",
        "events": (started,),
    }
    return Task.model_validate(fields | changes)


def make_row(scored_by: str, reason: str | None) -> StoredRow:
    """Make a row that names somebody."""
    row = {"scored_by": scored_by, "reason": reason, "name": "Ada Lovelace"}
    return StoredRow(candidate_id="ada", source="hash", row=row)
