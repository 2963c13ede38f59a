"""The cases of a measurement with a model: sizes and limits."""

import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tools.bench.model_cloud import Behaviour, Cloud
from tools.bench.model_rankings import Run, rank
from tools.bench.piles import Pile, add_pile

# From so many on, one ranking tells enough, under a limit at any rate.
LARGE = 1000


@dataclass
class Case:
    """Rankings of one size under one limit; `first` is the one by workers that know no server."""

    size: int
    behaviour: Behaviour
    first: Run | None = None
    runs: list[Run] = field(default_factory=list)

    @property
    def bound_seconds(self) -> float:
        """The least that it can take: one call's time, or the limit's."""
        return find_bound(self.size, self.behaviour)

    @property
    def seconds(self) -> float:
        """The median run."""
        return statistics.median(run.seconds for run in self.runs)


def find_bound(size: int, behaviour: Behaviour) -> float:
    """Return the least seconds that so many calls can take."""
    of_limit = size * 60 / behaviour.rpm if behaviour.rpm else 0.0
    return max(behaviour.latency_ms / 1000, of_limit)


def measure_case(cloud: Cloud, pile: Pile, behaviour: Behaviour, runs: int) -> Case:
    """Rank a pile once without knowledge of the server, and then again with it."""
    case = Case(pile.size, behaviour)
    cloud.forget_pace()
    case.first = rank(cloud, pile, behaviour)
    for _ in range(1 if behaviour.rpm and pile.size >= LARGE else runs):
        case.runs.append(rank(cloud, pile, behaviour))
    _tell(case)
    return case


def measure_cases(
    cloud: Cloud, piles: Iterable[Pile], behaviours: Sequence[Behaviour], runs: int
) -> list[Case]:
    """Measure every size under every limit, after a ranking that warms the workers."""
    piles = list(piles)
    rank(cloud, piles[-1], behaviours[0])
    return [
        measure_case(cloud, pile, behaviour, runs) for behaviour in behaviours for pile in piles
    ]


def add_piles(cloud: Cloud, sizes: Sequence[int]) -> list[Pile]:
    """Add a pile of each size."""
    return [add_pile(cloud.clients["acme"], size, "llm") for size in sizes]


def _tell(case: Case) -> None:
    limit = f"{case.behaviour.rpm} a minute" if case.behaviour.rpm else "no limit"
    print(f"{case.size} candidates, {limit}: {case.seconds:.2f} s", file=sys.stderr)
