"""What calls of a model took, and what they cost by a dated table that ships with the code.

`python -m tools.prices` writes the table, `prices.json`.
"""

import json
import re
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

STANDARD_TIER = "default"
ANY_SNAPSHOT = "any"
_PER = 1_000_000
_SNAPSHOT = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2})")


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


class TokenPrices(NamedTuple):
    """USD per million tokens of a call with more than `above` input tokens."""

    above: int
    input: Decimal
    cached: Decimal
    cache_write: Decimal
    output: Decimal


def price_call(model: str, usage: CallUsage, service_tier: str | None) -> Decimal | None:
    """Return what a call cost in USD, exactly; None if that is not known, never 0 for that.

    The tier that the server names counts; `service_tier` is the one that was asked for.
    A snapshot (`gpt-6-luna-2026-09-22`) costs what its model does, if the table says so of that
    snapshot. A tier that exists, but not for this model, is billed as the standard one: servers
    refuse it, and the call is then made without it.
    """
    bands = _find_bands(model, usage.tier or service_tier or STANDARD_TIER)
    if bands is None or not usage.is_known:
        return None
    rates = bands[0]
    for band in bands[1:]:
        # A long prompt makes all of its tokens dearer, not only those above the threshold.
        if usage.input > band.above:
            rates = band
    plain = max(0, usage.input - usage.cached - usage.cache_write)
    millionths = (
        plain * rates.input
        + usage.cached * rates.cached
        + usage.cache_write * rates.cache_write
        + usage.output * rates.output
    )
    return millionths / _PER


def prices_date() -> str:
    """Return the day on which these were the prices, as YYYY-MM-DD."""
    date: str = _load()["date"]
    return date


@cache
def _load() -> Any:
    return json.loads(Path(__file__).with_name("prices.json").read_text(encoding="utf-8"))


@cache
def _list_tiers() -> frozenset[str]:
    """Return the service tiers that there are, whichever model has them."""
    return frozenset(tier for entry in _load()["models"].values() for tier in entry["tiers"])


# Bounded, because a caller chooses the words of a start.
@lru_cache(maxsize=128)
def _find_bands(model: str, service_tier: str) -> tuple[TokenPrices, ...] | None:
    entry = _find_entry(model)
    # The server chooses then, and chooses this unless its project is set otherwise.
    tier = STANDARD_TIER if service_tier == "auto" else service_tier
    if entry is None or tier not in _list_tiers():
        return None
    rows = entry["tiers"].get(tier) or entry["tiers"][STANDARD_TIER]
    return tuple(
        TokenPrices(above, *(Decimal(price) for price in prices)) for above, *prices in rows
    )


def _find_entry(model: str) -> Any:
    models = _load()["models"]
    if model in models:
        return models[model]
    snapshot = _SNAPSHOT.fullmatch(model)
    if snapshot is None or snapshot[1] not in models:
        return None
    entry = models[snapshot[1]]
    known = entry["snapshots"]
    return entry if known == ANY_SNAPSHOT or snapshot[2] in known else None
