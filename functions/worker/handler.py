"""Works off the ranking queue: one message, one chunk."""

from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from adapters.logs import logger
from adapters.stores import get_catalogue, get_queue, get_tasks
from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.ranker import Ranker, ReadableOnly
from shortlist.tasks.engine import Engine
from shortlist.tasks.messages import read_message
from shortlist.tasks.model import Task
from shortlist.tasks.ports import Plan
from shortlist.times import read_clock

# With one message a batch, every failure would be a failure of the whole batch.
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def get_engine() -> Engine:
    """Return the engine of this process."""
    return Engine(get_tasks(), get_catalogue(), get_queue(), make_ranker, read_clock)


def make_ranker(task: Task, plan: Plan) -> Ranker:
    """Make the ranker that a task asks for."""
    return ReadableOnly(OfflineRanker(plan.title, plan.description, plan.rubric))


def work(record: SQSRecord) -> None:
    """Do the work of one message."""
    message = read_message(record.body)
    logger.append_keys(task_id=message.task_id, chunk=message.chunk)
    get_engine().work(message)


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> Any:
    """Work off a batch of queue messages and name those to be delivered again."""
    return process_partial_response(
        event=event, record_handler=work, processor=processor, context=context
    )
