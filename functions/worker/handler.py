"""Works off the ranking queue: one message, one chunk."""

import gc
import random
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.logs import logger, standard_logger
from adapters.wiring import (
    get_bus,
    get_candidate_eraser,
    get_candidates,
    get_chunks,
    get_endings,
    get_job_post_eraser,
    get_job_posts,
    get_queue,
    get_rows,
    get_tasks,
)
from shortlist.errors import PoisonMessageError
from shortlist.settings import get_settings
from shortlist.tasks.ending import EndingTeller
from shortlist.tasks.engine import Engine
from shortlist.tasks.messages import Delivery, ErasureMessage, read_message
from shortlist.times import read_clock
from worker.rankers import make_drafter, make_ranker

# What a worker that dies leaves behind comes again this long after its time is up.
HIDDEN_MARGIN_SECONDS = 30
_LONGEST_WAIT_SECONDS = 60
_THINGS_BETWEEN_COLLECTIONS = 20_000

# With one message a batch, every failure would be a failure of the whole batch.
processor = BatchProcessor(
    event_type=EventType.SQS, raise_on_entire_batch_failure=False, logger=standard_logger
)


@cache
def get_engine() -> Engine:
    """Return the engine of this process."""
    # Most of what a worker makes is gone by reference counts. Looking for cycles after each 700
    # things, among all the words and clients that stay, takes a twentieth of its time.
    gc.set_threshold(_THINGS_BETWEEN_COLLECTIONS, 20, 20)
    return Engine(
        get_tasks(),
        get_chunks(),
        get_rows(),
        get_job_posts(),
        get_candidates(),
        get_queue(),
        make_ranker,
        make_drafter,
        read_clock,
        EndingTeller(get_endings(), get_bus(), _warn_of_untold),
        observer=CloudWatchObserver(get_settings().allowed_models),
    )


def work(record: SQSRecord, lambda_context: LambdaContext) -> None:
    """Do the work of one message; one that fails comes again soon, not after minutes."""
    delivery = Delivery(
        owner=lambda_context.aws_request_id,
        seconds_left=lambda: lambda_context.get_remaining_time_in_millis() / 1000,
    )
    try:
        message = read_message(record.body)
        hidden_seconds = int(delivery.seconds_left()) + HIDDEN_MARGIN_SECONDS
        get_queue().hide(record.receipt_handle, hidden_seconds)
        if isinstance(message, ErasureMessage):
            _erase(message, delivery)
            return
        logger.append_keys(task_id=message.task_id, chunk=message.chunk)
        get_engine().work(message, delivery)
    except PoisonMessageError:
        get_queue().hide(record.receipt_handle, 0)
        raise
    except Exception:
        get_queue().hide(record.receipt_handle, choose_wait_seconds(record))
        raise


def _erase(message: ErasureMessage, delivery: Delivery) -> None:
    logger.append_keys(job_id=message.job_id, candidate_id=message.candidate_id)
    is_whole = message.candidate_id is None
    eraser = get_job_post_eraser() if is_whole else get_candidate_eraser()
    erased = eraser.work(message, delivery.seconds_left)
    if erased:
        what = "job post erased" if is_whole else "candidate erased"
        logger.info(what, extra={"rankings": erased.tasks_done})


def choose_wait_seconds(record: SQSRecord) -> int:
    """Return how long a message waits for its next try: longer each time, with jitter."""
    receives = int(record.attributes.approximate_receive_count)
    longest = min(_LONGEST_WAIT_SECONDS, 5 * 2**receives)
    return random.randint(1, longest)  # noqa: S311  # jitter, not a secret


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Work off a batch of queue messages and name those to be delivered again."""
    return process_partial_response(
        event=event, record_handler=work, processor=processor, context=context
    )


def _warn_of_untold(task_id: str) -> None:
    logger.warning("the event bus was not told; the sweeper will tell", extra={"task_id": task_id})
