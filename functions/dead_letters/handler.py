"""Works off the dead-letter queue; what nobody can read stays in it."""

from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.logs import logger, standard_logger
from adapters.metrics import count_dead_letter
from adapters.wiring import get_tasks
from shortlist.errors import PoisonMessageError
from shortlist.tasks.dead_letters import end_dead_letter_task
from shortlist.tasks.messages import ErasureMessage, read_message

processor = BatchProcessor(
    event_type=EventType.SQS, raise_on_entire_batch_failure=False, logger=standard_logger
)


def work_off(record: SQSRecord) -> None:
    """End the task of one dead letter."""
    try:
        message = read_message(record.body)
    except PoisonMessageError:
        count_dead_letter("unreadable")
        raise
    if isinstance(message, ErasureMessage):
        # The erasure is kept, and the sweeper sends for it again and again.
        count_dead_letter("superseded")
        logger.error("an erasure failed at every attempt", extra={"job_id": message.job_id})
        return
    logger.append_keys(task_id=message.task_id, chunk=message.chunk)
    task = end_dead_letter_task(get_tasks(), message)
    if task:
        CloudWatchObserver().ended(task)
    count_dead_letter("task" if task else "superseded")
    logger.error("dead letter", extra={"task_failed": task is not None})


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> Any:
    """Work off a batch of dead letters and keep those that nobody can read."""
    return process_partial_response(
        event=event, record_handler=work_off, processor=processor, context=context
    )
