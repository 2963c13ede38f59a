"""The time from the 202 of a start to SUCCESS."""

import statistics
import time
from http import HTTPStatus
from typing import NamedTuple

from tools.bench.piles import add_pile, change_description, remove_pile
from tools.local.client import ApiClient
from tools.local.errors import LocalCloudError

POLL_SECONDS = 0.02
LONGEST_SECONDS = 300.0


class Makespan(NamedTuple):
    """Seconds of some runs over a pile, every row computed anew."""

    size: int
    seconds: list[float]

    @property
    def median(self) -> float:
        """The median run."""
        return statistics.median(self.seconds)


def measure_makespan(client: ApiClient, count: int, runs: int) -> Makespan:
    """Rank a pile `runs` times, after one run that warms the workers."""
    job_id = add_pile(client, count)
    seconds = []
    for run in range(runs + 1):
        change_description(client, job_id, f"Run {run}.")
        taken = time_ranking(client, job_id)
        if run:
            seconds.append(taken)
    remove_pile(client, job_id)
    return Makespan(count, seconds)


def time_ranking(client: ApiClient, job_id: str, poll_seconds: float = POLL_SECONDS) -> float:
    """Start a ranking and return the seconds until it has succeeded.

    Raises:
        LocalCloudError: if it fails, or takes longer than any should.
    """
    path = f"/api/jobposts/{job_id}/rank-candidates/"
    task = client.expect(HTTPStatus.ACCEPTED, "POST", path).body
    started = time.perf_counter()
    while time.perf_counter() - started < LONGEST_SECONDS:
        status_path = f"/api/jobposts/task-status/{task['task_id']}/"
        status = client.expect(HTTPStatus.OK, "GET", status_path).body["status"]
        if status == "SUCCESS":
            return time.perf_counter() - started
        if status == "FAILURE":
            raise LocalCloudError(f"task {task['task_id']} failed")
        time.sleep(poll_seconds)
    raise LocalCloudError(f"task {task['task_id']} did not end in {LONGEST_SECONDS:.0f} s")
