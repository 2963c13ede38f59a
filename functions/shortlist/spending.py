"""What calls of a model took."""

from decimal import Decimal
from typing import NamedTuple


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
