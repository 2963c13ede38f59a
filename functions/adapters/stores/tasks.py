"""The store of tasks and rows."""

from functools import cache

from adapters.clients import get_dynamodb
from adapters.dynamodb.table import Table
from adapters.dynamodb.tasks import DynamoTasks
from shortlist.settings import get_settings
from shortlist.times import read_clock


@cache
def get_tasks() -> DynamoTasks:
    """Return the store of this process."""
    settings = get_settings()
    catalogue = Table(get_dynamodb(), settings.catalogue_table)
    return DynamoTasks(Table(get_dynamodb(), settings.task_table), catalogue, read_clock)
