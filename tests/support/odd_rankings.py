"""Rankings over real HTTP by a server of somebody else, with everything but it in memory."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from adapters.llm.form import find_form
from adapters.llm.server import OpenAiServer
from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.judging.caller import Caller
from shortlist.judging.judge import Judge
from shortlist.judging.model_draft import ModelDrafter
from shortlist.judging.model_ranker import ModelRanker
from shortlist.judging.pace import Pace
from shortlist.judging.retries import Patience
from shortlist.ranking.offline import REFERENCE_MONTH, OfflineRanker
from shortlist.ranking.ranker import CandidateRanker, Report
from shortlist.reading.reading_state import Reading
from shortlist.spending import CallUsage, price_call
from shortlist.tasks.allowance import SpendLimits, TaskAllowance
from shortlist.tasks.messages import Delivery
from shortlist.tasks.ports import Plan
from shortlist.tasks.task import Task
from shortlist.times import write_time
from tests.support.memory.rates import MemoryRates
from tests.support.memory.world import JOB_ID, TENANT, World

MODEL = "m"
# What a worker has for its calls; no test waits so long.
WORKER_SECONDS = 50.0
RESUME = (
    "Experience\nSenior engineer, Acme, 2019 - 2025\n- Built Python services on AWS Lambda\n"
    "- Ran PostgreSQL in Docker\nSkills: Python, PostgreSQL, Docker"
)


class Ranking(NamedTuple):
    """A ranking that has ended, and its rows."""

    task: Task
    rows: list[Mapping[str, Any]]


@dataclass
class MemoryFacts:
    """A ServerFacts (shortlist.judging.ports)."""

    facts: frozenset[str] = frozenset()

    def read(self) -> frozenset[str]:
        """Return what was learned."""
        return self.facts

    def keep(self, facts: frozenset[str]) -> None:
        """Keep all that is known now."""
        self.facts = facts


@dataclass(frozen=True)
class HttpModels:
    """What the worker puts together for a model, around one address."""

    world: World
    base_url: str
    rates: MemoryRates = field(default_factory=MemoryRates)
    facts: MemoryFacts = field(default_factory=MemoryFacts)

    def make_ranker(
        self, task: Task, plan: Plan, delivery: Delivery, report: Report
    ) -> ModelRanker:
        """Make the ranker of a task."""
        by_facts = OfflineRanker(plan.title, plan.description, plan.rubric, month=REFERENCE_MONTH)
        offline = CandidateRanker(by_facts, report)
        return ModelRanker(
            Judge(plan.title, plan.description, plan.rubric, task.options, offline, report),
            offline,
            self.open_caller,
            partial(self.make_allowance, task),
            partial(self.price, task),
        )

    def make_drafter(self, task: Task, delivery: Delivery) -> ModelDrafter:
        """Make what drafts a task's rubric."""
        return ModelDrafter(
            self.open_caller,
            partial(self.make_allowance, task),
            partial(self.price, task),
        )

    @asynccontextmanager
    async def open_caller(self) -> AsyncIterator[Caller]:
        """Connect to the server."""
        async with OpenAiServer(base_url=self.base_url, api_key="key", facts=self.facts) as server:
            patience = Patience(backoff_seconds=0.02)
            yield Caller(server, Pace(self.rates), lambda: WORKER_SECONDS, patience=patience)

    def make_allowance(self, task: Task) -> TaskAllowance:
        """Make what looks at the task before each call."""
        world, limits = self.world, SpendLimits(None, None)
        price = partial(self.price, task)
        return TaskAllowance(task, world.tasks, world.spending, limits, price, world.clock)

    def price(self, task: Task, usage: CallUsage) -> Any:
        """Return what a call cost."""
        return price_call(task.options.model or "", usage, None)


def rank_by(base_url: str, rows: int, *, chunk_size: int = 250) -> Ranking:
    """Rank some candidates by the server at an address, from the start to the last row."""
    find_form.cache_clear()
    world = World(ranker="llm", is_edited=False, chunk_size=chunk_size)
    models = HttpModels(world, base_url)
    world.engine = replace(
        world.engine,
        make_ranker=models.make_ranker,
        make_drafter=models.make_drafter,
        run_loop=asyncio.run,
        run=asyncio.to_thread,
    )
    world.settings = world.settings.model_copy(update={"model": MODEL})
    now = write_time(world.clock())
    resumes = [
        Resume(
            Candidate(candidate_id=f"c{n:03d}", reading=Reading(state="read"), created_at=now),
            f"{RESUME}\nReference {n}",
        )
        for n in range(rows)
    ]
    world.catalogue.add_candidates(TENANT, JOB_ID, resumes, limit=rows)
    task_id = world.start()
    world.drain()
    task = world.look(task_id)
    assert task.status == "SUCCESS", task
    pages = range(rows // 100 + 1)
    return Ranking(task, [row for page in pages for row in world.tasks.read_page(task, page)])
