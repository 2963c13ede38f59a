"""Small rankings of one tenant, alone and beside a large one of another tenant."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tools.bench.makespan import time_ranking
from tools.bench.piles import add_pile, change_description, remove_pile
from tools.local.client import ApiClient

SMALL, LARGE = 10, 10_000
RUNS_ALONE = 10
PAUSE_SECONDS = 1.0
LOOK_SECONDS = 0.25


@dataclass
class Fairness:
    """Seconds from 202 to SUCCESS; `in_queue` is the large one's messages at once, at most."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    large_seconds: float = 0.0
    in_queue: int = 0


def measure_fairness(small: ApiClient, large: ApiClient, count: Callable[[], int]) -> Fairness:
    """Measure with clients of two tenants; `count` counts the messages in the queue."""
    measured = Fairness()
    large_job = add_pile(large, LARGE)
    small_job = add_pile(small, SMALL)
    time_small(small, small_job)
    measured.alone = [time_small(small, small_job) for _ in range(RUNS_ALONE)]
    with running(large, large_job, measured) as is_running, watching(count, measured):
        while is_running():
            seconds = time_small(small, small_job)
            if is_running():
                measured.beside.append(seconds)
            time.sleep(PAUSE_SECONDS)
    for client, job_id in ((small, small_job), (large, large_job)):
        remove_pile(client, job_id)
    return measured


def time_small(client: ApiClient, job_id: str) -> float:
    """Rank a small pile anew and return the seconds that it took."""
    change_description(client, job_id, f"Noted at {time.time_ns()}.")
    return time_ranking(client, job_id)


@contextmanager
def running(client: ApiClient, job_id: str, measured: Fairness) -> Iterator[Callable[[], bool]]:
    """Run the large ranking meanwhile, from the moment on at which it has been started."""

    def rank() -> None:
        measured.large_seconds = time_ranking(client, job_id, poll_seconds=LOOK_SECONDS)

    thread = threading.Thread(target=rank)
    thread.start()
    time.sleep(PAUSE_SECONDS)
    yield thread.is_alive
    thread.join()


@contextmanager
def watching(count: Callable[[], int], measured: Fairness) -> Iterator[None]:
    """Count the messages of the queue meanwhile."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_SECONDS):
            measured.in_queue = max(measured.in_queue, count())

    thread = threading.Thread(target=watch)
    thread.start()
    yield
    over.set()
    thread.join()
