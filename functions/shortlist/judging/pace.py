"""How fast one worker asks a model server: calls in flight, requests a minute, pauses."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf
from typing import NamedTuple, get_args

from shortlist.judging.call_rates import (
    CallRates,
    KnownPace,
    RateLimit,
    RateLimits,
    RateRecord,
    SharedPace,
)
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError, ServerRefusal
from shortlist.judging.pace_permits import KnownRates, LoadRefusals, Permits
from shortlist.judging.pace_window import OPENING, PROBING, CallTimes, Window
from shortlist.judging.ports import Run

MOST_IN_FLIGHT = 64
LONGEST_PAUSE_SECONDS = 60.0
_OVERLOADED = frozenset({"server_error", "connection", "timeout"})
_SHUT = frozenset(get_args(ServerRefusal))
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
        self._seconds_left = times.seconds_left
        self._clock = clock
        self._draw = draw
        self._window = Window(most)
        self._permits = Permits(
            record, clock=clock, run=run, longest_seconds=times.longest_pause_seconds
        )
        self._refusals = LoadRefusals(clock)
        self._rates = KnownRates(self._permits, self._refusals)
        self._shared = SharedPace(record, KnownPace(CallRates(), OPENING), clock, run)
        self.call_times = CallTimes(times.seconds_left())
        self._slowed_at = 0.0
        self._in_flight = 0
        self._freed = asyncio.Event()
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
        self.call_times.hear_answer(now - permit.given_at)
        before = self._window.size
        self._window.hear(permit.given_at, now, self._seconds_left())
        if before == PROBING < self._window.size:
            self._permits.spread(self._window.size)
        self._freed.set()
        self._permits.recover()
        self._rates.hear_answer(permit.given_at)
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
            self.call_times.hear_timeout()
        self._slow_down(permit, is_limit=False)
        self.drop(permit)
        if error.limits:
            await self._learn(error.limits)
        if error.retry_after_seconds:
            await self._permits.hold(error.retry_after_seconds)

    async def _take(self, tokens: int) -> Permit:
        while True:
            await self._refusals.wait_for_probe()
            await self._permits.take(tokens)
            if self._refusals.begin_probe():
                return Permit(self._clock(), is_probe=True)
            if not self._refusals.has_probe:
                return Permit(self._clock())

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

    def _slow_down(self, permit: Permit, *, is_limit: bool = True) -> None:
        # Requests of the same round trip all fail for one and the same reason.
        if permit.given_at < self._slowed_at:
            return
        self._slowed_at = self._clock()
        if is_limit and any(self._permits.rates) and not self._rates.is_found:
            self._permits.slow_down(0.85 + 0.1 * self._draw())
        elif not is_limit:
            self._window.narrow(0.5 + 0.25 * self._draw())

    async def _learn(self, limits: RateLimits | None) -> None:
        self._rates.hear_limits(limits)
        known = KnownPace(
            self._permits.rates,
            self._window.size,
            resisted_at=int(self._window.resisted_at or 0),
            is_found=self._rates.is_found,
            seconds=self.call_times.seconds,
        )
        await self._shared.keep(known)

    async def _start(self) -> None:
        if self._started:
            return
        async with self._starting:
            if not self._started:
                await self._read()
                self._started = True

    async def _read(self) -> None:
        known = await self._shared.read()
        if known is None:
            return
        self._rates.begin(known)
        self.call_times.seconds = known.seconds
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
