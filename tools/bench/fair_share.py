"""A small ranking of one tenant while a large one of another tenant uses the server's limit."""

import time
from typing import NamedTuple

from tools.bench.errors import BenchError
from tools.bench.model_behaviour import Behaviour, prepare, read_counts
from tools.bench.model_cloud import Cloud
from tools.bench.model_rankings import Pile, follow

# The large one is well under way when the small one begins.
ANSWERS_BEFORE = 60
LONGEST_SECONDS = 60.0


class FairShare(NamedTuple):
    """Seconds of the small ranking beside the large one, and by itself."""

    large_size: int
    small_size: int
    rpm: int
    seconds: float
    alone_seconds: float


def measure_fair_share(cloud: Cloud, large: Pile, small: Pile, behaviour: Behaviour) -> FairShare:
    """Rank the small pile alone, then beside the large one, which is cancelled afterwards.

    Raises:
        BenchError: if a ranking fails or does not get under way.
    """
    prepare(cloud.server, behaviour)
    alone_seconds, _ = follow(small.client, small.start())
    prepare(cloud.server, behaviour)
    large_path = large.start()
    try:
        _await_answers(cloud)
        seconds, _ = follow(small.client, small.start())
    finally:
        # It may have ended meanwhile, which is as well.
        large.client.call("DELETE", large_path)
    return FairShare(large.size, small.size, behaviour.rpm, seconds, alone_seconds)


def _await_answers(cloud: Cloud) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while read_counts(cloud.server).answered < ANSWERS_BEFORE:
        if time.monotonic() > deadline:
            raise BenchError("the large ranking did not get under way")
        time.sleep(0.1)
