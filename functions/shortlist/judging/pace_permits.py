"""When the next request may be sent: under limits that all workers share, and after refusals."""

import asyncio
import math
from collections import deque
from collections.abc import Callable

from shortlist.errors import RetryableError
from shortlist.judging.call_rates import CallRates, KnownPace, RateLimits, RateRecord, find_rates
from shortlist.judging.errors import ModelUnavailableError
from shortlist.judging.ports import Run

# Less than half of the least burst that a server is known to allow, one second.
BURST_SECONDS = 0.4
_BLOCK_SECONDS = 0.5
# So far apart, few requests are on their way when a server says that it has a limit.
_GAP_SECONDS = 0.008
_FULL_SHARE = 0.98
_LEAST_SHARE = 0.05
_RECOVERY = 0.001
# Moments within a millisecond are the same: a record keeps whole ones.
_SAME_SECONDS = 0.0015
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
_REMEMBERED_SECONDS = 60.0
_MOST_REMEMBERED = 5_000
# Of what went through, so that the next requests go through, too.
_SHARE = 0.85
# How fast a found rate grows with each answer, for each second without a refusal.
_GROWTH_A_SECOND = 0.0003
_FASTEST_GROWTH = 0.02
_LEAST_OF_KNOWN = 0.8
# So many answers in a row without limit headers, and the server has no limit any more.
_ANSWERS_WITHOUT_LIMITS = 8


class Permits:
    """Lets requests go one after the other, evenly and as fast as the limits allow.

    Moments are reserved in the shared record, a short block at a time and no more than are
    waited for. If the record does not answer, the worker goes on by itself.
    """

    def __init__(
        self, record: RateRecord, *, clock: Callable[[], float], run: Run, longest_seconds: float
    ) -> None:
        self._record = record
        self._clock = clock
        self._run = run
        self._longest_seconds = longest_seconds
        self.rates = CallRates()
        self._share = _FULL_SHARE
        self._next = 0.0
        self._end = 0.0
        self._held_until = 0.0
        self._waiting = 0
        self._spread_left = 0
        self._spread_next = 0.0
        self._head = asyncio.Lock()

    async def take(self, tokens: int) -> None:
        """Wait until a request of so many tokens may be sent.

        Raises:
            ModelUnavailableError: if the server has asked for a pause that is too long to wait.
        """
        await self._leave_gap()
        self._waiting += 1
        try:
            async with self._head:
                due = await self._find_moment(self.rates.measure_interval(tokens) / self._share)
                await self._sleep_until(due)
        finally:
            self._waiting -= 1

    def spread(self, requests: int) -> None:
        """Send the next requests to a server that names no limit a little apart."""
        self._spread_left = requests

    async def hold(self, seconds: float) -> None:
        """Let nobody send anything for a while.

        Other workers hear of it at their next reservation, unless it is too long to wait for.
        """
        now = self._clock()
        if now + seconds <= self._held_until + _SAME_SECONDS:
            return
        self.hold_until(now + seconds)
        if seconds > self._longest_seconds:
            return
        try:
            await self._run(self._record.hold, now + seconds + BURST_SECONDS, now=now)
        except RetryableError:
            return

    def hold_until(self, moment: float) -> None:
        """Let this worker send nothing before a moment."""
        self._held_until = max(self._held_until, moment)
        self._end = 0.0

    def slow_down(self, factor: float) -> None:
        """Use a smaller part of the limit, because somebody else uses it too."""
        self._share = max(_LEAST_SHARE, self._share * factor)

    def recover(self) -> None:
        """Use a little more of the limit again."""
        self._share = min(_FULL_SHARE, self._share + _RECOVERY)

    async def _leave_gap(self) -> None:
        if self._spread_left <= 0 or any(self.rates):
            return
        self._spread_left -= 1
        now = self._clock()
        due = max(now, self._spread_next)
        self._spread_next = due + _GAP_SECONDS
        await asyncio.sleep(due - now)

    async def _sleep_until(self, due: float) -> None:
        while (wait := max(due, self._held_until) - self._clock()) > 0:
            if self._held_until - self._clock() > self._longest_seconds:
                raise ModelUnavailableError("rate_limited", retry_after_seconds=wait)
            await asyncio.sleep(wait)

    async def _find_moment(self, interval: float) -> float:
        if not interval:
            return 0.0
        now = self._clock()
        # A moment that was not used in its time is lost: others have theirs after it.
        if self._next < now or self._next + interval > self._end + _SAME_SECONDS:
            await self._reserve(interval, now)
        due = self._next - BURST_SECONDS
        self._next += interval
        return due

    async def _reserve(self, interval: float, now: float) -> None:
        most = max(1, math.ceil(_BLOCK_SECONDS / interval))
        seconds = min(most, self._waiting) * interval
        try:
            start = await self._run(self._record.reserve, seconds, now=now)
        except RetryableError:
            start = max(now, self._end)
        continues = abs(start - self._end) <= _SAME_SECONDS and self._next >= now
        self._next = self._next if continues else start
        self._end = start + seconds


