"""Rankings with a model by the public API: from the 202 to SUCCESS, and what they took."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from tools.bench.errors import BenchError
from tools.bench.model_behaviour import Behaviour, Counts, prepare, read_counts
from tools.bench.model_cloud import Cloud
from tools.bench.processes import Load
from tools.bench.resumes import DESCRIPTION, RUBRIC, TITLE, invent_resume
from tools.local.client import ApiClient

CANDIDATES_A_REQUEST = 100
LONGEST_SECONDS = 600.0
# Every status asked for takes processor time of this machine, so long rankings are asked less.
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 0.5
PAUSE_SHARE = 0.01


class Run(NamedTuple):
    """One ranking: seconds as a caller saw them and as the task keeps them, and what it took."""

    seconds: float
    kept_seconds: float
    counts: Counts
    load: Load
    usage: dict[str, int]
    cost_usd: float | None
    not_by_model: int

    @property
    def share_429(self) -> float:
        """The share of requests that were answered 429."""
        return self.counts.rejected_429 / max(1, self.counts.requests)

    @property
    def cached_share(self) -> float:
        """The share of input tokens that came from the cache."""
        return self.usage["cached"] / max(1, self.usage["input"])


@dataclass
class Pile:
    """A job post with candidates of one tenant; each ranking is of a new description."""

    client: ApiClient
    size: int
    job_id: str
    rankings: int = 0

    @property
    def path(self) -> str:
        """Where the job post is."""
        return f"/api/jobposts/{self.job_id}/"

    def start(self) -> str:
        """Change the description, so that no row can be taken over, and start a ranking."""
        self.rankings += 1
        body = {"title": TITLE, "description": f"{DESCRIPTION}\nRanking {self.rankings}."}
        self.client.expect(HTTPStatus.OK, "PUT", self.path, body)
        asked = {"ranker": "llm"}
        task = self.client.expect(
            HTTPStatus.ACCEPTED, "POST", f"{self.path}rank-candidates/", asked
        )
        return f"/api/jobposts/task-status/{task.body['task_id']}/"

    def delete(self) -> None:
        """Delete the job post with all that belongs to it."""
        self.client.expect(HTTPStatus.NO_CONTENT, "DELETE", self.path)


def add_pile(client: ApiClient, size: int) -> Pile:
    """Add a job post with a rubric and so many candidates."""
    pile = Pile(client, size, f"bench-model-{size}-{time.time_ns()}")
    job = {"job_id": pile.job_id, "title": TITLE, "description": DESCRIPTION, "rubric": RUBRIC}
    client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", job)
    for batch in _make_batches(size):
        client.expect(HTTPStatus.CREATED, "POST", f"{pile.path}candidates/", {"candidates": batch})
    return pile


def rank(cloud: Cloud, pile: Pile, behaviour: Behaviour) -> Run:
    """Rank a pile while the server behaves so, and measure it.

    Raises:
        BenchError: if the ranking fails, or takes longer than any should.
    """
    prepare(cloud.server, behaviour)
    with cloud.groups.watch() as load:
        status_path = pile.start()
        seconds, body = follow(pile.client, status_path)
    result = body["result"]
    rows = pile.client.list_all(f"{status_path}candidates/")
    return Run(
        seconds=seconds,
        kept_seconds=_subtract(body["finished_at"], body["created_at"]),
        counts=read_counts(cloud.server),
        load=load,
        usage=result["token_usage"],
        cost_usd=result["estimated_cost"],
        not_by_model=sum(row["scored_by"] != "llm" for row in rows),
    )


def follow(client: ApiClient, status_path: str) -> tuple[float, dict[str, Any]]:
    """Follow a ranking that was just accepted; return its seconds and the last status.

    Raises:
        BenchError: if the ranking fails, or takes longer than any should.
    """
    started = time.perf_counter()
    for seconds in _wait(started):
        body: dict[str, Any] = client.expect(HTTPStatus.OK, "GET", status_path).body
        if body["status"] == "SUCCESS":
            return time.perf_counter() - started, body
        if body["status"] == "FAILURE":
            raise BenchError(f"{status_path} failed after {seconds:.0f} s: {body['error']}")
    raise BenchError(f"{status_path} did not end in {LONGEST_SECONDS:.0f} s")


def _wait(started: float) -> Iterator[float]:
    while (seconds := time.perf_counter() - started) < LONGEST_SECONDS:
        yield seconds
        time.sleep(min(LONGEST_PAUSE_SECONDS, max(FIRST_PAUSE_SECONDS, PAUSE_SHARE * seconds)))


def _subtract(later: str, earlier: str) -> float:
    moments = (datetime.fromisoformat(moment) for moment in (later, earlier))
    return (next(moments) - next(moments)).total_seconds()


def _make_batches(size: int) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, size, CANDIDATES_A_REQUEST):
        yield [
            {"candidate_id": f"c{number:05d}", "name": name, "resume_text": text}
            for number in range(start, min(size, start + CANDIDATES_A_REQUEST))
            for name, text in [invent_resume(number)]
        ]
