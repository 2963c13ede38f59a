"""What calls of a model took, in tokens and in money."""

from decimal import Decimal
from typing import NamedTuple


class CallUsage(NamedTuple):
    """The tokens of one call, as the server reported them.

    `input` includes `cached` and `cache_write`; `output` includes `reasoning`. Without
    `is_known` the server did not report them all. `tier` is the one that served the call; None
    if the server did not name it.
    """

    input: int = 0
    cached: int = 0
    cache_write: int = 0
    output: int = 0
    reasoning: int = 0
    is_known: bool = True
    tier: str | None = None


class Spend(NamedTuple):
    """What the calls for one row or one draft took.

    The tokens are None if the server did not report those of every answer. `cost_usd` is None then,
    too, and if the model has no known price.
    """

    input: int | None
    cached: int | None
    output: int | None
    reasoning: int | None
    calls: int
    retries: int
    cost_usd: Decimal | None
