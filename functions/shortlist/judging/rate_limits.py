"""What a model server tells about how fast it may be asked."""

from typing import NamedTuple

# A limit by the minute is whole again after a minute; what takes longer is one by the day.
_LONGEST_RESET_SECONDS = 61.0


class RateLimit(NamedTuple):
    """One limit of a server, as the headers of an answer tell it."""

    limit: float
    remaining: float | None = None
    reset_seconds: float | None = None

    @property
    def per_minute(self) -> float | None:
        """The rate to keep to; None for a limit of a longer time, whose pace is not ours to set."""
        is_longer = self.reset_seconds is not None and self.reset_seconds > _LONGEST_RESET_SECONDS
        return None if is_longer or self.limit <= 0 else self.limit


class RateLimits(NamedTuple):
    """The limits of a server on requests and on tokens."""

    requests: RateLimit | None = None
    tokens: RateLimit | None = None
