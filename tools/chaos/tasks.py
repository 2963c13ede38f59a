"""The rankings that run meanwhile: many, of mixed size, of two tenants."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tools.bench.piles import add_pile, change_description
from tools.demo.client import ApiClient

SIZES = (1, 3, 10, 40, 300)
FINISHED = {"SUCCESS", "FAILURE"}


@dataclass
class RunningTask:
    """A ranking that was started, and what became of it."""

    client: ApiClient
    task_id: str
    size: int
    started_at: float
    ended_at: float | None = None
    status: str = "PENDING"
    rows: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return (self.ended_at or time.monotonic()) - self.started_at

    def look(self) -> bool:
        """Ask for the status; True once the task has ended and its rows are read."""
        path = f"/api/jobposts/task-status/{self.task_id}/"
        self.status = self.client.expect(HTTPStatus.OK, "GET", path).body["status"]
        if self.status not in FINISHED:
            return False
        self.ended_at = time.monotonic()
        if self.status == "SUCCESS":
            rows = self.client.list_all(f"{path}candidates/")
            self.rows = [row["candidate_id"] for row in rows]
        return True


def make_starts(clients: list[ApiClient], count: int) -> Iterator[RunningTask]:
    """Start rankings one after another as the caller asks for them.

    Each is of another text than all before, so that no row can be taken over.
    """
    piles = [(client, size, add_pile(client, size)) for client in clients for size in SIZES]
    for number, (client, size, job_id) in enumerate(itertools.cycle(piles)):
        if number >= count:
            return
        change_description(client, job_id, f"Ranking {number}.")
        # The text is part of the lock only through the options, so each ranking has its own.
        body: dict[str, Any] = {"max_cost_usd": 1.0 + number}
        path = f"/api/jobposts/{job_id}/rank-candidates/"
        task = client.expect(HTTPStatus.ACCEPTED, "POST", path, body).body
        yield RunningTask(client, task["task_id"], size, time.monotonic())
