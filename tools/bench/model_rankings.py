"""Rankings with a model by the public API: every size under every limit, and what each took."""

import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tools.bench.model_cloud import Cloud
from tools.bench.piles import Pile, add_pile, follow

# From so many on, one ranking tells enough, under a limit at any rate.
LARGE = 1000


class Behaviour(NamedTuple):
    """How the stub answers: after so long, and so many requests a minute at most (0: any)."""

    latency_ms: int
    rpm: int = 0
    burst_seconds: float = 1.0

    @property
    def limit(self) -> str:
        """The limit in words."""
        return f"{self.rpm} a minute" if self.rpm else "none"


class Run(NamedTuple):
    """One ranking: seconds as a caller saw them, and what it took.

    `counts` are the stub's since the ranking began (tools.stub.server).
    """

    seconds: float
    counts: dict[str, Any]
    worker_megabytes: float
    usage: dict[str, int]
    cost_usd: float | None
    not_by_model: int

    @property
    def share_429(self) -> float:
        """The share of requests that were answered 429."""
        return float(self.counts["rejected_429"] / max(1, self.counts["requests"]))

    @property
    def cached_share(self) -> float:
        """The share of input tokens that came from the cache."""
        return self.usage["cached"] / max(1, self.usage["input"])


@dataclass
class Case:
    """Rankings of one size under one limit; `first` is the one by workers that know no server."""

    size: int
    behaviour: Behaviour
    first: Run
    runs: list[Run] = field(default_factory=list)

    @property
    def bound_seconds(self) -> float:
        """The least that it can take: one call's time, or the limit's."""
        return find_bound(self.size, self.behaviour)

    @property
    def seconds(self) -> float:
        """The median run."""
        return self.median(lambda run: run.seconds)

    @property
    def ratio(self) -> float:
        """How often the least it can take is what it took."""
        return self.seconds / self.bound_seconds

    def median(self, read: Callable[[Run], float]) -> float:
        """Return the median of something over the runs."""
        return statistics.median(map(read, self.runs))

    def most(self, read: Callable[[Run], float]) -> float:
        """Return the most of something over the runs."""
        return max(map(read, self.runs))


def find_bound(size: int, behaviour: Behaviour) -> float:
    """Return the least seconds that so many calls can take."""
    of_limit = size * 60 / behaviour.rpm if behaviour.rpm else 0.0
    return max(behaviour.latency_ms / 1000, of_limit)


def measure_cases(
    cloud: Cloud, sizes: Sequence[int], behaviours: Sequence[Behaviour], runs: int
) -> list[Case]:
    """Measure every size under every limit, after a ranking that warms the workers."""
    piles = [add_pile(cloud.client, size, "llm") for size in sizes]
    rank(cloud, piles[-1], behaviours[0])
    cases = [
        _measure_case(cloud, pile, behaviour, runs) for behaviour in behaviours for pile in piles
    ]
    for pile in piles:
        pile.delete()
    return cases


def _measure_case(cloud: Cloud, pile: Pile, behaviour: Behaviour, runs: int) -> Case:
    """Rank a pile once without knowledge of the server, and then again with it."""
    cloud.forget_pace()
    case = Case(pile.size, behaviour, first=rank(cloud, pile, behaviour))
    for _ in range(1 if behaviour.rpm and pile.size >= LARGE else runs):
        case.runs.append(rank(cloud, pile, behaviour))
    told = f"{case.size} candidates, limit: {behaviour.limit}: {case.seconds:.2f} s"
    print(told, file=sys.stderr)
    return case


def rank(cloud: Cloud, pile: Pile, behaviour: Behaviour) -> Run:
    """Rank a pile while the server behaves so, and measure it."""
    cloud.server.configure(**behaviour._asdict())
    status_path = pile.start()
    seconds, body = follow(pile.client, status_path)
    result = body["result"]
    rows = pile.client.list_all(f"{status_path}candidates/")
    return Run(
        seconds=seconds,
        counts=cloud.server.count(),
        worker_megabytes=cloud.worker_megabytes,
        usage=result["token_usage"],
        cost_usd=result["estimated_cost"],
        not_by_model=sum(row["scored_by"] != "llm" for row in rows),
    )
