"""How fast a model server may be asked, and what the workers of a deployment share about it."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, Protocol

from shortlist.errors import RetryableError

# Nobody holds others up for longer than this.
LONGEST_HOLD_SECONDS = 60.0
# A moment further ahead than this comes from a wrong clock; under a limit of three requests a
# minute, nine workers that wait for one each are less far ahead.
LONGEST_LEAD_SECONDS = 180.0
# A limit by the minute is whole again after a minute; what takes longer is one by the day.
_LONGEST_RESET_SECONDS = 61.0
# What moves within these is not worth a write.
_SAME_OR_LESS, _SAME_OR_MORE = 0.96, 1.25


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


class CallRates(NamedTuple):
    """Requests and tokens a minute that a server allows; None where it names no limit."""

    requests: float | None = None
    tokens: float | None = None

    def measure_interval(self, tokens: int) -> float:
        """Return the seconds that one request of so many tokens takes of the limits."""
        of_requests = 60 / self.requests if self.requests else 0.0
        of_tokens = 60 * tokens / self.tokens if self.tokens else 0.0
        return max(of_requests, of_tokens)


def find_rates(limits: RateLimits | None) -> CallRates:
    """Return the rates that an answer's limits ask for."""
    if limits is None:
        return CallRates()
    found = [limit.per_minute if limit else None for limit in limits]
    return CallRates(*found)


class KnownPace(NamedTuple):
    """What one worker has learned about a server, for the next one to start with.

    `window` is how many calls were in flight when all went well; `resisted_at` how many were too
    many, 0 if none were. `held_until` is the end of a pause that the server asked for, or of what
    others have reserved. `is_found` tells that the server named no rate, and this one was found
    by its refusals. `seconds` is how long an answer took lately; 0 if there was none.
    """

    rates: CallRates
    window: int
    held_until: float = 0.0
    resisted_at: int = 0
    is_found: bool = False
    seconds: float = 0.0


class RateRecord(Protocol):
    """What all workers of a deployment share about one model of one server.

    `now` and every moment are seconds since 1970 by the caller's clock. All that is kept is
    forgotten a day after the last change. Each method raises StoreUnavailableError if the store
    does not answer.
    """

    def read(self, *, now: float) -> KnownPace | None:
        """Return what was learned; None if nothing is known."""

    def keep(self, known: KnownPace, *, now: float) -> None:
        """Keep rates and window; what is reserved or held stays so."""

    def reserve(self, seconds: float, *, now: float) -> float:
        """Reserve the server's next free span of this length and return when it begins.

        Spans of different workers never overlap. A span begins between now and
        `LONGEST_LEAD_SECONDS` later, whatever the clocks of others say.
        """

    def hold(self, until: float, *, now: float) -> None:
        """Let no new span begin before a moment, at most `LONGEST_HOLD_SECONDS` from now."""


class SharedPace:
    """What one worker reads of a record, and keeps in it once that has moved.

    `usual` is what a worker begins with that finds nothing there. A record that does not answer
    holds nobody up.
    """

    def __init__(
        self,
        record: RateRecord,
        usual: KnownPace,
        clock: Callable[[], float],
        run: Callable[..., Awaitable[Any]],
    ) -> None:
        self._record = record
        self._kept = usual
        self._clock = clock
        self._run = run

    async def read(self) -> KnownPace | None:
        """Return what others have learned; None if nothing is known."""
        try:
            known: KnownPace | None = await self._run(self._record.read, now=self._clock())
        except RetryableError:
            return None
        self._kept = known or self._kept
        return known

    async def keep(self, known: KnownPace) -> None:
        """Keep what is known now, if it has moved since it was last read or kept."""
        if not _has_moved(self._kept, known):
            return
        self._kept = known
        try:
            await self._run(self._record.keep, known, now=self._clock())
        except RetryableError:
            return


def _has_moved(kept: KnownPace, known: KnownPace) -> bool:
    if known.is_found and kept.is_found:
        was, is_now = kept.rates.requests or 1.0, known.rates.requests or 1.0
        # A refusal tells more than its absence.
        return not _SAME_OR_LESS < is_now / was < _SAME_OR_MORE
    if known.rates != kept.rates:
        return True
    # Under a limit the window decides nothing.
    has_moved = not any(known.rates) and not 0.5 < known.window / kept.window < 2
    is_slower = known.seconds > 2 * max(1.0, kept.seconds)
    return has_moved or is_slower or (known.resisted_at > 0) != (kept.resisted_at > 0)
