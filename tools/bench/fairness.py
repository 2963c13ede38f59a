"""One tenant's small rankings and few uploads, beside another tenant's large ones."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from tools.bench.piles import CANDIDATES_A_REQUEST, Pile, add_pile, describe_times, time_ranking
from tools.bench.resumes import invent_resume
from tools.local.client import ApiClient, upload
from tools.pages import keep, tabulate

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
    large_pile, small_pile = add_pile(large, LARGE), add_pile(small, SMALL)
    measured = Fairness(alone=_time_alone(small_pile))
    with ThreadPoolExecutor() as threads:
        ranking = threads.submit(time_ranking, large_pile, LOOK_SECONDS)
        watching = threads.submit(watch_queue, count, ranking.done)
        measured.beside = time_beside(small_pile, ranking.done)
        measured.large_seconds, measured.in_queue = ranking.result(), watching.result()
    small_pile.delete()
    large_pile.delete()
    return measured


def measure_many_tasks(small: ApiClient, many: ApiClient) -> Fairness:
    """Measure beside as many rankings of another tenant as it may run, each asked for all the time.

    `large_seconds` is how long the longest of them took; nobody looks at the queue.
    """
    piles = [add_pile(many, CANDIDATES_A_TASK) for _ in range(MANY_TASKS)]
    small_pile = add_pile(small, SMALL)
    measured = Fairness(alone=_time_alone(small_pile))
    with ThreadPoolExecutor(MANY_TASKS) as threads:

        def rank(pile: Pile) -> float:
            return time_ranking(pile, ASK_SECONDS)

        # The first time is that of an emulator that starts a process for each call.
        list(threads.map(rank, piles))
        rankings = [threads.submit(rank, pile) for pile in piles]

        def are_over() -> bool:
            return all(ranking.done() for ranking in rankings)

        measured.beside = time_beside(small_pile, are_over)
        measured.large_seconds = max(ranking.result() for ranking in rankings)
    for pile in (small_pile, *piles):
        pile.delete()
    return measured


def _time_alone(pile: Pile) -> list[float]:
    """Time a small pile by itself, after one run that warms the workers."""
    return [time_ranking(pile) for _ in range(RUNS_ALONE + 1)][1:]


def time_beside(pile: Pile, is_over: Callable[[], bool]) -> list[float]:
    """Rank a small pile again and again until what runs beside it is over."""
    taken = []
    time.sleep(PAUSE_SECONDS)
    while not is_over():
        seconds = time_ranking(pile)
        if not is_over():
            taken.append(seconds)
        time.sleep(PAUSE_SECONDS)
    return taken


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
    large, small = add_pile(many, 0), add_pile(few, 0)
    _upload_files(large, MANY_UPLOADS)
    _upload_files(small, FEW_UPLOADS)
    began = time.monotonic()
    few_seconds = _wait_until_read(small, FEW_UPLOADS) - began
    meanwhile = count_read(large)
    many_seconds = _wait_until_read(large, MANY_UPLOADS) - began
    small.delete()
    large.delete()
    return FairReadings(few_seconds, many_seconds, meanwhile)


def count_read(pile: Pile) -> int:
    """Count the candidates of a job post that were read."""
    return int(pile.client.expect(HTTPStatus.OK, "GET", pile.path).body["reading"]["read"])


def _upload_files(pile: Pile, count: int) -> None:
    for start in range(0, count, CANDIDATES_A_REQUEST):
        numbers = range(start, min(start + CANDIDATES_A_REQUEST, count))
        contents = [invent_resume(number)[1].encode() for number in numbers]
        files = [
            {"filename": f"{number}.txt", "size": len(content)}
            for number, content in enumerate(contents)
        ]
        path = f"{pile.path}resumes/"
        answer = pile.client.expect(HTTPStatus.CREATED, "POST", path, {"files": files})
        for address, content in zip(answer.body["uploads"], contents, strict=True):
            upload(address, content)


def _wait_until_read(pile: Pile, count: int) -> float:
    while count_read(pile) < count:
        time.sleep(LOOK_SECONDS)
    return time.monotonic()


def write_fairness(page: Path, large: Fairness, many: Fairness, readings: FairReadings) -> None:
    """Keep the figures in a page."""
    times = {
        "alone": large.alone,
        "beside the large one": large.beside,
        "alone once more": many.alone,
        "beside the many": many.beside,
    }
    rows = [(name, *describe_times(seconds)) for name, seconds in times.items()]
    headers = (f"Rankings of {SMALL} candidates", "Runs", "Median s", "Fastest s", "Slowest s")
    figures = [
        (f"seconds of the large one, of {LARGE:,} candidates", f"{large.large_seconds:.0f}"),
        ("its messages that were in the queue at once, at most", large.in_queue),
        (
            f"seconds of the longest of the many: {MANY_TASKS} of {CANDIDATES_A_TASK} candidates",
            f"{many.large_seconds:.0f}",
        ),
        (f"seconds until the {FEW_UPLOADS} uploads were read", f"{readings.few_seconds:.1f}"),
        (f"seconds until the {MANY_UPLOADS} uploads were", f"{readings.many_seconds:.0f}"),
        ("of those, read when the few were", readings.many_read_meanwhile),
    ]
    parts = {"rankings": tabulate(headers, rows), "figures": tabulate(("What", "Figure"), figures)}
    keep(page, parts)
