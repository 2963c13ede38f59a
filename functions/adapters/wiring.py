"""The adapters of this process, each made once, on first use."""

from functools import cache

from adapters.clients import get_dynamodb, get_events, get_s3, get_scheduler, get_sqs
from adapters.dynamodb.decision_items import DynamoDecisions
from adapters.dynamodb.dynamo_catalogue import DynamoCatalogue
from adapters.dynamodb.dynamo_tasks import DynamoTasks
from adapters.dynamodb.table import Table
from adapters.event_bus import EventBridgeBus
from adapters.s3 import S3ResumeFiles
from adapters.scheduler import EventBridgeSchedules
from adapters.sqs import SqsRankingQueue
from shortlist.candidate_erasure import CandidateEraser
from shortlist.settings import get_settings
from shortlist.times import read_clock


@cache
def get_catalogue() -> DynamoCatalogue:
    """Return the store of job posts and candidates."""
    settings = get_settings()
    key_notes = Table(get_dynamodb(), settings.task_table)
    return DynamoCatalogue(Table(get_dynamodb(), settings.catalogue_table), key_notes)


@cache
def get_decisions() -> DynamoDecisions:
    """Return the store of decisions and events."""
    return DynamoDecisions(Table(get_dynamodb(), get_settings().catalogue_table))


@cache
def get_tasks() -> DynamoTasks:
    """Return the store of tasks and rows."""
    settings = get_settings()
    catalogue = Table(get_dynamodb(), settings.catalogue_table)
    return DynamoTasks(Table(get_dynamodb(), settings.task_table), catalogue, read_clock)


@cache
def get_files() -> S3ResumeFiles:
    """Return the store of resume files."""
    return S3ResumeFiles(get_s3(), get_settings().resume_bucket, read_clock)


@cache
def get_queue() -> SqsRankingQueue:
    """Return the ranking queue."""
    return SqsRankingQueue(get_sqs(), get_settings().ranking_queue_url)


@cache
def get_bus() -> EventBridgeBus:
    """Return the event bus."""
    return EventBridgeBus(get_events(), get_settings().event_bus_name)


@cache
def get_candidate_eraser() -> CandidateEraser:
    """Return what erases candidates."""
    tasks = get_tasks()
    return CandidateEraser(
        get_catalogue(), get_files(), tasks, tasks, tasks, get_queue(), read_clock
    )


@cache
def get_schedules() -> EventBridgeSchedules:
    """Return the schedules of job posts."""
    return EventBridgeSchedules(get_scheduler(), get_settings())
