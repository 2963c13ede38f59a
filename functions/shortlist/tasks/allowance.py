"""Permission to call a model: no more calls once a task has ended or reached one of its limits."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from shortlist.errors import LostRaceError, RetryableError
from shortlist.judging.errors import CallsStoppedError, ServerRefusal, StopReason
from shortlist.judging.model_ranker import Price
from shortlist.judging.ports import Run
from shortlist.spending import CallUsage
from shortlist.tasks.ports import SpendLedger, Spent, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

# Calls differ; what earlier ones took is reserved with a little more.
_MARGIN = Decimal("1.1")
Item = TypeVar("Item")
Result = TypeVar("Result")


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
    What a call is likely to take is counted before it is made, for all workers, and what it did
    not take is given back: a limit is passed by no more than the error of the estimate. What a
    worker has reserved when it dies stays counted.
    """

    task: Task
    tasks: TaskStore
    ledger: SpendLedger
    limits: SpendLimits
    price: Price
    clock: Clock
    run: Run = asyncio.to_thread
    _owed_usd: Decimal = Decimal(0)
    _is_unpriced: bool = False
    _priced: int = 0
    _paid_usd: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Let calls that wait at the same time share what is asked of the stores."""
        self._reads: SharedCalls[None, Task | None] = SharedCalls(self._read, self.run)
        self._counts: SharedCalls[Decimal, Spent] = SharedCalls(self._count, self.run)
        self._reservations: SharedCalls[_Wish, _Grant] = SharedCalls(self._reserve, self.run)
        self._wishes = count()
        self._counting = Lock()

    async def take(self, expected: CallUsage) -> Decimal:
        """Return what is reserved for a call, if the task goes on and no limit is reached."""
        task = await self._reads.join(None)
        if task is None or task.is_finished or task.attempt != self.task.attempt:
            raise LostRaceError("the task has ended")
        if task.refused_for:
            raise CallsStoppedError(task.refused_for)
        if write_time(self.clock()) >= task.soft_deadline_at:
            raise CallsStoppedError("soft_time_limit")
        if not self.limits.is_any:
            return Decimal(0)
        if self.limits.task_usd is not None and self._is_unpriced:
            raise CallsStoppedError("cost_unknown")
        wish = _Wish(next(self._wishes), self._estimate(expected))
        grant = await self._reservations.join(wish)
        if wish.number not in grant.numbers:
            raise CallsStoppedError(grant.limit)
        return wish.usd

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Note with the task why its server answers nobody: other workers read it before they ask.

        Raises:
            LostRaceError: if the task has ended.
        """
        # Who is not told finds out with a few calls.
        with suppress(RetryableError):
            await self.run(self.tasks.note_refusal, self.task, reason)

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Count what a call took instead of what was reserved for it; None: nothing."""
        if not self.limits.is_any:
            return
        cost_usd = self.price(usage) if usage else Decimal(0)
        if cost_usd is None:
            # It may have cost as much as any.
            self._is_unpriced = True
            return
        if usage:
            self._priced, self._paid_usd = self._priced + 1, self._paid_usd + cost_usd
        # An answer that is paid for is not thrown away because the store is busy: what could not
        # be counted is counted with the next one, before another call may be made.
        with suppress(RetryableError):
            await self._counts.join(cost_usd - reserved_usd)

    def _estimate(self, expected: CallUsage) -> Decimal:
        """Expect of a call what earlier ones took, or else what is expected of it."""
        if self._priced:
            return _MARGIN * self._paid_usd / self._priced
        return self.price(expected) or Decimal(0)

    def _read(self, _: Sequence[None]) -> Task | None:
        return self.tasks.get(self.task.tenant, self.task.task_id)

    def _count(self, costs_usd: Sequence[Decimal]) -> Spent:
        with self._counting:
            self._owed_usd += sum(costs_usd, Decimal(0))
            spent = self.ledger.add(self.task, self._owed_usd)
            self._owed_usd = Decimal(0)
            return spent

    def _reserve(self, wishes: Sequence["_Wish"]) -> "_Grant":
        """Reserve as much as the limits have room for, for those who asked first."""
        with self._counting:
            wanted = sum((wish.usd for wish in wishes), self._owed_usd)
            spent = self.ledger.add(self.task, wanted)
            self._owed_usd = Decimal(0)
        over_usd, limit = self._find_excess(spent)
        granted, back_usd = list(wishes), Decimal(0)
        while granted and over_usd > back_usd:
            back_usd += granted.pop().usd
        if back_usd:
            with suppress(RetryableError):
                self._count([-back_usd])
        return _Grant(frozenset(wish.number for wish in granted), limit)

    def _find_excess(self, spent: Spent) -> tuple[Decimal, StopReason]:
        of_task, of_day = self.limits.task_usd, self.limits.day_usd
        over_task = Decimal(0) if of_task is None else spent.task_usd - of_task
        over_day = Decimal(0) if of_day is None else spent.day_usd - of_day
        return (over_day, "daily_spend") if over_day > over_task else (over_task, "max_cost")


class _Wish(NamedTuple):
    """What is to be reserved for one call."""

    number: int
    usd: Decimal


class _Grant(NamedTuple):
    """For which calls it is reserved, and the limit that forbids the others."""

    numbers: frozenset[int]
    limit: StopReason


class _Batch(Generic[Item, Result]):
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.done: asyncio.Future[Result] | None = None


class SharedCalls(Generic[Item, Result]):
    """Does blocking work in a thread, one call after another, each for all who wait by then.

    Work that is asked for begins after the asking: whoever waits for the result of a read never
    gets one that is older than the question.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Result], run: Run = asyncio.to_thread
    ) -> None:
        self._work = work
        self._run_blocking = run
        self._next: _Batch[Item, Result] = _Batch()
        self._lock = asyncio.Lock()

    async def join(self, item: Item) -> Result:
        """Have an item worked on, and return what came of its whole batch."""
        batch = self._next
        batch.items.append(item)
        async with self._lock:
            if batch.done is None:
                self._next = _Batch()
                batch.done = asyncio.get_running_loop().create_future()
                await self._run(batch, batch.done)
        return await batch.done

    async def _run(self, batch: _Batch[Item, Result], done: "asyncio.Future[Result]") -> None:
        try:
            done.set_result(await self._run_blocking(self._work, batch.items))
        except Exception as error:  # noqa: BLE001  # raised again for everybody who waits
            done.set_exception(error)
