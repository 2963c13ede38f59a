"""Leave to call a model: no more calls once a task has ended or reached one of its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shortlist.errors import CallsStoppedError, LostRaceError
from shortlist.judging.batches import Batches
from shortlist.judging.pile import Price
from shortlist.judging.ports import CallUsage
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


class TaskAllowance:
    """An Allowance (shortlist.judging.ports) that asks the stores before each call.

    Calls that are about to start at the same time share one read, which begins after they ask.
    What a call took is counted before its place is given to another one, so that a limit is
    passed by no more than the calls in flight.
    """

    def __init__(  # each is another part of the world
        self,
        task: Task,
        store: TaskStore,
        ledger: SpendLedger,
        limits: Limits,
        price: Price,
        clock: Clock,
    ) -> None:
        self._task = task
        self._store = store
        self._ledger = ledger
        self._limits = limits
        self._price = price
        self._clock = clock
        self._reads: Batches[None, Task | None] = Batches(self._read)
        self._counts: Batches[Decimal, Spent] = Batches(self._count)
        self._spent: Spent | None = None

    async def take(self) -> None:
        """Return if the task goes on and no limit is reached."""
        task = await self._reads.join(None)
        if task is None or task.is_finished or task.attempt != self._task.attempt:
            raise LostRaceError("the task has ended")
        if write_time(self._clock()) >= task.soft_deadline_at:
            raise CallsStoppedError("soft_time_limit")
        if self._limits.is_any:
            self._check(self._spent or await self._counts.join(Decimal(0)))

    async def spend(self, usage: CallUsage) -> None:
        """Count what a call took, if anything depends on it."""
        if self._limits.is_any:
            await self._counts.join(self._price(usage) or Decimal(0))

    def _check(self, spent: Spent) -> None:
        limits = self._limits
        if limits.task_usd is not None and spent.task_usd >= limits.task_usd:
            raise CallsStoppedError("max_cost")
        if limits.day_usd is not None and spent.day_usd >= limits.day_usd:
            raise CallsStoppedError("daily_spend")

    def _read(self, _: Sequence[None]) -> Task | None:
        return self._store.get(self._task.tenant, self._task.task_id)

    def _count(self, costs_usd: Sequence[Decimal]) -> Spent:
        self._spent = self._ledger.add(self._task, sum(costs_usd, Decimal(0)))
        return self._spent
