"""Which ranker a task gets, put together from what this deployment has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial

from adapters.clients import get_dynamodb
from adapters.dynamodb.rates import DynamoRates
from adapters.dynamodb.spending import DynamoSpending
from adapters.dynamodb.table import Table
from adapters.llm.locked import LockedServer
from adapters.llm.server import OPENAI_URL, OpenAiServer
from adapters.logs import logger
from adapters.secrets import read_model_key
from adapters.stores.tasks import get_tasks
from shortlist.errors import SettingsError
from shortlist.judging.caller import Caller, Patience
from shortlist.judging.judge import Judge
from shortlist.judging.pace import Pace
from shortlist.judging.pile import ModelPile
from shortlist.judging.ports import CallUsage, ModelServer
from shortlist.prices.table import price_call
from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.pile import OfflinePile, PileRanker
from shortlist.ranking.ranker import Ranker, ReadableOnly
from shortlist.settings import Settings, get_settings
from shortlist.tasks.allowance import Limits, TaskAllowance
from shortlist.tasks.delivery import Delivery
from shortlist.tasks.model import Task
from shortlist.tasks.ports import Plan
from shortlist.times import read_clock

# What a worker needs after its last call: to keep the rows, and to hand the chunk on.
LAST_SECONDS = 8


def make_ranker(task: Task, plan: Plan, delivery: Delivery) -> PileRanker:
    """Make the ranker that a task asks for."""
    offline = ReadableOnly(OfflineRanker(plan.title, plan.description, plan.rubric))
    if task.options.ranker == "offline":
        return OfflinePile(offline)
    return _make_model_pile(task, plan, delivery, offline)


def _make_model_pile(task: Task, plan: Plan, delivery: Delivery, offline: Ranker) -> ModelPile:
    settings = get_settings()
    options = task.options
    tasks_table = Table(get_dynamodb(), settings.task_table)
    price = partial(_price, options.model or "", options.service_tier)

    def make_allowance() -> TaskAllowance:
        limits = _find_limits(task, settings)
        spending = DynamoSpending(tasks_table)
        return TaskAllowance(task, get_tasks(), spending, limits, price, read_clock)

    @asynccontextmanager
    async def open_caller() -> AsyncIterator[Caller]:
        base_url = settings.openai_base_url or OPENAI_URL
        rates = DynamoRates(tasks_table, base_url, options.model or "")
        async with _open_server(base_url) as server:
            yield Caller(
                server,
                Pace(rates, most=settings.llm_concurrency),
                lambda: delivery.seconds_left() - LAST_SECONDS,
                patience=Patience(call_timeout_seconds=settings.call_timeout_seconds),
            )

    judge = Judge(plan.title, plan.description, plan.rubric, options, offline)
    return ModelPile(judge, offline, open_caller, make_allowance, price)


@asynccontextmanager
async def _open_server(base_url: str) -> AsyncIterator[ModelServer]:
    try:
        key = read_model_key()
    except SettingsError:
        # The rows keep their offline scores and say why; an alarm tells the operator.
        logger.exception("the model server cannot be asked without a key")
        yield LockedServer()
        return
    async with OpenAiServer(base_url=base_url, api_key=key) as server:
        yield server


def _price(model: str, service_tier: str | None, usage: CallUsage) -> Decimal | None:
    return price_call(model, usage, service_tier)


def _find_limits(task: Task, settings: Settings) -> Limits:
    of_task, of_day = task.options.max_cost_usd, settings.daily_spend_limit_usd
    return Limits(
        task_usd=None if of_task is None else Decimal(str(of_task)),
        day_usd=Decimal(str(of_day)) if of_day else None,
    )
