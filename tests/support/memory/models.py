"""A model server in memory, and rankings that ask it in virtual time."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from shortlist.judging.call_rates import CallRates, KnownPace
from shortlist.judging.caller import Caller
from shortlist.judging.judge import Judge
from shortlist.judging.model_draft import ModelDrafter, RubricAnswer
from shortlist.judging.model_ranker import ModelRanker
from shortlist.judging.pace import Pace
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.ranking.ranker import CandidateRanker, Report
from shortlist.spending import CallUsage
from shortlist.tasks.allowance import SpendLimits, TaskAllowance
from shortlist.tasks.messages import Delivery
from shortlist.tasks.ports import Plan
from shortlist.tasks.task import Task
from tests.support.memory.rates import MemoryRates
from tests.support.rubrics import write_answer
from tests.support.virtual_time import read_clock, run, run_here

if TYPE_CHECKING:
    from tests.support.memory.world import World

MOST_IN_FLIGHT = 2
CALL_SECONDS = 0.3
USAGE = CallUsage(input=1000, cached=0, output=100)
COST_USD = Decimal("0.001")


def is_loop_running() -> bool:
    """Whether this is called from inside of an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def read_virtual_seconds() -> float:
    """Return how long the calls of this loop have waited; outside of any loop, no time passes."""
    return asyncio.get_running_loop().time() if is_loop_running() else 0.0


@dataclass(frozen=True)
class HashServer:
    """A ModelServer whose levels follow from the resume, and which notes each question."""

    world: "World"
    task: Task

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Answer after a while."""
        if question.answer is RubricAnswer:
            return await self._draft()
        line = question.tail.splitlines()[1]
        self.world.note_call(self.task, line.removeprefix("L01| resume of "))
        self.world.probe("model.ask")
        self.world.models.on_ask()
        await asyncio.sleep(self.world.models.call_seconds)
        return ModelAnswer(write_answer([(len(line) % 3, [1])]), USAGE)

    async def _draft(self) -> ModelAnswer:
        self.world.models.drafts += 1
        self.world.probe("model.draft")
        self.world.models.on_draft()
        await asyncio.sleep(self.world.models.call_seconds)
        return ModelAnswer(self.world.models.draft_answer, USAGE)


DRAFT = json.dumps(
    {"criteria": [{"title": "Resume writing", "importance": "critical"}], "gates": []}
)


class ModelWorld:
    """What a world needs to rank with a model. `on_ask` is called with each question."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.call_seconds = CALL_SECONDS
        self.drafts = 0
        self.draft_answer = DRAFT

    def on_ask(self) -> None:
        """Do nothing; a test may put something else here."""

    def on_draft(self) -> None:
        """Do nothing, as `on_ask`, when a rubric is asked for."""

    def make_ranker(
        self, task: Task, plan: Plan, delivery: Delivery, report: Report
    ) -> ModelRanker:
        """Make the ranker of a task, as the worker does."""
        from tests.support.memory.world import HashRanker  # noqa: PLC0415  # they need each other

        offline = CandidateRanker(HashRanker(), report)
        return ModelRanker(
            Judge(plan.title, plan.description, plan.rubric, task.options, offline, report),
            offline,
            partial(self._open_caller, task, delivery),
            partial(self._make_allowance, task),
            lambda _: COST_USD,
        )

    def make_drafter(self, task: Task, delivery: Delivery) -> ModelDrafter:
        """Make what asks the model for a rubric, as the worker does."""
        return ModelDrafter(
            partial(self._open_caller, task, delivery),
            partial(self._make_allowance, task),
            lambda _: COST_USD,
            run_loop=run,
        )

    @asynccontextmanager
    async def _open_caller(self, task: Task, delivery: Delivery) -> AsyncIterator[Caller]:
        record = MemoryRates()
        record.keep(KnownPace(CallRates(), MOST_IN_FLIGHT), now=read_clock())
        pace = Pace(record, most=MOST_IN_FLIGHT, clock=read_clock, run=run_here)
        yield Caller(HashServer(self._world, task), pace, delivery.seconds_left)

    def _make_allowance(self, task: Task) -> TaskAllowance:
        world = self._world
        most = task.options.max_cost_usd
        limits = SpendLimits(None if most is None else Decimal(str(most)), None)
        return TaskAllowance(
            task, world.tasks, world.spending, limits, lambda _: COST_USD, world.clock, run_here
        )
