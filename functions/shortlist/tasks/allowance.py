"""Leave to call a model: no more calls once a task has ended or reached one of its limits."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shortlist.errors import CallsStoppedError, LostRaceError
from shortlist.judging.batches import Batches
from shortlist.judging.pace_turns import Run
from shortlist.judging.pile import Price
from shortlist.spending import CallUsage
from shortlist.tasks.model import Task
from shortlist.tasks.ports import SpendLedger, Spent, TaskStore
from shortlist.times import Clock, write_time


@dataclass(frozen=True)
class Limits:
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
    limits: Limits
    price: Price
    clock: Clock
    run: Run = asyncio.to_thread
    _spent: Spent | None = None

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
            self._check(self._spent or await self._counts.join(Decimal(0)))

    async def spend(self, usage: CallUsage) -> None:
        """Count what a call took, if anything depends on it."""
        if self.limits.is_any:
            await self._counts.join(self.price(usage) or Decimal(0))

    def _check(self, spent: Spent) -> None:
        limits = self.limits
        if limits.task_usd is not None and spent.task_usd >= limits.task_usd:
            raise CallsStoppedError("max_cost")
        if limits.day_usd is not None and spent.day_usd >= limits.day_usd:
            raise CallsStoppedError("daily_spend")

    def _read(self, _: Sequence[None]) -> Task | None:
        return self.store.get(self.task.tenant, self.task.task_id)

    def _count(self, costs_usd: Sequence[Decimal]) -> Spent:
        self._spent = self.ledger.add(self.task, sum(costs_usd, Decimal(0)))
        return self._spent
