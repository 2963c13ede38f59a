"""The schedules of job posts."""

from functools import cache

from adapters.clients import get_scheduler
from adapters.scheduler import EventBridgeSchedules
from shortlist.settings import get_settings


@cache
def get_schedules() -> EventBridgeSchedules:
    """Return the schedules of this process."""
    return EventBridgeSchedules(get_scheduler(), get_settings())
