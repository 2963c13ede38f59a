"""What calls of a model took, in tokens and in money."""

from decimal import Decimal
from typing import NamedTuple


class CallUsage(NamedTuple):
    """The tokens of one call, as the server reported them.

    `input` includes `cached` and `cache_write`; `output` includes `reasoning`.
    """

    input: int = 0
    cached: int = 0
    cache_write: int = 0
    output: int = 0
    reasoning: int = 0


class Spend(NamedTuple):
    """What the calls for one row or one draft took.

    `cost_usd` is None if the model has no known price.
    """

    input: int
    cached: int
    output: int
    reasoning: int
    calls: int
    retries: int
    cost_usd: Decimal | None
