"""The adapters of this process, each made once, on first use.

What start and status never ask for is imported where it is made: people wait for their imports.
"""

from functools import cache
from typing import TYPE_CHECKING

from adapters.clients import get_dynamodb, get_events, get_s3, get_scheduler, get_sqs
from adapters.dynamodb.dynamo_endings import DynamoEndings
from adapters.dynamodb.dynamo_rows import DynamoRows
from adapters.dynamodb.dynamo_starts import DynamoStarts
from adapters.dynamodb.dynamo_tasks import DynamoTasks
from adapters.dynamodb.table import Table
from shortlist.settings import get_settings
from shortlist.times import read_clock

if TYPE_CHECKING:
    from adapters.dynamodb.dynamo_candidates import DynamoCandidates
    from adapters.dynamodb.dynamo_chunks import DynamoChunks
    from adapters.dynamodb.dynamo_creations import DynamoCreations
    from adapters.dynamodb.dynamo_decisions import DynamoDecisions
    from adapters.dynamodb.dynamo_erasures import DynamoErasures
    from adapters.dynamodb.dynamo_events import DynamoEvents
    from adapters.dynamodb.dynamo_job_posts import DynamoJobPosts
    from adapters.dynamodb.dynamo_leases import DynamoLeases
    from adapters.dynamodb.dynamo_task_lists import DynamoTaskLists
    from adapters.eventbridge import EventBridgeBus, EventBridgeSchedules
    from adapters.s3 import S3Files
    from adapters.sqs import SqsRankingQueue, SqsReadingQueue
    from shortlist.erasure import CandidateEraser, Holdings
    from shortlist.job_post_erasure import JobPostEraser
    from shortlist.judging.call_rates import KnownPace
    from shortlist.options import RankingOptions


@cache
def get_task_table() -> Table:
    """Return the table of tasks and of all that belongs to them."""
    return Table(get_dynamodb(), get_settings().task_table)


@cache
def get_catalogue_table() -> Table:
    """Return the table of job posts, candidates and decisions."""
    return Table(get_dynamodb(), get_settings().catalogue_table)


@cache
def get_job_posts() -> "DynamoJobPosts":
    """Return the store of job posts."""
    from adapters.dynamodb.dynamo_job_posts import DynamoJobPosts  # noqa: PLC0415

    return DynamoJobPosts(get_catalogue_table())


@cache
def get_candidates() -> "DynamoCandidates":
    """Return the store of candidates."""
    from adapters.dynamodb.dynamo_candidates import DynamoCandidates  # noqa: PLC0415

    return DynamoCandidates(get_catalogue_table())


@cache
def get_creations() -> "DynamoCreations":
    """Return what adds job posts and candidates."""
    from adapters.dynamodb.dynamo_creations import DynamoCreations  # noqa: PLC0415

    return DynamoCreations(get_catalogue_table(), get_task_table())


@cache
def get_decisions() -> "DynamoDecisions":
    """Return the store of decisions."""
    from adapters.dynamodb.dynamo_decisions import DynamoDecisions  # noqa: PLC0415

    return DynamoDecisions(get_catalogue_table())


@cache
def get_candidate_events() -> "DynamoEvents":
    """Return the store of what was done with candidates."""
    from adapters.dynamodb.dynamo_events import DynamoEvents  # noqa: PLC0415

    return DynamoEvents(get_catalogue_table())


@cache
def get_starts() -> DynamoStarts:
    """Return what lets tasks in."""
    return DynamoStarts(get_task_table(), get_catalogue_table(), read_clock)


@cache
def get_tasks() -> DynamoTasks:
    """Return the store of tasks."""
    return DynamoTasks(get_task_table(), get_starts(), get_endings(), read_clock)


@cache
def get_task_lists() -> "DynamoTaskLists":
    """Return the lists of tasks."""
    from adapters.dynamodb.dynamo_task_lists import DynamoTaskLists  # noqa: PLC0415

    return DynamoTaskLists(get_task_table(), read_clock)


@cache
def get_chunks() -> "DynamoChunks":
    """Return the store of plans and chunks."""
    from adapters.dynamodb.dynamo_chunks import DynamoChunks  # noqa: PLC0415

    return DynamoChunks(get_task_table(), read_clock)


@cache
def get_rows() -> DynamoRows:
    """Return the store of rows and of their pages."""
    return DynamoRows(get_task_table())


@cache
def get_endings() -> DynamoEndings:
    """Return the store of endings that are to be told."""
    return DynamoEndings(get_task_table())


@cache
def get_erasures() -> "DynamoErasures":
    """Return the store of erasures that are not whole."""
    from adapters.dynamodb.dynamo_erasures import DynamoErasures  # noqa: PLC0415

    return DynamoErasures(get_task_table())


@cache
def get_files() -> "S3Files":
    """Return the store of resume files and exports."""
    from adapters.s3 import S3Files  # noqa: PLC0415

    return S3Files(get_s3(), get_settings().resume_bucket, read_clock)


@cache
def get_queue() -> "SqsRankingQueue":
    """Return the ranking queue."""
    from adapters.sqs import SqsRankingQueue  # noqa: PLC0415

    return SqsRankingQueue(get_sqs(), get_settings().ranking_queue_url)


@cache
def get_reading_queue() -> "SqsReadingQueue":
    """Return the reading queue."""
    from adapters.sqs import SqsReadingQueue  # noqa: PLC0415

    return SqsReadingQueue(get_sqs(), get_settings().reading_queue_url)


@cache
def get_lease_store() -> "DynamoLeases":
    """Return the store of the leases under which uploads are read."""
    from adapters.dynamodb.dynamo_leases import DynamoLeases  # noqa: PLC0415

    return DynamoLeases(get_catalogue_table())


@cache
def get_bus() -> "EventBridgeBus":
    """Return the event bus."""
    from adapters.eventbridge import EventBridgeBus  # noqa: PLC0415

    return EventBridgeBus(get_events(), get_settings().event_bus_name)


@cache
def get_holdings() -> "Holdings":
    """Return all that an erasure goes through."""
    from shortlist.erasure import Holdings  # noqa: PLC0415

    return Holdings(
        get_candidates(),
        get_files(),
        get_tasks(),
        get_task_lists(),
        get_rows(),
        get_erasures(),
        get_queue(),
        read_clock,
    )


@cache
def get_candidate_eraser() -> "CandidateEraser":
    """Return what erases candidates."""
    from shortlist.erasure import CandidateEraser  # noqa: PLC0415

    return CandidateEraser(get_holdings())


@cache
def get_job_post_eraser() -> "JobPostEraser":
    """Return what erases job posts."""
    from shortlist.job_post_erasure import JobPostEraser  # noqa: PLC0415

    return JobPostEraser(get_job_posts(), get_holdings())


@cache
def get_schedules() -> "EventBridgeSchedules":
    """Return the schedules of job posts."""
    from adapters.eventbridge import EventBridgeSchedules  # noqa: PLC0415

    return EventBridgeSchedules(get_scheduler(), get_settings())


def read_pace(options: "RankingOptions") -> "KnownPace | None":
    """Return how fast the model server of a ranking was lately; None if nobody knows."""
    from adapters.dynamodb.dynamo_model_calls import DynamoRates  # noqa: PLC0415

    server = get_settings().model_server_url
    rates = DynamoRates(get_task_table(), server, options.model or "", options.service_tier)
    return rates.read(now=read_clock().timestamp())
