"""The rankings that run meanwhile: many, of mixed size, of two tenants."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from tools.bench.piles import Pile, add_pile
from tools.local.client import ApiClient

# How many piles of each size a tenant has. Only one ranking of a pile runs at a time.
PILES = {1: 4, 5: 4, 20: 4, 100: 4, 400: 3, 1_500: 2}
FINISHED = {"SUCCESS", "FAILURE"}


@dataclass
class RunningTask:
    """A ranking that was started, and what became of it. Moments are those of `time.monotonic`."""

    client: ApiClient
    task_id: str
    size: int
    moments: list[float]
    state: tuple[str, int] = ("PENDING", 0)
    rows: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """The status that was last seen."""
        return self.state[0]

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""
        return self.status in FINISHED

    @property
    def seconds(self) -> float:
        """From its start to the last time that something about it changed."""
        return self.moments[-1] - self.moments[0]

    @property
    def pause_seconds(self) -> float:
        """The longest time in which nothing about it changed."""
        pairs = zip(self.moments, self.moments[1:], strict=False)
        return max((after - before for before, after in pairs), default=0.0)

    def find_progress(self, since: float) -> float | None:
        """Return when something changed for the first time after a moment."""
        return next((moment for moment in self.moments if moment > since), None)

    def look(self) -> None:
        """Ask for the status; once the task has ended, read its rows."""
        path = f"/api/jobposts/task-status/{self.task_id}/"
        body = self.client.expect(HTTPStatus.OK, "GET", path).body
        state = (body["status"], body.get("progress", {}).get("done", 0))
        if state == self.state:
            return
        self.state = state
        self.moments.append(time.monotonic())
        if self.status == "SUCCESS":
            rows = self.client.list_all(f"{path}candidates/")
            self.rows = [row["candidate_id"] for row in rows]


@dataclass
class Ground:
    """A job post with candidates, and its latest ranking."""

    pile: Pile
    task: RunningTask | None = None

    @property
    def is_free(self) -> bool:
        """Whether no ranking of it runs."""
        return self.task is None or self.task.is_finished

    def start(self) -> RunningTask:
        """Start a ranking by another text than before, so that no row can be taken over."""
        task_id = self.pile.start().rstrip("/").rpartition("/")[2]
        moments = [time.monotonic()]
        self.task = RunningTask(self.pile.client, task_id, self.pile.size, moments)
        return self.task


def make_grounds(clients: Sequence[ApiClient]) -> list[Ground]:
    """Add all piles of all tenants."""
    return [
        Ground(add_pile(client, size))
        for client in clients
        for size, count in PILES.items()
        for _ in range(count)
    ]


def choose_ground(grounds: Sequence[Ground], dice: random.Random) -> Ground:
    """Choose one that no ranking runs of; there are more piles than rankings at once."""
    return dice.choice([ground for ground in grounds if ground.is_free])
