"""Job posts with invented resumes, ranked by the public API."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from shortlist.settings import RankerName
from tools.bench.resumes import DESCRIPTION, RUBRIC, TITLE, invent_resume
from tools.local.client import ApiClient
from tools.local.place import LocalCloudError

CANDIDATES_A_REQUEST = 100
DELETIONS = 10
LONGEST_SECONDS = 600.0
# Every status asked for takes processor time of this machine, so long rankings are asked less.
FIRST_PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 0.5
PAUSE_SHARE = 0.01


@dataclass
class Pile:
    """A job post with candidates of one tenant; each ranking is of a new description."""

    client: ApiClient
    size: int
    job_id: str
    ranker: RankerName = "offline"
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
        path, asked = f"{self.path}rank-candidates/", {"ranker": self.ranker}
        task = self.client.expect(HTTPStatus.ACCEPTED, "POST", path, asked)
        return f"/api/jobposts/task-status/{task.body['task_id']}/"

    def delete(self) -> None:
        """Delete the job post with all that belongs to it; a large one takes more than one call."""
        for _ in range(DELETIONS):
            answer = self.client.call("DELETE", self.path)
            if answer.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}:
                return
        raise LocalCloudError(f"job post {self.job_id} could not be deleted: {answer.body}")


def add_pile(client: ApiClient, size: int, ranker: RankerName = "offline") -> Pile:
    """Add a job post with a rubric and so many candidates."""
    pile = Pile(client, size, f"bench-{size}-{time.time_ns()}", ranker)
    job = {"job_id": pile.job_id, "title": TITLE, "description": DESCRIPTION, "rubric": RUBRIC}
    client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", job)
    for batch in _make_batches(size):
        client.expect(HTTPStatus.CREATED, "POST", f"{pile.path}candidates/", {"candidates": batch})
    return pile


def time_ranking(pile: Pile) -> float:
    """Rank a pile anew and return the seconds from the 202 to SUCCESS."""
    return follow(pile.client, pile.start())[0]


class Makespan(NamedTuple):
    """Seconds of some runs over a pile, every row computed anew."""

    size: int
    seconds: list[float]

    @property
    def median(self) -> float:
        """The median run."""
        return statistics.median(self.seconds)


def describe_times(seconds: Sequence[float]) -> tuple[str, ...]:
    """Write how many there are, and the median, the fastest and the slowest."""
    times = (statistics.median(seconds), min(seconds), max(seconds))
    return (str(len(seconds)), *(f"{time:.2f}" for time in times))


def measure_makespan(client: ApiClient, count: int, runs: int) -> Makespan:
    """Rank a pile `runs` times, after one run that warms the workers."""
    pile = add_pile(client, count)
    _, *seconds = [time_ranking(pile) for _ in range(runs + 1)]
    pile.delete()
    return Makespan(count, seconds)


def follow(client: ApiClient, status_path: str) -> tuple[float, dict[str, Any]]:
    """Follow a ranking that was just accepted; return its seconds and the last status."""
    started = time.perf_counter()
    for seconds in _wait(started):
        body: dict[str, Any] = client.expect(HTTPStatus.OK, "GET", status_path).body
        if body["status"] == "SUCCESS":
            return time.perf_counter() - started, body
        if body["status"] == "FAILURE":
            raise LocalCloudError(f"{status_path} failed after {seconds:.0f} s: {body['error']}")
    raise LocalCloudError(f"{status_path} did not end in {LONGEST_SECONDS:.0f} s")


def _wait(started: float) -> Iterator[float]:
    while (seconds := time.perf_counter() - started) < LONGEST_SECONDS:
        yield seconds
        time.sleep(max(FIRST_PAUSE_SECONDS, min(LONGEST_PAUSE_SECONDS, PAUSE_SHARE * seconds)))


def _make_batches(size: int) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, size, CANDIDATES_A_REQUEST):
        yield [
            {"candidate_id": f"c{number:05d}", "name": name, "resume_text": text}
            for number in range(start, min(size, start + CANDIDATES_A_REQUEST))
            for name, text in [invent_resume(number)]
        ]
