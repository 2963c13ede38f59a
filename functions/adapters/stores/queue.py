"""The ranking queue."""

from functools import cache

from adapters.clients import get_sqs
from adapters.sqs import SqsRankingQueue
from shortlist.settings import get_settings


@cache
def get_queue() -> SqsRankingQueue:
    """Return the queue of this process."""
    return SqsRankingQueue(get_sqs(), get_settings().ranking_queue_url)
