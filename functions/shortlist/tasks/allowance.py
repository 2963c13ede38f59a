"""Permission to call a model: no more calls once a task has ended or reached one of its limits."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from shortlist.errors import LostRaceError, RetryableError
from shortlist.judging.batches import Batches
from shortlist.judging.errors import CallsStoppedError
from shortlist.judging.model_ranker import Price
from shortlist.judging.pace_permits import Run
from shortlist.spending import CallUsage
from shortlist.tasks.ports import SpendLedger, Spent, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

_FRESH = timedelta(seconds=1)


@dataclass(frozen=True)
class SpendLimits:
    """How much may be spent: on the task by its options, by the tenant on one day; None: any."""

    task_usd: Decimal | None
    day_usd: Decimal | None

    @property
    def is_any(self) -> bool:
        """Whether spending has to be counted at all."""
        return self.task_usd is not None or self.day_usd is not None


@dataclass
class TaskAllowance:
    """An Allowance (shortlist.judging.ports) that asks the stores before each call.

    Calls that are about to start at the same time share one read, which begins after they ask.
    What a call took is counted before its place is given to another one, so that a limit is
    passed by no more than the calls in flight.
    """

    task: Task
    store: TaskStore
    ledger: SpendLedger
    limits: SpendLimits
    price: Price
    clock: Clock
    run: Run = asyncio.to_thread
    _spent: Spent | None = None
    _spent_at: datetime | None = None
    _owed_usd: Decimal = Decimal(0)
    _is_unpriced: bool = False

    def __post_init__(self) -> None:
        """Let calls that wait at the same time share what is asked of the stores."""
        self._reads: Batches[None, Task | None] = Batches(self._read, self.run)
        self._counts: Batches[Decimal, Spent] = Batches(self._count, self.run)

    async def take(self) -> None:
        """Return if the task goes on and no limit is reached."""
        task = await self._reads.join(None)
        if task is None or task.is_finished or task.attempt != self.task.attempt:
            raise LostRaceError("the task has ended")
        if write_time(self.clock()) >= task.soft_deadline_at:
            raise CallsStoppedError("soft_time_limit")
        if self.limits.is_any:
            self._check(await self._look_up_spent())

    async def spend(self, usage: CallUsage) -> None:
        """Count what a call took, if anything depends on it."""
        if not self.limits.is_any:
            return
        # An answer that is paid for is not thrown away because the store is busy: what could not
        # be counted is counted with the next one, before another call may be made.
        cost_usd = self.price(usage)
        self._is_unpriced |= cost_usd is None
        with suppress(RetryableError):
            await self._counts.join(cost_usd or Decimal(0))

    async def _look_up_spent(self) -> Spent:
        # Other workers spend, too.
        is_fresh = self._spent_at and self.clock() - self._spent_at < _FRESH
        if self._spent and is_fresh and not self._owed_usd:
            return self._spent
        return await self._counts.join(Decimal(0))

    def _check(self, spent: Spent) -> None:
        limits = self.limits
        if limits.task_usd is not None and self._is_unpriced:
            raise CallsStoppedError("cost_unknown")
        if limits.task_usd is not None and spent.task_usd >= limits.task_usd:
            raise CallsStoppedError("max_cost")
        if limits.day_usd is not None and spent.day_usd >= limits.day_usd:
            raise CallsStoppedError("daily_spend")

    def _read(self, _: Sequence[None]) -> Task | None:
        return self.store.get(self.task.tenant, self.task.task_id)

    def _count(self, costs_usd: Sequence[Decimal]) -> Spent:
        self._owed_usd += sum(costs_usd, Decimal(0))
        self._spent = self.ledger.add(self.task, self._owed_usd)
        self._owed_usd, self._spent_at = Decimal(0), self.clock()
        return self._spent
