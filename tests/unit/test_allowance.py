"""Leave to call a model: what was spent counts, by whomever and however late it is told."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from shortlist.errors import StoreUnavailableError
from shortlist.judging.errors import CallsStoppedError
from shortlist.spending import CallUsage
from shortlist.tasks.allowance import SpendLimits, TaskAllowance
from shortlist.tasks.ports import Spent
from shortlist.tasks.task import Task
from tests.support.memory.tasks import MemorySpending
from tests.support.memory.world import World
from tests.support.virtual_time import run, run_here

COST_USD = Decimal("0.4")
LIMIT_USD = Decimal(1)
EXPECTED = CallUsage(input=1, output=1)


class BusySpending(MemorySpending):
    """A SpendLedger that is busy as often as it is told to be."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals = 0

    def add(self, task: Task, cost_usd: Decimal) -> Spent:
        """Count, or refuse."""
        if self.refusals:
            self.refusals -= 1
            raise StoreUnavailableError("busy")
        return super().add(task, cost_usd)


class Desk:
    """A running task, its ledger, and a clock."""

    def __init__(self) -> None:
        self.world = World(ranker="llm")
        self.world.add(["a"])
        self.task = self.world.look(self.world.start())
        self.ledger = BusySpending()
        self.now = datetime.fromisoformat(self.task.created_at)

    def make_allowance(self) -> TaskAllowance:
        """Make the allowance of another worker."""
        return TaskAllowance(
            self.task,
            self.world.tasks,
            self.ledger,
            SpendLimits(LIMIT_USD, None),
            lambda _: COST_USD,
            lambda: self.now,
            run_here,
        )

    def count(self) -> Decimal:
        """Return what was counted so far."""
        return self.ledger.add(self.task, Decimal(0)).task_usd


Steps = Callable[[Desk], Coroutine[Any, Any, None]]


def go(steps: Steps) -> None:
    """Take the steps of a test in virtual time."""
    run(steps(Desk()))


async def call(allowance: TaskAllowance) -> None:
    """Make one call and tell what it took."""
    reserved_usd = await allowance.take(EXPECTED)
    await allowance.spend(CallUsage(input=1), reserved_usd)


def test_calls_go_on_while_the_limit_has_room_for_one_more() -> None:
    async def steps(desk: Desk) -> None:
        allowance = desk.make_allowance()
        for _ in range(2):
            await call(allowance)
        with pytest.raises(CallsStoppedError, match="max_cost"):
            await allowance.take(EXPECTED)
        assert desk.count() == 2 * COST_USD

    go(steps)


def test_many_calls_at_once_get_no_more_than_the_limit_has_room_for() -> None:
    async def steps(desk: Desk) -> None:
        workers = [desk.make_allowance() for _ in range(4)]
        calls = (workers[place % 4].take(EXPECTED) for place in range(40))
        taken = await asyncio.gather(*calls, return_exceptions=True)
        assert sum(isinstance(one, Decimal) for one in taken) == 2
        assert desk.count() == 2 * COST_USD

    go(steps)


def test_what_was_held_and_not_used_is_there_for_another_worker() -> None:
    async def steps(desk: Desk) -> None:
        mine, other = desk.make_allowance(), desk.make_allowance()
        reserved_usd = [await mine.take(EXPECTED) for _ in range(2)]
        with pytest.raises(CallsStoppedError, match="max_cost"):
            await other.take(EXPECTED)
        await mine.spend(None, reserved_usd[0])
        assert await other.take(EXPECTED) == COST_USD

    go(steps)


def test_a_limit_that_cannot_be_kept_stops_the_calls() -> None:
    async def steps(desk: Desk) -> None:
        allowance = replace(desk.make_allowance(), price=lambda _: None)
        await call(allowance)
        with pytest.raises(CallsStoppedError, match="cost_unknown"):
            await allowance.take(EXPECTED)

    go(steps)


def test_an_answer_that_could_not_be_counted_is_counted_before_the_next_call() -> None:
    async def steps(desk: Desk) -> None:
        allowance = desk.make_allowance()
        reserved_usd = await allowance.take(EXPECTED)
        desk.ledger.refusals = 1
        await allowance.spend(None, reserved_usd)
        assert desk.count() == COST_USD
        assert await allowance.take(EXPECTED) == COST_USD
        assert desk.count() == COST_USD

    go(steps)


def test_no_call_is_made_while_what_was_spent_cannot_be_counted() -> None:
    async def steps(desk: Desk) -> None:
        allowance = desk.make_allowance()
        desk.ledger.refusals = 1
        with pytest.raises(StoreUnavailableError):
            await allowance.take(EXPECTED)
        assert desk.count() == 0

    go(steps)
