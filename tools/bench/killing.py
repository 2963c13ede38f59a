"""`python -m tools.bench killing`: kill the worker in the middle of a ranking with a model.

The model server counts: what it answered again is what was paid for twice.
"""

import time
from dataclasses import dataclass

from shortlist.judging.pace import MOST_IN_FLIGHT
from tools.bench.errors import BenchError
from tools.bench.model_behaviour import Behaviour, Counts, prepare, read_counts
from tools.bench.model_cloud import Cloud, run_cloud
from tools.bench.model_rankings import add_pile, follow
from tools.local.workers import kill, list_workers
from tools.stub.run import run_stub_process

SIZE = 200
LATENCY_MS = 500
KILL_AFTER_ANSWERS = 60
LONGEST_WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Killing:
    """What a killed worker cost."""

    before: Counts
    after: Counts
    kills: int
    seconds: float
    rows: int
    rows_by_model: int

    @property
    def is_harmless(self) -> bool:
        """Whether every row is there, and no more was repeated than a worker has in flight."""
        return self.rows == self.rows_by_model == SIZE and self.repeated <= MOST_IN_FLIGHT

    @property
    def repeated(self) -> int:
        """How many requests were made again: unanswered ones, and answers not yet kept."""
        return self.after.requests - SIZE


def measure_killing() -> bool:
    """Rank, kill, wait, and say what it cost; tell whether that was all right.

    Raises:
        BenchError, LocalCloudError, StubError: if something does not come up, or the ranking fails.
    """
    with run_stub_process() as server, run_cloud(server) as cloud:
        killing = measure(cloud)
    print(write(killing))
    return killing.is_harmless


def measure(cloud: Cloud) -> Killing:
    """Kill every worker once some answers have come, and see the ranking to its end.

    Raises:
        BenchError: if the ranking fails, or makes no calls.
    """
    prepare(cloud.server, Behaviour(LATENCY_MS))
    pile = add_pile(cloud.clients["acme"], SIZE)
    status_path = pile.start()
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while read_counts(cloud.server).answered < KILL_AFTER_ANSWERS:
        if time.monotonic() > deadline:
            raise BenchError("the ranking makes no calls")
        time.sleep(0.02)
    owner = (cloud.place.state / "ministack.pid").read_text(encoding="utf-8")
    kills = sum(kill(pid) for pid in list_workers(int(owner.split()[0])))
    before = read_counts(cloud.server)
    seconds, _ = follow(pile.client, status_path)
    rows = pile.client.list_all(f"{status_path}candidates/")
    return Killing(
        before,
        read_counts(cloud.server),
        kills,
        seconds,
        len(rows),
        sum(row["scored_by"] == "llm" for row in rows),
    )


def write(killing: Killing) -> str:
    """Write what was measured as a table."""
    figures = {
        "candidates": SIZE,
        "worker processes killed": killing.kills,
        "answered before the kill": killing.before.answered,
        "most calls in flight": killing.before.most_in_flight,
        "seconds from the kill to SUCCESS": round(killing.seconds, 1),
        "rows, all of them by the model": f"{killing.rows}, {killing.rows_by_model}",
        "requests in all": killing.after.requests,
        "of these repeated": killing.repeated,
        "of these answered before, and so paid twice": killing.after.answered_again,
    }
    lines = [f"| {name} | {figure} |" for name, figure in figures.items()]
    return "\n".join(["| What | Figure |", "|---|---|", *lines])
