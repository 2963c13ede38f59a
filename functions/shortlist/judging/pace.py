"""How fast one worker asks a model server: calls in flight, requests a minute, pauses."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf
from typing import NamedTuple, get_args

from shortlist.errors import RetryableError
from shortlist.judging.call_rates import (
    CallRates,
    KnownPace,
    RateLimit,
    RateLimits,
    RateRecord,
    find_rates,
)
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError, ServerRefusal
from shortlist.judging.pace_permits import Permits, Run
from shortlist.judging.pace_refusals import LoadRefusals
from shortlist.judging.pace_window import OPENING, PROBING, Window

MOST_IN_FLIGHT = 64
LONGEST_PAUSE_SECONDS = 60.0
_OVERLOADED = frozenset({"server_error", "connection", "timeout"})
_SHUT = frozenset(get_args(ServerRefusal))
# The first requests to a server that nobody knows go out so far apart, so that few are on their
# way when it says that it has a limit.
_OPENING_GAP_SECONDS = 0.008
# A call is waited for so much longer than calls took lately.
_PATIENCE = 4.0
_WEIGHT_OF_LAST = 0.2
# A call is begun if it is likely to end in time; but half of a worker's time is enough for any.
_LIKELY = 1.2
_MOST_OF_TIME = 0.6
_SAME_OR_LESS, _SAME_OR_MORE = 0.96, 1.25
_LEAST_SECONDS = 0.001
_LEAST_OF_KNOWN = 0.8
# So many answers in a row without limit headers, and the server has no limit any more.
_ANSWERS_WITHOUT_LIMITS = 8
_LEAST_LIMIT_TO_WATCH = 600


class Permit(NamedTuple):
    """Permission to send one request, when it was given, and whether others wait for its end."""

    given_at: float
    is_probe: bool = False


class PaceTimes(NamedTuple):
    """How long a pause may be, and how much time the calls of this worker have."""

    longest_pause_seconds: float = LONGEST_PAUSE_SECONDS
    seconds_left: Callable[[], float] = lambda: inf


class Pace:
    """The pace of one worker, in one event loop; make a new one for each run of the loop.

    Without limits it opens a window of calls in flight and narrows it when answers take longer
    or the server resists. With limits it also sends requests evenly at the allowed rate, which it
    shares with all workers that use the same record; a server that names no limit has the rate
    at which its requests went through. The record is read once, written when something was
    learned, and asked for permits only while a limit is known; calls go on if it does not answer.

    Whoever was given a permit tells what became of it: an answer, a failure, or that it was not
    used.
    """

    def __init__(
        self,
        record: RateRecord,
        *,
        most: int = MOST_IN_FLIGHT,
        times: PaceTimes | None = None,
        clock: Callable[[], float] = time.time,
        draw: Callable[[], float] = random.random,
        run: Run = asyncio.to_thread,
    ) -> None:
        times = times or PaceTimes()
        self.longest_pause_seconds = times.longest_pause_seconds
        self._record = record
        self._seconds_left = times.seconds_left
        self._whole_seconds = times.seconds_left()
        self._clock = clock
        self._draw = draw
        self._run = run
        self._window = Window(most)
        self._permits = Permits(
            record, clock=clock, run=run, longest_seconds=times.longest_pause_seconds
        )
        self._refusals = LoadRefusals(clock)
        self._kept = KnownPace(CallRates(), OPENING)
        self._is_found = False
        self._seconds = 0.0
        self._last_seconds = 0.0
        self._slowed_at = 0.0
        self._without_limits = 0
        self._in_flight = 0
        self._freed = asyncio.Event()
        self._opening_left = 0
        self._next_at = 0.0
        self._started = False
        self._starting = asyncio.Lock()

    @property
    def is_alone(self) -> bool:
        """Whether no more than one request is on its way."""
        return self._in_flight <= 1

    @property
    def is_refused(self) -> bool:
        """Whether the server refused for its load, and has answered nothing since."""
        return self._refusals.streak > 0

    def find_patience(self, usual_seconds: float) -> float:
        """Return how long a call may take: without end if no call has ended yet."""
        return max(usual_seconds, _PATIENCE * self._seconds) if self._seconds else inf

    def find_least_time(self) -> float:
        """Return how much time a call is likely to need; that others ask, too, is felt at once."""
        return min(
            _LIKELY * max(self._seconds, self._last_seconds), _MOST_OF_TIME * self._whole_seconds
        )

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold one place among the calls in flight."""
        await self._start()
        await self._window.enter()
        try:
            yield
        finally:
            self._window.release()

    async def wait(self, tokens: int) -> Permit:
        """Wait for permission to send one request of so many tokens.

        Raises:
            ModelUnavailableError: rate_limited, if the server wants a pause that is too long.
        """
        await self._start()
        # The window may have narrowed since this one got its place.
        while self._in_flight >= max(1, self._window.size):
            self._freed.clear()
            await self._freed.wait()
        self._in_flight += 1
        try:
            return await self._take(tokens)
        except BaseException:
            self._free()
            raise

    def drop(self, permit: Permit) -> None:
        """Hear that a permit was not used, or that nobody will know what became of it."""
        if permit.is_probe:
            self._refusals.end_probe()
        self._free()

    async def hear_answer(self, permit: Permit, limits: RateLimits | None) -> None:
        """Hear that a request was answered, whatever the answer is worth."""
        self.drop(permit)
        now = self._clock()
        took = max(_LEAST_SECONDS, now - permit.given_at)
        self._last_seconds = took
        self._seconds += (took - self._seconds) * (_WEIGHT_OF_LAST if self._seconds else 1.0)
        before = self._window.size
        self._window.hear(permit.given_at, now, self._seconds_left())
        if before == PROBING < self._window.size:
            self._opening_left = self._window.size
        self._freed.set()
        self._permits.recover()
        self._find_rate(permit)
        if limits and limits.requests and _is_spent(limits.requests):
            self._slow_down(permit)
        await self._learn(limits)

    async def hear_failure(
        self, permit: Permit, error: ModelUnavailableError | ModelDeclinedError
    ) -> None:
        """Hear that a request failed; what says nothing against the pace counts as an answer."""
        if error.reason in _SHUT:
            self.drop(permit)
            self._window.probe()
            return
        if isinstance(error, ModelDeclinedError):
            await self.hear_answer(permit, error.limits)
            return
        if error.is_overload:
            await self._hear_refusal(permit, error)
            return
        if error.reason not in _OVERLOADED:
            await self.hear_answer(permit, error.limits)
            return
        if error.reason == "timeout":
            # It is known now that this server may take long.
            self._seconds = self._seconds or 1.0
        self._slow_down(permit, is_limit=False)
        self.drop(permit)
        if error.limits:
            await self._learn(error.limits)
        if error.retry_after_seconds:
            await self._permits.hold(error.retry_after_seconds)

    async def _take(self, tokens: int) -> Permit:
        while True:
            await self._refusals.wait_for_probe()
            await self._leave_gap()
            await self._permits.take(tokens)
            if self._refusals.begin_probe():
                return Permit(self._clock(), is_probe=True)
            if not self._refusals.has_probe:
                return Permit(self._clock())

    async def _leave_gap(self) -> None:
        if self._opening_left <= 0 or any(self._permits.rates):
            return
        self._opening_left -= 1
        now = self._clock()
        due = max(now, self._next_at)
        self._next_at = due + _OPENING_GAP_SECONDS
        await asyncio.sleep(due - now)

    async def _hear_refusal(self, permit: Permit, error: ModelUnavailableError) -> None:
        is_first = permit.given_at >= self._slowed_at
        if error.limits:
            await self._learn(error.limits)
        if is_first:
            pause = self._refusals.hear_refusal() * (0.75 + 0.25 * self._draw())
            self._slow_down(permit)
            if not error.limits or error.retry_after_seconds is not None:
                told = error.retry_after_seconds
                await self._permits.hold(pause if told is None else told)
        elif error.retry_after_seconds:
            await self._permits.hold(error.retry_after_seconds)
        # Only now may the others go on: into the pause.
        self.drop(permit)

    def _free(self) -> None:
        self._in_flight -= 1
        self._freed.set()

    def _find_rate(self, permit: Permit) -> None:
        """Go by what went through, if the server refused and named no limit."""
        goes_again = self._refusals.hear_answer(permit.given_at)
        if goes_again and (self._is_found or not any(self._permits.rates)):
            found, known = self._refusals.find_rate(), self._permits.rates.requests
            if self._is_found and known:
                # A few requests tell little of a server that took many until now.
                found = min(known, max(found, _LEAST_OF_KNOWN * known))
            self._is_found = True
            self._permits.rates = CallRates(found)
        elif self._is_found and self._permits.rates.requests:
            self._permits.rates = CallRates(self._refusals.grow(self._permits.rates.requests))

    def _slow_down(self, permit: Permit, *, is_limit: bool = True) -> None:
        # Requests of the same round trip all fail for one and the same reason.
        if permit.given_at < self._slowed_at:
            return
        self._slowed_at = self._clock()
        if is_limit and any(self._permits.rates) and not self._is_found:
            self._permits.slow_down(0.85 + 0.1 * self._draw())
        elif not is_limit:
            self._window.narrow(0.5 + 0.25 * self._draw())

    async def _learn(self, limits: RateLimits | None) -> None:
        rates = find_rates(limits)
        self._without_limits = 0 if any(rates) else self._without_limits + 1
        is_lifted = self._without_limits >= _ANSWERS_WITHOUT_LIMITS and not self._is_found
        if any(rates) or is_lifted:
            self._permits.rates, self._is_found = rates, False
        known = KnownPace(
            self._permits.rates,
            self._window.size,
            resisted_at=int(self._window.resisted_at or 0),
            is_found=self._is_found,
            seconds=self._seconds,
        )
        if self._has_moved(known):
            self._kept = known
            await self._keep(known)

    def _has_moved(self, known: KnownPace) -> bool:
        kept = self._kept
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

    async def _keep(self, known: KnownPace) -> None:
        try:
            await self._run(self._record.keep, known, now=self._clock())
        except RetryableError:
            return

    async def _start(self) -> None:
        if self._started:
            return
        async with self._starting:
            if not self._started:
                await self._read()
                self._started = True

    async def _read(self) -> None:
        try:
            known = await self._run(self._record.read, now=self._clock())
        except RetryableError:
            return
        if known is None:
            return
        self._kept = known
        self._permits.rates, self._is_found = known.rates, known.is_found
        self._seconds = known.seconds
        size = known.window
        # A slow server may take more at once; a worker that has just begun has time to try.
        if not known.resisted_at and 1.0 < known.seconds * 2 * size <= self._seconds_left():
            size *= 2 if known.seconds > 1.0 else 1
        self._window.start_at(size, known.resisted_at or None)
        self._permits.hold_until(known.held_until)
        if not any(known.rates) and known.held_until > self._clock():
            # Another worker was refused a moment ago.
            self._refusals.hear_refusal()


def _is_spent(limit: RateLimit) -> bool:
    # A server that takes few requests a second often has none left, however evenly they come.
    return limit.remaining == 0 and limit.limit >= _LEAST_LIMIT_TO_WATCH
