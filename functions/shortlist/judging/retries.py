"""When a question is asked again: how often after each failure, and how long after it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from shortlist.judging.errors import CallsStoppedError, ModelFailure, ModelUnavailableError
from shortlist.spending import CallUsage

# How many requests may end with each reason, or with one of a group, before no more are made. A
# server refuses each optional parameter once.
_MOST_REQUESTS = {
    "busy": 4,
    "timeout": 2,
    "invalid_answer": 2,
    "no_such_address": 2,
    "truncated": 3,
    "bad_request": 10,
}
_BUSY = frozenset({"rate_limited", "server_error", "connection", "timeout"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long calls are waited for.

    No request is sent with less than `least_timeout_seconds` to go, nor any that could end
    within the last `margin_seconds` of the time that is left.
    """

    call_timeout_seconds: float = 30.0
    least_timeout_seconds: float = 1.0
    margin_seconds: float = 2.0
    backoff_seconds: float = 0.5
    longest_backoff_seconds: float = 8.0


@dataclass(slots=True)
class Tally:
    """What the requests of one question have come to so far."""

    requests: int = 0
    usages: list[CallUsage] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    last_failure: ModelFailure | None = None
    was_alone: bool = True


@dataclass(frozen=True)
class Retries:
    """Decides after a failure when the next request is made, if one is.

    `seconds_left` says how long this worker may make calls and wait for them.
    """

    patience: Patience
    longest_pause_seconds: float
    seconds_left: Callable[[], float]
    draw: Callable[[], float]

    def find_delay(self, error: ModelUnavailableError, tally: Tally) -> float | None:
        """Return the seconds until the next request; None if there should be none.

        Raises:
            CallsStoppedError: if the server wants a pause that another worker has the time for.
        """
        told = error.retry_after_seconds
        if error.is_overload:
            # Time counts and not tries: the pace pauses for all.
            return self._find_pause(told or 0.0, tally)
        group = "busy" if error.reason in _BUSY else error.reason
        # What waited behind others was not given its time.
        if error.reason != "timeout" or tally.was_alone:
            tally.failed[group] += 1
        if tally.failed[group] >= _MOST_REQUESTS.get(error.reason, _MOST_REQUESTS.get(group, 1)):
            return None
        if group != "busy":
            return 0.0
        delay = self._draw_backoff(tally.failed[group])
        return delay if told is None else self._find_pause(told + delay / 4, tally)

    def _find_pause(self, seconds: float, tally: Tally) -> float | None:
        if seconds > self.longest_pause_seconds:
            return None
        if seconds < self.seconds_left() - self.patience.margin_seconds:
            return seconds
        if not tally.usages:
            # The next worker has the time.
            raise CallsStoppedError("out_of_time")
        # What was paid for is told now.
        return None

    def _draw_backoff(self, failed: int) -> float:
        highest = self.patience.backoff_seconds * 2.0 ** max(0, failed - 1)
        return self.draw() * min(self.patience.longest_backoff_seconds, highest)
