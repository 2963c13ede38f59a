"""How fast one worker asks a model server: calls in flight, requests a minute, pauses."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from shortlist.errors import RetryableError
from shortlist.judging.call_rates import CallRates, KnownPace, RateRecord, find_rates
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.pace_permits import Permits, Run
from shortlist.judging.pace_window import OPENING, Window
from shortlist.judging.rate_limits import RateLimit, RateLimits

MOST_IN_FLIGHT = 64
LONGEST_PAUSE_SECONDS = 60.0
_OVERLOADED = frozenset({"rate_limited", "server_error", "connection", "timeout"})
_SHUT = frozenset({"unauthorized", "quota"})
# So many answers in a row without limit headers, and the server has no limit any more.
_ANSWERS_WITHOUT_LIMITS = 8
_LEAST_LIMIT_TO_WATCH = 600


class Permit(NamedTuple):
    """Permission to send one request, and when it was given."""

    given_at: float


class Pace:
    """The pace of one worker, in one event loop; make a new one for each run of the loop.

    Without limits it opens a window of calls in flight and narrows it when the server resists.
    With limits it also sends requests evenly at the allowed rate, which it shares with all
    workers that use the same record. The record is read once, written when something was
    learned, and asked for permits only while a limit is known; calls go on if it does not answer.
    """

    def __init__(
        self,
        record: RateRecord,
        *,
        most: int = MOST_IN_FLIGHT,
        longest_pause_seconds: float = LONGEST_PAUSE_SECONDS,
        clock: Callable[[], float] = time.time,
        draw: Callable[[], float] = random.random,
        run: Run = asyncio.to_thread,
    ) -> None:
        self.longest_pause_seconds = longest_pause_seconds
        self._record = record
        self._clock = clock
        self._draw = draw
        self._run = run
        self._window = Window(most)
        self._permits = Permits(record, clock=clock, run=run, longest_seconds=longest_pause_seconds)
        self._kept = KnownPace(CallRates(), OPENING)
        self._slowed_at = 0.0
        self._without_limits = 0
        self._started = False
        self._starting = asyncio.Lock()

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
        await self._permits.take(tokens)
        return Permit(self._clock())

    async def hear_answer(self, permit: Permit, limits: RateLimits | None) -> None:
        """Hear that a request was answered, whatever the answer is worth."""
        self._window.widen()
        self._permits.recover()
        if limits and limits.requests and _is_spent(limits.requests):
            self._slow_down(permit)
        await self._learn(limits)

    async def hear_failure(
        self, permit: Permit, error: ModelUnavailableError | ModelDeclinedError
    ) -> None:
        """Hear that a request failed; what says nothing against the pace counts as an answer."""
        if error.reason in _SHUT:
            self._window.probe()
            return
        if error.reason not in _OVERLOADED:
            await self.hear_answer(permit, error.limits)
            return
        if error.limits:
            await self._learn(error.limits)
        self._slow_down(permit, is_limit=error.reason == "rate_limited")
        wait_seconds = getattr(error, "retry_after_seconds", None)
        if wait_seconds:
            await self._permits.hold(wait_seconds)

    def _slow_down(self, permit: Permit, *, is_limit: bool = True) -> None:
        # Requests of the same round trip all fail for one and the same reason.
        if permit.given_at < self._slowed_at:
            return
        self._slowed_at = self._clock()
        if is_limit and any(self._permits.rates):
            self._permits.slow_down(0.85 + 0.1 * self._draw())
        else:
            self._window.narrow(0.5 + 0.25 * self._draw())

    async def _learn(self, limits: RateLimits | None) -> None:
        rates = find_rates(limits)
        self._without_limits = 0 if any(rates) else self._without_limits + 1
        if any(rates) or self._without_limits >= _ANSWERS_WITHOUT_LIMITS:
            self._permits.rates = rates
        known = KnownPace(self._permits.rates, self._window.size)
        if known.rates != self._kept.rates or self._has_moved(known.window):
            self._kept = known
            await self._keep(known)

    def _has_moved(self, window: int) -> bool:
        # Under a limit the window decides nothing.
        return not any(self._permits.rates) and not 0.5 < window / self._kept.window < 2

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
        if known:
            self._kept = known
            self._permits.rates = known.rates
            self._window.start_at(known.window)
            self._permits.hold_until(known.held_until)


def _is_spent(limit: RateLimit) -> bool:
    # A server that takes few requests a second often has none left, however evenly they come.
    return limit.remaining == 0 and limit.limit >= _LEAST_LIMIT_TO_WATCH
