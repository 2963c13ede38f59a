"""When the next request may be sent, under limits that all workers share."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any

from shortlist.errors import RetryableError
from shortlist.judging.call_rates import CallRates, RateRecord
from shortlist.judging.errors import ModelUnavailableError

Run = Callable[..., Awaitable[Any]]

# Less than half of the least burst that a server is known to allow, one second.
BURST_SECONDS = 0.4
_BLOCK_SECONDS = 0.5
_FULL_SHARE = 0.98
_LEAST_SHARE = 0.05
_RECOVERY = 0.001
# Moments within a millisecond are the same: a record keeps whole ones.
_SAME_SECONDS = 0.0015


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
        self._head = asyncio.Lock()

    async def take(self, tokens: int) -> None:
        """Wait until a request of so many tokens may be sent.

        Raises:
            ModelUnavailableError: if the server has asked for a pause that is too long to wait.
        """
        self._waiting += 1
        try:
            async with self._head:
                due = await self._find_slot(self.rates.measure_interval(tokens) / self._share)
                await self._sleep_until(due)
        finally:
            self._waiting -= 1

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

    async def _sleep_until(self, due: float) -> None:
        while (wait := max(due, self._held_until) - self._clock()) > 0:
            if self._held_until - self._clock() > self._longest_seconds:
                raise ModelUnavailableError("rate_limited", retry_after_seconds=wait)
            await asyncio.sleep(wait)

    async def _find_slot(self, interval: float) -> float:
        if not interval:
            return 0.0
        now = self._clock()
        # A slot that was not used in its time is lost: others have theirs after it.
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