class LoadRefusals:
    """What one worker knows of a server's refusals for load.

    Each pause is twice as long as the last, until a request is answered. After a pause one
    request goes first; the others wait for what becomes of it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.streak = 0
        self._refused_at = clock()
        self._probe: asyncio.Future[None] | None = None
        self._accepted: deque[float] = deque(maxlen=_MOST_REMEMBERED)

    async def wait_for_probe(self) -> None:
        """Wait until nobody tries out whether the pause was long enough."""
        while self._probe is not None:
            await asyncio.shield(self._probe)

    def begin_probe(self) -> bool:
        """Be the one who tries; False if nobody needs to."""
        if not self.streak or self._probe is not None:
            return False
        self._probe = asyncio.get_running_loop().create_future()
        return True

    def end_probe(self) -> None:
        """Let the others go on: what became of the probe is known."""
        if self._probe is not None:
            self._probe.set_result(None)
            self._probe = None

    @property
    def has_probe(self) -> bool:
        """Whether somebody tries just now."""
        return self._probe is not None

    def hear_refusal(self) -> float:
        """Count a refusal and return for how many seconds nothing is to be sent."""
        self.streak += 1
        self._refused_at = self._clock()
        return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self.streak - 1, 10))

    def hear_answer(self, given_at: float) -> bool:
        """Count an answer to a request of then; True if it is the first one after refusals."""
        self._accepted.append(self._clock())
        if not self.streak or given_at < self._refused_at:
            return False
        self.streak = 0
        return True

    def find_rate(self) -> float:
        """Return how many requests a minute went through lately, less a little."""
        now = self._clock()
        while self._accepted and self._accepted[0] < now - _REMEMBERED_SECONDS:
            self._accepted.popleft()
        first = self._accepted[0] if self._accepted else now
        return _SHARE * 60 * max(1, len(self._accepted)) / max(1.0, now - first)

    def grow(self, rate: float) -> float:
        """Return a found rate after one more answer: the longer without refusal, the faster."""
        calm_seconds = max(0.0, self._clock() - self._refused_at)
        return rate * (1 + min(_FASTEST_GROWTH, _GROWTH_A_SECOND * calm_seconds))


class KnownRates:
    """The rates that permits keep to: what a server names, or else what its refusals show."""

    def __init__(self, permits: Permits, refusals: LoadRefusals) -> None:
        self._permits = permits
        self._refusals = refusals
        self.is_found = False
        self._without_limits = 0

    def begin(self, known: KnownPace) -> None:
        """Begin with what others have learned."""
        self._permits.rates, self.is_found = known.rates, known.is_found

    def hear_limits(self, limits: RateLimits | None) -> None:
        """Keep to the limits of an answer, which may name none."""
        rates = find_rates(limits)
        self._without_limits = 0 if any(rates) else self._without_limits + 1
        is_lifted = self._without_limits >= _ANSWERS_WITHOUT_LIMITS and not self.is_found
        if any(rates) or is_lifted:
            self._permits.rates, self.is_found = rates, False

    def hear_answer(self, given_at: float) -> None:
        """Go by what went through, if the server refused and named no limit."""
        goes_again = self._refusals.hear_answer(given_at)
        known = self._permits.rates.requests
        if goes_again and (self.is_found or not any(self._permits.rates)):
            found = self._refusals.find_rate()
            if self.is_found and known:
                # A few requests tell little of a server that took many until now.
                found = min(known, max(found, _LEAST_OF_KNOWN * known))
            self.is_found = True
            self._permits.rates = CallRates(found)
        elif self.is_found and known:
            self._permits.rates = CallRates(self._refusals.grow(known))
