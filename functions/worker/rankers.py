"""Which ranker a task gets, put together from what this deployment has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

from adapters.clients import get_dynamodb
from adapters.dynamodb.dynamo_model_calls import DynamoFacts, DynamoRates, DynamoSpending
from adapters.dynamodb.table import Table
from adapters.llm.locked import LockedServer, may_be_asked
from adapters.llm.server import OpenAiServer
from adapters.logs import logger
from adapters.secrets import read_model_key
from adapters.wiring import get_tasks
from shortlist.errors import SettingsError
from shortlist.judging.caller import Caller
from shortlist.judging.judge import Judge
from shortlist.judging.model_draft import ModelDrafter
from shortlist.judging.model_ranker import ModelRanker
from shortlist.judging.pace import Pace, PaceTimes
from shortlist.judging.ports import ModelServer, ServerFacts
from shortlist.judging.retries import Patience
from shortlist.ranking.offline import REFERENCE_MONTH, OfflineRanker
from shortlist.ranking.ranker import CandidateRanker, Ranker, Report
from shortlist.settings import Settings, get_settings
from shortlist.spending import CallUsage, price_call
from shortlist.tasks.allowance import SpendLimits, TaskAllowance
from shortlist.tasks.messages import Delivery
from shortlist.tasks.ports import Plan
from shortlist.tasks.task import Task
from shortlist.times import count_seconds, read_clock

# What a worker needs after its last call: to keep the rows, and to hand the chunk on.
LAST_SECONDS = 8


def make_ranker(task: Task, plan: Plan, delivery: Delivery, report: Report) -> Ranker:
    """Make the ranker that a task asks for."""
    month = plan.month or REFERENCE_MONTH
    by_facts = OfflineRanker(plan.title, plan.description, plan.rubric, month=month)
    offline = CandidateRanker(by_facts, report)
    if task.options.ranker == "offline":
        return offline
    calls = _Calls(task, delivery, get_settings())
    judge = Judge(plan.title, plan.description, plan.rubric, task.options, offline, report)
    return ModelRanker(judge, offline, calls.open_caller, calls.make_allowance, calls.price)


def make_drafter(task: Task, delivery: Delivery) -> ModelDrafter:
    """Make what asks a task's model for a rubric."""
    calls = _Calls(task, delivery, get_settings())
    return ModelDrafter(calls.open_caller, calls.make_allowance, calls.price)


@dataclass(frozen=True)
class _Calls:
    """The calls of a model that one delivery of a task may make."""

    task: Task
    delivery: Delivery
    settings: Settings

    @asynccontextmanager
    async def open_caller(self) -> AsyncIterator[Caller]:
        """Connect to the model server for one run of the event loop."""
        settings = self.settings
        base_url = settings.model_server_url
        options, table = self.task.options, self._get_table()
        rates = DynamoRates(table, base_url, options.model or "", options.service_tier)
        facts = DynamoFacts(table, base_url, options.model or "")
        async with _open_server(base_url, facts, settings) as server:
            pace = Pace(
                rates,
                most=settings.llm_concurrency,
                times=PaceTimes(max(0.0, self._count_task_seconds()), self._count_seconds),
            )
            yield Caller(
                server,
                pace,
                self._count_seconds,
                task_seconds_left=self._count_task_seconds,
                patience=Patience(call_timeout_seconds=settings.call_timeout_seconds),
            )

    def make_allowance(self) -> TaskAllowance:
        """Make what looks at the task and its limits before each call."""
        of_task, of_day = self.task.options.max_cost_usd, self.settings.daily_spend_limit_usd
        limits = SpendLimits(
            task_usd=None if of_task is None else Decimal(str(of_task)),
            day_usd=Decimal(str(of_day)) if of_day else None,
        )
        spending = DynamoSpending(self._get_table())
        return TaskAllowance(self.task, get_tasks(), spending, limits, self.price, read_clock)

    def price(self, usage: CallUsage) -> Decimal | None:
        """Return what a call of this task cost."""
        options = self.task.options
        return price_call(options.model or "", usage, options.service_tier)

    def _count_seconds(self) -> float:
        return self.delivery.seconds_left() - LAST_SECONDS

    def _count_task_seconds(self) -> float:
        return -count_seconds(self.task.soft_deadline_at, read_clock())

    def _get_table(self) -> Table:
        return Table(get_dynamodb(), self.settings.task_table)


@asynccontextmanager
async def _open_server(
    base_url: str, facts: ServerFacts, settings: Settings
) -> AsyncIterator[ModelServer]:
    if not settings.allow_plain_http and not may_be_asked(base_url):
        logger.error("resumes would leave the private network unencrypted: see AllowPlainHttp")
        yield LockedServer("insecure_address")
        return
    try:
        key = read_model_key()
    except SettingsError:
        # The rows keep their offline scores and say why; an alarm tells the operator.
        logger.exception("the model server cannot be asked without a key")
        yield LockedServer()
        return
    async with OpenAiServer(
        base_url=base_url, api_key=key, facts=facts, profile_name=settings.model_server
    ) as server:
        yield server
