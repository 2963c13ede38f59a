"""The time from the 202 of a start to SUCCESS, offline."""

import statistics
from typing import NamedTuple

from tools.bench.piles import add_pile, time_ranking
from tools.local.client import ApiClient


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
    pile = add_pile(client, count)
    _, *seconds = [time_ranking(pile) for _ in range(runs + 1)]
    pile.delete()
    return Makespan(count, seconds)
