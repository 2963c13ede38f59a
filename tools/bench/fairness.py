"""One tenant's small rankings and few uploads, beside another tenant's large ones."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

from tools.bench.makespan import time_ranking
from tools.bench.piles import (
    CANDIDATES_A_REQUEST,
    add_pile,
    change_description,
    list_texts,
    remove_pile,
)
from tools.local.client import ApiClient, upload

SMALL, LARGE = 10, 10_000
RUNS_ALONE = 10
PAUSE_SECONDS = 1.0
LOOK_SECONDS = 0.25
FEW_UPLOADS, MANY_UPLOADS = 5, 500
MANY_TASKS, CANDIDATES_A_TASK = 20, 250
# What `Retry-After` asks at least.
ASK_SECONDS = 1.0


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
    with ThreadPoolExecutor() as threads:
        ranking = threads.submit(time_ranking, large, large_job, poll_seconds=LOOK_SECONDS)
        watching = threads.submit(watch_queue, count, ranking.done)
        measured.beside = time_beside(small, small_job, ranking.done)
        measured.large_seconds, measured.in_queue = ranking.result(), watching.result()
    for client, job_id in ((small, small_job), (large, large_job)):
        remove_pile(client, job_id)
    return measured


def measure_many_tasks(small: ApiClient, many: ApiClient) -> Fairness:
    """Measure beside as many rankings of another tenant as it may run, each asked for all the time.

    `large_seconds` is how long the longest of them took; nobody looks at the queue.
    """
    jobs = [add_pile(many, CANDIDATES_A_TASK) for _ in range(MANY_TASKS)]
    small_job = add_pile(small, SMALL)
    time_small(small, small_job)
    measured = Fairness(alone=[time_small(small, small_job) for _ in range(RUNS_ALONE)])
    with ThreadPoolExecutor(MANY_TASKS) as threads:

        def rank(job_id: str) -> float:
            change_description(many, job_id, f"Noted at {time.time_ns()}.")
            return time_ranking(many, job_id, poll_seconds=ASK_SECONDS)

        # The first time is that of an emulator that starts a process for each call.
        list(threads.map(rank, jobs))
        rankings = [threads.submit(rank, job_id) for job_id in jobs]

        def are_over() -> bool:
            return all(ranking.done() for ranking in rankings)

        measured.beside = time_beside(small, small_job, are_over)
        measured.large_seconds = max(ranking.result() for ranking in rankings)
    remove_pile(small, small_job)
    for job_id in jobs:
        remove_pile(many, job_id)
    return measured


def time_beside(client: ApiClient, job_id: str, is_over: Callable[[], bool]) -> list[float]:
    """Rank a small pile again and again until what runs beside it is over."""
    taken = []
    time.sleep(PAUSE_SECONDS)
    while not is_over():
        seconds = time_small(client, job_id)
        if not is_over():
            taken.append(seconds)
        time.sleep(PAUSE_SECONDS)
    return taken


def time_small(client: ApiClient, job_id: str) -> float:
    """Rank a small pile anew and return the seconds that it took."""
    change_description(client, job_id, f"Noted at {time.time_ns()}.")
    return time_ranking(client, job_id)


def watch_queue(count: Callable[[], int], is_over: Callable[[], bool]) -> int:
    """Return how many messages were in the queue at once, at most."""
    most = 0
    while not is_over():
        most = max(most, count())
        time.sleep(LOOK_SECONDS)
    return most


@dataclass(frozen=True)
class FairReadings:
    """Seconds until a few uploads are read that come behind many, and until all of those are."""

    few_seconds: float
    many_seconds: float
    many_read_meanwhile: int


def measure_readings(few: ApiClient, many: ApiClient) -> FairReadings:
    """Upload many files as one tenant and then a few as another, and wait for all."""
    jobs = [(many, add_pile(many, 0), MANY_UPLOADS), (few, add_pile(few, 0), FEW_UPLOADS)]
    for client, job_id, count in jobs:
        _upload_files(client, job_id, count)
    began = time.monotonic()
    few_seconds = _wait_until_read(few, jobs[1][1], FEW_UPLOADS) - began
    meanwhile = count_read(many, jobs[0][1])
    many_seconds = _wait_until_read(many, jobs[0][1], MANY_UPLOADS) - began
    for client, job_id, _ in jobs:
        remove_pile(client, job_id)
    return FairReadings(few_seconds, many_seconds, meanwhile)


def count_read(client: ApiClient, job_id: str) -> int:
    """Count the candidates of a job post that were read."""
    body = client.expect(HTTPStatus.OK, "GET", f"/api/jobposts/{job_id}/").body
    return int(body["reading"]["read"])


def _upload_files(client: ApiClient, job_id: str, count: int) -> None:
    texts = [text.encode() for text in list_texts()]
    for start in range(0, count, CANDIDATES_A_REQUEST):
        contents = [
            texts[number % len(texts)]
            for number in range(start, min(start + CANDIDATES_A_REQUEST, count))
        ]
        files = [
            {"filename": f"{number}.txt", "size": len(content)}
            for number, content in enumerate(contents)
        ]
        path = f"/api/jobposts/{job_id}/resumes/"
        answer = client.expect(HTTPStatus.CREATED, "POST", path, {"files": files})
        for address, content in zip(answer.body["uploads"], contents, strict=True):
            upload(address, content)


def _wait_until_read(client: ApiClient, job_id: str, count: int) -> float:
    while count_read(client, job_id) < count:
        time.sleep(LOOK_SECONDS)
    return time.monotonic()
