"""The store of job posts and candidates."""

from functools import cache

from adapters.clients import get_dynamodb
from adapters.dynamodb.catalogue import DynamoCatalogue
from adapters.dynamodb.table import Table
from shortlist.settings import get_settings


@cache
def get_catalogue() -> DynamoCatalogue:
    """Return the store of this process."""
    return DynamoCatalogue(Table(get_dynamodb(), get_settings().catalogue_table))
