"""One delivery of a queue message to a worker."""

from collections.abc import Callable
from dataclasses import dataclass


def _allow_full_time() -> float:
    return 900.0


@dataclass(frozen=True)
class Delivery:
    """Who works on a message, and for how long yet.

    `owner` is another one each time, so that two workers with the same message are told apart.
    """

    owner: str
    seconds_left: Callable[[], float] = _allow_full_time
