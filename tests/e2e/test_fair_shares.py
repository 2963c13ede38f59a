"""One tenant's rankings and polls beside another's small one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.e2e.test_ranking import await_end, call, make_job
from tests.support.cloud import Cloud
from tools.local.client import ApiClient

pytestmark = pytest.mark.e2e

TASKS = 20
POLLERS = 4
# Alone it takes some tenths of a second; on a machine that all workers share, seconds.
LONGEST_SECONDS = 30.0
# As long again as the quickest, and what an emulator with one process makes of four pollers.
SLOWER = 20.0


def rank_small(client: ApiClient, path: str, note: str) -> float:
    """Rank a small pile anew, and return the seconds from 202 to its end."""
    change = {"title": "Engineer", "description": f"Python. PostgreSQL. {note}"}
    call(client, "PUT", path, change)
    started = time.monotonic()
    task_id = call(client, "POST", f"{path}rank-candidates/", {"ranker": "offline"}).body["task_id"]
    assert await_end(client, task_id)["status"] == "SUCCESS"
    return time.monotonic() - started


@pytest.fixture
def path(cloud: Cloud) -> Iterator[str]:
    """Make a small pile of globex, and one ranking to warm up."""
    globex = cloud.call_as("globex")
    made = make_job(globex, "e2e-small")
    call(globex, "POST", f"{made}candidates/", {"resume_text": "Python."})
    rank_small(globex, made, "warm")
    yield made
    call(globex, "DELETE", made)


@contextmanager
def polling(client: ApiClient, task_id: str) -> Iterator[list[int]]:
    """Ask for a status as fast as answers come, from several threads."""
    over, counts = threading.Event(), [0] * POLLERS

    def poll(number: int) -> None:
        while not over.is_set():
            client.expect(200, "GET", f"/api/jobposts/task-status/{task_id}/")
            counts[number] += 1

    threads = [threading.Thread(target=poll, args=(number,)) for number in range(POLLERS)]
    for thread in threads:
        thread.start()
    try:
        yield counts
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_twenty_rankings_and_the_polls_of_a_tenant_do_not_stop_another(
    cloud: Cloud, path: str
) -> None:
    acme, globex = cloud.call_as("acme"), cloud.call_as("globex")
    alone = min(rank_small(globex, path, f"alone {number}") for number in range(3))
    jobs, tasks = [], []
    for number in range(TASKS):
        job = make_job(acme, f"e2e-share-{number}")
        people = [{"resume_text": f"Python {one}. PostgreSQL."} for one in range(100)]
        call(acme, "POST", f"{job}candidates/", {"candidates": people})
        jobs.append(job)
    for job in jobs:
        started = call(acme, "POST", f"{job}rank-candidates/", {"ranker": "offline"})
        tasks.append(started.body["task_id"])
    with polling(acme, tasks[-1]) as counts:
        beside = [rank_small(globex, path, f"beside {number}") for number in range(3)]
    print(f"alone {alone:.2f} s, beside {beside}, polls {sum(counts)}")  # noqa: T201
    assert max(beside) <= max(LONGEST_SECONDS, SLOWER * alone)
    for task in tasks:
        assert await_end(acme, task)["status"] == "SUCCESS"
    for job in jobs:
        call(acme, "DELETE", job)
